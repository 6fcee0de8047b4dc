"""The tab of sources as HTML: what is known of each shop, what was rejected, what is unsure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from urllib.parse import urlsplit

from assistant.ui.offers import evidence_words, offer_values
from assistant.ui.rendering import picture_url, render
from assistant.ui.texts import Texts
from assistant.ui.upkeep import FeedRequest, Work, places_of
from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import JudgedPair, Key, MatchStore
from retrieval.catalogue.overview import overview
from retrieval.catalogue.sources import SourceInfo
from retrieval.findings import last_reading
from retrieval.previewing import Preview
from retrieval.schedules import OFF, said_every, schedule_of
from retrieval.sources.locations import is_address
from retrieval.sources.offering import FIELDS
from retrieval.sources.table import BESIDES

MAX_ROWS = 50  # rejected rows that are shown; the export has all
MAX_PAIRS = 3  # unsure pairs shown at a time
PACES = (OFF, "1h", "6h", "1d", "7d")
"""How often a source may be read by itself, as the page offers it."""


def render_sources(catalogue: Catalogue, whole: bool, t: Texts) -> str:
    """The table of sources; the `whole` of it says where feeds are, which may be a secret."""
    sources = [_source(catalogue, one, whole, t) for one in catalogue.sources.list()]
    return render("sources.html", t, sources=sources, whole=whole, paces=PACES)


def render_preview(seen: Preview, request: FeedRequest, t: Texts) -> str:
    """What a feed would be read as, with a choice for each column."""
    offers = [
        {**offer_values(offer, t), "id": offer.offer_id, "title": offer.title, "picture": picture}
        for offer, picture in zip(seen.offers, seen.pictures, strict=True)
    ]
    return render(
        "preview.html",
        t,
        seen=seen,
        place=shown_place(seen.feed),
        shop=request.shop,
        offers=offers,
        fields=("", *FIELDS, *BESIDES),
        corrected={column: name for name, column in request.mapping.items()},
        shrink=request.shrink,
    )


def shown_place(location: str) -> str:
    """Where a feed is, for a page: of a file its name alone, of an address nothing secret."""
    return ", ".join(map(_shown_one, location.split(", ")))


def _shown_one(place: str) -> str:
    if not is_address(place):
        return place.rstrip("/").rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    parts = urlsplit(place)
    return f"{parts.hostname or ''}{parts.path}"


def render_work(work: Work, t: Texts) -> str:
    """How far a job is, or what came of it; "" when there is nothing to say."""
    return render("work.html", t, work=work, result=work.result(t) if work.result else "")


def render_quarantine(catalogue: Catalogue, t: Texts) -> str:
    """The first of the rejected rows, and where all of them can be had."""
    held = islice(catalogue.sources.quarantined(), MAX_ROWS)
    rows = [replace(one, feed=shown_place(one.feed)) for one in held]
    count = sum(source.quarantined for source in catalogue.sources.list())
    return render("quarantine.html", t, rows=rows, count=count)


def render_pairs(
    catalogue: Catalogue,
    pending: Collection[tuple[Key, Key]],
    skipped: Collection[str],
    t: Texts,
) -> str:
    """The likeliest unsure pairs side by side, but for those decided or skipped."""
    waiting = [pair for pair in MatchStore(catalogue.engine).unsure() if _key(pair) not in pending]
    open_pairs = [pair for pair in waiting if pair_name(pair) not in skipped]
    return render(
        "pairs.html",
        t,
        count=len(waiting),
        skipped=len(waiting) - len(open_pairs),
        pairs=[_pair(catalogue, pair, t) for pair in open_pairs[:MAX_PAIRS]],
    )


def pair_name(pair: JudgedPair) -> str:
    """What the page calls a pair: it stays the same when others come and go."""
    return sha256("\0".join((*pair.a, *pair.b)).encode()).hexdigest()[:24]


def find_pair(catalogue: Catalogue, name: str) -> JudgedPair | None:
    """The unsure pair of this name; None when it is decided, or there never was one."""
    unsure = MatchStore(catalogue.engine).unsure()
    return next((pair for pair in unsure if pair_name(pair) == name), None)


def _source(catalogue: Catalogue, one: SourceInfo, whole: bool, t: Texts) -> dict:
    summary = one.summary or {}
    with catalogue.engine.connect() as connection:
        seen = overview(connection, one.name)
    return {
        "name": one.name,
        "format": one.format,
        "location": shown_place(one.location) if whole else "",
        "offers": one.offers,
        "reviews": seen.reviews,
        "rows": summary.get("rows"),
        "rejected": one.quarantined,
        "unpictured": seen.offers - seen.pictured,
        "held_back": summary.get("held_back", 0),
        "synced": _moment(one.completed_at, t),
        "broken_off": bool(
            one.ingested_at and (not one.completed_at or one.completed_at < one.ingested_at)
        ),
        "reading": last_reading(catalogue, one.name) if whole else None,
        "again": bool(whole and places_of(catalogue, one.name)),
        "planned": _planned(catalogue, one.name, t) if whole else None,
    }


def _planned(catalogue: Catalogue, name: str, t: Texts) -> dict:
    schedule = schedule_of(catalogue, name)
    if schedule is None:
        return {"pace": OFF, "next": "", "failures": 0, "problem": ""}
    return {
        "pace": said_every(schedule.every),
        "next": _moment(schedule.next, t),
        "failures": schedule.failures,
        "problem": schedule.problem,
    }


def _pair(catalogue: Catalogue, pair: JudgedPair, t: Texts) -> dict:
    return {
        "name": pair_name(pair),
        "probability": pair.probability,
        "evidence": evidence_words(pair.evidence, t),
        "offers": [_offer(catalogue, key, t) for key in (pair.a, pair.b)],
    }


def _offer(catalogue: Catalogue, key: Key, t: Texts) -> dict:
    offer = catalogue.offer(*key)
    return {**offer_values(offer, t), "title": offer.title, "picture": picture_url(offer.image)}


def _key(pair: JudgedPair) -> tuple[Key, Key]:
    return pair.a, pair.b


def _moment(when: datetime | None, t: Texts) -> str:
    return f"{t.day(when)}{t('comma')}{when:%H:%M} UTC" if when else ""

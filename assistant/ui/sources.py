"""The tab of sources as HTML: what is known of each shop, what was rejected, what is unsure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from itertools import islice

from assistant.ui.offers import offer_values
from assistant.ui.rendering import picture_url, render
from assistant.ui.texts import Texts
from assistant.ui.upkeep import Work
from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import JudgedPair, Key, MatchStore
from retrieval.catalogue.sources import SourceInfo
from retrieval.findings import last_reading

MAX_ROWS = 50  # rejected rows that are shown; the export has all
MAX_PAIRS = 3  # unsure pairs shown at a time


def render_sources(catalogue: Catalogue, whole: bool, t: Texts) -> str:
    """The table of sources; the `whole` of it says where feeds are, which may be a secret."""
    sources = [_source(one, t) for one in catalogue.sources.list()]
    for one in sources:
        one["reading"] = last_reading(catalogue, one["name"]) if whole else None
    return render("sources.html", t, sources=sources, whole=whole)


def columns(catalogue: Catalogue) -> list[str]:
    """The columns of all feeds as they were read last, each once."""
    names = [one.name for one in catalogue.sources.list()]
    readings = [last_reading(catalogue, name)["columns"] for name in names]
    return list(dict.fromkeys(one["column"] for reading in readings for one in reading))


def render_work(work: Work, t: Texts) -> str:
    """How far a job is, or what came of it; "" when there is nothing to say."""
    return render("work.html", t, work=work)


def render_quarantine(catalogue: Catalogue, t: Texts) -> str:
    """The first of the rejected rows, and where all of them can be had."""
    rows = list(islice(catalogue.sources.quarantined(), MAX_ROWS))
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


def _source(one: SourceInfo, t: Texts) -> dict:
    summary = one.summary or {}
    return {
        "name": one.name,
        "format": one.format,
        "location": one.location,
        "offers": one.offers,
        "rejected": one.quarantined,
        "warnings": summary.get("warnings", 0),
        "synced": _moment(one.completed_at, t),
        "broken_off": bool(
            one.ingested_at and (not one.completed_at or one.completed_at < one.ingested_at)
        ),
    }


def _pair(catalogue: Catalogue, pair: JudgedPair, t: Texts) -> dict:
    return {
        "name": pair_name(pair),
        "probability": pair.probability,
        "evidence": pair.evidence,
        "offers": [_offer(catalogue, key, t) for key in (pair.a, pair.b)],
    }


def _offer(catalogue: Catalogue, key: Key, t: Texts) -> dict:
    offer = catalogue.offer(*key)
    return {**offer_values(offer, t), "title": offer.title, "picture": picture_url(offer.image)}


def _key(pair: JudgedPair) -> tuple[Key, Key]:
    return pair.a, pair.b


def _moment(when: datetime | None, t: Texts) -> str:
    return f"{t.day(when)}{t('comma')}{when:%H:%M} UTC" if when else ""

"""Entity resolution: offers of many shops become products that hold several offers.

Only what changed since the last resolution is compared again: the pairs of changed offers. Their
rivals are judged along with them but keep what was said of them before.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import combinations

import numpy as np
from sqlalchemy import select

from retrieval.catalogue import Catalogue
from retrieval.catalogue.founding import founding_names
from retrieval.catalogue.matching import JudgedPair, Key, MatchStore, ordered
from retrieval.catalogue.rows import offer_of
from retrieval.catalogue.schema import offer as offer_table
from retrieval.documents import text_hash
from retrieval.encoders import Encoder
from retrieval.encoding import encode_images, encode_texts
from retrieval.matching.blocking import candidates
from retrieval.matching.clustering import cluster
from retrieval.matching.evidence import FORMS, evidence
from retrieval.matching.features import Corpus, pair_features
from retrieval.matching.matcher import SHIPPED, Matcher
from retrieval.matching.profiles import profile
from retrieval.matching.twins import PROBABILITY, twin_pairs
from retrieval.offers import Offer, product_id_for
from retrieval.progress import Progress, silent

FLOOR = 0.05  # pairs less likely than this are not kept: they count as different
TRAINED = "matcher.safetensors"  # in the catalogue's folder, where `match train` puts it


@dataclass(frozen=True)
class ResolutionSummary:
    """What a resolution did."""

    offers: int  # in the catalogue
    compared: int  # offers that were new or changed
    pairs: int  # pairs judged
    moved: int  # offers that are in another product than before
    products: int
    unsure: int  # pairs that wait for a person
    seconds: float

    def as_dict(self) -> dict:
        """For `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class _Entry:
    """An offer as the catalogue holds it."""

    offer: Offer
    content_hash: str
    product_id: str
    first_seen: datetime

    @property
    def key(self) -> Key:
        return self.offer.source, self.offer.offer_id


def matcher_of(catalogue: Catalogue) -> Matcher:
    """The matcher trained for this catalogue, or the one that comes with the program."""
    trained = catalogue.folder / TRAINED
    return Matcher.load(trained if trained.is_file() else SHIPPED)


def resolve(
    catalogue: Catalogue,
    encoder: Encoder,
    matcher: Matcher | None = None,
    progress: Progress = silent,
) -> ResolutionSummary:
    """Group the catalogue's offers into products. Idempotent; the caller holds the writer's place.

    A product keeps its identifier as long as it keeps its oldest offer.
    """
    started = time.monotonic()
    store = MatchStore(catalogue.engine)
    matcher = matcher or matcher_of(catalogue)
    seen = store.seen() if catalogue.get("matcher") == matcher.fingerprint else {}
    hashes = _content_hashes(catalogue)
    unchanged = {key for key, content in hashes.items() if seen.get(key, ("",))[0] == content}
    if len(unchanged) == len(hashes) == len(seen) and catalogue.get("matching") == "current":
        return ResolutionSummary(
            len(hashes), 0, 0, 0, len(catalogue), len(store.unsure()), time.monotonic() - started
        )
    entries = _entries(catalogue)
    noted = {e.key: (e.content_hash, _fingerprint(e.offer)) for e in entries}
    active = np.array([seen.get(key, ("", ""))[1] != noted[key][1] for key in noted], bool)
    gone = store.seen().keys() - noted.keys()
    pairs = 0
    if active.any() or gone:
        judged, pairs = _judge(catalogue, encoder, matcher, entries, active, progress)
        touched = {e.key for e, is_active in zip(entries, active, strict=True) if is_active}
        store.replace_pairs(touched | gone, judged)
    moved = _assign(store, entries, matcher)
    store.save_seen(gone, {k: v for k, v in noted.items() if k not in unchanged})
    catalogue.set("matcher", matcher.fingerprint)
    catalogue.set("matching", "current")
    return ResolutionSummary(
        len(entries),
        int(active.sum()),
        pairs,
        moved,
        len(catalogue),
        len(store.unsure()),
        time.monotonic() - started,
    )


def _judge(
    catalogue: Catalogue,
    encoder: Encoder,
    matcher: Matcher,
    entries: Sequence[_Entry],
    active: np.ndarray,
    progress: Progress,
) -> tuple[list[JudgedPair], int]:
    """The pairs of active offers that may be one thing, and how many pairs were judged."""
    corpus = _corpus(catalogue, encoder, entries, progress)
    left, right = candidates(corpus, active=active, progress=progress)
    if not active.all():  # the rivals of their partners have a say as well
        wider = active.copy()
        wider[left] = wider[right] = True
        left, right = candidates(corpus, active=wider, progress=progress)
    left, right, probabilities = _judge_closed(matcher, corpus, left, right, progress)
    keep = (probabilities >= FLOOR) & (active[left] | active[right])
    judged = []
    for a, b, p in zip(left[keep], right[keep], probabilities[keep], strict=True):
        one, other = corpus.profiles[a], corpus.profiles[b]
        first, second = ordered(entries[a].key, entries[b].key)
        unsure = matcher.thresholds.verdict(p) == "unsure"
        reasons = evidence(one, other, _picture(corpus, a, b))
        judged.append(JudgedPair(first, second, float(p), unsure, reasons))
    for a, b in twin_pairs([e.offer for e in entries], corpus.profiles):
        if active[a] or active[b]:
            first, second = ordered(entries[a].key, entries[b].key)
            judged.append(JudgedPair(first, second, PROBABILITY, False, (FORMS["twins"],)))
    return judged, len(left)


def _judge_closed(
    matcher: Matcher,
    corpus: Corpus,
    left: np.ndarray,
    right: np.ndarray,
    progress: Progress,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities of the candidates, and of pairs that both are like a third offer.

    Blocking may miss a pair of three offers that are one thing; clustering should hear of it.
    """
    features = pair_features(corpus, left, right, progress)
    probabilities = matcher.judge(features, corpus, left, right)
    sure = probabilities >= matcher.thresholds.same
    far, near = _second_neighbours(
        corpus, left[sure], right[sure], set(zip(left, right, strict=True))
    )
    if len(far):
        features = np.concatenate([features, pair_features(corpus, far, near, progress)])
        left, right = np.concatenate([left, far]), np.concatenate([right, near])
        probabilities = matcher.judge(features, corpus, left, right)
    return left, right, probabilities


def _second_neighbours(
    corpus: Corpus, left: np.ndarray, right: np.ndarray, known: set[tuple[int, int]]
) -> tuple[np.ndarray, np.ndarray]:
    """New pairs (left, right), left < right, of offers of two shops with a partner in common."""
    partners: dict[int, list[int]] = defaultdict(list)
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        partners[a].append(b)
        partners[b].append(a)
    found = {
        (a, b)
        for mine in partners.values()
        for a, b in combinations(sorted(mine), 2)
        if (a, b) not in known and corpus.profiles[a].source != corpus.profiles[b].source
    }
    pairs = np.array(sorted(found), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _corpus(
    catalogue: Catalogue, encoder: Encoder, entries: Sequence[_Entry], progress: Progress
) -> Corpus:
    """Profiles and the encoder's vectors of titles and pictures.

    One shop alone is compared with nobody: its titles need no vectors of their own.
    """
    several = len({e.offer.source for e in entries}) > 1
    titles = [e.offer.title if several else "" for e in entries]
    texts = [text_hash(title) if title else "" for title in titles]
    images = [e.offer.image for e in entries]
    encode_texts(
        catalogue, encoder, {h: t for h, t in zip(texts, titles, strict=True) if t}, progress
    )
    encode_images(catalogue, encoder, images, progress)
    return Corpus(
        [profile(e.offer) for e in entries],
        catalogue.blocks("text", encoder.fingerprint).load(texts, encoder.text_dim),
        catalogue.blocks("image", encoder.fingerprint).load(images, encoder.image_dim),
    )


def _picture(corpus: Corpus, a: int, b: int) -> float:
    return float(corpus.image[a] @ corpus.image[b]) if corpus.image is not None else float("nan")


def _assign(store: MatchStore, entries: Sequence[_Entry], matcher: Matcher) -> int:
    """Cluster all pairs and note the products; returns how many offers moved."""
    place = {e.key: i for i, e in enumerate(entries)}

    def positions(a: Key, b: Key) -> tuple[int, int] | None:
        if a not in place or b not in place:
            return None
        low, high = sorted((place[a], place[b]))
        return low, high

    known = {pair: p.probability for p in store.pairs() if (pair := positions(p.a, p.b))}
    decisions = {
        pair: same for (a, b), same in store.decisions().items() if (pair := positions(a, b))
    }

    def may_share(a: int, b: int) -> bool | None:
        one, other = entries[a].offer, entries[b].offer
        if one.source != other.source or (a, b) in known or (b, a) in known:
            return True  # pairs of one shop are known where they are twins
        return None if one.gtin and one.gtin == other.gtin else False

    groups = cluster(len(entries), known, matcher.thresholds.same, may_share, decisions)
    with store.engine.connect() as connection:
        founded = founding_names(connection)
    moves = {}
    for group in groups:
        oldest = min((entries[i] for i in group), key=_age)
        product_id = product_id_for(oldest.offer, founded.get(oldest.offer.source, ""))
        moves.update(
            {entries[i].key: product_id for i in group if entries[i].product_id != product_id}
        )
    store.assign(moves)
    return len(moves)


def _age(entry: _Entry) -> tuple[datetime, str, str]:
    return entry.first_seen, entry.offer.offer_id, entry.offer.source


def _content_hashes(catalogue: Catalogue) -> dict[Key, str]:
    c = offer_table.c
    with catalogue.engine.connect() as connection:
        live = select(c.source, c.offer_id, c.content_hash).where(c.retired_at.is_(None))
        rows = connection.execute(live)
        return {(source, offer_id): content for source, offer_id, content in rows}


def _entries(catalogue: Catalogue) -> list[_Entry]:
    """All offers that shops list now, in an order that does not depend on when they came."""
    c = offer_table.c
    query = select(offer_table).where(c.retired_at.is_(None)).order_by(c.source, c.offer_id)
    with catalogue.engine.connect() as connection:
        return [
            _Entry(offer_of(row), row.content_hash, row.product_id, row.first_seen)
            for row in connection.execute(query)
        ]


def _fingerprint(offer: Offer) -> str:
    """Changes when the matcher should look again: a new price alone is no reason."""
    parts: Iterable[str] = (
        *(offer.title, offer.description, offer.category, offer.brand, offer.gtin, offer.mpn),
        offer.image,
        json.dumps(dict(offer.attributes), sort_keys=True, ensure_ascii=False),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

"""Entity resolution: offers of many shops become products that hold several offers.

Only what changed since the last resolution is compared again: the pairs of changed offers. Their
rivals are judged along with them but keep what was said of them before.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.catalogue.founding import founding_names
from retrieval.catalogue.matching import JudgedPair, Key, MatchStore, ordered
from retrieval.documents import text_hash
from retrieval.encoders import Encoder
from retrieval.encoding import encode_images, encode_texts
from retrieval.errors import DamagedGeneration
from retrieval.generation import Generation
from retrieval.matching.blocking import candidates
from retrieval.matching.clustering import cluster
from retrieval.matching.entries import (
    Entry,
    all_entries,
    changed_keys,
    count_live,
    entries_of,
    fingerprint,
    seen_prints,
)
from retrieval.matching.evidence import FORMS, evidence
from retrieval.matching.features import Corpus, pair_features
from retrieval.matching.growing import GrowthLimits, linked, surroundings
from retrieval.matching.matcher import SHIPPED, Matcher
from retrieval.matching.profiles import profile
from retrieval.matching.twins import PROBABILITY, twin_pairs
from retrieval.offers import product_id_for
from retrieval.progress import Progress, silent

LIMITS = GrowthLimits()
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


def matcher_of(catalogue: Catalogue) -> Matcher:
    """The matcher trained for this catalogue, or the one that comes with the program."""
    trained = catalogue.folder / TRAINED
    return Matcher.load(trained if trained.is_file() else SHIPPED)


def resolve(
    catalogue: Catalogue,
    encoder: Encoder,
    matcher: Matcher | None = None,
    progress: Progress = silent,
    limits: GrowthLimits | None = None,
) -> ResolutionSummary:
    """Group the catalogue's offers into products. Idempotent; the caller holds the writer's place.

    A product keeps its identifier as long as it keeps its oldest offer.
    """
    started = time.monotonic()
    limits = limits or LIMITS
    store = MatchStore(catalogue.engine)
    matcher = matcher or matcher_of(catalogue)
    same = catalogue.get("matcher") == matcher.fingerprint
    current = same and catalogue.get("matching") == "current"
    changed, gone = changed_keys(catalogue) if current else ([], [])
    total = count_live(catalogue)
    if current and not changed and not gone:
        done = _Done(total, 0, 0, 0)
    elif current and limits.allow(len(gone), total) and len(changed) <= limits.share * total:
        done = _resolve_changed(catalogue, encoder, matcher, store, changed, gone, limits, progress)
    else:
        done = None
    if done is None:
        done = _resolve_all(catalogue, encoder, matcher, store, same, progress)
    catalogue.set("matcher", matcher.fingerprint)
    catalogue.set("matching", "current")
    seconds = time.monotonic() - started
    return ResolutionSummary(*done, len(catalogue), len(store.unsure()), seconds)


class _Done(NamedTuple):
    """What was done: the first fields of `ResolutionSummary`."""

    offers: int
    compared: int
    pairs: int
    moved: int


def _resolve_all(
    catalogue: Catalogue,
    encoder: Encoder,
    matcher: Matcher,
    store: MatchStore,
    same: bool,
    progress: Progress,
) -> _Done:
    """Look at all offers, and compare those that have changed with them. `same`: by the same
    matcher as the last time."""
    seen = store.seen() if same else {}
    entries = all_entries(catalogue)
    noted = {e.key: (e.content_hash, fingerprint(e.offer)) for e in entries}
    active = np.array([seen.get(key, ("", ""))[1] != noted[key][1] for key in noted], bool)
    gone = store.seen().keys() - noted.keys()
    pairs = 0
    if active.any() or gone:
        judged, pairs = _judge(catalogue, encoder, matcher, entries, active, progress)
        touched = {e.key for e, is_active in zip(entries, active, strict=True) if is_active}
        store.replace_pairs(touched | gone, judged)
    moved = _assign(store, entries, matcher)
    store.save_seen(gone, {k: v for k, v in noted.items() if seen.get(k, ("",))[0] != v[0]})
    return _Done(len(entries), int(active.sum()), pairs, moved)


def _resolve_changed(
    catalogue: Catalogue,
    encoder: Encoder,
    matcher: Matcher,
    store: MatchStore,
    changed: Sequence[Key],
    gone: Sequence[Key],
    limits: GrowthLimits,
    progress: Progress,
) -> _Done | None:
    """Look at what has changed alone; None where that is too much."""
    mine = entries_of(catalogue, changed)
    noted = {e.key: (e.content_hash, fingerprint(e.offer)) for e in mine}
    before = seen_prints(catalogue, [e.key for e in mine])
    active = [e for e in mine if before.get(e.key) != noted[e.key][1]]
    total = count_live(catalogue)
    if not limits.allow(len(active), total):
        return None
    pairs = moved = 0
    if active or gone:
        touched = {e.key for e in active} | set(gone)
        judged: list[JudgedPair] = []
        if active:
            with _live_generation(catalogue) as generation:
                among = surroundings(catalogue, generation, active)
            mask = np.array([e.key in touched for e in among], bool)
            judged, pairs = _judge(catalogue, encoder, matcher, among, mask, progress)
        near = linked(catalogue, touched)  # before their pairs are replaced
        store.replace_pairs(touched, judged)
        near += linked(catalogue, {key for pair in judged for key in (pair.a, pair.b)})
        entries = list({e.key: e for e in sorted(near, key=lambda e: e.key)}.values())
        moved = _assign(store, entries, matcher)
    store.save_seen(gone, noted)
    return _Done(total, len(active), pairs, moved)


@contextmanager
def _live_generation(catalogue: Catalogue) -> Iterator[Generation | None]:
    """The index that is live, None where there is none that can be opened."""
    live = catalogue.generations.live
    try:
        opened = Generation.open(catalogue.generations.folder(live.number)) if live else None
    except DamagedGeneration:
        opened = None
    try:
        yield opened
    finally:
        if opened:
            opened.close()


def _judge(
    catalogue: Catalogue,
    encoder: Encoder,
    matcher: Matcher,
    entries: Sequence[Entry],
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
    catalogue: Catalogue, encoder: Encoder, entries: Sequence[Entry], progress: Progress
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


def _assign(store: MatchStore, entries: Sequence[Entry], matcher: Matcher) -> int:
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


def _age(entry: Entry) -> tuple[datetime, str, str]:
    return entry.first_seen, entry.offer.offer_id, entry.offer.source

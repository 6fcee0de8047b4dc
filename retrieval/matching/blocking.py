"""Blocking: which pairs of offers are compared at all.

The neighbours of an offer among other shops' offers by title words, by character n-grams and, in
catalogues small enough, by the encoder's vectors (Papadakis et al., *Blocking and filtering
techniques for entity resolution*, 2020), and whoever shares an identifier with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from retrieval.matching.features import Corpus
from retrieval.matching.profiles import Profile
from retrieval.matching.similarity import characters, tfidf
from retrieval.progress import Progress, silent

SHORTEST = 4  # letters and digits of a code that may identify
ROWS = 500  # offers whose neighbours are looked for at a time


@dataclass(frozen=True)
class BlockingOptions:
    """How many pairs are worth comparing."""

    neighbours: int = 5  # of each offer, by each kind of likeness…
    further: int = 4  # … and so many more for each shop beyond the second: each may list the thing
    most: int = 17  # … but never more than this
    common: int = 1000  # a word of more offers than this finds nobody…
    common_share: float = 0.02  # … nor one of more than this share of them, whichever is larger…
    commonest: int = 2000  # … but never one of more than this: the work of an offer is bounded
    group: int = 20  # an identifier of more offers than this identifies nothing
    dense: int = 20_000  # offers up to which vectors are compared: the work grows as the square


def candidates(
    corpus: Corpus,
    options: BlockingOptions = BlockingOptions(),
    active: np.ndarray | None = None,
    progress: Progress = silent,
) -> tuple[np.ndarray, np.ndarray]:
    """Positions (left, right) of the pairs to compare, each pair once with left < right.

    Only pairs of two shops, and only pairs with an `active` offer ((n,) bool; None for all).
    """
    profiles = corpus.profiles
    sources = np.unique([one.source for one in profiles], return_inverse=True)[1]
    if len(profiles) == 0 or sources.max() == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)  # one shop has nobody to agree with
    asking = np.arange(len(profiles)) if active is None else np.flatnonzero(active)
    k = min(options.neighbours + options.further * (int(sources.max()) - 1), options.most)
    share = int(options.common_share * len(profiles))
    cap = min(max(options.common, share), max(options.common, options.commonest))
    kinds: list[sparse.csr_matrix | np.ndarray] = [
        tfidf([one.words for one in profiles], cap),
        tfidf([characters(one.title) for one in profiles], cap),
    ]
    if corpus.text is not None and len(profiles) <= options.dense:
        kinds.append(corpus.text)
    found = [_sharing_identifiers(profiles, options.group)]
    for number, rows in enumerate(kinds):
        for start in range(0, len(asking), ROWS):
            batch = asking[start : start + ROWS]
            found.append(_neighbours(rows, batch, sources, k))
            done = number * len(asking) + start + len(batch)
            progress("Finding candidates", done, len(kinds) * len(asking))
    return _distinct(np.concatenate(found), sources, active)


def _neighbours(
    rows: sparse.csr_matrix | np.ndarray, batch: np.ndarray, sources: np.ndarray, k: int
) -> np.ndarray:
    """Pairs (≤ k · batch, 2) of each offer of the batch with its nearest of other shops."""
    scores = rows[batch] @ rows.T
    if not sparse.issparse(scores):
        scores = sparse.csr_matrix(np.where(sources[batch, None] == sources, 0, scores))
    pairs = []
    for position, (start, end) in enumerate(zip(scores.indptr, scores.indptr[1:], strict=False)):
        others, values = scores.indices[start:end], scores.data[start:end]
        foreign = sources[others] != sources[batch[position]]
        others, values = others[foreign], values[foreign]
        if len(others) > k:
            others = others[np.argpartition(-values, k - 1)[:k]]
        pairs.append(np.stack([np.full(len(others), batch[position]), others], axis=1))
    return np.concatenate(pairs).astype(np.int64)


def _sharing_identifiers(profiles: Sequence[Profile], most: int) -> np.ndarray:
    """Pairs (n, 2) with the same trade item number or the same model number."""
    holders: dict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(profiles):
        for identifier in _identifiers(one):
            holders[identifier].append(position)
    groups = [group for group in holders.values() if 1 < len(group) <= most]
    pairs = [(a, b) for group in groups for i, a in enumerate(group) for b in group[i + 1 :]]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _identifiers(one: Profile) -> Iterable[str]:
    if one.gtin:
        yield f"gtin {one.gtin}"
    yield from (f"code {code}" for code in {*one.codes, *one.models} if len(code) >= SHORTEST)


def _distinct(
    pairs: np.ndarray, sources: np.ndarray, active: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    keep = sources[pairs[:, 0]] != sources[pairs[:, 1]]
    if active is not None:
        keep &= active[pairs].any(axis=1)
    return pairs[keep, 0], pairs[keep, 1]

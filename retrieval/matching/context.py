"""What a pair's rivals say: an offer is rarely the same thing as two different offers of one shop.

A pair that looks middling but is by far the best either side has is a match; one that looks good
while a better one is there is none. This is the collective idea of entity resolution (Bhattacharya
and Getoor, 2007) as features, with no constraint that a shop lists a thing once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

CONTEXT = ("least margin", "most margin", "lower rank", "higher rank")


def context_features(
    left: np.ndarray, right: np.ndarray, sources: np.ndarray, scores: Sequence[np.ndarray]
) -> np.ndarray:
    """For each kind of score, how a pair does among its rivals: (pairs, 4 · kinds) float32.

    Rivals of (a, b) are the pairs of a with other offers of b's shop and those of b with other
    offers of a's shop. Margins are to the best rival on each side (NaN for the only pair there),
    ranks count from 0. `left`, `right` are positions, `sources` (offers,) the shop of each.
    """
    shops = int(sources.max(initial=0)) + 1
    side = np.concatenate([left * shops + sources[right], right * shops + sources[left]])
    group = np.unique(side, return_inverse=True)[1]
    columns = []
    for score in scores:
        margin, rank = _among_rivals(group, np.concatenate([score, score]))
        margins, ranks = margin.reshape(2, -1), rank.reshape(2, -1)
        columns += [np.fmin(*margins), np.fmax(*margins), ranks.min(axis=0), ranks.max(axis=0)]
    return np.stack(columns, axis=1).astype(np.float32)


def _among_rivals(group: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Margin to the best other score of the same group, and rank within the group."""
    order = np.lexsort((-score, group))
    grouped, ranked = group[order], score[order].astype(np.float64)
    first = np.r_[True, grouped[1:] != grouped[:-1]]
    start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    second = np.full(len(order), np.nan)
    second[:-1] = np.where(first[1:], np.nan, ranked[1:])
    best_other = np.where(first, second, ranked[start])
    margin, rank = np.empty(len(order)), np.empty(len(order))
    margin[order] = ranked - best_other
    rank[order] = np.arange(len(order)) - start
    return margin, rank

"""Measures of a ranked list against a set of relevant items."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence


def recall_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Share of the relevant items among the first k, of those that fit into k places.

    With one relevant item this is hit@k; with more than k of them a perfect list still gets 1.
    """
    return len(set(ranked[:k]) & set(relevant)) / min(k, len(set(relevant)))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant item, 0 when none is in the list."""
    return next((1 / rank for rank, one in enumerate(ranked, start=1) if one in relevant), 0.0)


def ndcg_at(k: int, ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """Normalised discounted cumulative gain with gain g / log2(rank + 1) (Järvelin, Kekäläinen)."""
    dcg = sum(
        gains.get(one, 0.0) / math.log2(rank + 1) for rank, one in enumerate(ranked[:k], start=1)
    )
    best = sorted(gains.values(), reverse=True)[:k]
    ideal = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(best, start=1))
    return dcg / ideal if ideal else 0.0

"""Exact search over memory-mapped blocks: the oracle, the path for filters, the fallback."""

from __future__ import annotations

from typing import Any

import numpy as np

from fusion.blocks import MODALITIES, ItemBlocks, QueryBlocks
from retrieval.indexes.base import Index

CHUNK = 1024
"""Rows gathered at a time when only some are scored; bounds what one query copies."""
DENSE = 0.25
"""Above this share of the rows one pass over all of them is faster than gathering."""


def top_rows(scores: np.ndarray, k: int) -> np.ndarray:
    """Positions of the k largest of n scores (all if n ≤ k), int64, in no set order."""
    if k >= len(scores):
        return np.arange(len(scores))
    return np.argpartition(scores, -k)[-k:] if k > 0 else np.empty(0, np.int64)


class ExactIndex(Index):
    """Scores every allowed item. Holds no state but the blocks, so threads may share it."""

    def __init__(self, blocks: ItemBlocks, dead: np.ndarray | None = None) -> None:
        """`dead`: (n,) bool, items that have been replaced and are found no more."""
        self.blocks = blocks
        self._alive = ~dead if dead is not None and dead.any() else None

    def candidates(
        self, query: QueryBlocks, k: int, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """Rows of exactly the k best allowed items (fewer if there are fewer), int64."""
        if self._alive is not None:
            allowed = self._alive if allowed is None else allowed & self._alive
        if allowed is None:
            return top_rows(self.scores(query), k)
        rows = np.flatnonzero(allowed)
        return rows[top_rows(self.scores(query, rows), k)]

    def scores(self, query: QueryBlocks, rows: np.ndarray | None = None) -> np.ndarray:
        """⟨q, d⟩ of the items in `rows` (m,) int64, or of all n; (m,) or (n,) float32."""
        scores = np.zeros(len(self.blocks) if rows is None else len(rows), np.float32)
        for modality in MODALITIES:
            if weight := query.weights[modality]:
                vector = np.float32(weight) * getattr(query, modality)
                scores += products_of(getattr(self.blocks, modality), vector, rows)
        return scores


def products_of(vectors: Any, query: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
    """vectors[rows] @ query, of all n without `rows`, and never with a copy of all `vectors`."""
    if rows is None:
        return np.asarray(vectors @ query)
    if len(rows) > DENSE * len(vectors):
        return np.asarray(vectors @ query)[rows]
    products = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), CHUNK):
        chunk = slice(start, start + CHUNK)
        products[chunk] = vectors[rows[chunk]] @ query
    return products

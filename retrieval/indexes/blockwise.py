"""Candidates from a vector store that holds each block by itself.

The weights of the blocks belong to the query. A graph over concatenated vectors is built for one
pair of weights and loses recall under others; a graph of one block serves them all.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from fusion.blocks import QueryBlocks
from retrieval.indexes.base import Index
from retrieval.indexes.exact import ExactIndex, top_rows
from retrieval.indexes.keys import KeyedRows

log = logging.getLogger(__name__)


class BlockStore(Protocol):
    """What is asked of a vector store; raises whatever it likes."""

    def nearest(
        self, modality: str, vector: np.ndarray, n: int
    ) -> tuple[list[str], np.ndarray]: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class BlockwiseOptions:
    """How long the lists of the blocks are, and how a failing store is treated."""

    depth: int = 100  # of each list at first …
    growth: int = 4  # … times this while the lists do not prove their answer …
    max_depth: int = 1600  # … and at most
    pause: float = 30.0  # seconds that a store which failed is left alone


class BlockwiseIndex(Index):
    """The union of each block's nearest products; exact search stands in when the store fails.

    The store is opened by the first query that needs it. Threads may share the index.
    """

    def __init__(
        self,
        exact: ExactIndex,
        keys: Mapping[str, np.ndarray],
        open_store: Callable[[], BlockStore],
        options: BlockwiseOptions | None = None,
    ) -> None:
        """`keys`: block → content keys of its n vectors, (n,) S32."""
        self.exact = exact
        self.options = options or BlockwiseOptions()
        self._keys = keys
        self._rows: dict[str, KeyedRows] = {}
        self._open_store = open_store
        self._store: BlockStore | None = None
        self._opening = threading.Lock()
        self._closed = False
        self._paused_until = 0.0

    def candidates(
        self, query: QueryBlocks, k: int, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """Rows of at least the k best items, int64. With `allowed` the search is exact: filters
        make a store many times slower than that (docs/experiments.md)."""
        if allowed is not None or self._closed or time.monotonic() < self._paused_until:
            return self.exact.candidates(query, k, allowed)
        try:
            rows = self._united(query, k)
        except Exception as error:  # stores promise no set of exceptions, and a shopper waits
            if not self._closed:  # else the store was closed under a question on its way
                self._paused_until = time.monotonic() + self.options.pause
                log.warning("The vector store failed (%s): searches are exact and slower.", error)
            return self.exact.candidates(query, k)
        if len(rows) < min(k, len(self.exact.blocks)):  # too few products have the blocks asked for
            return self.exact.candidates(query, k)
        return rows

    def close(self) -> None:
        """Close the store for good; questions that still come are answered by exact search."""
        with self._opening:
            self._closed = True
            if self._store is not None:
                self._store.close()

    def _united(self, query: QueryBlocks, k: int) -> np.ndarray:
        """The union of the lists, lengthened until they prove that the k best are among them.

        A product in no list scores at most what the last entries of the lists add up to: the
        threshold algorithm (Fagin, Lotem & Naor, *Optimal aggregation algorithms for
        middleware*, 2003).
        """
        depth = max(self.options.depth, k)
        while True:
            rows, bound = self._lists(query, depth)
            if depth >= self.options.max_depth or len(rows) == len(self.exact.blocks):
                return rows
            scores = self.exact.scores(query, rows)
            if len(rows) >= k and scores[top_rows(scores, k)].min() >= bound:
                return rows
            depth *= self.options.growth

    def _lists(self, query: QueryBlocks, depth: int) -> tuple[np.ndarray, float]:
        """Rows in any block's list of `depth`, and the most that any other product can score."""
        store = self._opened()
        found, bound = [np.empty(0, np.int64)], 0.0
        for modality, weight in query.weights.items():
            rows = self._rows[modality]
            if weight > 0 and rows.distinct:
                n = min(depth, rows.distinct)
                keys, similarities = store.nearest(modality, getattr(query, modality), n)
                found.append(rows.rows(keys))
                bound += weight * float(similarities.min())
        return np.unique(np.concatenate(found)), bound

    def _opened(self) -> BlockStore:
        with self._opening:
            if self._closed:
                raise RuntimeError("the index is closed")
            if self._store is None:
                self._rows = {m: KeyedRows(keys) for m, keys in self._keys.items()}
                self._store = self._open_store()
            return self._store

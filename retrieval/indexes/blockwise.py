"""Candidates from a vector store that holds each block by itself.

The weights of the blocks belong to the query. A graph over concatenated vectors is built for one
pair of weights and loses recall under others; a graph of one block serves them all.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fusion.blocks import QueryBlocks
from retrieval.indexes.base import Index
from retrieval.indexes.exact import ExactIndex, top_rows
from retrieval.stores.base import Store, is_broad

if TYPE_CHECKING:
    from retrieval.stores.keys import KeyedRows

log = logging.getLogger(__name__)

SMALL = 15_000
"""Products up to which all blocks are gone through: a store's lists cost as much, or more, and miss
some of the best where nothing is near the question (docs/benchmarks.md)."""


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
        open_store: Callable[[], Store],
        options: BlockwiseOptions | None = None,
    ) -> None:
        self.exact = exact
        self.options = options or BlockwiseOptions()
        self._open_store = open_store
        self._store: Store | None = None
        self._opening = threading.Lock()
        self._closed = False
        self._paused_until = 0.0

    def candidates(
        self, query: QueryBlocks, k: int, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """Rows of at least the k best items, int64. What is little, or what a mask leaves little
        of, is searched exactly: that costs less than a store's lists (docs/benchmarks.md)."""
        n = len(self.exact.blocks) if allowed is None else int(np.count_nonzero(allowed))
        depth = max(self.options.depth, k)
        there = len(self.exact.blocks)
        narrow = there <= SMALL or (allowed is not None and not is_broad(n, there, depth))
        if narrow or self._closed or self._paused:
            return self.exact.candidates(query, k, allowed)
        try:
            rows = self._united(query, k, allowed, n)
        except Exception as error:  # stores promise no set of exceptions, and a shopper waits
            self._pause(error)
            return self.exact.candidates(query, k, allowed)
        if len(rows) < min(k, n):  # too few products have the blocks asked for
            return self.exact.candidates(query, k, allowed)
        return rows

    def close(self) -> None:
        """Close the store for good; questions that still come are answered by exact search."""
        with self._opening:
            self._closed = True
            if self._store is not None:
                self._store.close()

    @property
    def _paused(self) -> bool:
        return time.monotonic() < self._paused_until

    def _pause(self, error: Exception) -> None:
        """Leave a store alone that has failed, unless it was closed under a question on its way."""
        if not (self._closed or self._paused):
            self._paused_until = time.monotonic() + self.options.pause
            log.warning("The vector store failed (%s): searches are exact and slower.", error)

    def _united(self, query: QueryBlocks, k: int, allowed: np.ndarray | None, n: int) -> np.ndarray:
        """The union of the lists, lengthened until they prove that the k best are among them.

        A product in no list scores at most what the last entries of the lists add up to: the
        threshold algorithm (Fagin, Lotem & Naor, *Optimal aggregation algorithms for
        middleware*, 2003). `n`: how many products are allowed.
        """
        depth = max(self.options.depth, k)
        while True:
            rows, bound = self._lists(query, depth, allowed)
            if depth >= self.options.max_depth or len(rows) == n:
                return rows
            scores = self.exact.scores(query, rows)
            if len(rows) >= k and scores[top_rows(scores, k)].min() >= bound:
                return rows
            depth *= self.options.growth

    def _lists(
        self, query: QueryBlocks, depth: int, allowed: np.ndarray | None
    ) -> tuple[np.ndarray, float]:
        """Rows in any block's list of `depth`, and the most that any other product can score."""
        store = self._opened()
        found, bound = [np.empty(0, np.int64)], 0.0
        for block, weight in query.weights.items():
            rows: KeyedRows = store.place.rows[block]
            if weight > 0 and rows.distinct:
                admitted = None if allowed is None else rows.admitted(allowed)
                keys, similarities = store.nearest(block, getattr(query, block), depth, admitted)
                found.append(rows.rows(keys))
                if len(similarities):
                    bound += weight * float(similarities.min())
        united = np.unique(np.concatenate(found))
        return (united if allowed is None else united[allowed[united]]), bound

    def _opened(self) -> Store:
        with self._opening:
            if self._closed or self._paused:  # by who held the lock just now
                raise RuntimeError("the index is closed")
            if self._store is None:
                try:
                    self._store = self._open_store()
                except Exception as error:
                    self._pause(error)
                    raise
            return self._store

"""An index that grew: the store of its base, and exact search over the few items since."""

from __future__ import annotations

import numpy as np

from fusion.blocks import QueryBlocks
from retrieval.indexes.base import Index
from retrieval.indexes.exact import ExactIndex, top_rows


class SegmentedIndex(Index):
    """Rows of the base come first, those of later segments after them."""

    def __init__(self, base: Index, exact: ExactIndex, first: int, dead: np.ndarray) -> None:
        """`base` finds the first rows alone; `exact` scores all n; `dead`: (n,) bool."""
        self.base = base
        self.exact = exact
        self._dead = dead[:first]
        self._since = first + np.flatnonzero(~dead[first:])

    def candidates(
        self, query: QueryBlocks, k: int, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """Rows of at least the k best items, int64."""
        first = len(self._dead)
        newer, older_allowed = self._since, None
        spare = min(k, int(self._dead.sum()))  # of the base's best some may have been replaced
        if allowed is not None:
            newer, older_allowed = newer[allowed[newer]], allowed[:first] & ~self._dead
            spare = 0
        older = self.base.candidates(query, k + spare, older_allowed)
        older = older[~self._dead[older]]
        there = ~self._dead if older_allowed is None else older_allowed
        if len(older) < min(k, int(there.sum())):
            return self.exact.candidates(query, k, allowed)
        newer = newer[top_rows(self.exact.scores(query, newer), k)]
        return np.concatenate([older, newer])

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
        if allowed is not None:  # filters make a store many times slower than exact search
            return self.exact.candidates(query, k, allowed)
        spare = min(k, int(self._dead.sum()))  # of the base's best some may have been replaced
        older = self.base.candidates(query, k + spare)
        older = older[~self._dead[older]]
        if len(older) < min(k, int((~self._dead).sum())):
            return self.exact.candidates(query, k)
        newer = self._since[top_rows(self.exact.scores(query, self._since), k)]
        return np.concatenate([older, newer])

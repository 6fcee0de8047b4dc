"""No graph at all: every vector is scored. What other stores are held against."""

from __future__ import annotations

import numpy as np

from retrieval.stores.base import Place, Store
from retrieval.stores.keys import vector_keys, within


class ExactStore(Store):
    """Which of the mapped vectors are in it; keeps no file, as those are files already.

    Opened anew, it has all of them. A search of several blocks goes through them together
    (`retrieval/indexes/exact.py`) and not through this.
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._keys = {block: rows.keys for block, rows in place.rows.items()}

    def create(self, block: str, dim: int, n: int) -> None:
        self._keys[block] = np.empty(0, np.uint64)

    def add(self, block: str, keys: np.ndarray, vectors: np.ndarray) -> None:
        self._keys[block] = np.union1d(self._keys[block], keys)

    def remove(self, block: str, keys: np.ndarray) -> None:
        self._keys[block] = np.setdiff1d(self._keys[block], keys)

    def drop(self, block: str) -> None:
        self._keys.pop(block, None)

    def keys(self, block: str) -> np.ndarray:
        return self._keys[block]

    def vectors(self, block: str, keys: np.ndarray) -> np.ndarray:
        return self.place.vectors[block][self.place.rows[block].first_rows(keys)]

    def verify(self, block: str) -> list[str]:
        rows, there = self.place.rows[block], self._keys[block]
        sound = vector_keys(self.place.vectors[block][rows.first]) == rows.keys
        lacking = int(np.count_nonzero(~(sound & within(rows.keys, there))))
        return self._differences(block, lacking, int(np.count_nonzero(~within(there, rows.keys))))

    def nearest(
        self, block: str, vector: np.ndarray, n: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        keys = self._keys[block]
        wanted = keys if allowed is None else allowed[within(allowed, keys)]
        return self._exactly(block, vector, n, wanted)

    def _nearest(self, block: str, vector: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        return self._exactly(block, vector, n, self._keys[block])

"""Content keys of vectors: products whose blocks are equal share one entry in the vector store.

Titles repeat in every catalogue, colour variants above all. In a graph a vector and its copies are
each other's nearest neighbours and have no edge left for anything else, so that searches from
elsewhere miss them (docs/experiments.md).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import numpy as np

CHUNK = 4096  # rows looked at together


def vector_keys(vectors: Any) -> np.ndarray:
    """A hash of each row of (n, d) float32: (n,) uint64, 0 for a row of zeros.

    Of a million rows two differ and have one key with a probability of 3e-8; then one of them is
    found by words and by exact search alone, and `verify` tells.
    """
    keys = np.zeros(len(vectors), np.uint64)
    for start in range(0, len(vectors), CHUNK):
        chunk = np.ascontiguousarray(vectors[start : start + CHUNK], np.float32)
        for offset in np.flatnonzero(chunk.any(axis=1)):
            digest = blake2b(chunk[offset], digest_size=8).digest()
            keys[start + offset] = int.from_bytes(digest, "little") or 1
    return keys


def within(keys: np.ndarray, ascending: np.ndarray) -> np.ndarray:
    """Which of `keys` (m,) are among `ascending` (a,), both uint64: (m,) bool."""
    if not len(ascending):
        return np.zeros(len(keys), bool)
    places = np.minimum(np.searchsorted(ascending, keys), len(ascending) - 1)
    return ascending[places] == keys


class KeyedRows:
    """Which rows have a key, in 12 bytes a row and 16 a distinct key."""

    def __init__(self, keys: np.ndarray) -> None:
        """`keys` (n,) uint64; rows whose key is 0 have none."""
        order = np.argsort(keys, kind="stable")
        self._order = order[int(np.count_nonzero(keys == 0)) :].astype(np.int32)
        filled = keys[self._order]
        first = np.append(True, filled[1:] != filled[:-1])[: len(filled)]
        self._starts = np.append(np.flatnonzero(first), len(filled)).astype(np.int32)
        self.keys: np.ndarray = filled[first]
        """Distinct keys (m,) uint64, ascending."""

    @property
    def distinct(self) -> int:
        """How many keys there are."""
        return len(self.keys)

    @property
    def first(self) -> np.ndarray:
        """The first row (m,) of each key in `keys`."""
        return self._order[self._starts[:-1]]

    def rows(self, keys: np.ndarray) -> np.ndarray:
        """All rows (m,) int64 that have one of the keys."""
        known = keys[within(keys, self.keys)]
        places = np.searchsorted(self.keys, known)
        found = [
            self._order[a:b]
            for a, b in zip(self._starts[places], self._starts[places + 1], strict=True)
        ]
        return np.concatenate([np.empty(0, np.int64), *found]).astype(np.int64)

    def first_rows(self, keys: np.ndarray) -> np.ndarray:
        """One row (m,) int64 that has each of the keys, which are known."""
        return self._order[self._starts[np.searchsorted(self.keys, keys)]].astype(np.int64)

    def admitted(self, allowed: np.ndarray) -> np.ndarray:
        """Keys (m,) uint64, ascending, that a row has for which `allowed` (n,) bool is true."""
        if not self.distinct:
            return self.keys
        return self.keys[np.logical_or.reduceat(allowed[self._order], self._starts[:-1])]

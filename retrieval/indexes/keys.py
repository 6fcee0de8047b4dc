"""Content keys of vectors: products whose blocks are equal share one entry in the vector store.

Titles repeat in every catalogue, colour variants above all. In a graph a vector and its copies are
each other's nearest neighbours and have no edge left for anything else, so that searches from
elsewhere miss them (docs/experiments.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np

CHUNK = 4096  # rows looked at together


def vector_keys(vectors: Any) -> np.ndarray:
    """A hash of each row of (n, d) float32: (n,) S32 in hex digits, empty for a row of zeros."""
    keys = np.zeros(len(vectors), "S32")
    for start in range(0, len(vectors), CHUNK):
        chunk = np.ascontiguousarray(vectors[start : start + CHUNK], np.float32)
        for offset in np.flatnonzero(chunk.any(axis=1)):
            keys[start + offset] = blake2b(chunk[offset], digest_size=16).hexdigest().encode()
    return keys


def rows_by_key(keys: np.ndarray) -> dict[str, list[int]]:
    """The rows that have each key, in ascending order; rows of zeros are left out."""
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys.astype(str).tolist()):
        if key:
            rows.setdefault(key, []).append(row)
    return rows


class KeyedRows:
    """Which rows have a key, in 36 bytes a row."""

    def __init__(self, keys: np.ndarray) -> None:
        """`keys` (n,) S32."""
        self._order = np.argsort(keys, kind="stable").astype(np.int32)
        self._sorted = keys[self._order]
        filled = self._sorted[int(np.searchsorted(self._sorted, b"", side="right")) :]
        self.distinct = int((filled[1:] != filled[:-1]).sum()) + bool(len(filled))

    def rows(self, keys: Iterable[str]) -> np.ndarray:
        """All rows (m,) int64 that have one of the keys."""
        wanted = np.array([key.encode() for key in keys], "S32")
        starts = np.searchsorted(self._sorted, wanted, side="left")
        ends = np.searchsorted(self._sorted, wanted, side="right")
        found = [self._order[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        return np.concatenate([np.empty(0, np.int64), *found]).astype(np.int64)

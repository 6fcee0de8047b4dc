"""Blocks on the disk that behave like one array: rows of zeros take no place, parts stand one after
the other.

Both know what search needs of an array, rows and products with a vector, and copy no more than is
asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

CHUNK = 4096
"""Rows that are looked at together where all are gone through."""


class SparseRows:
    """(n, d) float32 of which only the m rows that are not zeros are stored, memory-mapped.

    A product without a picture has no image block: a catalogue without any takes nothing.
    """

    dtype = np.dtype(np.float32)

    def __init__(self, stored: np.ndarray, places: np.ndarray) -> None:
        """`stored` (m, d); `places` (n,) int32 says of each row where it is stored, -1: zeros."""
        self._stored, self._places = stored, places
        self._there = np.flatnonzero(places >= 0)
        self.shape = (len(places), stored.shape[1])

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, rows: Any) -> np.ndarray:
        places = self._places[rows]
        found = np.zeros((*np.shape(places), self.shape[1]), np.float32)
        there = places >= 0
        if np.any(there):
            found[there] = self._stored[places[there]]
        return found

    def __matmul__(self, query: np.ndarray) -> np.ndarray:
        products = np.zeros(len(self), np.float32)
        if len(self._there):
            products[self._there] = (self._stored @ query)[self._places[self._there]]
        return products

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return self[:] if dtype is None else self[:].astype(dtype)

    @property
    def there(self) -> np.ndarray:
        """Rows (m,) int64 that are not zeros."""
        return self._there


class Stacked:
    """The rows of several arrays of d columns, one after the other."""

    dtype = np.dtype(np.float32)

    def __init__(self, parts: Sequence[Any]) -> None:
        self._parts = list(parts)
        self._starts = np.cumsum([0, *map(len, parts)])
        self.shape = (int(self._starts[-1]), parts[0].shape[1])

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: Any) -> np.ndarray:
        wanted = np.arange(len(self))[rows]
        found = np.empty((*wanted.shape, self.shape[1]), np.float32)
        for part, start in zip(self._parts, self._starts, strict=False):
            mine = (wanted >= start) & (wanted < start + len(part))
            if mine.any():
                found[mine] = part[wanted[mine] - start]
        return found

    def __matmul__(self, query: np.ndarray) -> np.ndarray:
        return np.concatenate([part @ query for part in self._parts])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return self[:] if dtype is None else self[:].astype(dtype)


def stacked(parts: Sequence[Any]) -> Any:
    """Several arrays as one; one alone as it is."""
    return parts[0] if len(parts) == 1 else Stacked(parts)


def write_rows(folder: Path, name: str, vectors: Any) -> None:
    """Store (n, d) float32 in `folder` without its rows of zeros."""
    n, d = vectors.shape
    there = np.zeros(n, bool)
    for start in range(0, n, CHUNK):
        chunk = slice(start, start + CHUNK)
        there[chunk] = vectors[chunk].any(axis=1)
    rows = np.flatnonzero(there)
    file = folder / f"{name}.npy"
    if len(rows):
        kept = np.lib.format.open_memmap(file, mode="w+", dtype=np.float32, shape=(len(rows), d))
        for start in range(0, len(rows), CHUNK):
            chunk = slice(start, start + CHUNK)
            kept[chunk] = vectors[rows[chunk]]
        kept.flush()
    else:  # nothing can be mapped of no bytes, but the width is known
        np.save(file, np.empty((0, d), np.float32))
    places = np.full(n, -1, np.int32)
    places[rows] = np.arange(len(rows))
    np.save(folder / f"{name}.rows.npy", places)


def read_rows(folder: Path, name: str) -> Any:
    """What `write_rows` wrote: an array that is mapped, or `SparseRows` where some rows are zeros.

    Raises OSError or ValueError when it is damaged.
    """
    stored = np.load(folder / f"{name}.npy", mmap_mode="r")
    places = np.load(folder / f"{name}.rows.npy")
    return stored if len(stored) == len(places) else SparseRows(stored, places)


def nonzero(vectors: Any) -> np.ndarray:
    """Rows (m,) int64 of (n, d) that are not zeros, without a copy of all."""
    if isinstance(vectors, SparseRows):
        return vectors.there
    found = [np.empty(0, np.int64)]
    for start in range(0, len(vectors), CHUNK):
        found.append(start + np.flatnonzero(vectors[start : start + CHUNK].any(axis=1)))
    return np.concatenate(found)

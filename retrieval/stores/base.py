"""What a vector store is: the vectors of each block by themselves, every one under its own key.

A store is derived from the blocks of a segment, which lie beside it memory-mapped and are the
truth: what it answers wrongly costs a candidate, never a score, and it can be made again at any
time. To add one, write a sibling of `usearch.py` and a line in `retrieval/stores/__init__.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from retrieval.indexes.exact import products_of, top_rows
from retrieval.stores.keys import KeyedRows, within

BATCH = 2000
"""Vectors that are written or read at a time."""
SPARE = 3.0
"""How many more are asked for than a mask should leave enough of: it may lie unevenly, and a graph
misses more of what is further down a list."""
ENTRY = 50
"""So many vectors must be allowed for each entry of a list, or all of them are scored: a graph
misses more of longer lists, and what is left to win is little (docs/benchmarks.md)."""


@dataclass(frozen=True)
class GraphOptions:
    """How graphs (HNSW, Malkov & Yashunin 2018) are built and searched."""

    ef_construction: int = 100  # neighbours weighed when a vector is inserted
    max_neighbors: int = 16  # edges of a vector
    ef_search: int = 200  # neighbours weighed by a query


@dataclass(frozen=True)
class Place:
    """Where a store is, and the blocks it is made from."""

    folder: Path  # its files; may be missing, or empty where a server keeps them
    prefix: str  # of the names of what a server keeps
    vectors: Mapping[str, Any]  # block → (n, d) float32
    rows: Mapping[str, KeyedRows]  # block → which rows have a key
    graph: GraphOptions = GraphOptions()
    patience: float = 1.5  # seconds that a server may take to answer


def is_broad(allowed: int, there: int, n: int) -> bool:
    """Whether a mask leaves so many that a store is asked for a longer list."""
    return allowed > 0 and allowed >= ENTRY * longer(n, there, allowed)


def longer(n: int, there: int, allowed: int) -> int:
    """How long a list is to be of which n should be among the allowed."""
    return int(SPARE * n * there / allowed) + 1


class Store(ABC):
    """The vectors of some blocks under their keys. Threads may share one that is only asked."""

    remote: ClassVar[bool] = False
    """Whether a server keeps it. Then it may hold vectors of other generations too, which differ
    little, and what is new is all that is sent."""

    def __init__(self, place: Place) -> None:
        """Open what there is. Raises whatever the library raises where that fails."""
        self.place = place

    @abstractmethod
    def create(self, block: str, dim: int, n: int) -> None:
        """Make an empty block of vectors (dim,) that about n are to be added to."""

    @abstractmethod
    def add(self, block: str, keys: np.ndarray, vectors: np.ndarray) -> None:
        """Add vectors (m, d) float32 under keys (m,) uint64, which are distinct and new."""

    @abstractmethod
    def remove(self, block: str, keys: np.ndarray) -> None:
        """Remove the vectors under these keys (m,) uint64, which are there."""

    def save(self, block: str) -> None:  # noqa: B027  (some write all at once)
        """Bring to the disk, and into the graph, what was added and removed since `create`."""

    @abstractmethod
    def drop(self, block: str) -> None:
        """Remove a block whole, if there is one."""

    @abstractmethod
    def keys(self, block: str) -> np.ndarray:
        """The keys (m,) uint64 of all that is there, in no set order."""

    @abstractmethod
    def vectors(self, block: str, keys: np.ndarray) -> np.ndarray:
        """What is stored under keys (m,) uint64 that are there: (m, d) float32, in their order."""

    @abstractmethod
    def _nearest(self, block: str, vector: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        """As `nearest` without a mask; may find fewer."""

    def close(self) -> None:  # noqa: B027  (some hold nothing)
        """Release files and connections."""

    @classmethod  # noqa: B027  (most need nothing)
    def check(cls) -> None:
        """Raise `StoreDown` where a server that this needs is not there."""

    @staticmethod
    def volatile(folder: Path) -> set[Path]:
        """Files in a store's folder that asking it may change."""
        return set()

    def nearest(
        self, block: str, vector: np.ndarray, n: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Keys (m,) uint64 of the n vectors nearest to `vector` (d,), best first, and their inner
        products (m,); m < n where there are fewer.

        `allowed`: keys (a,) uint64, ascending, that may be found; None for all. A broad mask is
        laid over a longer list, a narrow one is searched exactly: the filters of the libraries
        cost more than either (docs/benchmarks.md).
        """
        if allowed is None:
            return self._nearest(block, vector, min(n, self.place.rows[block].distinct))
        wanted = min(n, len(allowed))
        if not wanted:
            return np.empty(0, np.uint64), np.empty(0, np.float32)
        there = self.place.rows[block].distinct
        if is_broad(len(allowed), there, wanted):
            length = longer(wanted, there, len(allowed))
            keys, similarities = self._nearest(block, vector, min(length, there))
            good = np.flatnonzero(within(keys, allowed))[:wanted]
            if len(good) == wanted:
                return keys[good], similarities[good]
        return self._exactly(block, vector, wanted, allowed)

    def _exactly(
        self, block: str, vector: np.ndarray, n: int, allowed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        rows = self.place.rows[block].first_rows(allowed)
        scores = products_of(self.place.vectors[block], vector, rows)
        best = top_rows(scores, n)
        best = best[np.argsort(-scores[best], kind="stable")]
        return allowed[best], scores[best]

    def verify(self, block: str) -> list[str]:
        """Compare all that is stored of a block with the vectors it was made from; sentences on
        what differs. A damaged graph may end the process."""
        rows = self.place.rows[block]
        stored = self.keys(block)
        known = stored[within(stored, rows.keys)]
        sound = sum(
            int((vectors == self.place.vectors[block][rows.first_rows(keys)]).all(axis=1).sum())
            for keys, vectors in self._batches(block, known)
        )
        return self._differences(block, rows.distinct - sound, len(stored) - len(known))

    def _differences(self, block: str, lacking: int, foreign: int) -> list[str]:
        problems = {f"{lacking} of the {block} vectors in the store are wrong or missing.": lacking}
        if not self.remote:
            problems[f"{foreign} of the {block} vectors in the store belong to nothing."] = foreign
        return [sentence for sentence, count in problems.items() if count]

    def _batches(self, block: str, keys: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for start in range(0, len(keys), BATCH):
            some = keys[start : start + BATCH]
            yield some, self.vectors(block, some)

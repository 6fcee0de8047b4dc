"""USearch, HNSW that is searched in its file (the only import of usearch). An extra."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from usearch.compiled import MetricKind
from usearch.index import Index

from retrieval.stores.base import Place, Store


class USearchStore(Store):
    """A file a block, memory-mapped while it is only asked."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._graphs: dict[str, Index] = {}
        self._mapped: set[str] = set()
        self._loading = threading.Lock()

    def create(self, block: str, dim: int, n: int) -> None:
        options = self.place.graph
        self._graphs[block] = Index(
            ndim=dim,
            metric=MetricKind.IP,
            dtype="f32",
            connectivity=options.max_neighbors,
            expansion_add=options.ef_construction,
            expansion_search=options.ef_search,
        )
        self._mapped.discard(block)

    def add(self, block: str, keys: np.ndarray, vectors: np.ndarray) -> None:
        self._graph(block, writing=True).add(keys, vectors)

    def remove(self, block: str, keys: np.ndarray) -> None:
        if len(keys):
            self._graph(block, writing=True).remove(keys)

    def save(self, block: str) -> None:
        self._graph(block, writing=True).save(self._file(block))

    def drop(self, block: str) -> None:
        self._graphs.pop(block, None)
        self._file(block).unlink(missing_ok=True)

    def keys(self, block: str) -> np.ndarray:
        graph = self._graph(block)
        return np.array(graph.keys[:], np.uint64) if len(graph) else np.empty(0, np.uint64)

    def vectors(self, block: str, keys: np.ndarray) -> np.ndarray:
        return np.asarray(self._graph(block).get(keys), np.float32)

    def _nearest(self, block: str, vector: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        found = self._graph(block).search(np.asarray(vector, np.float32), n, threads=1)
        return np.asarray(found.keys, np.uint64), 1 - np.asarray(found.distances)

    def close(self) -> None:
        self._graphs.clear()

    def _graph(self, block: str, writing: bool = False) -> Index:
        with self._loading:
            if block not in self._graphs or (writing and block in self._mapped):
                graph = Index.restore(self._file(block), view=not writing)
                if graph is None:
                    raise ValueError(f"{self._file(block)} is no index of USearch")
                # a setter there is, though no type says so
                graph.expansion_search = self.place.graph.ef_search  # type: ignore[misc]
                self._graphs[block] = graph
                (self._mapped.discard if writing else self._mapped.add)(block)
            return self._graphs[block]

    def _file(self, block: str) -> Path:
        return self.place.folder / f"{block}.usearch"

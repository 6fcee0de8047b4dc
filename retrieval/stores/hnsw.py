"""hnswlib, the authors' own HNSW in memory (the only import of hnswlib). An extra: it is compiled
when it is installed."""

from __future__ import annotations

import threading
from pathlib import Path

import hnswlib
import numpy as np

from retrieval.stores.base import Place, Store


class HnswStore(Store):
    """A file a block, read into memory as a whole. What is removed stays in it as a stepping
    stone; `<block>.keys.npy` says what is there."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._graphs: dict[str, hnswlib.Index] = {}
        self._keys: dict[str, np.ndarray] = {}
        self._loading = threading.Lock()

    def create(self, block: str, dim: int, n: int) -> None:
        graph, options = hnswlib.Index("ip", dim), self.place.graph
        graph.init_index(max(n, 1), options.max_neighbors, options.ef_construction)
        self._graphs[block], self._keys[block] = graph, np.empty(0, np.uint64)

    def add(self, block: str, keys: np.ndarray, vectors: np.ndarray) -> None:
        graph = self._graph(block)
        needed = graph.get_current_count() + len(keys)
        if needed > graph.get_max_elements():
            graph.resize_index(needed)
        graph.add_items(vectors, keys)
        self._keys[block] = np.union1d(self._keys[block], keys)

    def remove(self, block: str, keys: np.ndarray) -> None:
        graph = self._graph(block)
        for key in keys.tolist():
            graph.mark_deleted(key)
        self._keys[block] = np.setdiff1d(self._keys[block], keys)

    def save(self, block: str) -> None:
        self._graph(block).save_index(str(self._file(block)))
        np.save(self._file(block).with_suffix(".keys.npy"), self._keys[block])

    def drop(self, block: str) -> None:
        self._graphs.pop(block, None)
        for path in (self._file(block), self._file(block).with_suffix(".keys.npy")):
            path.unlink(missing_ok=True)

    def keys(self, block: str) -> np.ndarray:
        self._graph(block)
        return self._keys[block]

    def vectors(self, block: str, keys: np.ndarray) -> np.ndarray:
        return np.asarray(self._graph(block).get_items(keys, return_type="numpy"), np.float32)

    def _nearest(self, block: str, vector: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        found, distances = self._graph(block).knn_query(vector, n, num_threads=1)
        return found[0], 1 - distances[0]

    def _graph(self, block: str) -> hnswlib.Index:
        with self._loading:
            if block not in self._graphs:
                keys = np.load(self._file(block).with_suffix(".keys.npy"))
                graph = hnswlib.Index("ip", self.place.vectors[block].shape[1])
                graph.load_index(str(self._file(block)))
                graph.set_ef(self.place.graph.ef_search)
                self._graphs[block], self._keys[block] = graph, keys
            return self._graphs[block]

    def _file(self, block: str) -> Path:
        return self.place.folder / f"{block}.hnsw"

"""LanceDB, columns with a quantised graph beside them (the only import of lancedb). An extra."""

from __future__ import annotations

import os
import warnings
from datetime import timedelta
from functools import cached_property
from typing import Any

import lancedb
import numpy as np
import pyarrow as pa
from lancedb.index import HnswSq

from retrieval.stores.base import BATCH, Store

os.environ.setdefault("LANCE_INCLUDE_VECTOR_CENTROIDS", "false")  # else it warns of how to set it

INDEXED = 5000
"""Vectors from which on there is a graph; fewer are gone through."""


class LanceStore(Store):
    """A table a block: keys and vectors bit for bit, and a graph over vectors of 8-bit figures,
    whose answers are scored again by the whole ones."""

    def create(self, block: str, dim: int, n: int) -> None:
        vector = pa.list_(pa.float32(), dim)
        schema = pa.schema([pa.field("key", pa.uint64()), pa.field("vector", vector)])
        self._tables[block] = self._database.create_table(block, schema=schema)

    def add(self, block: str, keys: np.ndarray, vectors: np.ndarray) -> None:
        table = self._table(block)
        flat = pa.array(np.ascontiguousarray(vectors, np.float32).reshape(-1))
        column = pa.FixedSizeListArray.from_arrays(flat, vectors.shape[1])
        table.add(pa.table({"key": pa.array(keys), "vector": column}, schema=table.schema))

    def remove(self, block: str, keys: np.ndarray) -> None:
        for start in range(0, len(keys), BATCH):
            self._table(block).delete(_among(keys[start : start + BATCH]))

    def save(self, block: str) -> None:
        table, graph = self._table(block), self.place.graph
        if table.count_rows() < INDEXED:
            return
        if not table.list_indices():
            made = HnswSq("dot", 1, m=graph.max_neighbors, ef_construction=graph.ef_construction)
            table.create_index("vector", config=made)
        with warnings.catch_warnings():  # of others that read it: nobody does yet
            warnings.simplefilter("ignore", UserWarning)
            table.optimize(cleanup_older_than=timedelta(0))

    def drop(self, block: str) -> None:
        self._tables.pop(block, None)
        self._database.drop_table(block, ignore_missing=True)

    def keys(self, block: str) -> np.ndarray:
        found = self._table(block).search().select(["key"]).limit(self._table(block).count_rows())
        return found.to_arrow()["key"].to_numpy() if len(self._table(block)) else _NONE

    def vectors(self, block: str, keys: np.ndarray) -> np.ndarray:
        found = self._table(block).search().where(_among(keys)).limit(len(keys)).to_arrow()
        stored = found["vector"].combine_chunks().flatten().to_numpy().reshape(len(found), -1)
        there = found["key"].to_numpy()
        order = np.argsort(there)
        return stored[order[np.searchsorted(there, keys, sorter=order)]]

    def _nearest(self, block: str, vector: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        query = self._table(block).search(vector, vector_column_name="vector")
        query = query.distance_type("dot").ef(max(n, self.place.graph.ef_search)).refine_factor(1)
        found = query.limit(n).select(["key", "_distance"]).to_arrow()
        return found["key"].to_numpy(), 1 - found["_distance"].to_numpy()

    @cached_property
    def _database(self) -> Any:
        return lancedb.connect(self.place.folder)

    @cached_property
    def _tables(self) -> dict[str, Any]:
        return {}

    def _table(self, block: str) -> Any:
        if block not in self._tables:
            self._tables[block] = self._database.open_table(block)
        return self._tables[block]


_NONE = np.empty(0, np.uint64)


def _among(keys: np.ndarray) -> str:
    return f"key IN ({', '.join(map(str, keys.tolist()))})"

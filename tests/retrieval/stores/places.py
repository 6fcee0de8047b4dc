"""Stores to be tested: every one that is installed, over blocks that cluster."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.stores import STORES, store_class
from retrieval.stores.base import GraphOptions, Place, Store
from retrieval.stores.keys import KeyedRows, vector_keys

LOCAL = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(
            bool(kind.package) and find_spec(kind.package) is None,
            reason=f"{kind.package} is not installed",
        ),
    )
    for name, kind in STORES.items()
    if name != "chroma-server"
]
GRAPHS = [one for one in LOCAL if "exact" not in one.values]
PATIENCE = 60.0  # seconds, with a server on a busy machine


def place_of(folder: Path, blocks: ItemBlocks, prefix: str = "items") -> Place:
    """Where a store of these blocks would be."""
    vectors = {block: getattr(blocks, block) for block in MODALITIES}
    rows = {block: KeyedRows(vector_keys(of)) for block, of in vectors.items()}
    return Place(folder, prefix, vectors, rows, GraphOptions(), PATIENCE)


def open_store(name: str, place: Place) -> Store:
    """A store by its name."""
    return store_class(name)(place)


def fill(store: Store, rows: np.ndarray | None = None) -> None:
    """Put into a store what its place has, or only these distinct rows of it."""
    for block in MODALITIES:
        keyed, vectors = store.place.rows[block], store.place.vectors[block]
        wanted = keyed.first if rows is None else rows
        store.create(block, vectors.shape[1], len(wanted))
        put(store, block, wanted)


def put(store: Store, block: str, rows: np.ndarray) -> None:
    """Add the vectors in some rows."""
    vectors = store.place.vectors[block][rows]
    store.add(block, vector_keys(vectors), vectors)
    store.save(block)

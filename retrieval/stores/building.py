"""Filling the vector store of a new generation: from nothing, or from the generation before."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.errors import DamagedGeneration
from retrieval.progress import Progress, silent
from retrieval.stores import default_store, store_class
from retrieval.stores.base import BATCH, GraphOptions, Place, Store
from retrieval.stores.keys import KeyedRows, within

log = logging.getLogger(__name__)

DESCRIPTION = "description.json"
MIN_BASE = 5_000  # products; writing fewer takes a moment
MAX_HOLES = 0.2
"""A block is written anew when removed vectors would be more than this of its graph: they stay in
it as stepping stones, cost space and time, and are never found."""
WRITING = 60.0
"""Seconds that a server may take for a batch while an index is built."""


@dataclass(frozen=True)
class StoreOptions:
    """Which store, and how its graphs are."""

    name: str = field(default_factory=default_store)
    graph: GraphOptions = GraphOptions()


@dataclass(frozen=True)
class Stored:
    """The blocks of n products as they are in a store, under `keys`: block → (n,) uint64.

    `description` is what opens the store again, fit for JSON: the `name` of the store, the options
    of its `graph`, the `prefix` of what it keeps on a server, and the `holes` (removed vectors) in
    each block's graph. Where a server is, the environment says.
    """

    folder: Path
    description: dict[str, Any]
    keys: Mapping[str, np.ndarray]
    blocks: ItemBlocks

    @cached_property
    def rows(self) -> dict[str, KeyedRows]:
        """Which rows have a key, block by block."""
        return {block: KeyedRows(keys) for block, keys in self.keys.items()}

    @property
    def kind(self) -> type[Store]:
        """The class of the store. Raises `ModelUnavailable`."""
        return store_class(self.description["name"])

    def open(self, patience: float = Place.patience) -> Store:
        """Raises `StoreDown`, `ModelUnavailable`, and whatever the store's library raises."""
        vectors = {block: getattr(self.blocks, block) for block in MODALITIES}
        graph, prefix = GraphOptions(**self.description["graph"]), self.description["prefix"]
        return self.kind(Place(self.folder, prefix, vectors, self.rows, graph, patience))

    def differences(self) -> list[str]:
        """Sentences on what is in the store and should not be, or the other way round."""
        with closing(self.open(WRITING)) as store:
            return [sentence for block in MODALITIES for sentence in store.verify(block)]


@dataclass(frozen=True)
class Change:
    """What brings one block of a store to what it should be."""

    removed: np.ndarray  # keys
    added: np.ndarray  # rows
    holes: int  # in the graph afterwards
    anew: bool = False  # start from an empty block


def build_store(
    folder: Path,
    keys: Mapping[str, np.ndarray],
    blocks: ItemBlocks,
    options: StoreOptions,
    base: Stored | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Store the blocks of n products in `folder`, read them back from the disk and compare.

    From `base` comes what has not changed since, when that is most of it. Returns the
    description; raises `DamagedGeneration` when what was stored is not what was given, and
    `StoreDown`.
    """
    wanted = {"name": options.name, "graph": asdict(options.graph)}
    if base and _fits(base, blocks, wanted):
        try:
            shutil.copytree(base.folder, folder)
            description = {**base.description, "holes": dict(base.description["holes"])}
            if _filled(Stored(folder, description, keys, blocks), base, progress):
                return description
        except Exception as error:  # whatever it is, the long way does not need the base
            log.warning("The store in %s could not be taken over: %s", base.folder, error)
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    description = {**wanted, "prefix": f"generation-{uuid4().hex}", "holes": {}}
    (folder / DESCRIPTION).write_text(json.dumps(description))  # for who finds a build killed
    _filled(Stored(folder, description, keys, blocks), None, progress)
    return description


def drop_remote(folder: Path, others: Mapping[Path, Any]) -> None:
    """Drop what the store in `folder` keeps on a server, unless one of `others` shares it.

    Raises `StoreDown`, and what the store's library raises.
    """
    description = described(folder)
    if description and not any(
        other and other["prefix"] == description["prefix"] for other in others.values()
    ):
        none = np.empty((0, 1), np.float32)
        stored = Stored(folder, description, {}, ItemBlocks(none, none))
        if stored.kind.remote:
            with closing(stored.open()) as store:
                for block in MODALITIES:
                    store.drop(block)


def described(folder: Path) -> dict[str, Any] | None:
    """The description that is kept in a store's folder; None where there is none to be read."""
    try:
        found: dict[str, Any] = json.loads((folder / DESCRIPTION).read_bytes())
    except (OSError, ValueError):
        return None
    return found


def _fits(base: Stored, blocks: ItemBlocks, wanted: Mapping[str, Any]) -> bool:
    before = base.blocks
    return (
        len(before) >= MIN_BASE
        and {name: base.description[name] for name in wanted} == wanted
        and (before.text.shape[1], before.image.shape[1])
        == (blocks.text.shape[1], blocks.image.shape[1])
    )


def _filled(stored: Stored, base: Stored | None, progress: Progress) -> bool:
    """Make the changes and check the result; False where one block would have to be written anew
    that the base needs as it is."""
    with closing(stored.open(WRITING)) as store:
        changes = {block: _change(stored, base, store, block) for block in MODALITIES}
        if base and store.remote and any(change.anew for change in changes.values()):
            return False
        told = _Told(progress, sum(len(change.added) for change in changes.values()))
        for block, change in changes.items():
            _apply(stored, store, block, change, told)
            stored.description["holes"][block] = change.holes
    progress("Checking vectors", 0, None)
    if problems := stored.differences():
        raise DamagedGeneration(
            f"The vector store lost data while it was written ({' '.join(problems)});"
            f" check that the disk of {stored.folder} is not full and try again."
        )
    return True


@dataclass
class _Told:
    """How much of all blocks is in."""

    progress: Progress
    total: int
    done: int = 0

    def more(self, n: int) -> None:
        self.done += n
        self.progress("Indexing vectors", self.done, self.total)


def _apply(stored: Stored, store: Store, block: str, change: Change, told: _Told) -> None:
    keys, vectors = stored.keys[block], getattr(stored.blocks, block)
    if change.anew:
        store.drop(block)
        store.create(block, vectors.shape[1], len(change.added))
    store.remove(block, change.removed)
    for start in range(0, len(change.added), BATCH):
        rows = change.added[start : start + BATCH]
        store.add(block, keys[rows], vectors[rows])
        told.more(len(rows))
    store.save(block)


def _change(stored: Stored, base: Stored | None, store: Store, block: str) -> Change:
    """From what is there of the base, or from nothing when little of it would remain.

    What a server holds for the base stays; what a build that was killed left there goes.
    """
    wanted = stored.rows[block]
    if base:
        there = np.sort(store.keys(block))
        kept = within(there, wanted.keys)
        if store.remote:
            kept |= within(there, base.rows[block].keys)
        removed, added = there[~kept], wanted.first[~within(wanted.keys, there)]
        holes = base.description["holes"][block] + len(removed)
        unused = holes + np.count_nonzero(kept & ~within(there, wanted.keys))
        if unused <= MAX_HOLES * wanted.distinct and len(added) <= len(there):
            return Change(removed, _shuffled(added), holes)
    return Change(np.empty(0, np.uint64), _shuffled(wanted.first), holes=0, anew=True)


def _shuffled(rows: np.ndarray) -> np.ndarray:
    """The rows in random order: a graph grown category by category has poorer connections."""
    return np.random.default_rng(0).permutation(rows.astype(np.int64))

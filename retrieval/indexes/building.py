"""Filling the vector store of a new generation: from nothing, or from the generation before."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.errors import DamagedGeneration
from retrieval.indexes.chroma import ChromaOptions, ChromaStore
from retrieval.indexes.keys import rows_by_key
from retrieval.progress import Progress, silent

log = logging.getLogger(__name__)

MIN_BASE = 5_000  # products; writing fewer takes a moment
MAX_HOLES = 0.2
"""A block is written anew when removed vectors would be more than this of its graph: they stay in
it as stepping stones, cost space and time, and are never found."""


@dataclass(frozen=True)
class Stored:
    """The blocks of n products as they are in a store, under `keys`: block → (n,) S32.

    `description` is what opens the store again, fit for JSON: the `options` of Chroma, the
    `prefix` of its collections' names, and the `holes` (removed vectors) in each block's graph.
    """

    folder: Path
    description: dict[str, Any]
    keys: Mapping[str, np.ndarray]
    blocks: ItemBlocks

    def open(self) -> ChromaStore:
        """Raises what Chroma or httpx raise when that fails."""
        options = ChromaOptions(**self.description["options"])
        return ChromaStore(self.folder, self.description["prefix"], options)

    def differences(self) -> list[str]:
        """Sentences on what is in the store and should not be, or the other way round."""
        with closing(self.open()) as store:
            return [
                sentence
                for modality in MODALITIES
                for sentence in store.differences(
                    modality, self.keys[modality], getattr(self.blocks, modality)
                )
            ]


@dataclass(frozen=True)
class Change:
    """What brings one block's collection from the base to what it should be."""

    removed: list[str]  # keys
    added: np.ndarray  # rows
    holes: int  # in the graph afterwards
    anew: bool = False  # start from an empty collection


def build_store(
    folder: Path,
    keys: Mapping[str, np.ndarray],
    blocks: ItemBlocks,
    options: ChromaOptions,
    base: Stored | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Store the blocks of n products in `folder`, read them back from the disk and compare.

    From `base` comes what has not changed since, when that is most of it. Returns the
    description; raises `DamagedGeneration` when what was stored is not what was given.
    """
    if base and _fits(base, blocks, options):
        try:
            shutil.copytree(base.folder, folder)
            description = {**base.description, "holes": dict(base.description["holes"])}
            return _filled(Stored(folder, description, keys, blocks), base, progress)
        except Exception as error:  # whatever it is, the long way does not need the base
            log.warning("The store in %s could not be taken over: %s", base.folder, error)
            shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    description = {"options": asdict(options), "prefix": f"generation-{uuid4().hex}", "holes": {}}
    return _filled(Stored(folder, description, keys, blocks), None, progress)


def _fits(base: Stored, blocks: ItemBlocks, options: ChromaOptions) -> bool:
    before = base.blocks
    return (
        len(before) >= MIN_BASE
        and base.description["options"] == asdict(options)
        and options.url is None
        and (before.text.shape[1], before.image.shape[1])
        == (blocks.text.shape[1], blocks.image.shape[1])
    )


def _filled(stored: Stored, base: Stored | None, progress: Progress) -> dict[str, Any]:
    """Make the changes and check the result; the description of the store."""
    changes = {modality: _change(stored, base, modality) for modality in MODALITIES}
    total, done = sum(len(change.added) for change in changes.values()), 0
    with closing(stored.open()) as store:
        for modality, change in changes.items():
            if change.anew:
                store.drop(modality)
                store.create(modality, len(change.added))
            store.remove(modality, change.removed)
            store.add(
                modality,
                stored.keys[modality],
                getattr(stored.blocks, modality),
                change.added,
                _counting_on(progress, done, total),
            )
            done += len(change.added)
            stored.description["holes"][modality] = change.holes
    progress("Checking vectors", 0, None)
    if problems := stored.differences():
        raise DamagedGeneration(
            f"The vector store lost data while it was written ({' '.join(problems)});"
            f" check that the disk of {stored.folder} is not full and try again."
        )
    return stored.description


def _counting_on(progress: Progress, before: int, total: int) -> Callable[[int], object]:
    return lambda n: progress("Indexing vectors", before + n, total)


def _change(stored: Stored, base: Stored | None, modality: str) -> Change:
    """From the base, or from nothing when there is none or little of it would remain."""
    wanted = rows_by_key(stored.keys[modality])
    if base:
        there = rows_by_key(base.keys[modality])
        removed = [key for key in there if key not in wanted]
        added = [rows[0] for key, rows in wanted.items() if key not in there]
        holes = base.description["holes"][modality] + len(removed)
        if holes <= MAX_HOLES * len(wanted) and len(added) <= len(there):
            return Change(removed, _shuffled(added), holes)
    return Change([], _shuffled([rows[0] for rows in wanted.values()]), holes=0, anew=True)


def _shuffled(rows: list[int]) -> np.ndarray:
    """The rows in random order: a graph grown category by category has poorer connections."""
    return np.random.default_rng(0).permutation(np.array(rows, np.int64))

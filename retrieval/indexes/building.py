"""Filling the vector store of a new generation: from nothing, or from the generation before."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.errors import DamagedGeneration
from retrieval.indexes.chroma import ChromaOptions, ChromaStore, known_rows
from retrieval.progress import Progress, silent

log = logging.getLogger(__name__)

MIN_BASE = 5_000  # products; writing fewer takes a moment
MAX_HOLES = 0.2
"""A block is written anew when removed vectors would be more than this of its graph: they stay in
it as stepping stones, cost space and time, and are never found."""
CHUNK = 4096  # vectors compared at a time


@dataclass(frozen=True)
class Stored:
    """The blocks of n products as they are in a store.

    `description` is what opens the store again, fit for JSON: `options` of Chroma, the `prefix`
    of its collections' names, and the `holes` (removed vectors) in each block's graph.
    """

    folder: Path
    description: dict[str, Any]
    ids: Sequence[str]
    blocks: ItemBlocks

    def open(self) -> ChromaStore:
        """Raises what Chroma or httpx raise when that fails."""
        return open_store(self.folder, self.description)


def open_store(folder: Path, description: dict[str, Any]) -> ChromaStore:
    """The store that `description` is of; raises what Chroma or httpx raise when that fails."""
    options = ChromaOptions(**description["options"])
    return ChromaStore(folder, description["prefix"], options)


def build_store(
    folder: Path,
    ids: Sequence[str],
    blocks: ItemBlocks,
    options: ChromaOptions,
    base: Stored | None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Store the blocks of n products in `folder`, read them back from the disk and compare.

    From `base` comes what has not changed since, when that is most of it. Returns the
    description; raises `DamagedGeneration` when what was stored is not what was given.
    """
    if base and _fits(base, blocks, options):
        try:
            return _checked(_amended(folder, base, ids, blocks, progress), progress)
        except Exception as error:  # whatever it is, the long way does not need the base
            log.warning("The store of %s could not be taken over: %s", base.folder, error)
            shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return _checked(_written(folder, ids, blocks, options, progress), progress)


def _fits(base: Stored, blocks: ItemBlocks, options: ChromaOptions) -> bool:
    before = base.blocks
    return (
        len(before) >= MIN_BASE
        and base.description["options"] == asdict(options)
        and options.url is None
        and (before.text.shape[1], before.image.shape[1])
        == (blocks.text.shape[1], blocks.image.shape[1])
    )


def _written(
    folder: Path, ids: Sequence[str], blocks: ItemBlocks, options: ChromaOptions, progress: Progress
) -> Stored:
    holes = dict.fromkeys(MODALITIES, 0)
    description = {
        "options": asdict(options),
        "prefix": f"generation-{uuid4().hex}",
        "holes": holes,
    }
    stored = Stored(folder, description, ids, blocks)
    with closing(stored.open()) as store:
        for part, modality in enumerate(MODALITIES):
            _write(store, modality, stored, _share(progress, part, len(ids)))
    return stored


def _amended(
    folder: Path, base: Stored, ids: Sequence[str], blocks: ItemBlocks, progress: Progress
) -> Stored:
    """A copy of the base's store, with the vectors that changed removed or added."""
    shutil.copytree(base.folder, folder, dirs_exist_ok=True)
    holes = dict(base.description["holes"])
    stored = Stored(folder, {**base.description, "holes": holes}, ids, blocks)
    with closing(stored.open()) as store:
        for part, modality in enumerate(MODALITIES):
            report = _share(progress, part, len(ids))
            removed, added = _changes(stored, base, modality)
            holes[modality] += len(removed)
            if holes[modality] > MAX_HOLES * len(ids) or len(added) > len(base.ids):
                holes[modality] = 0
                store.drop(modality)
                _write(store, modality, stored, report)
            else:
                store.remove(modality, removed)
                store.add(modality, ids, getattr(blocks, modality), added, report)
    return stored


def _write(
    store: ChromaStore, modality: str, stored: Stored, report: Callable[[int], object]
) -> None:
    vectors = getattr(stored.blocks, modality)
    rows = known_rows(vectors)
    store.create(modality, len(rows))
    store.add(modality, stored.ids, vectors, rows, report)


def _changes(now: Stored, base: Stored, modality: str) -> tuple[list[str], np.ndarray]:
    """Ids whose vector in the base is not wanted any more, and rows whose vector is not there."""
    vectors, before = getattr(now.blocks, modality), getattr(base.blocks, modality)
    row_before = {product: row for row, product in enumerate(base.ids)}
    rows = np.array([row_before.get(product, -1) for product in now.ids], np.int64)
    same = rows >= 0
    for start in range(0, len(rows), CHUNK):
        chunk = slice(start, start + CHUNK)
        same[chunk] &= (vectors[chunk] == before[rows[chunk]]).all(axis=1)
    removed = np.setdiff1d(known_rows(before), rows[same])
    added = np.setdiff1d(known_rows(vectors), np.flatnonzero(same))
    return [base.ids[row] for row in removed], added


def _checked(stored: Stored, progress: Progress) -> dict[str, Any]:
    """The description of a store that holds on the disk what it should."""
    progress("Checking vectors", 0, None)
    with closing(stored.open()) as store:
        if problems := store.differences(stored.ids, stored.blocks):
            raise DamagedGeneration(
                f"The vector store lost data while it was written ({' '.join(problems)});"
                f" check that the disk of {stored.folder} is not full and try again."
            )
    return stored.description


def _share(progress: Progress, part: int, n: int) -> Callable[[int], object]:
    """Reports vectors of block number `part` as products: each block is its share of a product."""
    blocks = len(MODALITIES)
    return lambda vectors: progress("Indexing vectors", (part * n + vectors) // blocks, n)

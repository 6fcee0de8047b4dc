"""A segment: an immutable folder with some products of a generation, as search needs them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.columns.statements import Statements, write_statements
from retrieval.errors import DamagedGeneration
from retrieval.indexes.arrays import read_rows, write_rows
from retrieval.indexes.blockwise import BlockwiseIndex
from retrieval.indexes.exact import ExactIndex
from retrieval.lexical import Document, field_terms
from retrieval.manifest import damaged_files, read_manifest
from retrieval.offers import Product
from retrieval.postings import Postings
from retrieval.stores import EXACT
from retrieval.stores.building import Stored
from retrieval.stores.keys import vector_keys

VERSION = 5
STORE = "store"
"""The folder of a vector store."""


@dataclass(frozen=True)
class Content:
    """n products, row by row: what a segment is written from.

    `documents` are the words that describe each, `signatures` (n,) S16 what each was made from,
    `observed` (n, 2) bool whether each has words, and a picture.
    """

    ids: Sequence[str]
    blocks: ItemBlocks
    documents: Iterable[Document]
    signatures: np.ndarray
    observed: np.ndarray
    products: Sequence[Product] = ()  # what they state; of none, nothing can be limited

    def check(self) -> None:
        """Raises ValueError where these are not of the same products."""
        lengths = {
            "ids": len(self.ids),
            "text blocks": len(self.blocks.text),
            "image blocks": len(self.blocks.image),
            "signatures": len(self.signatures),
            "observed": len(self.observed),
        }
        if len(set(lengths.values())) > 1:
            told = ", ".join(f"{n} {name}" for name, n in lengths.items())
            raise ValueError(f"{told} do not go together")


class Segment:
    """What `write` wrote, memory-mapped. Generations share it; the last one closes its store."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any], problems: Sequence[str]) -> None:
        """Use `open`."""
        self.folder = folder
        self.manifest = manifest
        self.problems = list(problems)
        self.ids: list[str] = json.loads((folder / "ids.json").read_bytes())
        self.signatures: np.ndarray = np.load(folder / "signatures.npy")
        self.observed: np.ndarray = np.load(folder / "observed.npy")
        self.blocks = ItemBlocks(*(read_rows(folder, modality) for modality in MODALITIES))
        self.postings = Postings(folder / "bm25")
        self.statements = Statements(folder / "stated")
        if {len(self.blocks.text), len(self.blocks.image), len(self.postings)} != {len(self.ids)}:
            raise ValueError("its files do not go together")
        self.index: BlockwiseIndex | None = None
        self.keys: dict[str, np.ndarray] = {}
        if manifest["store"]:
            self.keys = {name: np.load(folder / f"{name}.keys.npy") for name in MODALITIES}
            if self.store != EXACT:
                self.index = BlockwiseIndex(ExactIndex(self.blocks), lambda: self.stored().open())
        self._users = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def store(self) -> str:
        """The name of its vector store, "" for none."""
        return str(self.manifest["store"]["name"]) if self.manifest["store"] else ""

    @classmethod
    def open(cls, folder: Path, max_bytes: float) -> Segment:
        """Open it after its files were compared with its manifest, up to `max_bytes` of contents.

        Without a sound vector store it works, and `problems` says so. Raises `DamagedGeneration`
        when anything else is damaged or missing.
        """
        manifest, damaged = inspect(folder, max_bytes)
        try:
            return cls(folder, manifest, [store_problem(damaged)] if damaged else [])
        except (OSError, ValueError, KeyError) as error:
            raise damage(folder, str(error)) from error

    def stored(self) -> Stored:
        """What its vector store holds, and how to open it."""
        return Stored(self.folder / STORE, self.manifest["store"], self.keys, self.blocks)

    def acquire(self) -> None:
        """Note one more generation that uses it."""
        with self._lock:
            self._users += 1

    def release(self) -> None:
        """Note that a generation uses it no more; after the last one its files are released."""
        with self._lock:
            self._users -= 1
            if self._users <= 0 and self.index:
                self.index.close()


def write_segment(draft: Path, content: Content) -> dict[str, np.ndarray]:
    """Write all but the vector store and the manifest; returns each block's content keys."""
    content.check()
    (draft / "ids.json").write_text(json.dumps(list(content.ids)))
    np.save(draft / "signatures.npy", content.signatures.astype("S16"))
    np.save(draft / "observed.npy", content.observed.astype(bool))
    keys = {}
    for modality in MODALITIES:
        vectors = getattr(content.blocks, modality)
        keys[modality] = vector_keys(vectors)
        write_rows(draft, modality, vectors)
    Postings.write(draft / "bm25", map(field_terms, content.documents))
    write_statements(draft / "stated", content.products)
    return keys


def inspect(folder: Path, max_bytes: float) -> tuple[dict[str, Any], list[str]]:
    """The manifest, and the files of the vector store that are damaged.

    Raises `DamagedGeneration` when any other file is, or when the manifest is of another version.
    """
    try:
        manifest = read_manifest(folder)
    except (OSError, ValueError) as error:
        raise damage(folder, str(error)) from error
    if manifest["version"] != VERSION:
        raise damage(folder, f"it has version {manifest['version']}, not {VERSION}")
    damaged = damaged_files(folder, manifest, max_bytes)
    if vital := [name for name in damaged if not name.startswith(f"{STORE}/")]:
        raise damage(folder, f"{', '.join(vital)} changed")
    return manifest, damaged


def damage(folder: Path, reason: str) -> DamagedGeneration:
    """The error that says what is wrong with a folder."""
    return DamagedGeneration(f"The index in {folder} is damaged ({reason}); build it again.")


def store_problem(damaged: Sequence[str]) -> str:
    """What is said of damaged files of a vector store."""
    return (
        f"The vector store is damaged ({', '.join(damaged)}): searches are exact, and slower, until"
        " the index is built again."
    )

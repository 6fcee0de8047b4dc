"""A generation: an immutable folder of everything that search derives from the catalogue.

It is built beside the live one under a temporary name, verified, brought to the disk and renamed;
switching to it is the catalogue's business. So a folder with its final name is always whole, and
a build that was killed leaves a temporary folder, which the next build sweeps away.
"""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.errors import DamagedGeneration
from retrieval.indexes.base import Index
from retrieval.indexes.blockwise import BlockwiseIndex
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.keys import vector_keys
from retrieval.lexical import Lexical
from retrieval.manifest import NAME, damaged_files, read_manifest, sync, sync_folder, write_manifest
from retrieval.progress import Progress, silent

if TYPE_CHECKING:
    from retrieval.indexes.building import Stored
    from retrieval.indexes.chroma import ChromaOptions

QUICK_BYTES = 2 * 2**30
"""How much `open` reads to compare contents: about a third of a second a GiB on two cores."""
log = logging.getLogger(__name__)
UNFINISHED = ".building"


class Generation:
    """The derived indexes of n products: row i of each belongs to `ids[i]`.

    `blocks` are memory-mapped; `index` is the default path to candidates, `exact` its oracle;
    `metadata` is what the builder noted; `problems` says in sentences what is wrong but can be
    done without. Threads may share it.
    """

    VERSION = 2

    def __init__(
        self, folder: Path, manifest: Mapping[str, Any], problems: Sequence[str] = ()
    ) -> None:
        """Use `build` or `open`."""
        self.folder = folder
        self.manifest = manifest
        self.metadata: dict[str, Any] = manifest["metadata"]
        self.problems = list(problems)
        self.ids: list[str] = json.loads((folder / "ids.json").read_bytes())
        self.blocks = ItemBlocks(
            *(np.load(folder / f"{modality}.npy", mmap_mode="r") for modality in MODALITIES)
        )
        self.keys = {modality: np.load(folder / f"{modality}.keys.npy") for modality in MODALITIES}
        self.lexical = Lexical(folder / "bm25")
        self.exact = ExactIndex(self.blocks)
        self._default = BlockwiseIndex(self.exact, self.keys, lambda: self.stored().open())
        self.index: Index = self.exact if problems else self._default

    @classmethod
    def build(
        cls,
        folder: Path,
        product_ids: Sequence[str],
        blocks: ItemBlocks,
        documents: Sequence[str],
        metadata: Mapping[str, Any],
        progress: Progress = silent,
        options: ChromaOptions | None = None,
        base: Generation | None = None,
    ) -> Generation:
        """Write, verify and open the generation of n products; `folder` must not exist yet.

        `documents` are the words that describe each product, `metadata` anything JSON can hold.
        From `base`, the generation before, vectors are taken over that have not changed: much
        faster, with the same result. Raises `DamagedGeneration` when what was stored is not what
        was given, or OSError.
        """
        from retrieval.indexes.building import build_store
        from retrieval.indexes.chroma import ChromaOptions

        if len({len(product_ids), len(blocks.text), len(blocks.image), len(documents)}) > 1:
            raise ValueError(
                f"{len(product_ids)} ids, {len(blocks.text)} text and {len(blocks.image)} image"
                f" blocks and {len(documents)} documents do not go together"
            )
        draft = _new_draft(folder)
        (draft / "ids.json").write_text(json.dumps(list(product_ids)))
        keys = {}
        for modality in MODALITIES:
            vectors = np.asarray(getattr(blocks, modality), np.float32)
            keys[modality] = vector_keys(vectors)
            np.save(draft / f"{modality}.npy", vectors)
            np.save(draft / f"{modality}.keys.npy", keys[modality])
        progress("Indexing words", 0, None)
        Lexical.build(draft / "bm25", documents)
        store = build_store(
            draft / "chroma",
            keys,
            blocks,
            options or ChromaOptions(),
            base.stored() if base and not base.problems else None,
            progress,
        )
        content = {"version": cls.VERSION, "metadata": dict(metadata), "store": store}
        write_manifest(draft, content, _volatile(draft))
        sync_folder(draft)
        draft.rename(folder)
        sync(folder.parent)
        return cls(folder, content)

    @classmethod
    def open(cls, folder: Path) -> Generation:
        """Open what `build` wrote, after a check that takes under a second for 100k products.

        Without a sound vector store the generation works, by exact search, and `problems` says
        so. Raises `DamagedGeneration` when anything else is damaged or missing.
        """
        manifest, damaged = _inspect(folder, QUICK_BYTES)
        try:
            return cls(folder, manifest, [_store_problem(damaged)] if damaged else [])
        except (OSError, ValueError, KeyError) as error:
            raise _damage(folder, str(error)) from error

    def verify(self) -> list[str]:
        """Compare every file and every stored vector with what was built; a sentence a problem.

        The store is read in a child process: a damaged graph can end the process that reads it.
        """
        command = [sys.executable, "-m", "retrieval.generation", str(self.folder.resolve())]
        root = Path(__file__).parents[1]
        child = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if child.returncode:
            reason = child.stderr.strip().rpartition("\n")[2] or "it crashed"
            return [f"{self.folder} cannot be read to its end ({reason})."]
        return child.stdout.splitlines()

    def close(self) -> None:
        """Release the vector store's files and connections."""
        self._default.close()

    @classmethod
    def remove(cls, folder: Path) -> None:
        """Delete a generation, or what a build that was killed left of one, as far as possible.

        Its collections go too when they are on a server that can be reached.
        """
        if (folder / NAME).exists():
            try:
                _drop_remote(read_manifest(folder)["store"])
            except Exception as error:  # what a server keeps is only space
                log.warning("Collections of %s may be left on the server: %s", folder, error)
        shutil.rmtree(folder, ignore_errors=True)

    def stored(self) -> Stored:
        """What the vector store of this generation holds, and how to open it."""
        from retrieval.indexes.building import Stored  # chromadb takes 0.7 s to import

        store = self.manifest["store"]
        return Stored(self.folder / "chroma", store, self.keys, self.blocks)


def _drop_remote(description: Mapping[str, Any]) -> None:
    """Drop the collections of a store that is on a server."""
    from retrieval.indexes.chroma import ChromaOptions, ChromaStore

    options = ChromaOptions(**description["options"])
    if options.url:
        with closing(ChromaStore(Path(), description["prefix"], options)) as store:
            for modality in MODALITIES:
                store.drop(modality)


def _new_draft(folder: Path) -> Path:
    """A fresh temporary folder beside `folder`; what killed builds left there goes."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for leftover in folder.parent.glob(f"*{UNFINISHED}"):
        shutil.rmtree(leftover)
    draft = folder.with_name(folder.name + UNFINISHED)
    draft.mkdir()
    return draft


def _volatile(draft: Path) -> set[Path]:
    """Graphs that nothing was flushed to, as they hold at most one vector: opening changes them."""
    folders = {path for path in (draft / "chroma").iterdir() if path.is_dir()}
    unflushed = (path for path in folders if not (path / "index_metadata.pickle").exists())
    return {file for folder in unflushed for file in folder.iterdir()}


def _inspect(folder: Path, max_bytes: float) -> tuple[dict[str, Any], list[str]]:
    """The manifest, and the files of the vector store that are damaged.

    Raises `DamagedGeneration` when any other file is, or when the manifest is of another version.
    """
    try:
        manifest = read_manifest(folder)
    except (OSError, ValueError) as error:
        raise _damage(folder, str(error)) from error
    if manifest["version"] != Generation.VERSION:
        raise _damage(folder, f"it has version {manifest['version']}, not {Generation.VERSION}")
    damaged = damaged_files(folder, manifest, max_bytes)
    if vital := [name for name in damaged if not name.startswith("chroma/")]:
        raise _damage(folder, f"{', '.join(vital)} changed")
    return manifest, damaged


def _damage(folder: Path, reason: str) -> DamagedGeneration:
    return DamagedGeneration(f"The index in {folder} is damaged ({reason}); build it again.")


def _store_problem(damaged: Sequence[str]) -> str:
    return (
        f"The vector store is damaged ({', '.join(damaged)}): searches are exact, and slower, until"
        " the index is built again."
    )


def _problems(folder: Path) -> list[str]:
    """The work of `Generation.verify`, in the process that may end."""
    try:
        manifest, damaged = _inspect(folder, float("inf"))
        generation = Generation(folder, manifest)
    except DamagedGeneration as error:
        return [str(error)]
    if damaged:
        return [_store_problem(damaged)]
    return generation.stored().differences()


if __name__ == "__main__":
    print(*_problems(Path(sys.argv[1])), sep="\n", end="")

"""A generation: what search derives from the catalogue, in one or a few immutable segments.

The first segment, the base, has a vector store; later ones hold what was new or changed since,
and their generation says which rows before them count no more. A segment is built beside those in
use under a temporary name, verified, brought to the disk and renamed; switching to it is the
catalogue's business. So a folder with its final name is always whole, and a build that was killed
leaves a temporary folder, which the next build sweeps away.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.errors import DamagedGeneration
from retrieval.indexes.arrays import stacked
from retrieval.indexes.base import Index
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.segmented import SegmentedIndex
from retrieval.lexical import Lexical
from retrieval.manifest import read_manifest, sync, sync_folder, write_manifest
from retrieval.progress import Progress, silent
from retrieval.segment import (
    STORE,
    VERSION,
    Content,
    Segment,
    damage,
    inspect,
    store_problem,
    write_segment,
)
from retrieval.stores import store_class
from retrieval.stores.building import Stored, StoreOptions, build_store, described, drop_remote

QUICK_BYTES = 2 * 2**30
"""How much `open` reads to compare contents: about a third of a second a GiB on two cores."""
log = logging.getLogger(__name__)
UNFINISHED = ".building"
DEAD = "dead.npy"


class Generation:
    """The derived indexes of n rows: row i of each belongs to `ids[i]`.

    `dead` (n,) bool are rows whose product is in a later one, or sold no more. `blocks` are
    memory-mapped; `index` is the default path to candidates, `exact` its oracle; `metadata` is
    what the builder noted; `problems` says in sentences what is wrong but can be done without.
    Threads may share it.
    """

    VERSION = VERSION

    def __init__(self, folder: Path, segments: Sequence[Segment]) -> None:
        """Use `build`, `extend` or `open`."""
        self.folder = folder
        self.segments = list(segments)
        self.manifest = segments[-1].manifest
        self.metadata: dict[str, Any] = self.manifest["metadata"]
        self.problems = [problem for one in segments for problem in one.problems]
        self.ids: list[str] = [product for one in segments for product in one.ids]
        self.dead = np.zeros(len(self.ids), bool)
        if len(segments) > 1:
            self.dead[np.load(folder / DEAD)] = True
        texts, images = zip(*((one.blocks.text, one.blocks.image) for one in segments), strict=True)
        self.blocks = ItemBlocks(stacked(texts), stacked(images))
        self.lexical = Lexical([one.postings for one in segments], self.dead)
        self.exact = ExactIndex(self.blocks, self.dead)
        self.index: Index = self._index()
        self._closed = False
        for one in segments:
            one.acquire()

    def _index(self) -> Index:
        base = self.segments[0]
        if self.problems or base.index is None:
            return self.exact
        if len(self.segments) == 1:
            return base.index
        return SegmentedIndex(base.index, self.exact, len(base), self.dead)

    def __len__(self) -> int:
        """How many products it holds."""
        return len(self.ids) - int(self.dead.sum())

    @property
    def observed(self) -> np.ndarray:
        """(n, 2) bool: whether each row has words, and a picture; dead ones have neither."""
        observed = np.concatenate([one.observed for one in self.segments])
        return observed & ~self.dead[:, None]

    @property
    def signatures(self) -> np.ndarray:
        """(n,) S16: what each row was made from."""
        return np.concatenate([one.signatures for one in self.segments])

    @property
    def store(self) -> str:
        """The name of the vector store of the base."""
        return self.segments[0].store

    @property
    def keys(self) -> Mapping[str, np.ndarray]:
        """Block → content keys of the base's vectors."""
        return self.segments[0].keys

    @classmethod
    def build(
        cls,
        folder: Path,
        content: Content,
        metadata: Mapping[str, Any],
        progress: Progress = silent,
        options: StoreOptions | None = None,
        base: Generation | None = None,
    ) -> Generation:
        """Write, verify and open a generation of one segment; `folder` must not exist yet.

        `metadata` is anything JSON can hold. From `base`, the generation before, vectors are taken
        over that have not changed: much faster, with the same result. Raises `DamagedGeneration`
        when what was stored is not what was given, or OSError.
        """
        content.check()
        draft = _new_draft(folder)
        progress("Indexing words", 0, None)
        keys = write_segment(draft, content)
        for modality in MODALITIES:
            np.save(draft / f"{modality}.keys.npy", keys[modality])
        store = build_store(
            draft / STORE,
            keys,
            content.blocks,
            options or StoreOptions(),
            base.stored() if base and not base.problems else None,
            progress,
        )
        _finish(draft, folder, {"metadata": dict(metadata), "store": store, "segments": []})
        return cls(folder, [Segment.open(folder, 0)])

    @classmethod
    def extend(
        cls,
        folder: Path,
        older: Generation,
        kept: int,
        dead: np.ndarray,
        content: Content,
        metadata: Mapping[str, Any],
    ) -> Generation:
        """Write, verify and open the first `kept` segments of `older` with one more.

        `dead`: rows of those segments that count no more. Takes as long as `content` is large.
        """
        draft = _new_draft(folder)
        write_segment(draft, content)
        np.save(draft / DEAD, np.asarray(dead, np.int64))
        segments = older.segments[:kept]
        names = [one.folder.name for one in segments]
        _finish(draft, folder, {"metadata": dict(metadata), "store": None, "segments": names})
        return cls(folder, [*segments, Segment.open(folder, 0)])

    @classmethod
    def open(cls, folder: Path, known: Generation | None = None) -> Generation:
        """Open what was written, after a check that takes under a second for 100k products.

        Segments that `known` has open are shared with it. Without a sound vector store the
        generation works, by exact search, and `problems` says so. Raises `DamagedGeneration` when
        anything else is damaged or missing.
        """
        shared = {one.folder: one for one in known.segments} if known else {}
        manifest, _ = inspect(folder, 0)
        folders = [*(folder.with_name(name) for name in manifest["segments"]), folder]
        try:
            segments = [shared.get(one) or Segment.open(one, QUICK_BYTES) for one in folders]
            return cls(folder, segments)
        except (OSError, ValueError, KeyError, IndexError) as error:
            raise damage(folder, str(error)) from error

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
        """Release the vector store's files and connections, unless another generation has them."""
        if not self._closed:
            self._closed = True
            for one in self.segments:
                one.release()

    @classmethod
    def remove(cls, folder: Path) -> None:
        """Delete a segment, or what a build that was killed left of one, as far as possible.

        What it keeps on a server goes too when that can be reached and no other needs it.
        """
        others = {one: described(one / STORE) for one in folder.parent.glob("*") if one != folder}
        try:
            drop_remote(folder / STORE, others)
        except Exception as error:  # what a server keeps is only space
            log.warning("Vectors of %s may be left on the server: %s", folder, error)
        shutil.rmtree(folder, ignore_errors=True)

    @staticmethod
    def folders(folder: Path) -> set[Path]:
        """The folders of all segments of a generation; its own alone where it is damaged."""
        try:
            names = read_manifest(folder).get("segments", [])
        except (OSError, ValueError):
            names = []
        return {folder, *(folder.with_name(name) for name in names)}

    def stored(self) -> Stored:
        """What the vector store of the base holds, and how to open it."""
        return self.segments[0].stored()


def _finish(draft: Path, folder: Path, content: dict[str, Any]) -> None:
    """Describe a draft in its manifest, bring it to the disk and give it its name."""
    store = content["store"]
    volatile = store_class(store["name"]).volatile(draft / STORE) if store else ()
    write_manifest(draft, {"version": Generation.VERSION, **content}, volatile)
    sync_folder(draft)
    draft.rename(folder)
    sync(folder.parent)


def _new_draft(folder: Path) -> Path:
    """A fresh temporary folder beside `folder`; what killed builds left there goes."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for leftover in folder.parent.glob(f"*{UNFINISHED}"):
        Generation.remove(leftover)
    draft = folder.with_name(folder.name + UNFINISHED)
    draft.mkdir()
    return draft


def _problems(folder: Path) -> list[str]:
    """The work of `Generation.verify`, in the process that may end."""
    try:
        generation = Generation.open(folder)
        found = [(one, inspect(one.folder, float("inf"))[1]) for one in generation.segments]
    except DamagedGeneration as error:
        return [str(error)]
    if damaged := [store_problem(files) for _, files in found if files]:
        return damaged
    return generation.stored().differences()


if __name__ == "__main__":
    print(*_problems(Path(sys.argv[1])), sep="\n", end="")

"""Files that a program which was killed had begun to write into a catalogue's folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from retrieval.images import DRAFT
from retrieval.manifest import sync

PART = ".part"
"""How the name of a file ends that gets its own name once it is whole."""


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """The name to write a file under that appears as `path` when it is whole, or not at all."""
    draft = path.with_name(path.name + PART)
    try:
        yield draft
        sync(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete what was begun in a catalogue's folder. The caller holds the writer's place."""
    for pattern in (f"images/*/{DRAFT}*", f"*/*{PART}", "floors/*.*.npz", "*.unfinished"):
        for left in folder.glob(pattern):
            left.unlink(missing_ok=True)

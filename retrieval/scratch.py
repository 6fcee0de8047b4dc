"""One folder for all that a program keeps only for a while: uploads, feeds that are fetched.

It is this program's alone, and gone when the program is; of one that was killed, with the next.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

PREFIX = "shopping-assistant-"
_roots: list[Path] = []  # of this process, the innermost last


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new folder among the machine's temporary ones, deleted in the end.

    What a program that was killed could not delete is deleted here by the next one.
    """
    parent = Path(tempfile.gettempdir())
    _sweep(parent)
    folder = parent / f"{PREFIX}{secrets.token_hex(8)}"
    with _hold(folder):  # before it is there: a folder that nobody holds is nobody's
        folder.mkdir(mode=0o700)
        _roots.append(folder)
        try:
            yield folder
        finally:
            _roots.remove(folder)
            _delete(folder)


@contextlib.contextmanager
def workspace(purpose: str) -> Iterator[Path]:
    """A new folder within that of this program, for one piece of work; `purpose` begins its name.

    A program that has none, as it serves nobody, has one for as long as the work takes.
    """
    with contextlib.ExitStack() as stack:
        root = _roots[-1] if _roots else stack.enter_context(scratch_folder())
        held = tempfile.TemporaryDirectory(prefix=f"{purpose}-", dir=root)
        yield Path(stack.enter_context(held))


def _sweep(parent: Path) -> None:
    """Delete what is this user's and held by no program any more."""
    for folder in parent.glob(f"{PREFIX}*/"):
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            continue
        with contextlib.suppress(OSError), _hold(folder):  # refused where its program is running
            _delete(folder)


def _hold(folder: Path) -> FileLock:
    """The lock beside a folder; the system lets go of it when its program ends, in any way."""
    return FileLock(_lock_file(folder), timeout=0)


def _lock_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _lock_file(folder).unlink(missing_ok=True)

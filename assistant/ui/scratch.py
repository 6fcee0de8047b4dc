"""A folder for what shoppers upload: this program's alone, and gone when the program is."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

PREFIX = "shopping-assistant-"


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
        try:
            yield folder
        finally:
            _delete(folder)


def _sweep(parent: Path) -> None:
    for folder in parent.glob(f"{PREFIX}*/"):
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

"""The file in which a catalogue keeps its keys' hashes and its password's: `access.json`."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock

from assistant.access.hosts import BadAccess

NAME = "access.json"


class AccessFile:
    """Read again whenever it has changed, so that what is revoked is refused at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._guard = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._content: Mapping[str, Any] = {}

    def read(self) -> Mapping[str, Any]:
        """What is in it; {} where there is none. Raises `BadAccess` for a damaged file."""
        with self._guard:
            try:
                status = self._path.stat()
            except OSError:
                self._stamp, self._content = None, {}
                return self._content
            stamp = (status.st_mtime_ns, status.st_ino)
            if stamp != self._stamp:
                self._content, self._stamp = self._load(), stamp
            return self._content

    def change(self, edit: Callable[[dict[str, Any]], None]) -> None:
        """Change it in one step: readers find the old or the new file whole."""
        with FileLock(f"{self._path}.lock"):
            content = dict(self._load()) if self._path.is_file() else {}
            edit(content)
            draft = self._path.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(content, file, indent=2)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, self._path)

    def _load(self) -> Mapping[str, Any]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            if not isinstance(content, dict):
                raise ValueError("no object")
        except (OSError, ValueError) as error:
            raise BadAccess(
                f"{self._path} cannot be read; delete it, then add keys anew."
            ) from error
        return content

"""The points at which a step can be stopped: whatever it does to the disk, by name.

No call in the program is needed for it: what goes to the disk goes through a few functions of the
system, of SQLAlchemy and of numpy. A point is named after the function and its caller.
"""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

ROOT = str(Path(__file__).parents[2])
OURS = tuple(f"{ROOT}/{part}/" for part in ("retrieval", "assistant", "fusion"))
WRITING = (
    (os, "fsync"),
    (os, "replace"),
    (os, "rename"),
    (os, "mkdir"),
    (os, "unlink"),
    (np, "save"),
)


class Points:
    """Counts the points that are reached in this process, and does something at one of them.

    `action`: "kill" ends the process as the system would; "full" fails there, and at every later
    point, as a full disk does.
    """

    def __init__(self, stop_at: int = 0, action: str = "kill") -> None:
        self.names: list[str] = []
        self._stop_at = stop_at
        self._action = action

    def install(self) -> None:
        """From now on, for good: the process is one of its own."""
        for module, name in WRITING:
            setattr(module, name, self._watched(name, getattr(module, name)))
        event.listen(Engine, "commit", lambda connection: self._reach("commit"))
        event.listen(Engine, "before_cursor_execute", self._written)

    def _written(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            self._reach(" ".join(statement.split()[:3]).lower())

    def _watched(self, name: str, function: Callable) -> Callable:
        def watched(*args: Any, **options: Any) -> Any:
            self._reach(name)
            return function(*args, **options)

        return watched

    def _reach(self, what: str) -> None:
        caller = _caller()
        if caller is None:
            return
        self.names.append(f"{what} in {caller}")
        if self._stop_at and len(self.names) >= self._stop_at:
            if self._action == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if what == "unlink":  # a full disk lets go of files
                return
            if " " in what or what == "commit":
                raise OperationalError(what, {}, _full_database())
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _full_database() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def _caller() -> str | None:
    """The function of the program that is at work, None where it is none of its own."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(OURS):
            return f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}"
        frame = frame.f_back  # type: ignore[assignment]
    return None

"""Failures that are the machine's: told as such, with what to do, instead of as a fault of ours.

Libraries wrap the system's errors in their own and in one another, so the whole chain is looked
through.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterator

from retrieval.errors import AssistantError


class MachineTrouble(AssistantError):
    """The machine lacks what the program needs; nothing that was committed is lost."""


class DatabaseDown(MachineTrouble):
    """The server of the catalogue's database does not answer, or takes nobody else in."""


_FULL = "The disk is full{}; free some space and do it again, nothing that was kept is lost."
_READ_ONLY = "The disk or folder{} is read-only; make it writable, or name another folder."
_DENIED = "This user has no permission there{}; change the permissions, or name another folder."
_MEMORY = "The machine has no memory left; end other programs, or give it more, and do it again."
_FILES = "Too many files are open; raise the limit (`ulimit -n`) and start again."
_TOO_LARGE = "A file{} would be larger than this system allows; raise the limit (`ulimit -f`)."
_DISK = "The disk cannot be read or written{}; check it, and the cable or share it hangs on."

_SERVER = (
    "The catalogue's database does not answer; see that its server runs and can be reached, and do"
    " it again: nothing that was kept is lost."
)
_CROWDED = (
    "The catalogue's database has no room left for this (connections, memory or disk); give it"
    " more, or try again in a moment."
)

_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOMEM: _MEMORY,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.EFBIG: _TOO_LARGE,
    errno.EIO: _DISK,
}
_BY_CODE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_NOMEM: _MEMORY,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CANTOPEN: _DENIED,
    sqlite3.SQLITE_PERM: _DENIED,
}
_BY_STATE = {
    "08": _SERVER,  # the connection
    "57": _SERVER,  # stopped, starting, or asked to break off
    "53": _CROWDED,  # connections, memory or disk
}
"""Class of SQLSTATE, as a database server states it."""
_REFUSED = {
    r'database "[^"]*" does not exist': "The server has no such database; make it (createdb), or"
    " check the catalogue's address.",
    r"authentication failed|no pg_hba\.conf entry|role \"[^\"]*\" does not exist|no password": "The"
    " catalogue's database does not let this user in; check the name and password.",
    r"too many clients|connection slots": _CROWDED,
}
"""What a driver says of a connection that was not made, which has no state."""
_BY_WORDS = {
    r"(?i)no space left|disk is full|disk full|os error 28\b": _FULL,
    r"(?i)read-only file system|readonly database|os error 30\b": _READ_ONLY,
    r"(?i)too many open files|os error 24\b": _FILES,
    r"(?i)cannot allocate memory|can't allocate memory|can't start new thread": _MEMORY,
    r"(?i)file too large|os error 27\b": _TOO_LARGE,
}
"""What libraries that keep no number say: Chroma and polars hand on the words of Rust."""
_CODE_IN_WORDS = re.compile(r"error returned from database: \(code: (\d+)\)")
"""How Chroma's own SQLite says its result code."""


def trouble(error: BaseException) -> MachineTrouble | None:
    """What the machine lacks, where that is what went wrong; None where it is not."""
    for one in _chain(error):
        if isinstance(one, MachineTrouble):
            return one
        if sentence := _sentence(one):
            return MachineTrouble(sentence)
        if sentence := _of_server(one):
            return DatabaseDown(sentence)
    return None


def check_machine(error: BaseException) -> None:
    """Raise `MachineTrouble` where that is what went wrong, before a file is blamed for it.

    That a file may not be read is the file's trouble.
    """
    denied = getattr(error, "errno", None) in (errno.EACCES, errno.EPERM)
    if not denied and (found := trouble(error)):
        raise found from error


def _sentence(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return _MEMORY
    said = str(error)[:2000]
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and (found := _CODE_IN_WORDS.search(said)):
        code = int(found[1])
    if code is not None and (code & 0xFF) in _BY_CODE:
        return _BY_CODE[code & 0xFF].format("")
    if isinstance(error, OSError) and error.errno in _BY_NUMBER:
        where = f" ({error.filename})" if error.filename else ""
        return _BY_NUMBER[error.errno].format(where)
    if isinstance(error, AssistantError):
        return ""
    return next(
        (told.format("") for words, told in _BY_WORDS.items() if re.search(words, said)), ""
    )


def _of_server(error: BaseException) -> str:
    """Trouble with a database server."""
    kind = type(error)  # by its name: the library is not loaded for who has no database
    if (kind.__module__, kind.__name__) == ("sqlalchemy.exc", "TimeoutError"):
        return _CROWDED  # no connection came free
    classes = {one.__name__ for one in type(error).__mro__ if one.__module__.startswith("psycopg")}
    if not classes:
        return ""
    state = getattr(error, "sqlstate", None)
    if not state and "OperationalError" in classes:
        said = (told for words, told in _REFUSED.items() if re.search(words, str(error)))
        return next(said, _SERVER)
    return _BY_STATE.get((state or "")[:2], "")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            inner = (one.__cause__, one.__context__, getattr(one, "orig", None))
            waiting += [other for other in inner if isinstance(other, BaseException)]

"""What the machine lacks is told as such, and not blamed on a file or on the program."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from retrieval.errors import BadFeed
from retrieval.trouble import MachineTrouble, check_machine, trouble


def locked_out(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("something")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "x", "/a/b"), r"disk is full \(/a/b\); free some space"),
        (OSError(errno.EDQUOT, "x"), "disk is full"),
        (OSError(errno.EROFS, "x"), "read-only"),
        (PermissionError(errno.EACCES, "x", "/a"), r"no permission there \(/a\)"),
        (OSError(errno.EMFILE, "x"), "Too many files are open"),
        (OSError(errno.EIO, "x"), "cannot be read or written"),
        (MemoryError(), "no memory left"),
        (locked_out(sqlite3.SQLITE_FULL), "disk is full"),
        (locked_out(sqlite3.SQLITE_IOERR | 3 << 8), "cannot be read or written"),
        (OperationalError("UPDATE", {}, locked_out(sqlite3.SQLITE_READONLY)), "read-only"),
        (RuntimeError("IO error: No space left on device (os error 28)"), "disk is full"),
        (
            RuntimeError("error returned from database: (code: 778) disk I/O error"),
            "cannot be read or written",
        ),
        (RuntimeError("error returned from database: (code: 13) oh"), "disk is full"),
        (RuntimeError("can't start new thread"), "no memory left"),
    ],
)
def test_it_is_one_sentence_with_what_to_do(error, says):
    found = trouble(error)
    assert isinstance(found, MachineTrouble)
    with pytest.raises(MachineTrouble, match=says):
        raise found


def test_it_is_found_beneath_what_libraries_make_of_it():
    wrapped = ValueError("could not build")
    wrapped.__cause__ = OSError(errno.ENOSPC, "no space")
    assert "disk is full" in str(trouble(wrapped))


@pytest.mark.parametrize("error", [ValueError("x"), OSError(errno.ENOENT, "x"), BadFeed("full")])
def test_anything_else_is_not_the_machine(error):
    assert trouble(error) is None
    check_machine(error)


def test_that_a_file_may_not_be_read_is_the_file_s_trouble():
    check_machine(PermissionError(errno.EACCES, "x", "/a"))
    with pytest.raises(MachineTrouble, match="full"):
        check_machine(OSError(errno.ENOSPC, "x"))

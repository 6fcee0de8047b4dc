"""In which encoding a file really is: by its mark, by what it can be, and only then by guessing."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

LOOKED_AT = 64 * 2**20  # bytes of a file that are tried
SAMPLE = 64 * 1024  # bytes that a guess is made from
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order mark → encoding; the longer before the shorter that begins like it."""

SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "latin_1": "cp1252",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
"""Declared encoding → what is meant by it, as on the web (https://encoding.spec.whatwg.org)."""

_POLISH = re.compile("[a-zA-Z][³¹¿][a-zA-Z]|[a-z][³¹¿]|[³¹¿][a-z]")
"""Polish in windows-1250, read as windows-1252."""


class Encoding(NamedTuple):
    """An encoding, and what to tell of it."""

    name: str  # as Python knows it
    note: str = ""  # "" where the file is in UTF-8 or bears a mark


def encoding_of(path: Path) -> Encoding:
    """The encoding of a file of text; UTF-8 where it is, or where nothing better is found."""
    status = path.stat()
    return _looked_up(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=64)
def _looked_up(path: Path, size: int, changed: int) -> Encoding:
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        for mark, name in MARKS.items():
            if head.startswith(mark):
                return Encoding(name)
        if wide := _without_mark(head):
            return Encoding(wide, f"it has no byte order mark; read as {wide.upper()}")
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        sample, left, valid = b"", LOOKED_AT, True
        while left > 0 and (chunk := file.read(2**20)):
            left -= len(chunk)
            valid = valid and _decodes(decoder, chunk)
            if len(sample) < SAMPLE and not chunk.isascii():
                sample += b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())
            if not valid and len(sample) >= SAMPLE:
                break
    return Encoding("utf-8") if valid else guessed(sample[:SAMPLE])


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def guessed(sample: bytes) -> Encoding:
    """The encoding of bytes that are not UTF-8 throughout.

    UTF-8 where most of it is that all the same, so that only the lines that are not are refused.
    """
    lines = sample.split(b"\n")
    broken = [line for line in lines if not line.isascii() and not _is_utf8(line)]
    fine = sum(1 for line in lines if not line.isascii()) - len(broken)
    if not broken or fine > len(broken):
        return Encoding("utf-8")
    name = _single_byte(b"\n".join(broken)) or _by_statistics(b"\n".join(broken))
    return Encoding(name, f"it is not UTF-8; read as {name}") if name else Encoding("utf-8")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(sample: bytes) -> str:
    """The Western or Central European encoding of a text whose odd bytes stand alone, else ""."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    letters = re.findall(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][a-z]|\x80|\x99|\xb0|\xae", sample)
    if (
        not runs
        or sum(len(run) < 4 for run in runs) < 0.95 * len(runs)
        or len(letters) < 0.6 * len(runs)
    ):
        return ""
    try:
        western = sample.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "cp1250" if _POLISH.search(western) else "cp1252"


def _by_statistics(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, and hardly ever needed

    found = from_bytes(sample, cp_exclusion=["utf_8", "utf_7"]).best()
    return SUPERSETS.get(found.encoding, found.encoding) if found else ""


def _without_mark(head: bytes) -> str:
    """UTF-16 that bears no mark: every other byte of a text in Latin letters is zero."""
    start = head[:1000]
    if len(start) < 4 or start.count(0) < len(start) // 4:
        return ""
    even, odd = (part.count(0) / len(part) for part in (start[0::2], start[1::2]))
    if min(even, odd) > 0.1 or max(even, odd) < 0.8:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"

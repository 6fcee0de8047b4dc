"""The first bytes of a file, looked at once for all formats."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed
from retrieval.sources.encodings import encoding_of

SNIFFED = 64 * 1024  # bytes
DELIMITERS = ",\t;|"
LINES = 20  # that the separator and the header are looked for in
_COMMENT = re.compile(r'"?#\s+\w')
_SEPARATOR_LINE = re.compile(r'"?sep=(\\t|.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """How a file (or a folder) begins."""

    path: Path
    text: str  # the first 64 KB, undecodable bytes replaced; "" for a folder

    @classmethod
    def of(cls, path: Path) -> Head:
        """Raises `BadFeed` when the file cannot be read."""
        if path.is_dir():
            return cls(path, "")
        try:
            encoding = encoding_of(path).name
            with path.open("rb") as file:
                text = file.read(SNIFFED).decode(encoding, errors="replace").lstrip("\ufeff")
        except OSError as error:
            raise BadFeed(f"{path} cannot be read: {error.strerror or error}.") from error
        return cls(path, text.lstrip())

    @property
    def suffix(self) -> str:
        """The file name's ending, in small letters."""
        return self.path.suffix.lower()

    @cached_property
    def delimiter(self) -> str:
        """What separates the columns of a table."""
        return delimiter_of(self.text)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Names of the columns of a table, in small letters; empty for anything else."""
        if self.text[:1] in ("<", "{", "[", "") or "\0" in self.text:
            return frozenset()
        lines = self.text.splitlines()[header_line(self.text, self.delimiter) :]
        try:
            header = next(csv.reader(lines, delimiter=self.delimiter), [])
        except csv.Error:
            return frozenset()
        return frozenset(name.strip().lower() for name in header)

    @cached_property
    def first_object(self) -> dict[str, Any]:
        """The first line of JSON lines, {} for anything else."""
        line = self.text.split("\n", 1)[0]
        try:
            value = json.loads(line) if line.startswith("{") else {}
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}


def delimiter_of(text: str) -> str:
    """The likeliest separator of columns: the one that a line for spreadsheets names, else the
    one by which the first lines fall into the same number of columns, and into the most."""
    named = _SEPARATOR_LINE.match(text)
    if named:
        return named[1].replace("\\t", "\t")
    lines = [one for one in text.splitlines()[:LINES] if one.strip() and not _COMMENT.match(one)]
    return max(DELIMITERS, key=lambda one: _agreement(lines, one))


def _agreement(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """How far a separator is one: the share of lines like the first one that it divides, and its
    columns. Cells at the end that are empty and too many do not count."""
    widest = [_columns(line, delimiter) for line in lines]
    least = [_columns(line.rstrip(delimiter), delimiter) for line in lines]
    place = next((n for n, count in enumerate(least) if count > 1), -1)
    if place < 0:
        return 0.0, 0
    header = least[place]
    fits = [low <= header <= high for low, high in zip(least, widest, strict=True)]
    share = sum(fits) / len(fits)
    return (1.0 if share > 0.5 else share) * header * (1.0 if not place else 0.5), header


def _columns(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return line.count(delimiter) + 1


def header_line(text: str, delimiter: str) -> int:
    """How many lines stand before the header: a line that names the separator, blank lines,
    comments, and lines of one cell above a wider table, such as the name of a report."""
    lines = text.splitlines()[:LINES]
    skipped = 1 if _SEPARATOR_LINE.match(text) else 0
    for number, line in enumerate(lines[skipped:], start=skipped):
        if not _COMMENT.match(line) and _columns(line.rstrip(delimiter + " "), delimiter) > 1:
            return number
    return skipped

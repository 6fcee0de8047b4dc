"""The first bytes of a file, looked at once for all formats."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed

SNIFFED = 64 * 1024  # bytes


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
            with path.open("rb") as file:
                text = file.read(SNIFFED).decode("utf-8-sig", errors="replace")
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
        lines = self.text.splitlines()
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
    """The likeliest separator of columns, by the first line."""
    return max(",\t;|", key=text.split("\n", 1)[0].count)

"""Reads the marked things that the model is trained on; `data/GUIDE.md` says how to mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).parent / "data"
NOTHING, BORNE_OUT, DENIED, TOLD = "nothing", "borne_out", "denied", "told"
BEARINGS = (NOTHING, BORNE_OUT, DENIED, TOLD)
"""How a statement bears on what is said."""
MARKS = {"+": BORNE_OUT, "-": DENIED, "=": TOLD}
_MARK = re.compile(r"(\d+)([+=-])")
_STATEMENT = re.compile(r"(\d+)\s+(.+)")
A_TENTH = 26
"""Of the 256 first bytes that a hash may have."""


@dataclass(frozen=True)
class Thing:
    """What a shop states of a thing, and how it bears on what shoppers say."""

    title: str
    statements: tuple[str, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]  # words, and one of `BEARINGS` per statement

    @property
    def held_out(self) -> bool:
        """Whether it is in the tenth that is measured on."""
        return sha256(self.title.encode()).digest()[0] < A_TENTH


def marked_things(folder: Path = DATA) -> list[Thing]:
    """All things of `folder/*.txt`. Raises `ValueError` naming the block that is wrong."""
    found: list[Thing] = []
    for file in sorted(folder.glob("*.txt")):
        for block in re.split(r"^== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            try:
                found.append(read_block(block))
            except ValueError as error:
                raise ValueError(f"{file.name}, “{block.splitlines()[0]}”: {error}") from error
    return found


def read_block(block: str) -> Thing:
    """One block without its `== `. Raises `ValueError`."""
    title, *lines = (line.strip() for line in block.strip().splitlines())
    lines = [line for line in lines if line and not line.startswith("#")]
    statements = [match[2] for line in lines if (match := _STATEMENT.fullmatch(line))]
    said = [line[1:] for line in lines if line.startswith(">")]
    if not said or len(statements) + len(said) != len(lines):
        raise ValueError("a line is `1 statement` or `> words :: 1+ 2- 3=`")
    return Thing(title, tuple(statements), tuple(_said(said, len(statements))))


def _said(lines: list[str], count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in lines:
        words, parted, marks = line.rpartition("::")
        if not parted or _MARK.sub("", marks).strip(" ,"):
            raise ValueError(f"{line!r} is not `words :: 1+ 2- 3=`")
        bearings = [NOTHING] * count
        for number, mark in _MARK.findall(marks):
            if not 1 <= int(number) <= count:
                raise ValueError(f"{line!r} names statement {number} of {count}")
            bearings[int(number) - 1] = MARKS[mark]
        yield words.strip(), tuple(bearings)

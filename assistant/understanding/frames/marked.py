"""Reads the marked turns that the model is trained on: `acts @shown text with <k:marks>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.understanding.frames.schema import ACTS, LETTERS, NONE, FrameContext

DATA = Path(__file__).parent / "data"
_LINE = re.compile(r"(?P<acts>[a-z_,]+) @(?P<shown>\d+)(?P<photo>p?) (?P<text>.+)")
_MARK = re.compile(rf"<([{''.join(LETTERS)}]):([^<>]+)>")
A_TENTH = 26
"""Of the 256 first bytes that a hash may have."""

Piece = tuple[str, str]
"""Some characters, and their role."""


@dataclass(frozen=True)
class Marked:
    """One turn and what is true of it."""

    pieces: tuple[Piece, ...]
    acts: frozenset[str]
    context: FrameContext
    language: str

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    @property
    def held_out(self) -> bool:
        """Whether it is in the tenth that is measured on."""
        return sha256(self.text.encode()).digest()[0] < A_TENTH


def marked_turns(folder: Path = DATA) -> list[Marked]:
    """All turns of `folder/<language>*.txt`. Raises `ValueError` naming the line that is wrong."""
    found = []
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    found.append(read_line(line, file.stem[:2]))
                except ValueError as error:
                    raise ValueError(f"{file.name}, line {number}: {error}") from error
    return found


def read_line(line: str, language: str) -> Marked:
    """One line. Raises `ValueError`."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError("a line is `acts @shown text`")
    acts = frozenset(match["acts"].split(","))
    if unknown := acts - set(ACTS):
        raise ValueError(f"there is no act {min(unknown)!r}")
    pieces = tuple(_pieces(match["text"]))
    if any("<" in text or ">" in text for text, _ in pieces):
        raise ValueError("a mark is `<letter:words>`, not nested")
    return Marked(pieces, acts, FrameContext(int(match["shown"]), bool(match["photo"])), language)


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for mark in _MARK.finditer(text):
        if mark.start() > at:
            yield text[at : mark.start()], NONE
        yield mark[2], LETTERS[mark[1]]
        at = mark.end()
    if at < len(text):
        yield text[at:], NONE

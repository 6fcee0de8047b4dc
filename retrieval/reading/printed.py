"""What was read off a picture: lines of words with how sure the reader is, and item numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, width and height as shares of the picture's width and height."""


@dataclass(frozen=True)
class PrintedLine:
    """One line of words. `confidence` from 0 to 1 is the reader's own."""

    text: str
    confidence: float
    box: Box = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True)
class PrintedWords:
    """All that was read. `gtins` are item numbers of 14 digits whose check digit is right, the
    likeliest to be meant first; `whole` says whether the picture was read to its end."""

    lines: tuple[PrintedLine, ...] = ()
    gtins: tuple[str, ...] = ()
    whole: bool = True

    def __bool__(self) -> bool:
        return bool(self.lines or self.gtins)

    @property
    def text(self) -> str:
        """The words alone, a line a line."""
        return "\n".join(line.text for line in self.lines)

    @classmethod
    def united(cls, readings: Iterable[PrintedWords]) -> PrintedWords:
        """What several pictures of one thing say: every line and number once."""
        lines: dict[str, PrintedLine] = {}
        gtins: dict[str, None] = {}
        whole = True
        for one in readings:
            for line in one.lines:
                known = lines.get(line.text)
                if known is None or known.confidence < line.confidence:
                    lines[line.text] = line
            gtins.update(dict.fromkeys(one.gtins))
            whole &= one.whole
        return cls(tuple(lines.values()), tuple(gtins), whole)

    def as_dict(self) -> dict[str, Any]:
        """For JSON; `of_dict` reads it."""
        lines = [[line.text, line.confidence, list(line.box)] for line in self.lines]
        return {"lines": lines, "gtins": list(self.gtins), "whole": self.whole}

    @classmethod
    def of_dict(cls, stated: Mapping[str, Any]) -> PrintedWords:
        """What `as_dict` wrote."""
        lines = (
            PrintedLine(text, confidence, tuple(box)) for text, confidence, box in stated["lines"]
        )
        return cls(tuple(lines), tuple(stated["gtins"]), stated["whole"])

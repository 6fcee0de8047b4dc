"""One typed fact that a text or an attribute states, and where it was read."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TOLERANCE = 0.02
"""Amounts this much apart, as a share of the larger, are one: shops round when they convert."""


@dataclass(frozen=True, slots=True)
class Specification:
    """An amount with its unit, or a standard.

    `value` is the amount in the dimension's base unit (`unit`), or the standard's plain name with
    "" for a unit. A range has its upper end in `upto` (infinite for "3 and up").
    """

    dimension: str  # "length", "information", "socket", …
    value: float | str
    unit: str  # the dimension's base unit, "" for a standard
    text: str  # as it is written
    start: int  # where it stands in the text that was read
    end: int
    where: str = ""  # "title", "description", "category" or "attributes.NAME", "" for a bare text
    name: str = ""  # what it is the size of ("height", "read"), "" where nothing says so
    upto: float | None = None  # the upper end of a range
    each: bool = False  # of one of several: the 8 GB of "2 x 8 GB"

    def agrees(self, other: Specification) -> bool:
        """Whether both can be true of one thing: equal amounts, ranges that overlap, one name."""
        if isinstance(self.value, str) or isinstance(other.value, str):
            return self.value == other.value
        low, high = self.value, self.value if self.upto is None else self.upto
        first, last = other.value, other.value if other.upto is None else other.upto
        if max(low, first) <= min(high, last):
            return True
        return any(math.isclose(a, b, rel_tol=TOLERANCE) for a, b in ((low, last), (high, first)))


def fold(text: str) -> str:
    """Small letters without accents, character for character: places stay what they were."""
    return text.lower() if text.isascii() else "".join(map(_fold_one, text))


@lru_cache(maxsize=10_000)
def _fold_one(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0]
    if base.isascii() and base.isalnum():
        return base.lower()
    small = character.lower()
    return small if len(small) == 1 else character

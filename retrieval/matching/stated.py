"""What two offers state in numbers and standards, made comparable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from retrieval.specs import Specification

Stated = Mapping[str, tuple[Specification, ...]]
"""Dimension → what an offer states of it."""

MARK = "§"  # begins the one spelling of a specification
ROUNDED = {"length": 2}
"""Digits that two shops share when they convert; three where nothing is said."""


def by_dimension(specifications: Iterable[Specification]) -> Stated:
    """What is stated of the thing as a whole (not of each of several)."""
    found: dict[str, list[Specification]] = defaultdict(list)
    for one in specifications:
        if not one.each:
            found[one.dimension].append(one)
    return {dimension: tuple(some) for dimension, some in found.items()}


def agrees(ours: Sequence[Specification], theirs: Sequence[Specification]) -> bool:
    """Whether two offers can be one thing by what they state of one dimension: the one that says
    less says nothing that the other does not ("8/256 GB" and "256 GB")."""
    return _covers(ours, theirs) or _covers(theirs, ours)


def _covers(ours: Sequence[Specification], theirs: Sequence[Specification]) -> bool:
    return all(any(one.agrees(other) for other in ours) for one in theirs)


def compared(ours: Stated, theirs: Stated) -> tuple[list[str], list[str]]:
    """The dimensions that both state: (those that agree, those that differ)."""
    alike: list[str] = []
    apart: list[str] = []
    for dimension in ours.keys() & theirs.keys():
        (alike if agrees(ours[dimension], theirs[dimension]) else apart).append(dimension)
    return alike, apart


def in_one_spelling(text: str, specifications: Iterable[Specification]) -> str:
    """`text` with every specification in one spelling: "1 TB" and "1000GB" become one word."""
    pieces, end = [], 0
    for one in sorted(specifications, key=lambda s: (s.start, -s.end)):
        if one.start >= end and not one.each:
            pieces += [text[end : one.start], " ", _word(one), " "]
            end = one.end
    return "".join([*pieces, text[end:]])


def _word(one: Specification) -> str:
    """One word without blanks that no shop writes by itself."""
    if isinstance(one.value, str):
        return f"{MARK}{one.dimension}{one.value}".replace(".", "p").replace("_", "")
    digits = ROUNDED.get(one.dimension, 3)
    amount = f"{float(f'{one.value:.{digits}g}'):g}".replace(".", "p").replace("+", "")
    return f"{MARK}{one.dimension}{amount}".replace("_", "")

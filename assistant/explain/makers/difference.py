"""What sets a product apart from the next one shown."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explain.claims import Claim, Differs
from assistant.explain.evidence import Evidence, quotable

LONGEST = 40  # characters of a value that is said
_COMMON = ("color", "colour", "material", "size", "capacity", "style", "pattern")
"""Attributes that shoppers compare first."""


def difference_claims(evidence: Evidence) -> Iterator[Claim]:
    """The most telling attribute that both state with different values."""
    if evidence.next is None:
        return
    mine, other = evidence.offer.attributes, evidence.next.offers[0].attributes
    asked = {wish.word for wish in evidence.wishes}

    def telling(name: str) -> tuple[bool, int]:
        about = {name.lower(), mine[name].lower(), other[name].lower()}
        rank = _COMMON.index(name.lower()) if name.lower() in _COMMON else len(_COMMON)
        return not about & asked, rank

    names = [name for name in mine if name in other and _both(name, mine[name], other[name])]
    for name in sorted(names, key=telling)[:1]:
        yield Differs(name, mine[name], other[name])


def _both(name: str, mine: str, other: str) -> bool:
    """Whether two values can be set against each other in a sentence."""
    said = (mine, other)
    return (
        not name.lower().startswith("title")
        and mine.casefold() != other.casefold()
        and all(0 < len(text) <= LONGEST and quotable(text) for text in (name, *said))
    )

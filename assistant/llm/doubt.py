"""Where the grammar is unsure of what it understood: a model is asked only then."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.language import Context, Understanding, Vocabulary
from assistant.language.talk_phrases import NO_SHOPPING, out_of_scope
from retrieval.words import is_cjk

UNREAD = 3
"""Words that neither the grammar reads nor any title has: so many are no mere description."""
UNREAD_NAMELESS = 2
"""The same where no kind of thing is named: they may say what it is."""

_PART = re.compile(r"\w+")


@dataclass(frozen=True)
class Reading:
    """One utterance as the grammar read it."""

    said: Understanding
    context: Context
    vocabulary: Vocabulary
    resolved: bool  # whether what it points at was found on the screen


def _is_lost(reading: Reading) -> bool:
    """Out of scope for want of anything known, not because it says so."""
    said = reading.said
    return said.intent == "out_of_scope" and not (
        out_of_scope(said.text) or NO_SHOPPING.search(said.text)
    )


def _points_nowhere(reading: Reading) -> bool:
    """A description that fits nothing on the screen; a number that is not there is clear."""
    described = "which" in reading.said.references or reading.said.frame.of("reference")
    return bool(described) and reading.context.shown > 0 and not reading.resolved


def _is_bare(reading: Reading) -> bool:
    """A wish in which no constraint was found."""
    return reading.said.intent in ("search", "refine") and not reading.said.wishes


def _is_mostly_unread(reading: Reading) -> bool:
    return reading.said.intent in ("search", "refine") and _unread(reading) >= UNREAD


def _names_no_kind(reading: Reading) -> bool:
    named = "category" in reading.said.wishes.include
    return reading.said.intent == "search" and not named and _unread(reading) >= UNREAD_NAMELESS


def _unread(reading: Reading) -> int:
    """How many words nobody knows; two Chinese characters are about one."""
    words = _PART.findall(reading.said.words)
    known = reading.vocabulary.words
    return sum(len(word) // 2 if is_cjk(word) else word not in known for word in words)


DOUBTS: dict[str, Callable[[Reading], bool]] = {
    "lost": _is_lost,
    "points nowhere": _points_nowhere,
    "bare": _is_bare,
    "mostly unread": _is_mostly_unread,
    "no kind": _names_no_kind,
}
"""Why the grammar may be wrong → whether that is so."""


def doubts(reading: Reading) -> list[str]:
    """The reasons to doubt; none for an utterance without words (a photo alone)."""
    if not reading.said.text.strip():
        return []
    return [name for name, holds in DOUBTS.items() if holds(reading)]

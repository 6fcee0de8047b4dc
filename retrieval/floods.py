"""Floods of praise: reviews of one thing, of one day, all with five stars, that say the same.

Honest buyers of a popular thing write on many days and each in words of their own, or no more than
"Great!". So four or more that share most of their words, at least five words each, on one day, are
taken for one voice: the first counts, the others are **echoes**, which are shown and count for
nothing. Nobody is accused of anything: it is said how many say the same, and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.catalogue import Catalogue
from retrieval.words import is_cjk

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class FloodOptions:
    """What is taken for a flood."""

    least: int = 4  # reviews that say the same
    words: int = 5  # that each has at least; shorter praise is alike by itself
    alike: float = 0.7  # shared words of all words of two
    most: int = 500  # reviews of one thing and day that are compared with one another


FLOOD = FloodOptions()


def mark_floods(catalogue: Catalogue, source: str, options: FloodOptions = FLOOD) -> None:
    """Note which reviews of a source are echoes. The caller holds the writer's place."""
    echoes: list[int] = []
    for said in catalogue.reviews.praising(source, options.least).values():
        numbers = [number for number, _ in said]
        found = echoes_in([text for _, text in said], options)
        echoes += [numbers[place] for place in found]
    catalogue.reviews.mark(source, echoes)


def echoes_in(texts: Sequence[str], options: FloodOptions = FLOOD) -> list[int]:
    """Which of the texts of one thing and day repeat an earlier one, where enough do."""
    voices: list[dict[int, frozenset[str]]] = []  # place → words, of those that say the same
    for place, text in enumerate(texts[: options.most]):
        words = words_of(text)
        if len(words) < options.words:
            continue
        same = [
            one for one in voices if any(alike(words, w) >= options.alike for w in one.values())
        ]
        joined = {place: words}
        for one in same:
            joined |= one
        voices = [one for one in voices if one not in same] + [joined]
    floods = (sorted(one) for one in voices if len(one) >= options.least)
    return sorted(place for places in floods for place in places[1:])


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Words that both have, of all that either has: 1 for the same words (Jaccard)."""
    return len(one & other) / len(one | other) if one | other else 0.0


def words_of(text: str) -> frozenset[str]:
    """The different words of a text; of Chinese, pairs of signs."""
    text = text.casefold()
    if is_cjk(text):
        signs = "".join(_WORD.findall(text))
        return frozenset(signs[at : at + 2] for at in range(len(signs) - 1))
    return frozenset(_WORD.findall(text))

"""Wishes as hard constraints of a search, and as the words it ranks by."""

from __future__ import annotations

from assistant.language import Wishes
from assistant.lexicon import spellings
from retrieval.limits import Excludes, Includes, InCondition, Limit, Measures, Rated, Suits
from retrieval.query import Constraints
from retrieval.words import plain

_SPOKEN = ("colour", "material", "pattern", "brand", "category")


def constraints_of(wishes: Wishes) -> Constraints:
    """What an offer must meet. Raises nothing: unknown values match what states them."""
    low, high = wishes.price_range
    return Constraints(low, high, in_stock=wishes.in_stock, limits=tuple(_limits(wishes)))


def _limits(wishes: Wishes) -> list[Limit]:
    limits: list[Limit] = []
    for facet, values in wishes.include.items():
        limits.append(Includes(facet, _phrases(facet, values)))
    for facet, values in wishes.exclude.items():
        limits.append(Excludes(facet, _phrases(facet, values)))
    for name, values in wishes.attributes.items():
        limits.append(Includes(f"attributes.{name}", tuple(map(plain, values))))
    for one in wishes.dimensions:
        limits.append(Measures(one.name or "", one.op, one.value, one.unit))
    if wishes.condition:
        limits.append(InCondition(wishes.condition))
    if wishes.min_rating:
        limits.append(Rated(wishes.min_rating))
    if wishes.audience:
        limits.append(Suits(wishes.audience))
    return limits


def _phrases(facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """All ways in which a product may state one of the values."""
    return tuple(dict.fromkeys(s for value in values for s in spellings(facet, value)))


def search_text(wishes: Wishes, words: str) -> str:
    """The wish in English words, for the encoders: "green leather backpack laptop"."""
    said = [value for facet in _SPOKEN for value in wishes.include.get(facet, ())]
    said += [value for values in wishes.attributes.values() for value in values]
    return " ".join([*said, words, wishes.audience]).strip()

"""Where nothing meets everything: what comes nearest, and what each limit costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.advice.near import Miss, cost, misses, parted
from assistant.api.ucp.asking import Sought
from assistant.api.ucp.messages import Message, info, warning
from assistant.constraints import DROPPABLE, Constraint, Wishes
from assistant.recommendation import Recommendation
from retrieval.columns.offer_columns import OfferColumns
from retrieval.search import Hit

Near = tuple[Hit, tuple[Miss, ...]]
"""A product that misses some wishes."""


def nearest(sought: Sought, find: Callable[[Wishes], list[Hit]]) -> list[Near]:
    """What meets every filter and every firm wish, the nearest to the others first.

    Firm are a budget, a kind of thing and what is ruled out: a program that goes beyond them buys
    what nobody wanted. `find` searches for other wishes.
    """
    (firm, *_), loose = parted(sought.wishes)
    if not loose or firm == sought.wishes:
        return []
    rates = sought.shown.rates
    judged = [(hit, misses(hit.offers[0], loose, rates)) for hit in find(firm)]
    return sorted(judged, key=lambda one: cost(one[0].offers[0], one[1], sought.wishes, rates))


def relaxed(found: Sequence[Recommendation]) -> Iterator[Message]:
    """Which wishes the products miss, and how many of them miss each."""
    missed: dict[str, list[int]] = {}
    for place, one in enumerate(found):
        for miss in one.misses:
            missed.setdefault(_said(miss.wish), []).append(place)
    for wish, places in missed.items():
        count = "any" if len(places) == len(found) else str(len(places))
        content = f"Nothing meets every wish; {wish!r} is not met by {count} of the products."
        yield warning("wish_relaxed", content, "$.products")


def costs(sought: Sought, columns: OfferColumns) -> Iterator[Message]:
    """Without which single filter, or limit in the words, there would be something, and how much.

    Nothing when nothing limits the search.
    """
    for one in sought.filters:
        others = tuple(other for other in sought.filters if other is not one)
        if count := matching(replace(sought, filters=others), columns):
            content = f"Nothing meets every filter; without {one.name} there would be {count}."
            yield info("filter_excludes_all", content, f"$.filters.{one.name}")
    for name in (one.name for one in DROPPABLE.values() if one.place is not None):
        without = sought.wishes.without(name)
        if without == sought.wishes:
            continue
        if count := matching(replace(sought, wishes=without), columns):
            content = f"Nothing meets every wish; without the {name} there would be {count}."
            yield info("wish_excludes_all", content, "$.query")


def matching(sought: Sought, columns: OfferColumns) -> int:
    """How many products meet every limit."""
    return columns.count(sought.limits)


def _said(wish: Constraint) -> str:
    """A wish in the words of the contract: "colour: red"."""
    parts = []
    for name, value in wish.as_dict().items():
        stated = value if isinstance(value, dict) else {name: value}
        parts += [f"{key}: {_value(one)}" for key, one in stated.items()]
    return ", ".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " or ".join(_value(one) for one in value)
    if isinstance(value, dict):
        return " ".join(str(one) for one in value.values() if one is not None)
    return str(value)

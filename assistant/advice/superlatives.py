"""Which of several items is the cheapest, lightest, best rated …: one item and its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.measures import Measure
from retrieval.money import Money
from retrieval.rates import Rates


@dataclass(frozen=True)
class Order:
    """What items are compared by."""

    field: str  # as in `fields.value_of`
    value: Callable[[Facts, Rates], Any]  # None where the item does not state it
    best: Callable[..., Any]  # min or max


def worth(price: Money, rates: Rates) -> Fraction:
    """A price in cents of a euro; as it stands where no rate is known."""
    return price.minor * (rates.factor(price.currency, "EUR") or Fraction(1))


def _price(facts: Facts, rates: Rates) -> Fraction | None:
    return worth(facts.offer.price, rates) if facts.offer.price else None


def _measure(name: str) -> Callable[[Facts, Rates], float | None]:
    """A stated size by its name, in base units."""
    return lambda facts, rates: next((m.value for m in facts.measures if m.name == name), None)


def size_of(facts: Facts) -> Measure | None:
    """The measure that says best how big an item is: what it holds, or else how far it reaches."""
    stated = {m.name: m for m in reversed(facts.measures)}
    held = next((stated[name] for name in ("capacity", "screen") if name in stated), None)
    extents = [stated[name] for name in EXTENTS if name in stated]
    return held or max(extents, key=lambda one: one.value, default=None)


EXTENTS = ("height", "length", "diameter", "width", "depth")


def _size(facts: Facts, rates: Rates) -> float | None:
    found = size_of(facts)
    return found.value if found else None


ORDERS = {
    "cheapest": Order("price", _price, min),
    "dearest": Order("price", _price, max),
    "lightest": Order("weight", _measure("weight"), min),
    "heaviest": Order("weight", _measure("weight"), max),
    "tallest": Order("height", _measure("height"), max),
    "widest": Order("width", _measure("width"), max),
    "narrowest": Order("width", _measure("width"), min),
    "longest": Order("length", _measure("length"), max),
    "deepest": Order("depth", _measure("depth"), max),
    "largest": Order("size", _size, max),
    "smallest": Order("size", _size, min),
    "best_rated": Order("rating", lambda facts, rates: facts.rating, max),
}
"""Name, as in a reference's `by`, → the order."""


def level(name: str, items: Sequence[Recommendation], rates: Rates) -> bool:
    """Whether all items state the same in an order, so that none is first."""
    return len({ORDERS[name].value(Facts(one.offer), rates) for one in items}) == 1


def level_with(
    name: str, items: Sequence[Recommendation], best: int, rates: Rates
) -> list[Recommendation]:
    """The other items that state as much as the best one."""
    values = [ORDERS[name].value(Facts(one.offer), rates) for one in items]
    return [one for n, one in enumerate(items) if n != best and values[n] == values[best]]


def first_by(name: str, items: Sequence[Recommendation], rates: Rates) -> int | None:
    """The index of the item that is first in an order, among those that state what it goes by; the
    cheapest is one that may be had now, where any may."""
    order = ORDERS[name]
    stated = [(order.value(Facts(one.offer), rates), i) for i, one in enumerate(items)]
    known = [(value, i) for value, i in stated if value is not None]
    now = [(value, i) for value, i in known if items[i].offer.wait == 0]
    known = now if name == "cheapest" and now else known
    return order.best(known, key=lambda pair: pair[0])[1] if known else None

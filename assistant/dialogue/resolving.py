"""From references in words to positions on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.dialogue.constraints import constraints_of
from assistant.language import Wishes
from retrieval.facts import Facts

if TYPE_CHECKING:
    from assistant.assistant import Recommendation

Screen = Sequence["Recommendation"]


def resolve(references: Mapping[str, Any], screen: Screen, focus: int) -> tuple[int, ...]:
    """Positions from 1, in the order said; () where nothing on the screen is meant."""
    for name, resolver in RESOLVERS.items():
        if name in references:
            return resolver(references[name], screen, focus)
    return ()


def _items(said: list[int], screen: Screen, focus: int) -> tuple[int, ...]:
    count = len(screen)
    places = [n if n > 0 else count + 1 + n for n in said]
    return tuple(n for n in places if 1 <= n <= count)


def _which(said: Mapping[str, list[str]], screen: Screen, focus: int) -> tuple[int, ...]:
    """The items that one of the descriptions fits, by facet."""
    found: list[int] = []
    if len(said) == 1:  # "the blue one and the red one"
        [(facet, values)] = said.items()
        for value in values:
            found += _fitting(Wishes(include={facet: (value,)}), screen)
    else:
        found = _fitting(Wishes(include={k: tuple(v) for k, v in said.items()}), screen)
    return tuple(dict.fromkeys(found))


def _fitting(wishes: Wishes, screen: Screen) -> list[int]:
    limits = constraints_of(wishes).limits
    return [
        n
        for n, one in enumerate(screen, start=1)
        if all(limit.admits(Facts(one.offer)) for limit in limits)
    ]


def _by(said: str, screen: Screen, focus: int) -> tuple[int, ...]:
    """The item that is first in some order, among those that state what it goes by."""
    value, best = _ORDERS[said]
    stated = [(value(Facts(one.offer)), n) for n, one in enumerate(screen, start=1)]
    known = [(v, n) for v, n in stated if v is not None]
    return (best(known, key=lambda pair: pair[0])[1],) if known else ()


def _price(facts: Facts) -> float | None:
    return float(facts.offer.price.amount) if facts.offer.price else None


def _weight(facts: Facts) -> float | None:
    return next((m.value for m in facts.measures if m.name == "weight"), None)


def size_of(facts: Facts) -> tuple[str, str, float] | None:
    """(name, kind, value in base units) of the measure that says best how big an item is."""
    order = ("capacity", "screen", "height", "length", "diameter", "width", "depth")
    stated = {m.name: m for m in reversed(facts.measures)}
    for name in order:
        if name in stated:
            return name, stated[name].kind, stated[name].value
    return None


def _size(facts: Facts) -> float | None:
    found = size_of(facts)
    return found[2] if found else None


_ORDERS: dict[str, tuple[Callable[[Facts], float | None], Callable[..., Any]]] = {
    "cheapest": (_price, min),
    "dearest": (_price, max),
    "lightest": (_weight, min),
    "heaviest": (_weight, max),
    "largest": (_size, max),
    "smallest": (_size, min),
    "best_rated": (lambda facts: facts.rating, max),
}

RESOLVERS: dict[str, Callable[[Any, Screen, int], tuple[int, ...]]] = {
    "items": _items,
    "which": _which,
    "by": _by,
    "focus": lambda _, screen, focus: (min(focus or 1, len(screen)),) if screen else (),
    "all": lambda _, screen, focus: tuple(range(1, len(screen) + 1)),
}
"""Kind of reference → what resolves it; the most specific first."""

"""How the wishes of one utterance change those in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.language import Understanding, Wishes
from assistant.language.wishes import Dimension, Values
from retrieval.measures import base_unit

ONLY = re.compile(r"(?:ok(?:ay)?[, ]+)?(?:only|just)\b|只[看要]|就[看要]")
"""Narrows the list down to a kind of thing, where none was named before."""
_REPLACED = ("in_stock", "condition", "min_rating", "sort", "quantity", "audience")


def merge(old: Wishes, said: Understanding) -> Wishes:
    """The wishes in force after an utterance; a search starts a new list.

    A new value takes the place of the old one under its key, "or blue" joins it; exclusions add
    up, and what is asked for is no longer excluded. Relative wishes must have been resolved.
    """
    new = replace(said.wishes, relative={}, drop=())
    kinds, before = new.include.get("category"), old.include.get("category")
    narrows = said.intent == "search" and ONLY.match(said.text) and "category" not in old.include
    if (said.intent == "search" and not narrows) or (
        said.intent == "more_like" and before and kinds not in (None, before)
    ):
        return new
    base = old.without(*said.wishes.drop)
    include = _joined(base.include, new.include, said.added)
    exclude = _lifted(_united(base.exclude, new.exclude), new.include)
    include = _lifted(include, new.exclude)
    exclude = _lifted(exclude, said.lifted)
    changes = {name: getattr(new, name) for name in _REPLACED if getattr(new, name)}
    return replace(
        base,
        include=include,
        exclude=exclude,
        attributes={**base.attributes, **new.attributes},
        dimensions=_dimensions(base.dimensions, new.dimensions),
        **_prices(base, new),
        **changes,
    )


def _prices(base: Wishes, new: Wishes) -> dict:
    """A new limit replaces the one on its side; "about" replaces both."""
    if new.about_price:
        return {"min_price": None, "max_price": None, "about_price": new.about_price}
    if not (new.min_price or new.max_price):
        return {}
    low = new.min_price or base.min_price
    high = new.max_price or base.max_price
    if low and high and low.amount > high.amount:  # the older of the two has been overtaken
        low, high = new.min_price, new.max_price
    return {"min_price": low, "max_price": high, "about_price": None}


def _joined(old: Values, new: Values, added: frozenset[str]) -> dict[str, tuple[str, ...]]:
    joined = dict(old)
    for facet, values in new.items():
        before = old.get(facet, ()) if facet in added else ()
        joined[facet] = tuple(dict.fromkeys((*before, *values)))
    return joined


def _united(old: Values, new: Values) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys((*old, *new))
    return {name: tuple(dict.fromkeys((*old.get(name, ()), *new.get(name, ())))) for name in names}


def _lifted(values: Values, against: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Without the values that are now said the other way round."""
    left = {
        name: tuple(value for value in found if value not in against.get(name, ()))
        for name, found in values.items()
    }
    return {name: found for name, found in left.items() if found}


def _dimensions(old: tuple[Dimension, ...], new: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
    """A new limit replaces those of its name that it is at odds with."""
    kept = [
        one
        for one in old
        if not any(
            (other.name == one.name and "~=" in (other.op, one.op))
            or (other.name, other.op[0]) == (one.name, one.op[0])
            or (other.name == one.name and _exclude(one, other))
            for other in new
        )
    ]
    return (*kept, *new)


def _exclude(one: Dimension, other: Dimension) -> bool:
    """Whether no size can be within both: "heavier", and then "lighter than that"."""
    mine, theirs = base_unit(one.unit), base_unit(other.unit)
    if not (mine and theirs) or mine[0] != theirs[0]:
        return False
    low, high = sorted((one, other), key=lambda limit: limit.op in ("<", "<="))
    factors = {id(one): mine[1], id(other): theirs[1]}
    apart = low.value * factors[id(low)] >= high.value * factors[id(high)]
    return low.op in (">", ">=") and high.op in ("<", "<=") and apart

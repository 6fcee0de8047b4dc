"""From a model's JSON to wishes and references, each value checked by itself.

A checker takes what the model gave under a key and returns the value, or nothing at all. A model
may add to what the grammar read; it may neither change nor loosen that or what is in force.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from assistant.constraints import FACETS
from assistant.language import Dimension, Wishes
from assistant.lexicon import Lexicon
from assistant.llm.base import ModelFailed
from assistant.llm.grounding import MOST, Ground, strings
from retrieval.money import Money
from retrieval.words import plain

_THOUGHTS = re.compile(r"^.*</think>", re.DOTALL)
_OPS = ("<=", ">=", "~=")
_ORDERS = ("cheapest", "dearest", "lightest", "heaviest", "largest", "smallest", "best_rated")
_RELATIVE = {
    "price": ("lower", "higher"),
    "size": ("larger", "smaller"),
    "weight": ("lower", "higher"),
}


def parse(answer: str) -> dict[str, Any]:
    """The first JSON object of an answer. Raises `ModelFailed`."""
    answer = _THOUGHTS.sub("", answer)
    start = answer.find("{")
    try:
        found, _ = json.JSONDecoder().raw_decode(answer, max(start, 0))
    except (ValueError, RecursionError) as error:
        raise ModelFailed("its answer is no JSON") from error
    if not isinstance(found, dict):
        raise ModelFailed("its answer is no JSON object")
    return found


def wishes(stated: Any, ground: Ground) -> Wishes:
    """The constraints that hold up, those the grammar read left out."""
    if not isinstance(stated, Mapping):
        return Wishes()
    found = {}
    for key, check in CONSTRAINTS.items():
        if key in stated and (value := check(stated[key], ground)):
            found[_FIELDS.get(key, key)] = value
    return Wishes(**found)


def references(stated: Any, ground: Ground) -> dict[str, Any]:
    """The references that hold up; none where nothing is on the screen."""
    if not isinstance(stated, Mapping):
        return {}
    checked = {
        key: check(stated[key], ground) for key, check in REFERENCES.items() if key in stated
    }
    return {key: value for key, value in checked.items() if value}


def _price(value: Any, ground: Ground) -> Money | None:
    """A limit where none is in force, in figures that were said."""
    force, said = ground.force, ground.said.wishes
    if any((w.min_price, w.max_price, w.about_price) != (None,) * 3 for w in (force, said)):
        return None
    if not isinstance(value, Mapping) or (amount := ground.number(value.get("amount"))) is None:
        return None
    return Money.of(amount, next((c for c in ground.currencies if c == value.get("currency")), ""))


def _include(value: Any, ground: Ground) -> dict[str, tuple[str, ...]]:
    """Values of the vocabulary, in facets that the grammar has not read."""
    said = ground.said.wishes
    found = _facets(value, ground, set(FACETS) - said.include.keys())
    refused = (said.exclude, ground.force.exclude)
    kept = {
        facet: tuple(v for v in values if not any(v in no.get(facet, ()) for no in refused))
        for facet, values in found.items()
    }
    return {facet: values for facet, values in kept.items() if values}


def _exclude(value: Any, ground: Ground) -> dict[str, tuple[str, ...]]:
    """Values of the vocabulary in facets that nothing is wished for in; words that were said."""
    wished = ground.said.wishes.include.keys() | ground.force.include.keys()
    found = _facets(value, ground, set(FACETS) - wished)
    if isinstance(value, Mapping):
        words = tuple(plain(word) for word in strings(value.get("words")) if ground.says(word))
        found |= {"words": words} if words else {}
    return found


def _facets(value: Any, ground: Ground, facets: set[str]) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        return {}
    found = {}
    for facet in facets:
        values = [ground.value(facet, phrase) for phrase in strings(value.get(facet))]
        if kept := tuple(dict.fromkeys(filter(None, values))):
            found[facet] = kept
    return found


def _attributes(value: Any, ground: Ground) -> dict[str, tuple[str, ...]]:
    """Attributes and values of the catalogue that were said."""
    if not isinstance(value, Mapping):
        return {}
    taken = ground.said.wishes.attributes.keys() | ground.force.attributes.keys()
    found = {}
    for name in list(value)[:MOST]:
        values = ground.vocabulary.attributes.get(name, frozenset())
        kept = tuple(v for one in strings(value[name]) if (v := plain(one)) in values)
        if name not in taken and (kept := tuple(v for v in kept if ground.says(v))):
            found[name] = kept
    return found


def _dimensions(value: Any, ground: Ground) -> tuple[Dimension, ...]:
    """Limits on sizes, in figures and units that were said, where none is in force."""
    if ground.said.wishes.dimensions or ground.force.dimensions or not isinstance(value, list):
        return ()
    checked = [_dimension(one, ground) for one in value[:MOST]]
    return tuple(one for one in checked if one)


def _dimension(value: Any, ground: Ground) -> Dimension | None:
    if not isinstance(value, Mapping):
        return None
    name, op, unit = value.get("name"), value.get("op"), value.get("unit")
    number = ground.number(value.get("value"))
    names = {None, "screen", "battery", *Lexicon.load().words["dimension"].values()}
    if number is None or not (isinstance(unit, str) and ground.measures(number, unit)):
        return None
    if not (name is None or isinstance(name, str)):
        return None
    return Dimension(name, op, float(number), unit) if name in names and op in _OPS else None


def _relative(value: Any, ground: Ground) -> dict[str, str]:
    """ "cheaper", next to what is shown; not against a limit on the other side."""
    if not isinstance(value, Mapping) or not ground.context.shown or ground.said.wishes.relative:
        return {}
    force = ground.force
    against = {
        ("price", "higher"): force.max_price or force.about_price,
        ("price", "lower"): force.min_price or force.about_price,
    }
    return {
        name: value[name]
        for name, directions in _RELATIVE.items()
        if value.get(name) in directions
        and not against.get((name, value[name]))
        and not (name != "price" and force.dimensions)
    }


def _rating(value: Any, ground: Ground) -> float:
    number = ground.number(value)
    free = not (ground.force.min_rating or ground.said.wishes.min_rating)
    return float(number) if number and number <= 5 and free else 0.0


def _quantity(value: Any, ground: Ground) -> int:
    number = ground.number(value)
    return int(number) if number and number >= 2 and number == math.floor(number) else 0


def _one_of(field: str, allowed: Callable[[], Any], replaces: bool = False) -> Callable:
    """A checker of one word out of a list, for a wish that is still open."""

    def check(value: Any, ground: Ground) -> str:
        taken = getattr(ground.said.wishes, field)
        taken = taken or (not replaces and getattr(ground.force, field))
        return value if isinstance(value, str) and value in allowed() and not taken else ""

    return check


def _drop(value: Any, ground: Ground) -> tuple[str, ...]:
    """Constraints in force that the shopper mentioned."""
    return tuple(name for name in strings(value) if name in ground.mentioned)


CONSTRAINTS: dict[str, Callable[[Any, Ground], Any]] = {
    "min_price": _price,
    "max_price": _price,
    "about_price": _price,
    "include": _include,
    "exclude": _exclude,
    "attributes": _attributes,
    "dimensions": _dimensions,
    "in_stock": lambda value, ground: value is True,
    "condition": _one_of("condition", lambda: ("new", "used", "refurbished")),
    "min_rating": _rating,
    "sort": _one_of("sort", lambda: ("price_asc", "price_desc", "rating"), replaces=True),
    "relative": _relative,
    "quantity": _quantity,
    "for": _one_of("audience", lambda: Lexicon.load().words["audience"].values()),
    "drop": _drop,
}
"""Key of `constraints` in docs/dialogue.md → what checks its value; other keys are ignored."""

_FIELDS = {"for": "audience"}


def _items(value: Any, ground: Ground) -> list[int]:
    """Places on the screen whose numbers were said."""
    listed = value if isinstance(value, list) else []
    said = [int(number) for number in map(ground.number, listed[:MOST]) if number]
    return [n for n in said if n <= ground.context.shown]


def _which(value: Any, ground: Ground) -> dict[str, list[str]]:
    """What the item is like: looked for on the screen, so nothing is stated by it."""
    if not isinstance(value, Mapping) or not ground.context.shown:
        return {}
    found = {facet: strings(value.get(facet)) for facet in (*FACETS, "words")}
    return {facet: [plain(v) for v in values] for facet, values in found.items() if values}


REFERENCES: dict[str, Callable[[Any, Ground], Any]] = {
    "items": _items,
    "which": _which,
    "by": lambda value, ground: value if value in _ORDERS and ground.context.shown else "",
    "focus": lambda value, ground: value is True and ground.context.shown > 0,
    "all": lambda value, ground: value is True and ground.context.shown > 0,
    "photo": lambda value, ground: value is True and ground.context.photo,
}
"""Key of `references` → what checks its value."""

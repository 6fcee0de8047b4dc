"""Sizes and other amounts that a product states, as limits and comparisons read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.specs import Specification, extract, unit_of
from retrieval.specs.quantities import NUMBER, number
from retrieval.specs.units import table

EXTENTS = ("width", "height", "depth", "length", "diameter", "thickness", "size")
"""The sizes of the thing itself: a length that names none of them may be any."""

_SIZES = frozenset({*EXTENTS, "weight", "capacity"})
_NAMED = {"mass": "weight", "volume": "capacity", "time": "battery"}
_PHYSICAL = ("length", "mass", "volume", "time", "charge")
_IN_TEXT = ("length", "mass", "volume")  # of these a running text may name which size it is
_ATTRIBUTE = re.compile(rf"\s*({NUMBER})\s*([^\d\s]*)\s*")
UNITS = frozenset(
    spelling
    for dimension, said in table("units.toml").items()
    if dimension in _PHYSICAL
    for spelled in said["units"].values()
    for spelling in spelled
)
"""Units of sizes as feeds and shoppers write them."""


@lru_cache(maxsize=500)
def base_unit(unit: str) -> tuple[str, float] | None:
    """(dimension, how many base units one is): mm, g, ml, hours and mAh are bases, and those of
    `retrieval/specs/units.toml`.

    None for a unit that is not known.
    """
    known = unit_of(unit.strip())
    return (known.dimension, known.factor) if known else None


def base_name(kind: str) -> str:
    """The unit that values of a kind of size are in. Raises `KeyError` for an unknown kind."""
    return table("units.toml")[kind]["base"]


@dataclass(frozen=True)
class Measure:
    """One size that a product states, in base units."""

    name: str  # "height", "seat height", …
    kind: str  # "length", "mass", "volume", "information", … as in `units.toml`
    value: float


def stated_measures(attributes: Mapping[str, str], text: str) -> tuple[Measure, ...]:
    """The sizes in attributes ("height_cm": "30", "weight": "1.2 kg") and, where those are
    silent, in running text ("Height 30 cm", "19 l")."""
    found = [m for name, value in attributes.items() if (m := _attribute(name, value))]
    named = {one.name for one in found}
    read = _read(text)
    found += [
        _measure(one) for one in read if one.dimension in _IN_TEXT and one.name in _SIZES - named
    ]
    kinds = {one.kind for one in found}
    found += [
        _measure(one)
        for one in read
        if one.dimension not in kinds and one.dimension not in ("length", "time")
    ]
    return tuple(found)


@lru_cache(maxsize=2000)
def _read(text: str) -> tuple[Specification, ...]:
    """The sizes in a product's text, which is shown, sorted and explained turn after turn."""
    return tuple(one for one in extract(text) if not one.each and isinstance(one.value, float))


@lru_cache(maxsize=1000)
def _split_name(name: str) -> tuple[str, str]:
    """ "seat_height_cm" → ("seat height", "cm"); a name without a unit has "" for it."""
    words = re.split(r"[\s_]+", re.sub(r"[()]", " ", name.strip().lower()).strip())
    if len(words) > 1 and words[-1] in UNITS:
        return " ".join(words[:-1]), words[-1]
    return " ".join(words), ""


def _attribute(name: str, value: str) -> Measure | None:
    name, unit = _split_name(name)
    match = _ATTRIBUTE.fullmatch(value)
    known = unit_of(match[2] or unit) if match and (unit or match[2]) else None
    if match is None or known is None:
        return None
    amount = known.convert(number(match[1], known.whole))
    return Measure(name or _NAMED.get(known.dimension, ""), known.dimension, amount)


def _measure(one: Specification) -> Measure:
    name = one.name or _NAMED.get(one.dimension, one.dimension)
    return Measure(name, one.dimension, float(one.value))

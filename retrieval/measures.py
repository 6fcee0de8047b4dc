"""Physical sizes: numbers with units, and which a product states (the only import of pint)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pint

UNITS = {
    "mm": "mm", "cm": "cm", "m": "m", "inch": "inch", "in": "inch", '"': "inch", "ft": "foot",
    "foot": "foot", "g": "g", "kg": "kg", "jin": "jin", "lb": "lb", "oz": "oz", "ml": "ml",
    "cl": "cl", "l": "liter", "gallon": "gallon", "h": "hour", "hour": "hour", "hours": "hour",
    "mah": "mAh", "litre": "liter", "liter": "liter", "kilo": "kg", "fluid_ounce": "fluid_ounce",
}  # fmt: skip
"""Unit as feeds and shoppers write it → as pint calls it."""

EXTENTS = ("width", "height", "depth", "length", "diameter", "thickness", "size")
"""The sizes of the thing itself: a length that names none of them may be any."""

_NAMED = {"mass": "weight", "volume": "capacity", "time": "battery"}
_STATED = re.compile(
    r"\b(width|height|depth|length|diameter|thickness|weight|weighs|capacity|volume|holds)\W{1,3}"
    r"(?:of |about )?(\d+(?:[.,]\d+)?)\s*(mm|cm|m|in|inch|inches|ft|kg|g|lbs?|oz|ml|cl|l)\b"
)
_AMOUNT = re.compile(
    r"(\d+(?:[.,]\d+)?)[\s-]*(kg|g|lbs?|oz|ml|cl|litres?|liters?|l|升|毫升|公斤)(?![^\W_])"
)
_ALIASES = {
    "weighs": "weight", "holds": "capacity", "volume": "capacity", "inches": "inch", "lbs": "lb",
    "升": "l", "毫升": "ml", "公斤": "kg", "litres": "l", "liters": "l",
}  # fmt: skip


@lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry:
    registry: pint.UnitRegistry = pint.UnitRegistry(cache_folder=None)
    registry.define("jin = 500 g")
    return registry


@lru_cache(maxsize=200)
def base_unit(unit: str) -> tuple[str, float] | None:
    """(kind, how many base units one is): mm, g, ml, hours and mAh are the bases.

    None for a unit that is not known.
    """
    name = UNITS.get(unit.lower())
    if name is None:
        return None
    if name == "mAh":
        return "charge", 1.0
    quantity = _registry().Quantity(1.0, name)
    bases = {"length": "mm", "mass": "g", "volume": "ml", "time": "hour"}
    for kind, base in bases.items():
        if quantity.is_compatible_with(base):
            return kind, float(quantity.to(base).magnitude)
    return None


@dataclass(frozen=True)
class Measure:
    """One size that a product states, in base units."""

    name: str  # "height", "seat height", …
    kind: str  # "length", "mass", "volume", "time" or "charge"
    value: float


def stated_measures(attributes: Mapping[str, str], text: str) -> tuple[Measure, ...]:
    """The sizes in attributes ("height_cm": "30", "weight": "1.2 kg") and, where those are
    silent, in running text ("Height 30 cm", "19 l")."""
    found = [m for name, value in attributes.items() if (m := _attribute(name, value))]
    named = {one.name for one in found}
    for name, number, unit in _STATED.findall(text):
        name = _ALIASES.get(name, name)
        if name not in named and (measure := _measure(name, number, unit)):
            found.append(measure)
    kinds = {one.kind for one in found}
    for number, unit in _AMOUNT.findall(text):
        measure = _measure("", number, unit)
        if measure and measure.kind not in kinds:
            found.append(measure)
    return tuple(found)


@lru_cache(maxsize=1000)
def _split_name(name: str) -> tuple[str, str]:
    """ "seat_height_cm" → ("seat height", "cm"); a name without a unit has "" for it."""
    words = re.split(r"[\s_]+", re.sub(r"[()]", " ", name.strip().lower()).strip())
    if len(words) > 1 and words[-1] in UNITS:
        return " ".join(words[:-1]), words[-1]
    return " ".join(words), ""


def _attribute(name: str, value: str) -> Measure | None:
    name, unit = _split_name(name)
    match = re.fullmatch(r'\s*(\d+(?:[.,]\d+)?)\s*([a-zA-Z"]*)\s*', value)
    if match is None or not (unit or match[2]):
        return None
    return _measure(name, match[1], match[2] or unit)


def _measure(name: str, number: str, unit: str) -> Measure | None:
    base = base_unit(_ALIASES.get(unit, unit))
    if base is None:
        return None
    kind, factor = base
    return Measure(name or _NAMED.get(kind, ""), kind, float(number.replace(",", ".")) * factor)

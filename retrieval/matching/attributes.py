"""Attributes of two shops made comparable: one name, one unit, colours by family.

A feed says "product_height: 44 cm", another "height_cm: 44", a third "Height: 440 mm".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.colours import Colour, colour
from retrieval.lexical import plain
from retrieval.specs import unit_of
from retrieval.specs.quantities import NUMBER, number

Stated = float | Colour | str
"""A measure in the unit of its dimension, a colour, or words."""

_PREFIX = re.compile(r"^(?:product|item|attribute|pa|custom|g)_")
_MEASURE = re.compile(rf"({NUMBER})\s*([^\d\s][^\d]*)?")
_SPELLINGS = {"colour": "color", "aluminium": "aluminum", "grey": "gray"}


def comparable(attributes: Mapping[str, str]) -> dict[str, Stated]:
    """Attributes under the names and in the units in which another shop's can be compared."""
    found: dict[str, Stated] = {}
    for stated_name, value in attributes.items():
        name = _PREFIX.sub("", re.sub(r"\W+", "_", plain(stated_name)).strip("_"))
        bare, _, last = name.rpartition("_")
        unit = last if bare and unit_of(last) else ""
        name = bare if unit else name
        found[_SPELLINGS.get(name, name)] = _value(plain(str(value)), unit)
    return found


def _value(text: str, unit: str) -> Stated:
    measure = _MEASURE.fullmatch(text)
    if measure and (known := unit_of(measure[2] or unit)):
        return known.convert(number(measure[1], known.whole))
    if measure and (measure[2] or "%") == "%":
        return number(measure[1])
    return colour(text) or " ".join(_SPELLINGS.get(word, word) for word in text.split())

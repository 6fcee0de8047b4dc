"""Attributes of two shops made comparable: one name, one unit, colours by family.

A feed says "product_height: 44 cm", another "height_cm: 44", a third "Height: 440 mm".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.colours import Colour, colour
from retrieval.lexical import plain
from retrieval.matching.quantities import UNITS

Stated = float | Colour | str
"""A measure in the unit of its dimension, a colour, or words."""

_PREFIX = re.compile(r"^(?:product|item|attribute|pa|custom|g)_")
_UNIT_NAMES = "|".join(sorted((re.escape(u) for u in UNITS if u.isalpha()), key=len, reverse=True))
_UNIT_SUFFIX = re.compile(rf"_({_UNIT_NAMES})$")
_MEASURE = re.compile(rf"(\d+(?:[.,]\d+)?)\s*({_UNIT_NAMES}|[\"%])?")
_SPELLINGS = {"colour": "color", "aluminium": "aluminum", "grey": "gray"}


def comparable(attributes: Mapping[str, str]) -> dict[str, Stated]:
    """Attributes under the names and in the units in which another shop's can be compared."""
    found: dict[str, Stated] = {}
    for stated_name, value in attributes.items():
        name = _PREFIX.sub("", re.sub(r"\W+", "_", plain(stated_name)).strip("_"))
        unit = _UNIT_SUFFIX.search(name)
        bare = name[: unit.start()] if unit else name
        found[_SPELLINGS.get(bare, bare)] = _value(plain(str(value)), unit[1] if unit else "")
    return found


def _value(text: str, unit: str) -> Stated:
    measure = _MEASURE.fullmatch(text)
    if measure:
        factor = UNITS.get(measure[2] or unit, ("", 1.0))[1]
        return float(measure[1].replace(",", ".")) * factor
    return colour(text) or " ".join(_SPELLINGS.get(word, word) for word in text.split())

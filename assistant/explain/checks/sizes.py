"""Checks of sizes: figures are read from the field again and brought to one unit."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from assistant.explain.checks.record import Record, Screen, folded, holds_verbatim
from assistant.explain.claims import Claim, SizeFits
from assistant.explain.differences import SizeGap

_UNITS = {
    "mm": ("mm", 1.0), "cm": ("mm", 10.0), "m": ("mm", 1000.0), "in": ("mm", 25.4),
    "inch": ("mm", 25.4), "inches": ("mm", 25.4), "ft": ("mm", 304.8), "foot": ("mm", 304.8),
    "g": ("g", 1.0), "kg": ("g", 1000.0), "lb": ("g", 453.592), "lbs": ("g", 453.592),
    "oz": ("g", 28.3495), "jin": ("g", 500.0), "kilo": ("g", 1000.0),
    "ml": ("ml", 1.0), "cl": ("ml", 10.0), "l": ("ml", 1000.0), "liter": ("ml", 1000.0),
    "litre": ("ml", 1000.0), "liters": ("ml", 1000.0), "litres": ("ml", 1000.0),
    "h": ("h", 1.0), "hour": ("h", 1.0), "hours": ("h", 1.0), "mah": ("mah", 1.0),
}  # fmt: skip
"""Unit → (base unit, how many of them it is)."""
_IMPLIED = {"weight": "g", "capacity": "ml", "battery": "h"}
_SLACK = 0.1  # of a size that should be "about" something


def _size(stated: str) -> tuple[float, str] | None:
    """(value, base unit) of "72 cm"."""
    found = re.fullmatch(r'(\d+(?:[.,]\d+)?)[\s-]?([A-Za-z"]+)', stated.strip())
    unit = _UNITS.get(found[2].lower().replace('"', "in")) if found else None
    return (float(found[1].replace(",", ".")) * unit[1], unit[0]) if found and unit else None


def _states(record: Record, field: str, stated: str) -> bool:
    """Whether a field holds a size, as it stands or in another unit."""
    text = folded(record.text(field))
    number, unit = re.match(r"([\d.,]*\d)[\s-]?(\S*)", folded(stated)).groups()  # type: ignore[union-attr]
    with_unit = re.search(rf"(?<![\d.,]){re.escape(number)}[\s-]?{re.escape(unit)}(?!\w)", text)
    return bool(with_unit) or _is_whole(field, text, stated)


def _is_whole(field: str, text: str, stated: str) -> bool:
    """Whether a field is that size and nothing else, in whatever unit: "2592 g" is 2.592 kg, and so
    is "2592" of "weight_g"."""
    have, own = _size(stated), _size(text) or _size(f"{text} {re.split('[_ ]', field)[-1]}")
    return bool(have and own and have[1] == own[1] and math.isclose(have[0], own[0]))


def _size_fits(claim: SizeFits, record: Record, screen: Screen) -> str:
    if claim.also and (wrong := _size_fits(claim.also, record, screen)):
        return wrong
    if not holds_verbatim(record.text(claim.field), claim.quote):
        return f"{claim.field} does not hold {claim.quote!r}"
    have, want = _size(claim.stated), _size(f"{claim.value:f} {claim.unit}")
    if have is None or want is None or have[1] != want[1]:
        return "the units do not compare"
    if not _states(record, claim.field, claim.stated):
        return f"{claim.field} does not state {claim.stated}"
    named = folded(f"{claim.field} {claim.quote}".replace("_", " "))
    if claim.name and claim.name not in named and _IMPLIED.get(claim.name) != have[1]:
        return f"that is no {claim.name}"
    fits = {
        "<": have[0] < want[0] * 0.9999,
        ">": have[0] > want[0] * 1.0001,
        "<=": have[0] <= want[0] * 1.00001,
        ">=": have[0] >= want[0] * 0.99999,
        "~=": abs(have[0] - want[0]) <= _SLACK * want[0] * 1.00001,
    }
    return "" if fits.get(claim.op) else f"{claim.stated} does not fit"


def _size_gap(claim: SizeGap, record: Record, screen: Screen) -> str:
    other = record.rival(screen, claim.rival)
    if other is None:
        return "there is no other one there"
    mine, theirs = _size(claim.mine), _size(claim.other)
    if mine is None or theirs is None or mine[1] != theirs[1]:
        return "the units do not compare"
    name = claim.name.replace(" ", "[ _]")
    fields = [f"attributes.{n}" for n in other.offer.attributes if re.match(name, n.lower())]
    if not re.match(rf"attributes\.{name}", claim.field.lower()):
        return f"{claim.field} is no {claim.name}"
    if not _states(record, claim.field, claim.mine):
        return f"it does not state {claim.mine}"
    if not any(_states(other, field, claim.other) for field in fields):
        return f"the other one does not state {claim.other}"
    return "" if mine[0] != theirs[0] and (mine[0] > theirs[0]) == claim.more else "it is not so"


CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {
    SizeFits: _size_fits,
    SizeGap: _size_gap,
}

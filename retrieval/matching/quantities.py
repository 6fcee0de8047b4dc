"""Numbers with units, brought to one unit a dimension: "1 TB" and "1000gb" are equal."""

from __future__ import annotations

import re

UNITS: dict[str, tuple[str, float]] = {
    name: (dimension, factor)
    for dimension, factor, names in (
        ("byte", 1e-3, "kb kilobyte kilobytes"),
        ("byte", 1, "mb megabyte megabytes"),
        ("byte", 1e3, "gb gig gigabyte gigabytes"),
        ("byte", 1e6, "tb terabyte terabytes"),
        ("length", 0.1, "mm millimeter millimeters millimetre millimetres"),
        ("length", 1, "cm centimeter centimeters centimetre centimetres"),
        ("length", 100, "m meter meters metre metres"),
        ("length", 2.54, "in inch inches \" ''"),
        ("length", 30.48, "ft foot feet"),
        ("mass", 1, "g gram grams gramme grammes"),
        ("mass", 1000, "kg kilo kilos kilogram kilograms"),
        ("mass", 28.3495, "oz ounce ounces"),
        ("mass", 453.592, "lb lbs pound pounds"),
        ("volume", 1, "ml milliliter milliliters millilitre millilitres"),
        ("volume", 10, "cl centiliter centilitre"),
        ("volume", 1000, "l liter liters litre litres"),
        ("volume", 3785.41, "gal gallon gallons"),
        ("power", 1, "w watt watts"),
        ("power", 1000, "kw kilowatt kilowatts"),
        ("voltage", 1, "v volt volts"),
        ("charge", 1, "mah"),
        ("frequency", 1, "mhz"),
        ("frequency", 1000, "ghz"),
        ("frequency", 1e-6, "hz"),
        ("pixels", 1, "mp megapixel megapixels"),
        ("zoom", 1, "x"),
        ("count", 1, "pack packs pk ct count pcs pc piece pieces set pair pairs"),
        ("users", 1, "user users license licenses licence licences seat seats"),
        ("pages", 1, "page pages sheet sheets"),
    )
    for name in names.split()
}
"""Unit → (its dimension, how much of the dimension's unit it is)."""

_NAMES = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_QUANTITY = re.compile(rf"(?<![\w.])(\d+(?:[.,]\d+)?)[\s-]?({_NAMES})(?![a-z0-9])")
_COUNT_FIRST = re.compile(r"\b(?:pack|set|box|case) of (\d+)\b")


def quantities(text: str) -> frozenset[tuple[str, float]]:
    """The (dimension, amount) pairs that lower-case `text` states, three significant digits."""
    found = {
        (UNITS[unit][0], _rounded(float(number.replace(",", ".")) * UNITS[unit][1]))
        for number, unit in _QUANTITY.findall(text)
    }
    return frozenset(found | {("count", float(n)) for n in _COUNT_FIRST.findall(text)})


def _rounded(amount: float) -> float:
    """Three digits: shops round inches to centimetres."""
    return float(f"{amount:.3g}")

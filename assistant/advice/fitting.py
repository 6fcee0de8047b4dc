"""Whether a thing fits: a size it states beside the size of the place or thing it is to fit."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from assistant.lexicon import Lexicon
from retrieval.facts import Facts
from retrieval.measures import EXTENTS, Measure, base_name, base_unit
from retrieval.words import CJK

SAME = 0.005
"""Share by which two sizes may differ and be the same."""
FITTED = ("length", "mass", "volume")
_NUMBER = r"\d+(?:\.\d+)?"
_SIZES = re.compile(
    rf"({_NUMBER})((?:\s*(?:[x×*乘]|by)\s*{_NUMBER}){{0,2}})\s*(\"|[^\W\d_{CJK}]+|[{CJK}]{{1,2}})?"
)


@dataclass(frozen=True)
class Named:
    """A size in a shopper's words: one figure, or up to three of one thing."""

    words: str  # as it was said
    kind: str  # one of `FITTED`
    values: tuple[float, ...]  # in base units


@dataclass(frozen=True)
class Fit:
    """The sizes of an item beside one that the shopper named, the largest against the largest."""

    stated: tuple[Measure, ...]
    said: Named

    @property
    def within(self) -> bool:
        """Whether each of the item's is smaller, or the same."""
        pairs = zip(self.stated, sorted(self.said.values, reverse=True), strict=False)
        return all(one.value <= most * (1 + SAME) for one, most in pairs)


def named_sizes(text: str, unit: str = "cm", times: int = 1) -> tuple[Named, ...]:
    """The sizes in a shopper's words, numbers in digits; a figure without a unit is in `unit`.
    What holds something is meant as many `times` as there are of it."""
    units = Lexicon.load().words["unit"]
    found = []
    for match in _SIZES.finditer(text):
        said = units.get(match[3] or "", match[3] or "")
        base = base_unit(said) or base_unit(unit)
        if base is None or base[0] not in FITTED:
            continue
        figures = [match[1], *re.findall(_NUMBER, match[2])]
        factor = base[1] * (times if base[0] == "volume" else 1)
        words = match[0] if base_unit(said) else f"{match[1]}{match[2]} {unit}"
        values = tuple(float(figure) * factor for figure in figures)
        found.append(Named(words.strip(), base[0], values))
    return tuple(found)


def fits(facts: Facts, said: Named, axes: Collection[str] = ()) -> Fit | None:
    """The item's sizes beside one that was said: those of `axes` where it states one, or else its
    width, or its largest; None where it states no size of that kind."""
    alike = [one for one in facts.measures if one.kind == said.kind]
    if said.kind != "length":
        return Fit((max(alike, key=lambda m: m.value),), said) if alike else None
    sized = {one.name.split()[-1]: one for one in reversed(alike)}
    extents = {name: one for name, one in sized.items() if name in EXTENTS}
    if not extents:
        return None
    if len(said.values) > 1:
        largest = sorted(extents.values(), key=lambda one: -one.value)
        return Fit(tuple(largest[: len(said.values)]), said)
    meant = [extents[name] for name in (*axes, "width", "diameter") if name in extents]
    return Fit((next(iter(meant), max(extents.values(), key=lambda m: m.value)),), said)


_UNITS = {
    "length": (("m", 1000.0), ("cm", 10.0), ("mm", 1.0)),
    "mass": (("kg", 1000.0), ("g", 1.0)),
    "volume": (("l", 1000.0), ("ml", 1.0)),
    "time": (("hour", 1.0),),
    "charge": (("mAh", 1.0),),
}
"""Kind of size → units people use and how many base units each is, the larger first."""
_OWN = {"screen": (("inch", 25.4),)}
"""Sizes that people give in a unit of their own."""
LONG = 3000.0  # mm from which a length is told in metres


def amount(measure: Measure) -> tuple[float, str]:
    """A size in the unit that people use for it: (62.0, "cm"), (28.0, "inch")."""
    units = _OWN.get(measure.name) or _UNITS.get(measure.kind)
    if units is None:
        return measure.value, base_name(measure.kind)
    if measure.kind == "length" and measure.value < LONG and len(units) > 1:
        units = units[1:]
    unit, per = next((one for one in units if measure.value >= one[1]), units[-1])
    return float(f"{measure.value / per:.4g}"), unit


def told(measure: Measure) -> str:
    """A size as people say it: "62 cm", "1.2 l"."""
    value, unit = amount(measure)
    return f"{value:g} {unit}"

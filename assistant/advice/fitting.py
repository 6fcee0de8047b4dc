"""Whether a thing fits: a size it states beside the size of the place or thing it is to fit."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.facts import Facts
from retrieval.measures import EXTENTS, Measure, base_name
from retrieval.specs import extract

SAME = 0.005
"""Share by which two sizes may differ and be the same."""


@dataclass(frozen=True)
class Fit:
    """One size of an item beside one that the shopper named."""

    stated: Measure
    said: Measure

    @property
    def smaller(self) -> bool:
        """Whether the item's is smaller, or the same."""
        return self.stated.value <= self.said.value * (1 + SAME)


def said_measures(text: str, times: int = 1) -> tuple[Measure, ...]:
    """The sizes in a shopper's words, in base units; a figure without a unit is none. What holds
    something is meant as many `times` as there are of it."""
    return tuple(
        Measure(one.name, one.dimension, one.value * (times if one.dimension == "volume" else 1))
        for one in extract(text)
        if isinstance(one.value, float) and one.dimension in ("length", "mass", "volume")
    )


def fits(facts: Facts, said: tuple[Measure, ...], question: str) -> list[Fit]:
    """The item's sizes beside those that were said, of the same kind: the one that is named, or
    else the width, or the largest."""
    found = []
    for one in said:
        alike = [m for m in facts.measures if m.kind == one.kind]
        if one.kind == "length":
            alike = [m for m in alike if m.name in EXTENTS]
        if alike:
            found.append(Fit(_meant(alike, one, question), one))
    return found


def _meant(alike: list[Measure], said: Measure, question: str) -> Measure:
    named = [m for m in alike if m.name in (said.name, *question.split())]
    wide = [m for m in alike if m.name == "width"]
    return next(iter(named or wide), max(alike, key=lambda m: m.value))


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

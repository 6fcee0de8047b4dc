"""Whether a thing fits: a size it states beside the size of the place or thing it is to fit."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from assistant.lexicon import Lexicon
from retrieval.facts import Facts
from retrieval.measures import EXTENTS, Measure, base_name, base_unit
from retrieval.words import CJK, is_cjk

SAME = 0.005
"""Share by which two sizes may differ and be the same."""
FITTED = ("length", "mass", "volume", "time")
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
    has_unit: bool = True  # whether the words name one


@dataclass(frozen=True)
class Fit:
    """The sizes of an item beside one that the shopper named, the largest against the largest."""

    stated: tuple[Measure, ...]
    said: Named
    holds: bool = False  # whether the item is to have as much, not to keep within it

    @property
    def is_so(self) -> bool:
        """Whether each of the item's keeps within what was said, or is as much where it holds it;
        the same is both."""
        pairs = zip(self.stated, sorted(self.said.values, reverse=True), strict=False)
        if self.holds:
            return all(one.value >= least * (1 - SAME) for one, least in pairs)
        return all(one.value <= most * (1 + SAME) for one, most in pairs)


def named_sizes(text: str, unit: str = "cm", times: int = 1) -> tuple[Named, ...]:
    """The sizes in a shopper's words, numbers in digits; a figure without a unit is in `unit`.
    What holds something is meant as many `times` as there are of it."""
    units = Lexicon.load().words["unit"]
    found = []
    for match in _SIZES.finditer(text):
        spelt = match[3] or ""
        said = units.get(spelt) or units.get(spelt[:1] if is_cjk(spelt) else "", spelt)
        base = base_unit(said) or base_unit(unit)
        if base is None or base[0] not in FITTED:
            continue
        figures = [match[1], *re.findall(_NUMBER, match[2])]
        factor = base[1] * (times if base[0] == "volume" else 1)
        words = f"{match[1]}{match[2]} {unit}"
        if base_unit(said):
            known = spelt if spelt in units or not is_cjk(spelt) else spelt[:1]
            words = match[0].removesuffix(spelt) + known
        values = tuple(float(figure) * factor for figure in figures)
        found.append(Named(words.strip(), base[0], values, bool(base_unit(said))))
    return tuple(found)


STANDS_FOR = {
    "width": ("width", "diameter"),
    "depth": ("depth", "diameter", "length"),
    "length": ("length", "width", "diameter"),
    "diameter": ("diameter", "width"),
    "height": ("height", "thickness"),
    "thickness": ("thickness", "depth"),
}
"""Extent that a space is named by → what of a thing goes along it, as far as it is stated."""


def fits(
    facts: Facts, said: Named, names: Collection[str] = (), holds: bool | None = None
) -> Fit | None:
    """The item's sizes beside one that was said: of those that `names` call for, or where nothing
    does its width, or its largest. None where it does not state that size: another is no answer.

    `holds`: whether the item is to have as much; None: as sizes of that kind are mostly meant,
    which is to keep within a length or a weight, and to hold a volume or last for a time.
    """
    alike = [one for one in facts.measures if one.kind == said.kind]
    own = [one for one in alike if one.name not in EXTENTS and one.name in names]
    if own or said.kind != "length":
        named = own or [one for one in alike if one.name in names] or alike
        keeps_within = said.kind == "mass"
        meant = not keeps_within if holds is None else holds
        return Fit((max(named, key=lambda m: m.value),), said, meant) if named else None
    sized = {one.name.split()[-1]: one for one in reversed(alike)}
    extents = {name: one for name, one in sized.items() if name in EXTENTS}
    along = [name for name in names if name in STANDS_FOR]
    if not extents:
        return None
    if len(said.values) > 1:
        largest = sorted(extents.values(), key=lambda one: -one.value)
        return Fit(tuple(largest[: len(said.values)]), said, bool(holds))
    ways = STANDS_FOR[along[0]] if along else STANDS_FOR["width"]
    meant_size = next((extents[name] for name in ways if name in extents), None)
    if meant_size is None and not along:
        meant_size = max(extents.values(), key=lambda m: m.value)
    return Fit((meant_size,), said, bool(holds)) if meant_size else None


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

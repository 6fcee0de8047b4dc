"""Limits on sizes: "at least 30 cm wide", "under 2 kg"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from assistant.constraints.base import Chip, Constraint, Held, Label, Lack, Said, Word
from retrieval.facts import Facts
from retrieval.limits import Limit, Measures
from retrieval.measures import base_unit
from retrieval.offers import Offer
from retrieval.rates import Rates

UNSTATED = 0.8
"""How far off what states no such size is: it may still be met."""


@dataclass(frozen=True)
class Dimension:
    """A limit on a size: "at least 30 cm wide"."""

    name: str | None  # "width", …; None when it is not said
    op: str  # "<=", ">=", "~="; "<" and ">" of an item that it is compared with
    value: float
    unit: str

    @property
    def amount(self) -> str:
        """Figure and unit."""
        return f"{self.value:g} {self.unit}"

    @property
    def limit(self) -> Measures:
        """What an offer must state."""
        return Measures(self.name or "", self.op, self.value, self.unit)


@dataclass(frozen=True)
class Dimensions(Constraint):
    """All the limits must be met by stated sizes."""

    dimensions: tuple[Dimension, ...] = ()

    held = (Held("dimensions", 2), Held("size", 3, cost=1.1))

    def merged(self, new: Self, said: Said) -> Self:
        """A new limit replaces those of its name that it is at odds with."""
        kept = [
            one
            for one in self.dimensions
            if not any(_at_odds(one, other) for other in new.dimensions)
        ]
        return type(self)((*kept, *new.dimensions))

    def limits(self) -> Iterator[Limit]:
        return (one.limit for one in self.dimensions)

    def alone(self) -> Iterator[tuple[str, Self]]:
        yield from (("dimensions", type(self)((one,))) for one in self.dimensions)

    def distance(self, offer: Offer, rates: Rates) -> float:
        """How far a stated size is off, as a share of the limit, at most 1."""
        wanted = self.dimensions[0].limit
        kind, factor = base_unit(wanted.unit) or ("", 1.0)
        target = wanted.value * factor
        stated = [m.value for m in Facts(offer).measures if m.kind == kind and wanted.names(m)]
        return min((min(abs(v - target) / target, 1.0) for v in stated), default=UNSTATED)

    def lack(self, name: str) -> Lack:
        one = self.dimensions[0]
        return Lack(one.amount, field=one.name or "size", op=one.op)

    def chips(self) -> Iterator[Chip]:
        yield from (Chip("dimensions", one) for one in self.dimensions)

    def unchipped(self, chip: Chip) -> Self:
        return type(self)(tuple(one for one in self.dimensions if one != chip.value))

    @classmethod
    def label(cls, chip: Chip) -> Label:
        one: Dimension = chip.value
        values = {"name": Word("size", one.name or ""), "value": Word("amount", one.amount)}
        return Label(f"dimension_{one.op}", values)

    def texts(self) -> Iterator[str]:
        for one in self.dimensions:
            yield one.amount

    @classmethod
    def plain(cls, value: Any) -> Any:
        return [dict(vars(one)) for one in value]

    @classmethod
    def read(cls, value: Any) -> Any:
        return tuple(
            Dimension(one.get("name"), one["op"], float(one["value"]), one["unit"]) for one in value
        )


def _at_odds(old: Dimension, new: Dimension) -> bool:
    """Whether a new limit takes the place of an old one."""
    if old.name != new.name:
        return False
    return "~=" in (old.op, new.op) or old.op[0] == new.op[0] or _exclude(old, new)


def _exclude(one: Dimension, other: Dimension) -> bool:
    """Whether no size can be within both: "heavier", and then "lighter than that"."""
    mine, theirs = base_unit(one.unit), base_unit(other.unit)
    if not (mine and theirs) or mine[0] != theirs[0]:
        return False
    low, high = sorted((one, other), key=lambda limit: limit.op in ("<", "<="))
    factors = {id(one): mine[1], id(other): theirs[1]}
    apart = low.value * factors[id(low)] >= high.value * factors[id(high)]
    return low.op in (">", ">=") and high.op in ("<", "<=") and apart

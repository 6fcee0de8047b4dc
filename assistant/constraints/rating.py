"""How well buyers must have rated a thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.constraints.base import Chip, Constraint, Held, Label
from retrieval.limits import Limit, Rated


@dataclass(frozen=True)
class Rating(Constraint):
    """At least so many stars."""

    min_rating: float = 0.0

    held = (Held("rating", 7, cost=0.6),)

    def limits(self) -> Iterator[Limit]:
        yield Rated(self.min_rating)

    @classmethod
    def label(cls, chip: Chip) -> Label:
        return Label("min_rating", {"n": chip.value})

"""How well buyers must have rated a thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.constraints.base import Chip, Constraint, Held, Label
from retrieval.limits import Rated
from retrieval.query import Constraints


@dataclass(frozen=True)
class Rating(Constraint):
    """At least so many stars."""

    min_rating: float = 0.0

    held = (Held("rating", 7, cost=0.6),)

    def limit(self) -> Constraints:
        """The shop states as many."""
        return Constraints(limits=(Rated(self.min_rating),) if self else ())

    @classmethod
    def label(cls, chip: Chip) -> Label:
        """The number of stars."""
        return Label("min_rating", {"n": chip.value})

    def texts(self) -> Iterator[str]:
        """The number of stars."""
        yield f"{self.min_rating:g}"

"""Whom a thing is for."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.constraints.base import Chip, Constraint, Held, Label, Lack
from retrieval.limits import Suits
from retrieval.query import Constraints


@dataclass(frozen=True)
class Audience(Constraint):
    """Not what is stated to be for others only."""

    audience: str = ""

    held = (Held("for", 10, cost=1.5),)
    key = "for"

    def limit(self) -> Constraints:
        """Nobody else is stated."""
        return Constraints(limits=(Suits(self.audience),) if self else ())

    def lack(self, name: str) -> Lack:
        """That it is for others."""
        return Lack(self.audience)

    @classmethod
    def label(cls, chip: Chip) -> Label:
        """Whom it is for."""
        return Label(f"for_{chip.value}")

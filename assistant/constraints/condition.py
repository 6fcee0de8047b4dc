"""New, refurbished or used."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.constraints.base import Constraint, Held, Lack
from retrieval.limits import InCondition
from retrieval.query import Constraints


@dataclass(frozen=True)
class Condition(Constraint):
    """Only what is in one condition."""

    condition: str = ""

    held = (Held("condition", 9),)

    def limit(self) -> Constraints:
        """It is stated, or new where nothing is."""
        return Constraints(limits=(InCondition(self.condition),) if self else ())

    def lack(self, name: str) -> Lack:
        """That it is not in this condition."""
        return Lack(self.condition)

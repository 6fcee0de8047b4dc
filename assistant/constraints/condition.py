"""New, refurbished or used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.constraints.base import Constraint, Held, Lack
from retrieval.limits import InCondition, Limit


@dataclass(frozen=True)
class Condition(Constraint):
    """Only what is in one condition."""

    condition: str = ""

    held = (Held("condition", 9),)

    def limits(self) -> Iterator[Limit]:
        yield InCondition(self.condition)

    def lack(self, name: str) -> Lack:
        return Lack(self.condition)

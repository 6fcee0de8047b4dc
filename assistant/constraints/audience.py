"""Whom a thing is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.constraints.base import Constraint, Held, Lack
from retrieval.limits import Limit, Suits


@dataclass(frozen=True)
class Audience(Constraint):
    """Not what is stated to be for others only."""

    audience: str = ""

    held = (Held("for", 10, cost=1.5),)
    key = "for"

    def limits(self) -> Iterator[Limit]:
        yield Suits(self.audience)

    def lack(self, name: str) -> Lack:
        return Lack(self.audience)

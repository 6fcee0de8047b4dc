"""In which order a list is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from assistant.constraints.base import Constraint, Held


@dataclass(frozen=True)
class Sort(Constraint):
    """ "price_asc", "price_desc" or "rating". Nothing misses it."""

    sort: str = ""

    held = (Held("sort"),)

    def alone(self) -> Iterator[tuple[str, Self]]:
        return iter(())

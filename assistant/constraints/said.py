"""What an utterance says of the wishes in force; it limits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from assistant.constraints.base import Constraint, Said


@dataclass(frozen=True)
class Quantity(Constraint):
    """How many are wanted."""

    quantity: int = 0


@dataclass(frozen=True)
class Passing(Constraint):
    """Gone once it has been followed: nothing of it is in force."""

    relative: Mapping[str, str] = field(default_factory=dict)  # next to what is shown: "cheaper"
    drop: tuple[str, ...] = ()  # names of constraints that are given up

    def merged(self, new: Self, said: Said) -> Self:
        """Nothing."""
        return type(self)()

    @classmethod
    def plain(cls, value: Any) -> Any:
        return list(value) if isinstance(value, tuple) else dict(value)

    @classmethod
    def read(cls, value: Any) -> Any:
        return dict(value) if isinstance(value, Mapping) else tuple(value)

"""That a shop has it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.constraints.base import Chip, Constraint, Held, Label
from retrieval.query import Constraints


@dataclass(frozen=True)
class Stock(Constraint):
    """Only what is in stock."""

    in_stock: bool = False

    held = (Held("stock", 8, cost=0.6),)

    def limit(self) -> Constraints:
        return Constraints(in_stock=self.in_stock)

    @classmethod
    def label(cls, chip: Chip) -> Label:
        return Label("in_stock_only")

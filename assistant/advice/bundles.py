"""Several different things under one budget: the best of each that can be paid for together.

A multiple-choice knapsack, solved exactly: every part has a handful of candidates in order of
how well they suit, and the combination with the lowest sum of ranks within the budget is chosen,
the cheaper one of two that are level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Choice:
    """One candidate of one part."""

    rank: int  # how well it suits, 0 is best
    cost: Fraction  # of all pieces of it


def chosen(parts: Sequence[Sequence[Choice]], budget: Fraction | None) -> list[int] | None:
    """The index of each part's candidate; None where no combination is within the budget.

    States are (sum of ranks → lowest cost), so the work grows with parts × candidates × ranks.
    """
    best: dict[int, tuple[Fraction, list[int]]] = {0: (Fraction(0), [])}
    for candidates in parts:
        further: dict[int, tuple[Fraction, list[int]]] = {}
        for ranks, (cost, picked) in best.items():
            for index, one in enumerate(candidates):
                total = cost + one.cost
                if budget is not None and total > budget:
                    continue
                at = ranks + one.rank
                if at not in further or total < further[at][0]:
                    further[at] = total, [*picked, index]
        best = further
    return best[min(best)][1] if best else None


def cheapest(parts: Sequence[Sequence[Choice]]) -> list[int]:
    """The index of each part's cheapest candidate; every part has one."""
    return [min(range(len(one)), key=lambda i: (one[i].cost, one[i].rank)) for one in parts]

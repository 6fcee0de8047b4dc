"""Near misses: what comes closest where nothing meets every wish, and what each of them misses.

What was ruled out stays firm, and so do the kind of thing and, as long as anything is within it,
the budget: nobody who has 50 euros for a lamp is helped by one for 80, or by a chair. Everything
else may be missed, at a cost: little for a size that is nearly right, more for what the shopper
said last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.constraints import DROPPABLE, Constraint, Wishes
from retrieval.offers import Offer
from retrieval.rates import Rates

LATEST = 2.0
"""How much dearer it is to miss what was said in this turn."""


@dataclass(frozen=True)
class Miss:
    """One wish that an offer does not meet."""

    name: str  # as in `Wishes.without`
    wish: Constraint  # that wish alone


def parted(wishes: Wishes) -> tuple[tuple[Wishes, ...], tuple[Miss, ...]]:
    """(what near misses are looked for by, each where the one before finds none; the wishes that
    one of them may miss, each alone).

    First all that is firm; then all but the budget, or else what is firm but the budget, in the
    order of prices: what is least over it comes first.
    """
    alone = [Miss(*one) for one in wishes.alone()]
    loose = [one.name for one in alone if not DROPPABLE[one.name].firm]
    last = [one.name for one in alone if DROPPABLE[one.name].firm and not DROPPABLE[one.name].ever]
    widened = [wishes.without(*last), wishes.without(*last, *loose)] if last else []
    order = "price_asc" if wishes.price_range[1] else "price_desc"
    looked_for = (wishes.without(*loose), *(replace(one, sort=order) for one in widened))
    return looked_for, tuple(one for one in alone if one.name in (*loose, *last))


def misses(offer: Offer, loose: Sequence[Miss], rates: Rates) -> tuple[Miss, ...]:
    """The wishes that an offer does not meet."""
    return tuple(one for one in loose if not one.wish.limit().admit(offer, rates))


def cost(offer: Offer, missed: Iterable[Miss], latest: Wishes, rates: Rates) -> float:
    """How far an offer is from what was wished for; 0 where it misses nothing."""
    said = [wish for _, wish in latest.alone()]
    return sum(
        DROPPABLE[one.name].cost
        * one.wish.distance(offer, rates)
        * (LATEST if one.wish in said else 1)
        for one in missed
    )

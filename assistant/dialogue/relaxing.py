"""When nothing fits: which single constraint to give up, and what that would give."""

from __future__ import annotations

import numpy as np

from assistant.constraints import DROPPABLE, Wishes, constraints_of
from assistant.dialogue.answer import Relaxation
from retrieval.columns.offer_columns import OfferColumns
from retrieval.money import Money


def relaxations(wishes: Wishes, columns: OfferColumns) -> tuple[Relaxation, ...]:
    """The constraints in force without which something fits, counted over the catalogue.

    What a shopper is most likely to give up comes first.
    """
    found = []
    offered = [one for one in DROPPABLE.values() if one.place is not None]
    for one in sorted(offered, key=lambda held: held.place or 0):
        without = wishes.without(one.name)
        count = matches(without, columns) if without != wishes else 0
        if count:
            lowest = lowest_price(without, columns) if one.lowest else None
            found.append(Relaxation(one.name, count, lowest))
    return tuple(found)


def matches(wishes: Wishes, columns: OfferColumns) -> int:
    """How many products of the catalogue meet the wishes, as a shopper sees them."""
    return columns.count(constraints_of(wishes))


def lowest_price(wishes: Wishes, columns: OfferColumns) -> Money | None:
    """The lowest price among the offers that meet the wishes, None where none states one."""
    prices = columns.sort_values("price_asc")
    fits = columns.fits(constraints_of(wishes)) & ~np.isnan(prices)
    if not fits.any():
        return None
    row = np.flatnonzero(fits)[np.argmin(prices[fits])]
    return Money(int(columns.minor[row]), str(columns.currency[row]))

"""When nothing fits: which single constraint to give up, and what that would give."""

from __future__ import annotations

import numpy as np

from assistant.constraints import constraints_of
from assistant.dialogue.answer import Relaxation
from assistant.language import Wishes
from retrieval.filters import OfferColumns
from retrieval.money import Money

ORDER = (
    "price", "dimensions", "size", "attributes", "pattern", "colour", "rating", "stock",
    "condition", "for", "material", "shop", "brand", "exclusions", "category",
)  # fmt: skip
"""What a shopper is most likely to give up comes first."""


def relaxations(wishes: Wishes, columns: OfferColumns) -> tuple[Relaxation, ...]:
    """The constraints in force without which something fits, counted over the catalogue."""
    found = []
    for name in ORDER:
        without = wishes.without(name)
        if without == wishes:
            continue
        if count := matches(without, columns):
            lowest = lowest_price(without, columns) if name == "price" else ""
            found.append(Relaxation(name, count, lowest))
    return tuple(found)


def matches(wishes: Wishes, columns: OfferColumns) -> int:
    """How many products of the catalogue meet the wishes."""
    allowed = columns.allowed(constraints_of(wishes))
    return columns.items if allowed is None else int(allowed.sum())


def lowest_price(wishes: Wishes, columns: OfferColumns) -> str:
    """The lowest price among the offers that meet the wishes, "" where none states one."""
    prices = columns.sort_values("price_asc")
    fits = columns.fits(constraints_of(wishes)) & ~np.isnan(prices)
    if not fits.any():
        return ""
    row = np.flatnonzero(fits)[np.argmin(prices[fits])]
    return str(Money(int(columns.minor[row]), str(columns.currency[row])))

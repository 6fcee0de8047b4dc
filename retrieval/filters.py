"""Hard constraints as a mask over the items of a generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.query import Constraints


@dataclass(frozen=True)
class OfferColumns:
    """The filterable fields of all offers, one entry an offer, ready to be compared at once.

    A column store in memory: at 100k offers a mask costs a millisecond, a `where` clause of a
    vector store a hundred.
    """

    items: int  # number of rows of the generation
    row: np.ndarray  # (offers,) int64: the item an offer belongs to
    price: np.ndarray  # (offers,) float64, major units; NaN where there is none
    currency: np.ndarray  # (offers,) str
    source: np.ndarray  # (offers,) str
    in_stock: np.ndarray  # (offers,) bool

    @classmethod
    def load(cls, catalogue: Catalogue, product_ids: Sequence[str]) -> OfferColumns:
        """Read the columns for the items of a generation, in its order."""
        rows = {product_id: row for row, product_id in enumerate(product_ids)}
        offers = [
            (rows[product_id], price, source, stock)
            for product_id, price, source, stock in catalogue.offer_facts()
            if product_id in rows
        ]
        prices = [float(price.amount) if price else np.nan for _, price, _, _ in offers]
        return cls(
            len(rows),
            np.array([row for row, *_ in offers], np.int64),
            np.array(prices, np.float64),
            np.array([price.currency if price else "" for _, price, _, _ in offers], str),
            np.array([source for _, _, source, _ in offers], str),
            np.array([stock == "in_stock" for *_, stock in offers], bool),
        )

    def allowed(self, constraints: Constraints) -> np.ndarray | None:
        """(items,) bool: the items with an offer that meets every limit; None when there is none.

        Says the same as `Constraints.admit` of each offer.
        """
        if not constraints:
            return None
        fits = np.ones(len(self.row), bool)
        for limit, sign in ((constraints.min_price, 1), (constraints.max_price, -1)):
            if limit is not None:
                fits &= sign * self.price >= sign * float(limit.amount)
                if limit.currency:
                    fits &= np.isin(self.currency, ("", limit.currency))
        if constraints.sources:
            fits &= np.isin(self.source, constraints.sources)
        if constraints.in_stock:
            fits &= self.in_stock
        mask = np.zeros(self.items, bool)
        mask[self.row[fits]] = True
        return mask

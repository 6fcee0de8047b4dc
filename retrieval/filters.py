"""Hard constraints as a mask over the items of a generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.query import Constraints
from retrieval.rates import Rates


@dataclass(frozen=True)
class OfferColumns:
    """The filterable fields of all offers, one entry an offer, ready to be compared at once.

    A column store in memory: at 100k offers a mask costs a millisecond, a `where` clause of a
    vector store a hundred.
    """

    items: int  # number of rows of the generation
    row: np.ndarray  # (offers,) int64: the item an offer belongs to
    minor: np.ndarray  # (offers,) int64, minor units; -1 where there is no price
    currency: np.ndarray  # (offers,) str
    source: np.ndarray  # (offers,) str
    in_stock: np.ndarray  # (offers,) bool
    rates: Rates

    @classmethod
    def load(cls, catalogue: Catalogue, product_ids: Sequence[str]) -> OfferColumns:
        """Read the columns for the items of a generation, in its order."""
        rows = {product_id: row for row, product_id in enumerate(product_ids)}
        offers = [
            (rows[product_id], price, source, stock)
            for product_id, price, source, stock in catalogue.offer_facts()
            if product_id in rows
        ]
        prices = [price.minor if price else -1 for _, price, _, _ in offers]
        return cls(
            len(rows),
            np.array([row for row, *_ in offers], np.int64),
            np.array(prices, np.int64),
            np.array([price.currency if price else "" for _, price, _, _ in offers], str),
            np.array([source for _, _, source, _ in offers], str),
            np.array([stock == "in_stock" for *_, stock in offers], bool),
            Rates.of(catalogue.folder),
        )

    def allowed(self, constraints: Constraints) -> np.ndarray | None:
        """(items,) bool: the items with an offer that meets every limit; None when there is none.

        Says the same as `Constraints.admit` of each offer.
        """
        if not constraints:
            return None
        fits = np.ones(len(self.row), bool)
        if constraints.min_price or constraints.max_price:
            fits &= self._price_fits(constraints)
        if constraints.sources:
            fits &= np.isin(self.source, constraints.sources)
        if constraints.in_stock:
            fits &= self.in_stock
        mask = np.zeros(self.items, bool)
        mask[self.row[fits]] = True
        return mask

    def _price_fits(self, constraints: Constraints) -> np.ndarray:
        """(offers,) bool. Each limit becomes a whole number in every currency there is: exact."""
        fits = np.zeros(len(self.row), bool)
        for currency, stated in self._by_currency.items():
            low, high = 0, np.iinfo(np.int64).max
            for limit, is_max in ((constraints.min_price, False), (constraints.max_price, True)):
                if limit is None:
                    continue
                factor = self.rates.factor(currency, limit.currency)
                if factor is None:  # nothing lies between these
                    low, high = 1, 0
                elif is_max:
                    high = min(high, floor(limit.minor / factor))
                else:
                    low = max(low, ceil(limit.minor / factor))
            fits |= stated & (self.minor >= low) & (self.minor <= high)
        return fits

    @cached_property
    def _by_currency(self) -> dict[str, np.ndarray]:
        """Currency → (offers,) bool: the offers that state it."""
        return {str(code): self.currency == code for code in np.unique(self.currency)}

"""Hard constraints as a mask over the items of a generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.facts import Facts
from retrieval.limits import Limit
from retrieval.query import Constraints

KEPT_MASKS = 256  # limits whose masks are kept: a mask takes a byte an offer


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
    facts: tuple[Facts, ...] = ()  # (offers,) what limits are checked against
    _masks: dict[Limit, np.ndarray] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, catalogue: Catalogue, product_ids: Sequence[str]) -> OfferColumns:
        """Read the columns for the items of a generation, in its order."""
        rows = {product_id: row for row, product_id in enumerate(product_ids)}
        offers = [
            (rows[product.product_id], offer)
            for product in catalogue.all_products()
            if product.product_id in rows
            for offer in product.offers
        ]
        prices = [float(offer.price.amount) if offer.price else np.nan for _, offer in offers]
        return cls(
            len(rows),
            np.array([row for row, _ in offers], np.int64),
            np.array(prices, np.float64),
            np.array([offer.price.currency if offer.price else "" for _, offer in offers], str),
            np.array([offer.source for _, offer in offers], str),
            np.array([offer.availability == "in_stock" for _, offer in offers], bool),
            tuple(Facts(offer) for _, offer in offers),
        )

    def allowed(self, constraints: Constraints) -> np.ndarray | None:
        """(items,) bool: the items with an offer that meets every limit; None when there is none.

        Says the same as `Constraints.admit` of each offer.
        """
        if not constraints:
            return None
        mask = np.zeros(self.items, bool)
        mask[self.row[self.fits(constraints)]] = True
        return mask

    def fits(self, constraints: Constraints) -> np.ndarray:
        """(offers,) bool: the offers that meet every limit."""
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
        for wanted in constraints.limits:
            fits = fits & self._mask(wanted)
        return fits

    def _mask(self, limit: Limit) -> np.ndarray:
        """(offers,) bool: the offers that meet one limit on what they state."""
        mask = self._masks.get(limit)
        if mask is None:
            if len(self._masks) >= KEPT_MASKS:
                self._masks.clear()
            mask = np.fromiter(map(limit.admits, self.facts), bool, len(self.facts))
            self._masks[limit] = mask
        return mask

    def best(self, values: np.ndarray, fits: np.ndarray, worst: float) -> np.ndarray:
        """(items,) float64: the lowest of an item's `values` (offers,) over the offers that fit."""
        best = np.full(self.items, worst)
        np.fmin.at(best, self.row[fits], values[fits])
        return best

    def sort_values(self, order: str) -> np.ndarray:
        """(offers,) float64: what is ascending in the order "price_asc", "price_desc" or "rating".

        Figures of different currencies are compared as they are. NaN where an offer is silent.
        """
        if order == "rating":
            stars = [-f.rating if f.rating is not None else np.nan for f in self.facts]
            return np.array(stars, np.float64)
        return -self.price if order == "price_desc" else self.price

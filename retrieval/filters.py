"""Hard constraints as a mask over the items of a generation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, floor

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.facts import Facts
from retrieval.limits import Limit
from retrieval.money import Money
from retrieval.query import Constraints
from retrieval.rates import Rates

KEPT_MASKS = 256  # limits whose masks are kept: a mask takes a byte an offer


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
        prices = [offer.price.minor if offer.price else -1 for _, offer in offers]
        return cls(
            len(rows),
            np.array([row for row, _ in offers], np.int64),
            np.array(prices, np.int64),
            np.array([offer.price.currency if offer.price else "" for _, offer in offers], str),
            np.array([offer.source for _, offer in offers], str),
            np.array([offer.availability == "in_stock" for _, offer in offers], bool),
            Rates.of(catalogue.folder),
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

    def count(self, constraints: Constraints) -> int:
        """How many things have an offer that meets every limit: see `thing`."""
        return len(np.unique(self.thing[self.row[self.fits(constraints)]]))

    @cached_property
    def thing(self) -> np.ndarray:
        """(items,) int64: the first item that a shopper cannot tell an item from, as one shop lists
        both under one title, at one price, and states the same of them."""
        listed = [(f.offer.source, f.offer.title, f.offer.price) for f in self.facts]
        often = {one for one, count in Counter(listed).items() if count > 1 and all(one)}
        thing = np.arange(self.items)
        first: dict[tuple, int] = {}
        for row, one, facts in zip(self.row.tolist(), listed, self.facts, strict=True):
            if one in often:
                key = (*one, *sorted(facts.fields.items()))
                thing[row] = min(thing[row], first.setdefault(key, int(thing[row])))
        return thing

    @cached_property
    def home(self) -> str:
        """The currency of an amount that names none: that of most offers, or else the euro, in
        which rates are kept, where half as many are in it. "" where no offer names one."""
        counts = Counter(code for code in self.currency.tolist() if code)
        most = max(counts, key=lambda code: counts[code], default="")
        return "EUR" if most and 2 * counts["EUR"] >= counts[most] else most

    def fits(self, constraints: Constraints) -> np.ndarray:
        """(offers,) bool: the offers that meet every limit."""
        fits = np.ones(len(self.row), bool)
        if constraints.min_price or constraints.max_price:
            fits &= self._price_fits(constraints)
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

        Prices are in the order of `Rates.rank`. NaN where an offer is silent.
        """
        if order == "rating":
            stars = [-f.rating if f.rating is not None else np.nan for f in self.facts]
            return np.array(stars, np.float64)
        worth, unrated = self._worth
        beyond = 2 * np.nanmax(np.abs(worth), initial=0) + 1  # from the least to above the most
        return (-worth if order == "price_desc" else worth) + np.where(unrated, beyond, 0)

    @cached_property
    def _worth(self) -> tuple[np.ndarray, np.ndarray]:
        """(offers,) float64, NaN where there is no price, and (offers,) bool: the two parts of
        `Rates.rank`, the other way round."""
        worth, unrated = np.full(len(self.row), np.nan), np.zeros(len(self.row), bool)
        for code, stated in self._by_currency.items():
            known = stated & (self.minor >= 0)
            unrated[known], unit = self.rates.rank(Money(1, code))
            worth[known] = self.minor[known] * float(unit)
        return worth, unrated

    @cached_property
    def shops(self) -> tuple[str, ...]:
        """The names of all shops."""
        return tuple(np.unique(self.source).tolist())

    def _price_fits(self, constraints: Constraints) -> np.ndarray:
        """(offers,) bool. Each limit becomes a whole number in every currency there is: exact."""
        fits = np.zeros(len(self.row), bool)
        minor = self.minor
        if constraints.pieces > 1:
            packs = np.ceil(constraints.pieces / self._pack).astype(np.int64)
            minor = np.where(minor < 0, minor, minor * packs)
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
            fits |= stated & (minor >= low) & (minor <= high)
        return fits

    @cached_property
    def _pack(self) -> np.ndarray:
        """(offers,) int64: how many pieces one offer is."""
        return np.array([facts.pack for facts in self.facts], np.int64)

    @cached_property
    def _by_currency(self) -> dict[str, np.ndarray]:
        """Currency → (offers,) bool: the offers that state it."""
        return {str(code): self.currency == code for code in np.unique(self.currency)}

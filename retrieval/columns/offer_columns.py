"""The filterable columns of all offers that are on sale: hard constraints as masks over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil, floor

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.catalogue.branches import Branches
from retrieval.columns.current import Current
from retrieval.columns.kept_offers import offer_key
from retrieval.columns.stated_offers import StatedOffers
from retrieval.columns.statements import Statements
from retrieval.facts import Facts
from retrieval.generation import Generation
from retrieval.limits import AtStore, Limit, Rated
from retrieval.money import Money
from retrieval.offers import AVAILABILITY
from retrieval.query import Constraints
from retrieval.rates import Rates

KEPT_MASKS = 256  # limits whose masks are kept: a mask takes a byte an offer


@dataclass(frozen=True)
class OfferColumns:
    """One entry an offer, ready to be compared at once.

    A column store in memory: at 100k offers a mask costs a millisecond, a `where` clause of a
    vector store a hundred. What offers state is in the segments of the generation; prices, stock
    and ratings are the catalogue's. Threads may share it; `followed` makes another.
    """

    items: int  # number of rows of the generation
    parts: tuple[Statements, ...]  # what the offers of each segment state
    origin: np.ndarray  # (offers,) int64: which offer of all parts, one after the other
    row: np.ndarray  # (offers,) int64: the item an offer belongs to
    entry: np.ndarray  # (offers,) int64: its place in `current`
    current: Current
    rates: Rates
    branches: Branches | None = None  # read when they are asked for, as their stock changes often
    _masks: dict[Limit, np.ndarray] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(
        cls, catalogue: Catalogue, generation: Generation, old: OfferColumns | None = None
    ) -> OfferColumns:
        """The columns for the items of a generation, in its order. From `old` comes what has not
        changed since it was read."""
        parts = tuple(one.statements for one in generation.segments)
        starts = np.cumsum([0, *map(len, generation.segments)])
        rows = [part.rows + start for part, start in zip(parts, starts, strict=False)]
        row = np.concatenate(rows).astype(np.int64)
        sound = np.flatnonzero(~generation.dead[row])
        keys = np.concatenate([part.offers.keys for part in parts])[sound]
        current = Current.of(catalogue, keys, old.current if old else None)
        made = cls(
            len(generation.ids), parts, sound, row[sound], np.arange(len(sound)), current,
            Rates.of(catalogue.folder), catalogue.branches,
        )  # fmt: skip
        return made._listed()

    def followed(self, catalogue: Catalogue) -> OfferColumns:
        """The same generation's with prices, stock and ratings as they are now."""
        current = self.current.followed(catalogue)
        whole = replace(self, current=current, rates=Rates.of(catalogue.folder), _masks={})
        if np.array_equal(current.listed, self.current.listed):
            stay = {k: m for k, m in self._masks.items() if not isinstance(k, Rated)}
            return replace(whole, _masks=stay)
        return whole._listed()

    def _listed(self) -> OfferColumns:
        """Without what is no more on sale."""
        keep = self.current.listed[self.entry]
        if keep.all():
            return self
        return replace(
            self, origin=self.origin[keep], row=self.row[keep], entry=self.entry[keep], _masks={}
        )

    @cached_property
    def facts(self) -> Sequence[Facts]:
        """(offers,) what each states in full, read when it is asked for."""
        return StatedOffers(self.parts, self.origin, self.current, self.entry)

    def of_segment(self, number: int) -> Iterator[Facts]:
        """What the offers of one segment of the generation state."""
        ends = np.cumsum([0, *map(len, self.parts)])[number : number + 2]
        first, last = np.searchsorted(self.origin, ends).tolist()
        return (self.facts[place] for place in range(first, last))

    @cached_property
    def minor(self) -> np.ndarray:
        """(offers,) int64, minor units; -1 where there is no price."""
        return self.current.minor[self.entry]

    @cached_property
    def currency(self) -> np.ndarray:
        """(offers,) str: the currency of each price, "" where there is none."""
        return np.array(self.current.currencies, str)[self.current.currency[self.entry]]

    @cached_property
    def in_stock(self) -> np.ndarray:
        """(offers,) bool."""
        return self.current.availability[self.entry] == AVAILABILITY.index("in_stock")

    @cached_property
    def source(self) -> np.ndarray:
        """(offers,) str objects: the shop of each."""
        codes, names = self._sources
        return np.array(names, object)[codes] if names else codes.astype(object)

    @cached_property
    def _sources(self) -> tuple[np.ndarray, list[str]]:
        return self._coded("source")

    @cached_property
    def shops(self) -> tuple[str, ...]:
        """The names of all shops."""
        codes, names = self._sources
        return tuple(sorted(names[code] for code in np.unique(codes)))

    @cached_property
    def category(self) -> tuple[np.ndarray, list[str]]:
        """(offers,) int32 codes, and the category that each code stands for."""
        return self._coded("category")

    def stated(self, name: str) -> np.ndarray:
        """(offers,): a column of what offers state, as `statements` has them."""
        return np.concatenate([part.columns[name] for part in self.parts])[self.origin]

    @cached_property
    def squashed(self) -> str:
        """The letters and digits of all titles, a line an offer; those of offers that are gone
        are among them for a while."""
        return "".join(part.squashed for part in self.parts)

    def _coded(self, name: str) -> tuple[np.ndarray, list[str]]:
        """A column of codes over all parts, and what each stands for."""
        known: dict[str, int] = {}
        columns = []
        for part in self.parts:
            texts = part.text(name)
            codes = np.array([known.setdefault(one, len(known)) for one in texts], np.int32)
            columns.append(codes[part.columns[name]] if len(codes) else part.columns[name])
        return np.concatenate(columns)[self.origin], list(known)

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
        columns = (self.stated("words"), self.stated("fields"), self._sources[0], self.minor,
                   self.current.currency[self.entry])  # fmt: skip
        listed = np.rec.fromarrays(columns)
        _, group, count = np.unique(listed, return_inverse=True, return_counts=True)
        often = (count[group] > 1) & (self.minor >= 0) & (self.stated("titled") > 0)
        thing = np.arange(self.items)
        first = np.full(len(count), self.items, np.int64)
        np.minimum.at(first, group[often], self.row[often])
        np.minimum.at(thing, self.row[often], first[group[often]])
        return thing

    @cached_property
    def home(self) -> str:
        """The currency of an amount that names none: that of most offers, or else the euro, in
        which rates are kept, where half as many are in it. "" where no offer names one."""
        used = np.bincount(self.current.currency[self.entry], minlength=1)
        named = zip(self.current.currencies, used.tolist(), strict=False)
        counts = Counter({code: count for code, count in named if code and count})
        most = max(counts, key=lambda code: counts[code], default="")
        return "EUR" if most and 2 * counts["EUR"] >= counts[most] else most

    def fits(self, constraints: Constraints) -> np.ndarray:
        """(offers,) bool: the offers that meet every limit."""
        fits = np.ones(len(self.row), bool)
        if constraints.min_price or constraints.max_price:
            fits &= self._price_fits(constraints)
        if constraints.sources:
            codes, names = self._sources
            fits &= np.isin(codes, [n for n, one in enumerate(names) if one in constraints.sources])
        if constraints.in_stock:
            fits &= self.in_stock
        for wanted in constraints.limits:
            fits = fits & self._mask(wanted)
        return fits

    def _mask(self, limit: Limit) -> np.ndarray:
        """(offers,) bool: the offers that meet one limit on what they state. Of where somebody is
        nothing is remembered."""
        if isinstance(limit, AtStore):  # private
            return self._at_store(limit)
        mask = self._masks.get(limit)
        if mask is None:
            if len(self._masks) >= KEPT_MASKS:
                self._masks.clear()
            mask = self._rated(limit) if isinstance(limit, Rated) else self._of_parts(limit)
            self._masks[limit] = mask
        return mask

    def _of_parts(self, limit: Limit) -> np.ndarray:
        masks = []
        for part in self.parts:
            mask = limit.mask(part)
            every = np.ones(len(part), bool)
            masks.append(part.asked(limit.admits, every) if mask is None else mask)
        return np.concatenate(masks)[self.origin]

    def _at_store(self, limit: AtStore) -> np.ndarray:
        if self.branches is None:
            return np.zeros(len(self.row), bool)
        near = self.branches.near(limit.latitude, limit.longitude, limit.km)
        held = {offer_key(*key) for key, one in near if limit.at(one)}
        keys = np.empty(len(self.current.keys), np.uint64)
        keys[self.current.place] = self.current.keys
        return np.isin(keys[self.entry], np.array(sorted(held), np.uint64))

    def _rated(self, limit: Rated) -> np.ndarray:
        return np.nan_to_num(self._stars, nan=-1) >= limit.stars

    @cached_property
    def _stars(self) -> np.ndarray:
        """(offers,) float64: stars by the shop or its reviews, else as an attribute says."""
        said = self.current.rating[self.entry]
        return np.where(np.isnan(said), self.stated("stars"), said)

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
            return -self._stars
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
        return self.stated("pack").astype(np.int64)

    @cached_property
    def _by_currency(self) -> dict[str, np.ndarray]:
        """Currency → (offers,) bool: the offers that state it."""
        codes = self.current.currency[self.entry]
        return {self.current.currencies[code]: codes == code for code in np.unique(codes)}

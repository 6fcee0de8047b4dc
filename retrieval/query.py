"""What retrieval is asked: a question's parts and the constraints an answer must meet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil

from retrieval.facts import Facts
from retrieval.limits import Limit
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.photo import Seen
from retrieval.rates import Rates, shipped_rates
from retrieval.reading import PrintedWords, Reading


@dataclass(frozen=True)
class Constraints:
    """Hard limits: what violates one is never shown. None and () mean no limit."""

    min_price: Money | None = None
    max_price: Money | None = None
    sources: tuple[str, ...] = ()
    in_stock: bool = False
    limits: tuple[Limit, ...] = ()  # on what an offer's texts and sizes state
    pieces: int = 0  # that the prices are for together, packs counted whole; 0: one offer

    def __bool__(self) -> bool:
        return self != Constraints()

    def joined(self, other: Constraints) -> Constraints:
        """Both together; where both say something, but for `limits`, the other's counts."""
        said = {name: value for name, value in vars(other).items() if value}
        return replace(self, **{**said, "limits": (*self.limits, *other.limits)})

    def admit(self, offer: Offer, rates: Rates | None = None) -> bool:
        """Whether an offer meets every limit. An offer that is silent on a limited field fails.

        Prices in another currency than the limit's are compared through `rates` (default: those
        that are shipped), and refused where there is no rate; where either names no currency, the
        figures are compared.
        """
        return (
            (not self.sources or offer.source in self.sources)
            and (not self.in_stock or offer.availability == "in_stock")
            and self._price_fits(offer, rates or shipped_rates())
            and self._states(offer)
        )

    def _states(self, offer: Offer) -> bool:
        facts = Facts(offer)
        return all(limit.admits(facts) for limit in self.limits)

    def _price_fits(self, offer: Offer, rates: Rates) -> bool:
        price = offer.price
        if price is not None and self.pieces > 1:
            price = Money(price.minor * ceil(self.pieces / Facts(offer).pack), price.currency)
        for limit, wrong in ((self.min_price, -1), (self.max_price, 1)):
            if limit is None:
                continue
            if price is None or rates.compare(price, limit) in (None, wrong):
                return False
        return True

    def as_dict(self) -> dict:
        """The limits that are set, for JSON."""
        stated: dict = {}
        for name, limit in (("min_price", self.min_price), ("max_price", self.max_price)):
            if limit is not None:
                stated[name] = {"amount": float(limit.amount), "currency": limit.currency or None}
        if self.pieces > 1:
            stated["pieces"] = self.pieces
        if self.sources:
            stated["sources"] = list(self.sources)
        if self.in_stock:
            stated["availability"] = "in_stock"
        if self.limits:
            stated["limits"] = [
                {"limit": type(limit).__name__.lower(), **vars(limit)}
                for limit in self.limits
                if not limit.private
            ]
        return stated


@dataclass(frozen=True)
class Query:
    """One question: words, photos, or both.

    Several photos are views of one thing (or frames of one clip): their blocks are averaged.
    """

    text: str = ""
    images: tuple[Seen, ...] = ()
    constraints: Constraints = field(default_factory=Constraints)
    sort: str = ""  # "price_asc", "price_desc" or "rating"; "" for the best fit first
    everything: bool = False  # whether all that is allowed is put in that order, like or unlike
    reading: Reading | None = None  # of what is printed on the photos, if they are read
    near: tuple[float, float] | None = None  # degrees: that a branch is near there ranks
    placed: bool = False  # whether the branches that have a thing are looked at

    @property
    def printed(self) -> PrintedWords:
        """What is printed on the photos; waits as long as the reading allows."""
        return self.reading.result() if self.reading else PrintedWords()

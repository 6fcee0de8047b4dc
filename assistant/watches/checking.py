"""Whether what is waited for has come, by the offers there are and the prices there were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.watches.watch import Watch
from retrieval.catalogue import Catalogue
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.rates import Rates

STATES = ("met", "missed", "waiting", "gone")


@dataclass(frozen=True)
class Watched:
    """A watch, answered. "missed": the price was low enough since then, and is not now."""

    watch: Watch
    state: str  # of `STATES`
    product: Product | None = None  # None where it is sold no more
    offer: Offer | None = None  # the one that meets it, or else the best there is
    price: Money | None = None  # of the offer; for "missed" what it cost when it was low
    day: date | None = None  # since when the price is that, where its history says so

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            **self.watch.as_dict(),
            "state": self.state,
            "title": self.product.title if self.product else None,
            "price": float(self.price.amount) if self.price else None,
            "currency": self.price.currency if self.price else None,
            "day": self.day.isoformat() if self.day else None,
            "source": self.offer.source if self.offer else None,
            "url": (self.offer.url or None) if self.offer else None,
        }


def check(watch: Watch, catalogue: Catalogue, rates: Rates) -> Watched:
    """How a watch stands today."""
    product = next(iter(catalogue.products([watch.product])), None)
    if product is None:
        return Watched(watch, "gone")
    best = product.best(rates)
    if watch.kind == "stock":
        there = next((one for one in product.ranked(rates) if _had(one)), None)
        offer = there or best
        return Watched(watch, "met" if there else "waiting", product, offer, offer.price)
    return _priced(watch, product, catalogue, rates)


def _priced(watch: Watch, product: Product, catalogue: Catalogue, rates: Rates) -> Watched:
    """A price that was to fall: the least offer that may be had, now or since the watch was set."""
    low = [
        one
        for one in product.offers
        if one.availability != "out_of_stock" and _low(watch, one.price, rates)
    ]
    if low:
        offer = Product(product.product_id, tuple(low)).best(rates)
        history = catalogue.price_history(offer.source, offer.offer_id)
        day = history[-1][0].date() if history else None
        return Watched(watch, "met", product, offer, offer.price, day)
    for offer in product.offers:
        for moment, price in reversed(catalogue.price_history(offer.source, offer.offer_id)):
            since = watch.since is None or moment.date() >= watch.since
            if since and _low(watch, price, rates):
                return Watched(watch, "missed", product, offer, price, moment.date())
    best = product.best(rates)
    return Watched(watch, "waiting", product, best, best.price)


def _had(offer: Offer) -> bool:
    return offer.availability == "in_stock"


def _low(watch: Watch, price: Money | None, rates: Rates) -> bool:
    """Whether a price is low enough; never where it cannot be compared."""
    assert watch.below is not None
    order = rates.compare(price, watch.below) if price is not None else None
    return order is not None and order <= 0

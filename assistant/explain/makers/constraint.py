"""Limits that were set, and met."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explain.claims import Claim, InStock, PriceFits, SoldBy
from assistant.explain.evidence import Evidence
from retrieval.money import Money
from retrieval.rates import Rates


def constraint_claims(evidence: Evidence) -> Iterator[Claim]:
    """One claim for each limit that the best offer meets."""
    offer, limits = evidence.offer, evidence.constraints
    if offer.price and (limits.min_price or limits.max_price):
        yield _price(offer.price, limits.min_price, limits.max_price, evidence.rates)
    if limits.in_stock:
        yield InStock(offer.availability)
    if offer.source in limits.sources:
        yield SoldBy(offer.source)


def _price(price: Money, low: Money | None, high: Money | None, rates: Rates) -> PriceFits:
    limit = high or low
    currency = limit.currency if limit else ""
    if not currency or not price.currency or currency == price.currency:
        return PriceFits(price, low, high)
    return PriceFits(price, low, high, rates.convert(price, currency), rates.day)

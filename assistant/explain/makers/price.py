"""The price beside the other prices there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from assistant.explain.claims import CheaperHere, Claim, LowestShown
from assistant.explain.evidence import Evidence
from retrieval.money import Money
from retrieval.rates import Rates

NOTABLE = 0.05  # of a price: across currencies, less is within what rates and fees may differ


def price_claims(evidence: Evidence) -> Iterator[Claim]:
    """That other shops ask more for the same, and that nothing shown costs as little."""
    price = evidence.offer.price
    if price is None:
        return
    yield from _against_other_shops(evidence, price)
    others = [one.offers[0].price for i, one in enumerate(evidence.shown) if i != evidence.position]
    if others and _is_lowest(price, others, evidence.rates):
        stated = [other for other in others if other]
        yield LowestShown(price, len(evidence.shown), _day(evidence.rates, [price, *stated]))


def _against_other_shops(evidence: Evidence, price: Money) -> Iterator[CheaperHere]:
    offers = [one for one in evidence.product.offers if one.source != evidence.offer.source]
    priced = [(one.price, one.source) for one in offers if one.price]
    if not priced or not _is_lowest(price, [other for other, _ in priced], evidence.rates):
        return
    rates = evidence.rates
    other, shop = min(priced, key=lambda one: (_worth(one[0], price.currency, rates) or 0, one[1]))
    converted = rates.convert(other, price.currency)
    margin = 0 if other.currency == price.currency else NOTABLE * price.minor
    if converted and converted.minor - price.minor > margin:
        saving = Money(converted.minor - price.minor, price.currency)
        yield CheaperHere(price, shop, other, saving, _day(rates, [price, other]))


def _is_lowest(price: Money, others: Iterable[Money | None], rates: Rates) -> bool:
    """Whether every other price is known, comparable and higher."""
    return all(other is not None and rates.compare(other, price) == 1 for other in others)


def _worth(price: Money, currency: str, rates: Rates) -> Fraction | None:
    factor = rates.factor(price.currency, currency)
    return None if factor is None else price.minor * factor


def _day(rates: Rates, prices: Iterable[Money]) -> date | None:
    """The day of the rates where they were needed."""
    return rates.day if len({price.currency for price in prices} - {""}) > 1 else None

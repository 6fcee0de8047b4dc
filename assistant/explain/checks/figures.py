"""What a reply reckons out is reckoned again, from what the catalogue holds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from assistant.advice.figures import Converted, Figure, Left, Sized, Total, rounded
from assistant.explain.checks.prices import convert
from retrieval.catalogue import Catalogue
from retrieval.facts import Facts
from retrieval.rates import Rates

_PER_UNIT = {
    "mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "inch": 25.4, "ft": 304.8, "foot": 304.8,
    "g": 1.0, "kg": 1000.0, "lb": 453.59237, "oz": 28.349523125, "jin": 500.0,
    "ml": 1.0, "cl": 10.0, "l": 1000.0, "gallon": 3785.411784, "cup": 250.0,
}  # fmt: skip
"""Millimetres, grams and millilitres in a unit, from the definitions of the units."""


def recheck(figure: Figure, catalogue: Catalogue) -> bool:
    """Whether a figure is what it claims to be."""
    if isinstance(figure, Total):
        return _total(figure, catalogue)
    if isinstance(figure, Left):
        sums = figure.total.amount.amount + figure.amount.amount == figure.limit.amount
        return sums and _total(figure.total, catalogue)
    if isinstance(figure, Sized):
        return _sized(figure, catalogue)
    return _converted(figure)


def _sized(figure: Sized, catalogue: Catalogue) -> bool:
    stored = catalogue.offer(figure.offer.source, figure.offer.offer_id)
    return stored is not None and figure.measure in Facts(stored).measures


def _total(figure: Total, catalogue: Catalogue) -> bool:
    rates = Rates.of(catalogue.folder)
    amount = Decimal(0)
    for offer, count in figure.parts:
        stored = catalogue.offer(offer.source, offer.offer_id)
        if stored is None or stored.price is None:
            return False
        price = convert(stored.price, figure.amount.currency, rates)
        if price is None:
            return False
        amount += price.quantize(Decimal("0.01"), ROUND_HALF_EVEN) * count
    return abs(amount - figure.amount.amount) <= Decimal("0.011") * sum(n for _, n in figure.parts)


def _converted(figure: Converted) -> bool:
    if figure.amount is None:
        return False
    here, there = _PER_UNIT.get(figure.unit), _PER_UNIT.get(figure.wanted)
    if here is None or there is None:
        return False
    return rounded(figure.value * here / there) == rounded(figure.amount)

"""What a reply reckons out is reckoned again, from what the catalogue holds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import pint

from assistant.advice.figures import Converted, Figure, Share, Total, rounded
from assistant.explain.checks.prices import convert
from retrieval.catalogue import Catalogue
from retrieval.rates import Rates


def recheck(figure: Figure, catalogue: Catalogue) -> bool:
    """Whether a figure is what it claims to be."""
    if isinstance(figure, Total):
        return _total(figure, catalogue)
    if isinstance(figure, Share):
        whole = figure.amount.amount * figure.count
        return 0 <= figure.total.amount - whole < figure.count * Decimal("0.01") + Decimal(1)
    return _converted(figure)


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
    quantity = pint.application_registry.Quantity(figure.value, figure.unit)
    return rounded(quantity.to(figure.wanted).magnitude) == rounded(figure.amount)

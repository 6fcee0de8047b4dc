"""An independent check of every claim, against the catalogue as it is stored.

Shares no judgement with the makers of claims: products, offers and reviews are read again, words
are compared by rules of its own, prices and sizes are calculated anew. It is strict: a claim that
it cannot confirm is as good as false.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.explain.checks import CHECKS
from assistant.explain.checks.record import Record, Screen
from assistant.explain.claims import Claim
from assistant.explain.evidence import Shown
from retrieval.catalogue import Catalogue
from retrieval.offers import Offer, Product
from retrieval.rates import Rates


class Checker:
    """Holds claims about the products of one screen against one catalogue."""

    def __init__(self, catalogue: Catalogue, shown: Sequence[Shown]) -> None:
        """Reads what is stored of the products shown."""
        stored = {
            p.product_id: p for p in catalogue.products([s.product.product_id for s in shown])
        }
        records = tuple(
            _record(catalogue, one, stored.get(one.product.product_id)) for one in shown
        )
        self._screen = Screen(records, Rates.of(catalogue.folder))

    def problem(self, claim: Claim, position: int) -> str:
        """Why a claim about the product at `position` (from 0) does not hold, "" where it does."""
        if not 0 <= position < len(self._screen.records):
            return "nothing is shown there"
        record = self._screen.records[position]
        if record is None:
            return "it is not on sale"
        check = CHECKS.get(type(claim))
        return check(claim, record, self._screen) if check else "nothing can check it"


def _record(catalogue: Catalogue, shown: Shown, product: Product | None) -> Record | None:
    """What is stored of a product and the offer shown first; None where that offer is gone."""
    if product is None:
        return None
    offer = next((one for one in product.offers if _key(one) == _key(shown.offers[0])), None)
    if offer is None:
        return None
    reviews = catalogue.reviews.of_offers([_key(one) for one in product.offers])
    return Record(product, offer, tuple(reviews), dict(shown.contributions))


def _key(offer: Offer) -> tuple[str, str]:
    return offer.source, offer.offer_id

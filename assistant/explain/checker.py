"""An independent check of every claim, against the catalogue as it is stored.

Shares no judgement with the makers of claims: products, offers and reviews are read again, words
are compared by rules of its own, prices and sizes are calculated anew. It is strict: a claim that
it cannot confirm is as good as false.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.explain.checks import CHECKS
from assistant.explain.checks.record import Record, Screen
from assistant.explain.claims import Claim
from assistant.explain.evidence import Shown
from retrieval.catalogue import Catalogue
from retrieval.offers import Offer, Product, Review
from retrieval.rates import Rates


class Checker:
    """Holds claims about the products of one screen against one catalogue."""

    def __init__(self, catalogue: Catalogue, shown: Sequence[Shown]) -> None:
        """Reads what is stored of the products shown."""
        stored = {
            p.product_id: p for p in catalogue.products([s.product.product_id for s in shown])
        }
        keys = [_key(offer) for product in stored.values() for offer in product.offers]
        reviews = catalogue.reviews.of_offers(keys)
        records = tuple(_record(one, stored.get(one.product.product_id), reviews) for one in shown)
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


def _record(shown: Shown, product: Product | None, reviews: Sequence[Review]) -> Record | None:
    """What is stored of a product and the offer shown first; None where that offer is gone."""
    offers = {_key(offer): offer for offer in product.offers} if product else {}
    offer = offers.get(_key(shown.offers[0]))
    if product is None or offer is None:
        return None
    said = _once(reviews, offers)
    counted = tuple(one for one in said if not one.echo)
    echoes = tuple(one for one in said if one.echo)
    return Record(product, offer, counted, dict(shown.contributions), echoes)


def _once(reviews: Sequence[Review], offers: Mapping[tuple[str, str], Offer]) -> tuple[Review, ...]:
    """The reviews of these offers; one that stands with several variants counts once."""
    mine = [one for one in reviews if (one.source, one.offer_id) in offers]
    first: dict[str, Review] = {}
    for one in mine:
        first.setdefault(one.shared, one)
    return tuple(one for one in mine if not one.shared or first[one.shared] is one)


def _key(offer: Offer) -> tuple[str, str]:
    return offer.source, offer.offer_id

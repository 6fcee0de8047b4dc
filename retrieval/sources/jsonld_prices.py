"""Which of the prices of a schema.org product is paid.

Offer, AggregateOffer, PriceSpecification (https://schema.org/priceType).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrieval.sources.base import ReadOptions
from retrieval.sources.dates import runs_now
from retrieval.sources.nodes import as_list, text_of
from retrieval.sources.pricing import parse_price

NEVER_PAID = frozenset(
    "ListPrice StrikethroughPrice MSRP SRP MinimumAdvertisedPrice InvoicePrice".split()
)
FORMER = NEVER_PAID | {"RegularPrice"}
"""Kinds of prices that are not what is paid; a regular one is where there is no other."""

UNKNOWN = float("inf")


def best_offer(offers: Any, options: ReadOptions) -> Mapping[str, Any]:
    """The cheapest of the offers that are in stock, else of all; {} for none."""
    flattened: list[Mapping[str, Any]] = []
    for offer in as_list(offers):
        if isinstance(offer, dict):
            inner = [one for one in as_list(offer.get("offers")) if isinstance(one, dict)]
            flattened += inner or [offer]

    def rank(offer: Mapping[str, Any]) -> tuple[bool, bool, float]:
        stated = offer_fields(offer, options)
        foreign = bool(options.currency) and stated["currency"] not in ("", options.currency)
        return "InStock" not in stated["availability"], foreign, _amount(stated, options)

    return min(flattened, key=rank, default={})


def offer_fields(offer: Mapping[str, Any], options: ReadOptions) -> dict[str, str]:
    """Price, stock and address as an Offer or AggregateOffer states them."""
    terms = [one for one in as_list(offer.get("priceSpecification")) if isinstance(one, dict)]
    paid = _paid(terms, options)
    own = text_of(offer.get("price")) or text_of(offer.get("lowPrice"))
    former = [one for one in terms if _kind(one) in FORMER and one is not paid]
    currency = offer.get("priceCurrency") or paid.get("priceCurrency")
    return {
        "price": own or _price(paid),
        "list_price": _price(former[0]) if former else "",
        "currency": text_of(currency),
        "availability": text_of(offer.get("availability")),
        "condition": text_of(offer.get("itemCondition")),
        "url": text_of(offer.get("url")),
        "offer_id": text_of(offer.get("sku")),
    }


def _paid(terms: list[dict[str, Any]], options: ReadOptions) -> Mapping[str, Any]:
    """The specification that a buyer pays, {} for none.

    Prices for members, of a measure (per 100 g) and of another time count only where there is
    nothing else.
    """
    left = [one for one in terms if _price(one) and _kind(one) not in NEVER_PAID]
    for keep in (
        lambda one: not one.get("validForMemberTier"),
        lambda one: not one.get("referenceQuantity"),
        lambda one: runs_now(_span(one), options.zone) is not False,
        lambda one: _kind(one) != "RegularPrice",
    ):
        left = [one for one in left if keep(one)] or left
    stated = [{"price": _price(one), "currency": text_of(one.get("priceCurrency"))} for one in left]
    ranked = sorted(zip(left, stated, strict=True), key=lambda both: _amount(both[1], options))
    return ranked[0][0] if ranked else {}


def _span(terms: Mapping[str, Any]) -> str:
    return f"{text_of(terms.get('validFrom'))}|{text_of(terms.get('validThrough'))}"


def _kind(terms: Mapping[str, Any]) -> str:
    return text_of(terms.get("priceType")).rsplit("/", 1)[-1]


def _price(terms: Mapping[str, Any]) -> str:
    return text_of(terms.get("price")) or text_of(terms.get("minPrice"))


def _amount(stated: Mapping[str, str], options: ReadOptions) -> float:
    """An amount to compare by; what cannot be told, and nothing, are dearer than all."""
    try:
        price = parse_price(stated["price"], options)
    except ValueError:
        return UNKNOWN
    return float(price.amount) if price and price.minor else UNKNOWN

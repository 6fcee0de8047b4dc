"""A product in the protocol's form: what one thing is, and a variant for each offer of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.api import serialise
from assistant.api.ucp.filters import domain_of
from assistant.api.ucp.identifiers import variant_id
from assistant.api.ucp.messages import Message, info
from assistant.api.ucp.names import EVIDENCE
from assistant.recommendation import Recommendation
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.rates import Rates
from retrieval.sources.cleaning import web_address

SELLER = "Seller"
"""The one option of a product: which shop to buy it from."""

SCALE = {"scale_min": 1, "scale_max": 5}
"""From how many stars to how many shops' ratings go."""

_OBTAINABLE = {"in_stock": True, "backorder": True, "preorder": True, "out_of_stock": False}


@dataclass(frozen=True)
class Shown:
    """How things are shown to a caller."""

    rates: Rates
    base: str = ""  # address of this server, "" where there is none: then there are no pictures
    currency: str = ""  # in which ranges of prices are given, "" for the best offer's
    language: str = "en"  # of titles, where shops state several


def sellable(offers: Sequence[Offer]) -> list[Offer]:
    """The offers with a price in a currency: what the protocol can say of an offer."""
    return [one for one in offers if one.price and len(one.price.currency) == 3]


def product_document(product: Product, offers: Sequence[Offer], shown: Shown) -> dict[str, Any]:
    """The product with these offers of it, the best one first: at least one, all `sellable`."""
    stated = serialise.product(product, serialise.View(shown.base), ())
    several = len({offer.source for offer in offers}) > 1
    return _stated(
        id=product.product_id,
        title=product.title_in(shown.language) or product.title,
        description=_description(product.offers[0], product.title),
        url=web_address(offers[0].url),
        categories=_categories(stated["category"]),
        price_range=price_range(offers, shown),
        media=_media(product.image, product.title, shown),
        options=[seller_option(offers)] if several else None,
        variants=[variant_document(offer, shown, several) for offer in offers],
        rating={**stated["rating"], **SCALE} if stated["rating"] else None,
        metadata={**stated["attributes"], **_stated(brand=stated["brand"])},
    )


def variant_document(offer: Offer, shown: Shown, several: bool = False) -> dict[str, Any]:
    """One shop's offer. `several`: whether other shops sell the thing too."""
    title = offer.title or offer.category or offer.offer_id
    return _stated(
        id=variant_id(offer),
        sku=offer.offer_id,
        barcodes=[{"type": "GTIN", "value": offer.gtin}] if offer.gtin else None,
        title=title,
        description=_description(offer, title),
        url=web_address(offer.url),
        categories=_categories(offer.category),
        price=price_document(offer.price) if offer.price else None,
        availability=availability(offer),
        options=[{"name": SELLER, "label": offer.source}] if several else None,
        media=_media(offer.image, title, shown),
        seller={"name": offer.source},
        metadata={"condition": offer.condition} if offer.condition else None,
    )


def evidence_document(one: Recommendation, offers: Sequence[Offer]) -> dict[str, Any]:
    """Why a product was found, what words and picture counted, and what every shop asks."""
    return {EVIDENCE: {"likeness": one.likeness.level, **match_document(one, offers)}}


def match_document(one: Recommendation, offers: Sequence[Offer]) -> dict[str, Any]:
    """What speaks for a product, and what every shop asks."""
    return {
        "score": one.score,
        "contributions": {"text": 0.0, "image": 0.0, **one.contributions},
        "reasons": [
            {"claim": r.claim, "kind": r.kind, "field": r.field, "value": r.value}
            for r in one.reasons
        ],
        **offers_document(offers),
    }


def offers_document(offers: Sequence[Offer]) -> dict[str, Any]:
    """What each shop asks, the best offer first."""
    return {
        "offers": [
            _stated(
                seller=_stated(name=offer.source, domain=domain_of(offer)),
                item_id=variant_id(offer),
                price=price_document(offer.price) if offer.price else None,
                url=web_address(offer.url),
                availability=offer.availability,
                condition=offer.condition,
                stores=serialise.stores(offer),
            )
            for offer in offers
        ]
    }


def price_document(price: Money) -> dict[str, Any]:
    """An amount in minor units."""
    return {"amount": price.minor, "currency": price.currency}


def price_range(offers: Sequence[Offer], shown: Shown) -> dict[str, Any]:
    """The lowest and highest price, all in one currency: those that no rate converts are left
    out, unless no price is left then."""
    prices = [offer.price for offer in offers if offer.price]
    currency = shown.currency or prices[0].currency
    common = [found for one in prices if (found := shown.rates.convert(one, currency))]
    common = common or prices[:1]
    return {"min": price_document(min(common)), "max": price_document(max(common))}


def is_converted(offers: Sequence[Offer], shown: Shown) -> bool:
    """Whether a rate was needed for the range of prices."""
    currencies = {offer.price.currency for offer in offers if offer.price}
    return bool(currencies - {shown.currency}) if shown.currency else len(currencies) > 1


def converted(shown: Shown, path: str) -> Message:
    """That a range of prices rests on exchange rates."""
    content = (
        "The range converts prices in other currencies by rates of "
        f"{shown.rates.day.isoformat()}; variants have the prices that shops ask."
    )
    return info("price_range_converted", content, path)


def seller_option(offers: Sequence[Offer]) -> dict[str, Any]:
    """The shops to choose from."""
    shops = dict.fromkeys(offer.source for offer in offers)
    return {"name": SELLER, "values": [{"label": shop} for shop in shops]}


def availability(offer: Offer) -> dict[str, Any] | None:
    """Whether it can be had, None where the shop does not say."""
    if offer.availability not in _OBTAINABLE:
        return None
    return {"available": _OBTAINABLE[offer.availability], "status": offer.availability}


def _stated(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _description(offer: Offer, title: str) -> dict[str, str]:
    return {"plain": offer.description or title}


def _categories(category: str | None) -> list[dict[str, str]]:
    return [{"value": category, "taxonomy": "merchant"}] if category else []


def _media(image: str, title: str, shown: Shown) -> list[dict[str, Any]]:
    if not image or not shown.base:
        return []
    url = serialise.View(shown.base).picture(image)
    return [{"type": "image", "url": url, "alt_text": title}]

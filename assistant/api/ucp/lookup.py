"""Products and variants by their identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.api.ucp.catalogue import Shop, of_one_catalogue
from assistant.api.ucp.choosing import chosen, selection
from assistant.api.ucp.document import (
    Shown,
    converted,
    is_converted,
    offers_document,
    product_document,
    sellable,
    variant_document,
)
from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.filters import joined, read_filters, unread_filters
from assistant.api.ucp.messages import Message, missing, not_found
from assistant.api.ucp.names import EVIDENCE, LOOKUP, envelope
from assistant.api.ucp.requests import MOST_IDS, Context, Filters, LookupRequest, ProductRequest
from retrieval.offers import Offer, Product


@of_one_catalogue
def lookup(shop: Shop, request: LookupRequest) -> dict[str, Any]:
    """Answer `lookup_catalog`: each product once, with the variants that were asked for, or else
    the best one. Raises `BadRequest` for too many identifiers."""
    if len(request.ids) > MOST_IDS:
        raise BadRequest(
            f"There are {len(request.ids)} identifiers; send at most {MOST_IDS} at once.",
            "request_too_large",
        )
    identifiers = list(dict.fromkeys(request.ids))
    found = shop.resolve(identifiers)
    told = [not_found(one) for one in identifiers if one not in found]
    told += _unread(request.filters, request.context)
    shown = shop.shown(request.context)
    asked: dict[str, list[tuple[str, Offer | None]]] = {}
    products = {}
    for one, (product, offer) in found.items():
        products[product.product_id] = product
        asked.setdefault(product.product_id, []).append((one, offer))
    documents = []
    for product_id, inputs in asked.items():
        offers = _fitting(shop, products[product_id], request.filters, request.context)
        document = _looked_up(products[product_id], offers, inputs, shown)
        if document:
            documents.append(document)
            if is_converted(offers, shown):
                told.append(converted(shown, f"$.products[{len(documents) - 1}].price_range"))
    messages = {"messages": told} if told else {}
    return {"ucp": envelope(LOOKUP), "products": documents, **messages}


@of_one_catalogue
def get_product(shop: Shop, request: ProductRequest) -> dict[str, Any]:
    """Answer `get_product`: one product in full, with the variants of what was selected."""
    resolved = shop.resolve([request.id]).get(request.id)
    product, own = resolved or (None, None)
    offers = _fitting(shop, product, request.filters, request.context) if product else []
    if own and own not in offers:
        offers = []
    if product is None or not offers:
        return {"ucp": envelope(LOOKUP, failed=True), "messages": [missing(request.id)]}
    shown = shop.shown(request.context)
    choice = selection(offers, own, request)
    picked = chosen(offers, choice.selected, own)
    document = product_document(product, offers, shown)
    several = "options" in document
    document["variants"] = [variant_document(offer, shown, several) for offer in picked]
    if several:
        document["options"] = choice.options
        document["selected"] = choice.selected
    document[EVIDENCE] = offers_document(offers)
    told = _unread(request.filters, request.context)
    if is_converted(offers, shown):
        told.append(converted(shown, "$.product.price_range"))
    messages = {"messages": told} if told else {}
    return {"ucp": envelope(LOOKUP), "product": document, **messages}


def _fitting(shop: Shop, product: Product, filters: Filters, context: Context) -> list[Offer]:
    """The product's offers that meet the filters, the best one first."""
    columns = shop.assistant.searcher.columns
    read = read_filters(filters, context.currency or "", columns)
    limits = joined([one.demands for one in read], columns.rates)
    fitting = [o for o in sellable(product.offers) if limits.admit(o, columns.rates)]
    return shop.ranked(fitting)


def _looked_up(
    product: Product,
    offers: Sequence[Offer],
    inputs: Sequence[tuple[str, Offer | None]],
    shown: Shown,
) -> dict[str, Any] | None:
    """The product with the variants that identifiers lead to; None where filters leave none."""
    variants: dict[int, dict[str, Any]] = {}
    for identifier, own in inputs:
        offer = own or (offers[0] if offers else None)
        if offer is None or offer not in offers:
            continue
        place = offers.index(offer)
        several = len({o.source for o in offers}) > 1
        variant = variants.setdefault(place, variant_document(offer, shown, several))
        match = "exact" if own else "featured"
        variant.setdefault("inputs", []).append({"id": identifier, "match": match})
    if not variants:
        return None
    document = product_document(product, offers, shown)
    document["variants"] = [variants[place] for place in sorted(variants)]
    return {**document, EVIDENCE: offers_document(offers)}


def _unread(filters: Filters, context: Context) -> list[Message]:
    return unread_filters(filters, context.currency or "")

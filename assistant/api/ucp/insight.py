"""What no protocol has an operation for: products side by side, and why one is a match."""

from __future__ import annotations

from typing import Any

from assistant.api.ucp.asking import located
from assistant.api.ucp.catalogue import Shop, of_one_catalogue
from assistant.api.ucp.document import match_document, offers_document, price_document, sellable
from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.messages import missing, not_found, unplaced
from assistant.api.ucp.names import EVIDENCE, LOOKUP, envelope
from assistant.api.ucp.requests import CompareRequest, ExplainRequest
from assistant.comparison import merge_statements
from assistant.constraints import constraints_of
from assistant.explain import Asked
from assistant.language import understand
from retrieval.offers import Product
from retrieval.query import Query
from retrieval.search import Hit
from retrieval.words import plain

DEPTH = 200  # products among which the one to explain is looked for


@of_one_catalogue
def compare_products(shop: Shop, request: CompareRequest) -> dict[str, Any]:
    """Products side by side: a row a field, a value a product, null where no shop states one.

    A field has several values where shops differ. Raises `BadRequest` where fewer than two of the
    products are on sale.
    """
    identifiers = list(dict.fromkeys(request.ids))
    found = shop.resolve(identifiers)
    products = list({p.product_id: p for p, _ in found.values()}.values())
    if len(products) < 2:
        raise BadRequest(
            "Fewer than two of these products are on sale; name at least two.", "not_found"
        )
    stated = [_stated(product) for product in products]
    names = _names(stated, request.fields)
    told = [not_found(one) for one in identifiers if one not in found]
    return {
        "ucp": envelope(LOOKUP),
        "products": [_head(shop, product) for product in products],
        "rows": [{"field": name, "values": [row.get(name) for row in stated]} for name in names],
        **({"messages": told} if told else {}),
    }


@of_one_catalogue
def explain_match(shop: Shop, request: ExplainRequest) -> dict[str, Any]:
    """Why a product fits a question, or what of it the product does not meet."""
    resolved = shop.resolve([request.id]).get(request.id)
    if resolved is None:
        return {"ucp": envelope(LOOKUP, failed=True), "messages": [missing(request.id)]}
    product, _ = resolved
    where = located(shop, request.query, request.context)
    said = understand(where.text, shop.assistant.vocabulary)
    wishes = said.wishes.having([where.reach])
    limits = constraints_of(wishes)
    rates = shop.assistant.searcher.columns.rates
    meets = any(limits.admit(offer, rates) for offer in product.offers)
    text = said.ranking_text or where.text
    near = where.spot.point if where.spot and wishes.near else None
    hit = _scored(shop, product, Query(text, near=near, placed=bool(where.spot)))
    asked = Asked(text, wishes, shop.language(request.context))
    [one] = shop.assistant.recommended([hit], asked)
    told = list(unplaced(where.lack))
    return {
        "ucp": envelope(LOOKUP),
        "product_id": product.product_id,
        "title": product.title,
        "meets_every_wish": meets,
        "wishes": wishes.as_dict(),
        EVIDENCE: match_document(one, one.offers),
        **({"messages": told} if told else {}),
    }


def _scored(shop: Shop, product: Product, query: Query) -> Hit:
    """The product as the search finds it for a query; scoreless where it does not."""
    hits = shop.assistant.searcher.search(query, DEPTH)
    found = (hit for hit in hits if hit.product.product_id == product.product_id)
    return next(found, Hit(product, tuple(shop.ranked(product.offers)), 0.0, {}))


def _head(shop: Shop, product: Product) -> dict[str, Any]:
    offers = shop.ranked(sellable(product.offers) or product.offers)
    best = offers[0]
    price = price_document(best.price) if best.price else None
    return {
        "id": product.product_id,
        "title": product.title,
        "price": price,
        "seller": best.source,
        **offers_document(offers),
    }


def _stated(product: Product) -> dict[str, list[str]]:
    """Field → what shops state of it, different things apart."""
    return {
        one.name: [value for value, _ in one.values] for one in merge_statements(product.offers)
    }


def _names(stated: list[dict[str, list[str]]], wanted: list[str] | None) -> list[str]:
    """The fields to show: those that were asked for, else all, those of all products first."""
    every = {name: None for row in stated for name in row}
    if wanted is not None:
        known = {plain(name.replace("_", " ")): name for name in every}
        return [known.get(plain(name.replace("_", " ")), name) for name in wanted]
    return sorted(every, key=lambda name: -sum(name in row for row in stated))

"""The product feed of the Agentic Commerce Protocol: JSON lines, a product with its variants.

https://github.com/agentic-commerce-protocol/agentic-commerce-protocol (spec 2026-04-17).
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

from retrieval.export.base import Exported, ExportFormat, as_markup
from retrieval.money import Money

MOST = 100  # variants a line; a larger group is several lines of one product


class AgenticExport(ExportFormat):
    """A line a product; the offers of one shop's group are its variants."""

    name = "agentic"

    def write(self, offers: Iterable[Exported]) -> Iterator[str]:
        for (_, group), variants in itertools.groupby(offers, _group):
            while each := list(itertools.islice(variants, MOST if group else 1)):
                yield json.dumps(_product(group, each), ensure_ascii=False) + "\n"


def _group(one: Exported) -> tuple[str, str]:
    return one.offer.source, one.offer.group


def _product(group: str, offers: Iterable[Exported]) -> dict[str, Any]:
    variants = [_variant(one) for one in offers]
    title = variants[0].get("title", "")
    return {"id": group or variants[0]["id"], "title": title, "variants": variants}


def _variant(one: Exported) -> dict[str, Any]:
    offer, former = one.offer, one.list_price
    stock = offer.availability
    fields = {
        "id": offer.offer_id,
        "title": as_markup(offer.title),
        "description": {"plain": as_markup(offer.description)} if offer.description else None,
        "url": offer.url,
        "barcodes": [{"type": "GTIN", "value": offer.gtin}] if offer.gtin else None,
        "mpn": offer.mpn,
        "brand": as_markup(offer.brand),
        "price": _minor(offer.price),
        "list_price": _minor(former),
        "availability": {"available": stock == "in_stock", "status": stock} if stock else None,
        "categories": [{"value": as_markup(offer.category)}] if offer.category else None,
        "condition": [offer.condition] if offer.condition else None,
        "media": [{"type": "image", "url": one.picture}] if one.picture else None,
        "star_rating": offer.rating,
        "review_count": offer.rating_count or None,
        "attributes": {n: as_markup(v) for n, v in one.attributes.items()} or None,
        "seller": {"name": offer.source},
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _minor(price: Money | None) -> dict[str, Any] | None:
    return {"amount": price.minor, "currency": price.currency} if price else None

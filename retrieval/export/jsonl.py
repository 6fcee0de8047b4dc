"""One JSON object a line; null for what is not stated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from retrieval.export.base import Exported, ExportFormat, decimal_text


class JsonLinesExport(ExportFormat):
    """The format that programs read. Money is decimal text, in the currency's own digits."""

    name = "jsonl"

    def write(self, offers: Iterable[Exported]) -> Iterator[str]:
        for one in offers:
            yield json.dumps(as_json(one), ensure_ascii=False) + "\n"


def as_json(one: Exported) -> dict[str, Any]:
    """An offer as one flat object, but for its rating and attributes."""
    offer, former = one.offer, one.list_price
    rated = {"value": offer.rating, "count": offer.rating_count}
    return {
        "source": offer.source,
        "id": offer.offer_id,
        "product_id": one.product_id,
        "group": offer.group or None,
        "title": offer.title or None,
        "description": offer.description or None,
        "price": decimal_text(offer.price) if offer.price else None,
        "currency": (offer.price.currency or None) if offer.price else None,
        "list_price": decimal_text(former) if former else None,
        "availability": offer.availability or None,
        "condition": offer.condition or None,
        "brand": offer.brand or None,
        "category": offer.category or None,
        "gtin": offer.gtin or None,
        "mpn": offer.mpn or None,
        "rating": rated if offer.rating is not None else None,
        "url": offer.url or None,
        "images": [one.picture] if one.picture else [],
        "attributes": one.attributes,
    }

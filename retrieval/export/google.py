"""A product feed for Google Merchant Center: RSS 2.0 (https://support.google.com/merchants).

What Google has no field for, such as ratings, is in its namespace of custom attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from retrieval.export.base import Exported, ExportFormat, as_markup, decimal_text
from retrieval.money import Money

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
    ' xmlns:g="http://base.google.com/ns/1.0" xmlns:c="http://base.google.com/cns/1.0">\n'
    "<channel><title>Catalogue</title><link>https://localhost/</link>"
    "<description>Every offer on sale</description>\n"
)
TAIL = "</channel></rss>\n"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class GoogleExport(ExportFormat):
    """One item an offer."""

    name = "google"

    def write(self, offers: Iterable[Exported]) -> Iterator[str]:
        yield HEAD
        for one in offers:
            yield "<item>" + "".join(_tags(one)) + "</item>\n"
        yield TAIL


def _tags(one: Exported) -> Iterator[str]:
    offer, former = one.offer, one.list_price
    fields = {
        "id": offer.offer_id, "title": offer.title, "description": offer.description,
        "link": offer.url, "image_link": one.picture, "availability": offer.availability,
        "price": _price(former or offer.price),
        "sale_price": _price(offer.price) if former else "",
        "brand": offer.brand, "gtin": offer.gtin, "mpn": offer.mpn, "condition": offer.condition,
        "product_type": offer.category, "item_group_id": offer.group,
    }  # fmt: skip
    for name, value in fields.items():
        if value:
            yield _tag("g", name, value if "link" in name else as_markup(value))
    if offer.rating is not None:
        yield _tag("c", "rating", str(offer.rating))
        yield _tag("c", "rating_count", str(offer.rating_count))
    for name, value in one.attributes.items():
        detail = _tag("g", "attribute_name", name) + _tag("g", "attribute_value", as_markup(value))
        yield f"<g:product_detail>{detail}</g:product_detail>"


def _tag(prefix: str, name: str, value: str) -> str:
    return f"<{prefix}:{name}>{escape(NO_XML.sub('', value))}</{prefix}:{name}>"


def _price(price: Money | None) -> str:
    return f"{decimal_text(price)} {price.currency}".strip() if price else ""

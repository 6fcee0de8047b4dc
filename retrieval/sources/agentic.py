"""The product feed of the Agentic Commerce Protocol: JSON lines, amounts in minor units.

https://github.com/agentic-commerce-protocol/agentic-commerce-protocol (spec, schema.feed.json).
The flat rows of its file upload, with prices as "79.99 USD", are read as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.money import Money, currency_code
from retrieval.sources.base import ATTRIBUTE, FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.offering import offer_from
from retrieval.sources.pricing import plausible
from retrieval.sources.readers import count_lines, flat, json_rows
from retrieval.sources.sniffing import Head

FIELDS = {
    "offer_id": ("id", "item_id"),
    "title": ("title",),
    "description": ("description",),
    "category": ("product_category", "category", "categories"),
    "brand": ("brand",),
    "availability": ("availability",),
    "url": ("url", "link"),
    "gtin": ("gtin", "barcodes"),
    "mpn": ("mpn",),
    "condition": ("condition",),
    "group": ("group_id", "item_group_id"),
    "rating": ("star_rating", "product_review_rating"),
    "rating_count": ("review_count", "product_review_count"),
    "sale_price": ("sale_price",),
    "sale_dates": ("sale_price_effective_date",),
}
"""Our field → theirs."""

PICTURES = ("media", "image_url", "image_link", "additional_image_urls", "additional_image_link")
FLAGS = frozenset(("is_eligible_search", "enable_search", "item_id", "feed_id"))
NOT_SHOWN = (*PICTURES, *FLAGS, *(name for names in FIELDS.values() for name in names), "price",
             "list_price", "variants", "variant_options", "attributes", "seller", "marketplace",
             "siblings",
             "is_eligible_checkout", "enable_checkout")  # fmt: skip


NESTED = ("price", "list_price", "variants")
"""Where prices are; variants have the other fields as well."""


class AgenticFormat(FeedFormat):
    """One offer a variant; a product's own fields stand in where a variant is silent."""

    name = "agentic"

    def recognises(self, head: Head) -> bool:
        first = head.first_object
        variants = first.get("variants")
        return (
            isinstance(first.get("price"), dict)
            or (isinstance(variants, list) and "body_html" not in first and "@type" not in first)
            or bool(FLAGS & first.keys() and ("account_id" in first or "title" in first))
        )

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        for row in json_rows(path):
            if "feed_id" in row.content:  # the header line
                continue
            variants = row.content.get("variants")
            if row.problem or not isinstance(variants, list):
                yield row
                continue
            product = {name: value for name, value in row.content.items() if name != "variants"}
            for variant in variants:
                own = variant if isinstance(variant, dict) else {}
                is_group = len(variants) > 1 or product.get("id") != own.get("id")
                group = {"group_id": product.get("id", "")} if is_group else {}
                # the id is the variant's own or none: two variants must never share one
                yield Row(row.number, {**product, "id": "", **group, **own})

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = row.content
        fields = {
            ours: next((text for name in names if (text := _text(said.get(name)))), "")
            for ours, names in FIELDS.items()
        }
        try:
            price = _minor_units(said.get("price"), options)
            was = _minor_units(said.get("list_price"), options)
        except ValueError as error:
            return Rejection(row.number, str(error))
        if price is None:
            fields["price"] = flat(said.get("price"))
        attributes = {n: _text(v) for n, v in said.items() if n not in NOT_SHOWN}
        for option in _objects(said.get("variant_options")):
            attributes[_text(option.get("name")).lower()] = _text(option.get("value"))
        stated = said.get("attributes")
        if isinstance(stated, dict):
            attributes |= {str(name): _text(value) for name, value in stated.items()}
        seller = _text(said.get("seller"))
        attributes["seller"] = seller if seller != options.source else ""
        if was and price and was.minor > price.minor:
            attributes["list_price"] = str(was)
        stock = said.get("availability")
        if isinstance(stock, dict) and not fields["availability"]:
            fields["availability"] = flat(stock.get("available"))
        for code in _objects(said.get("barcodes")):
            fields["gtin"] = fields["gtin"] or flat(code.get("value"))
        pictures = [one for name in PICTURES for one in _addresses(said.get(name))]
        return offer_from(row, fields, attributes, options, price=price, pictures=pictures)

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        ours = {name: field for field, names in FIELDS.items() for name in names}
        ours |= dict.fromkeys(PICTURES, "picture") | dict.fromkeys(NESTED, "price")
        return {c: ours.get(c, "" if c in NOT_SHOWN else ATTRIBUTE) for c in columns}

    def count(self, path: Path) -> int | None:
        return count_lines(path)


def _minor_units(value: Any, options: ReadOptions) -> Money | None:
    """{"amount": 1999, "currency": "USD"} → $19.99; None for any other form of price."""
    if not isinstance(value, dict):
        return None
    amount = value.get("amount")
    currency = currency_code(flat(value.get("currency"))) or options.currency
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
        raise ValueError(f"the price {flat(value):.100} is not a whole number of minor units")
    return plausible(Money(amount, currency))


def _text(value: Any) -> str:
    """The text in one of the protocol's wrappers, such as {"plain": …} or {"status": …}."""
    if isinstance(value, dict):
        keys = ("plain", "markdown", "html", "status", "value", "name")
        return next((flat(value[key]) for key in keys if value.get(key)), "")
    if isinstance(value, list):
        return next((text for one in value if (text := _text(one))), "")
    return flat(value)


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _addresses(value: Any) -> list[str]:
    if isinstance(value, list):
        return [address for one in value for address in _addresses(one)]
    if isinstance(value, dict):
        return [flat(value.get("url"))] if value.get("type", "image") == "image" else []
    return flat(value).split(",") if value else []

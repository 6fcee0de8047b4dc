"""Shopify: the product CSV in both header dialects, and a shop's public /products.json.

Both are brought into one form, a row a variant under the names of the older CSV dialect.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from retrieval.sources.base import FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.offering import offer_from
from retrieval.sources.readers import count_lines, flat, json_document
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows

NEWER = {
    "url handle": "handle",
    "description": "body (html)",
    "product category": "product category",
    "published on online store": "published",
    "sku": "variant sku",
    "barcode": "variant barcode",
    "price": "variant price",
    "compare-at price": "variant compare at price",
    "inventory tracker": "variant inventory tracker",
    "inventory quantity": "variant inventory qty",
    "continue selling when out of stock": "variant inventory policy",
    "weight value (grams)": "variant grams",
    "product image url": "image src",
    "variant image url": "variant image",
}
"""Column of the newer dialect (2024) → of the older one, in small letters."""

OPTIONS = range(1, 4)
METAFIELD = re.compile(r"(.+?) \(product\.metafields\.[^)]*\)")
PRODUCT = ("title", "body (html)", "vendor", "product category", "type", "tags", "published",
           "status", *(f"option{n} name" for n in OPTIONS))  # fmt: skip
"""What a product's first row says for all its variants; metafields are the same."""


class ShopifyFormat(FeedFormat):
    """One offer a variant; the variants of a handle are a group."""

    name = "shopify"

    def recognises(self, head: Head) -> bool:
        if head.text.startswith("{"):
            return '"products"' in head.text[:200] and '"body_html"' in head.text
        columns = head.columns
        return {"handle", "variant price"} <= columns or {"url handle", "price"} <= columns

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        if Head.of(path).text.startswith("{"):
            for number, content in enumerate(_json_variants(json_document(path)), start=1):
                yield Row(number, content)
            return
        renamed = (_older_names(row) for row in csv_rows(path))
        for _, group in itertools.groupby(renamed, key=lambda row: row.content.get("handle", "")):
            yield from _variants(list(group))

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = row.content
        if said.get("status", "active").lower() not in ("active", "") or said.get(
            "published", "true"
        ).lower() in ("false", "no"):
            return Rejection(row.number, "the shop has not published it")
        chosen = _options(said)
        handle = said.get("handle", "")
        title = " – ".join([said.get("title", ""), *([" / ".join(chosen.values())] * bool(chosen))])
        was, now = said.get("variant compare at price", ""), said.get("variant price", "")
        fields = {
            "offer_id": said.get("variant sku") or "/".join([handle, *chosen.values()]),
            "title": title,
            "description": said.get("body (html)", ""),
            "category": said.get("product category") or said.get("type", ""),
            "brand": said.get("vendor", ""),
            "price": was or now,
            "sale_price": now if was else "",
            "availability": _availability(said),
            "url": urljoin(options.base, f"/products/{handle}") if options.base else "",
            "gtin": said.get("variant barcode", ""),
            "group": handle if said.get("variants", 1) > 1 else "",
        }
        attributes = {name.lower(): value for name, value in chosen.items()}
        for column, value in said.items():
            if found := METAFIELD.fullmatch(column):
                attributes[found[1]] = value
        attributes |= {"type": said.get("type", ""), "tags": said.get("tags", "")}
        if said.get("variant grams", "0").strip("0. "):
            attributes["weight"] = f"{said['variant grams']} g"
        return offer_from(row, fields, attributes, options, pictures=said.get("images", ()))

    def count(self, path: Path) -> int | None:
        return None if Head.of(path).text.startswith("{") else count_lines(path)


def _older_names(row: Row) -> Row:
    small = {name.strip().lower(): value for name, value in row.content.items()}
    names = NEWER if "url handle" in small else {}
    content = {names.get(name, name): value for name, value in small.items()}
    return Row(row.number, content, row.problem)


def _variants(group: Sequence[Row]) -> Iterator[Row]:
    """The variants among the rows of one handle, each completed by the product's first row.

    Later rows leave the product's columns blank; rows that only add a picture are no variants.
    """
    first = next((row.content for row in group if not row.problem), {})
    shared = {k: v for k, v in first.items() if k in PRODUCT or METAFIELD.fullmatch(k)}
    pictures = [src for row in group if (src := row.content.get("image src"))]
    variants = [row for row in group if row.problem or _is_variant(row.content)]
    for row in variants:
        if row.problem:
            yield row
            continue
        own = {name: value for name, value in row.content.items() if value}
        images = [own.get("variant image", ""), *pictures]
        more = {"images": images, "variants": len(variants)}
        yield Row(row.number, {**row.content, **shared, **own, **more})


def _is_variant(content: Mapping[str, str]) -> bool:
    return any(content.get(c) for c in ("title", "variant sku", "variant price", "option1 value"))


def _options(said: Mapping[str, Any]) -> dict[str, str]:
    """Option name → this variant's value; {} for a product without options."""
    chosen = {
        said.get(f"option{n} name") or f"option {n}": said.get(f"option{n} value", "")
        for n in OPTIONS
    }
    return {name: value for name, value in chosen.items() if value not in ("", "Default Title")}


def _availability(said: Mapping[str, Any]) -> str:
    """What the inventory columns amount to; an untracked variant can always be bought."""
    if "available" in said:
        return "in stock" if said["available"] else "out of stock"
    if not said.get("variant inventory tracker"):
        return "in stock"
    quantity = said.get("variant inventory qty", "").strip()
    if not re.fullmatch(r"-?\d+", quantity):
        return ""
    if int(quantity) > 0:
        return "in stock"
    policy = said.get("variant inventory policy", "").lower()
    return "backorder" if policy in ("continue", "true", "yes") else "out of stock"


def _json_variants(document: Any) -> Iterator[dict[str, Any]]:
    """The variants of /products.json under the names of the CSV."""
    products = document.get("products") if isinstance(document, dict) else None
    for product in products if isinstance(products, list) else ():
        if not isinstance(product, dict):
            continue
        names = [flat(o.get("name")) for o in _objects(product.get("options"))]
        pictures = [flat(image.get("src")) for image in _objects(product.get("images"))]
        shared = {
            "handle": flat(product.get("handle")),
            "title": flat(product.get("title")),
            "body (html)": flat(product.get("body_html")),
            "vendor": flat(product.get("vendor")),
            "type": flat(product.get("product_type")),
            "tags": flat(product.get("tags")),
            **{f"option{n} name": name for n, name in enumerate(names, start=1)},
        }
        variants = _objects(product.get("variants"))
        for variant in variants:
            image = variant.get("featured_image")
            own = flat(image.get("src")) if isinstance(image, dict) else ""
            yield {
                **shared,
                **{f"option{n} value": flat(variant.get(f"option{n}")) for n in OPTIONS},
                "variant sku": flat(variant.get("sku")),
                "variant price": flat(variant.get("price")),
                "variant compare at price": flat(variant.get("compare_at_price")),
                "variant barcode": flat(variant.get("barcode")),
                "variant grams": flat(variant.get("grams")),
                "images": [own, *pictures],
                "variants": len(variants),
                **({"available": bool(variant["available"])} if "available" in variant else {}),
            }


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

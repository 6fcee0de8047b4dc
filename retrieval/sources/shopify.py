"""Shopify: the product CSV in both header dialects, and a shop's public /products.json.

Both are brought into one form, a row a variant under the names of the older CSV dialect.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from retrieval.sources.base import ATTRIBUTE, FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.offering import offer_from
from retrieval.sources.readers import count_lines, flat, json_document
from retrieval.sources.sniffing import Head
from retrieval.sources.stock import availability_of, is_hidden
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


TAKEN_FOR = {
    "handle": "group", "title": "title", "body (html)": "description", "vendor": "brand",
    "product category": "category", "type": "category", "tags": ATTRIBUTE,
    "published": "published", "status": "published", "variant sku": "offer_id",
    "variant grams": ATTRIBUTE, "variant inventory tracker": "availability",
    "variant inventory qty": "quantity", "variant inventory policy": "availability",
    "variant price": "price", "variant compare at price": "list_price",
    "variant barcode": "gtin", "image src": "picture", "variant image": "picture",
}  # fmt: skip


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
            variants = list(_json_variants(json_document(path)))
            shared = _shared(one["variant sku"] for one in variants)
            for number, content in enumerate(variants, start=1):
                yield Row(number, content | {"unique sku": content["variant sku"] not in shared})
            return
        shared = _shared(row.content.get("variant sku", "") for row in _renamed(path))
        for _, group in itertools.groupby(_renamed(path), key=_handle):
            for row in _variants(list(group)):
                unique = row.content.get("variant sku", "") not in shared
                yield replace(row, content={**row.content, "unique sku": unique})

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = row.content
        chosen = _options(said)
        handle = said.get("handle", "")
        title = " – ".join([said.get("title", ""), *([" / ".join(chosen.values())] * bool(chosen))])
        stated = [said.get("status", ""), said.get("published", "")]
        sku = said.get("variant sku") if said.get("unique sku", True) else ""
        fields = {
            "offer_id": sku or "/".join([handle, *chosen.values()]),
            "title": title,
            "description": said.get("body (html)", ""),
            "category": said.get("product category") or said.get("type", ""),
            "brand": said.get("vendor", ""),
            "price": said.get("variant price", ""),
            "list_price": said.get("variant compare at price", ""),
            "published": next((one for one in stated if is_hidden(one)), ""),
            "availability": _availability(said),
            "url": urljoin(options.base, f"/products/{handle}") if options.base else "",
            "gtin": said.get("variant barcode", ""),
            "group": handle if sku or said.get("variants", 1) > 1 else "",  # reviews name it
        }
        attributes = {name.lower(): value for name, value in chosen.items()}
        for column, value in said.items():
            if found := METAFIELD.fullmatch(column):
                attributes[found[1]] = value
        attributes |= {"type": said.get("type", ""), "tags": said.get("tags", "")}
        if said.get("variant grams", "0").strip("0. "):
            attributes["weight"] = f"{said['variant grams']} g"
        return offer_from(row, fields, attributes, options, pictures=said.get("images", ()))

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        found = {}
        for column in columns:
            small = column.strip().lower()
            name = NEWER.get(small, small) if "url handle" in map(str.lower, columns) else small
            option = re.fullmatch(r"option\d (?:name|value)", name) or METAFIELD.fullmatch(column)
            found[column] = TAKEN_FOR.get(name, ATTRIBUTE if option else "")
        return found

    def count(self, path: Path) -> int | None:
        return None if Head.of(path).text.startswith("{") else count_lines(path)


def _renamed(path: Path) -> Iterator[Row]:
    return (_older_names(row) for row in csv_rows(path))


def _handle(row: Row) -> str:
    return str(row.content.get("handle", ""))


def _shared(skus: Iterable[str]) -> set[str]:
    """The stock numbers that more than one variant bears: they identify none of them."""
    counted = Counter(skus)
    return {sku for sku, count in counted.items() if sku and count > 1}


def _older_names(row: Row) -> Row:
    small = {name.strip().lower(): value for name, value in row.content.items()}
    names = NEWER if "url handle" in small else {}
    content = {names.get(name, name): value for name, value in small.items()}
    return replace(row, content=content)


def _variants(group: Sequence[Row]) -> Iterator[Row]:
    """The variants among the rows of one handle, each completed by the product's first row.

    Later rows leave the product's columns blank; rows that only add a picture are no variants.
    """
    first = next((row.content for row in group if not row.problem), {})
    shared = {k: v for k, v in first.items() if k in PRODUCT or METAFIELD.fullmatch(k)}
    pictures = [src for row in group if (src := row.content.get("image src"))]
    variants = [row for row in group if row.problem or _is_variant(row.content)]
    if not any(not row.problem for row in variants):  # a thing without price, number and options
        variants += [row for row in group if not row.problem and row.content.get("title")][:1]
    for row in variants:
        if row.problem:
            yield row
            continue
        own = {name: value for name, value in row.content.items() if value}
        images = [own.get("variant image", ""), *pictures]
        more = {"images": images, "variants": len(variants)}
        yield replace(row, content={**row.content, **shared, **own, **more})


def _is_variant(content: Mapping[str, str]) -> bool:
    """Whether a row states a thing to buy; others bring a picture, whatever else they repeat."""
    options = [content.get(f"option{n} value") for n in OPTIONS]
    chosen = any(value and value != "Default Title" for value in options)
    return chosen or any(content.get(c) for c in ("variant sku", "variant price"))


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
    quantity = availability_of(said.get("variant inventory qty", ""))
    if quantity != "out_of_stock":
        return quantity
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
            "status": flat(product.get("status")),
            "published": _published(product),
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
                "variant inventory tracker": flat(variant.get("inventory_management")),
                "variant inventory qty": flat(variant.get("inventory_quantity")),
                "variant inventory policy": flat(variant.get("inventory_policy")),
                "images": [own, *pictures],
                "variants": len(variants),
                **({"available": bool(variant["available"])} if "available" in variant else {}),
            }


def _published(product: Mapping[str, Any]) -> str:
    """A product whose day of publication is stated and empty is not published."""
    return "false" if "published_at" in product and not product["published_at"] else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

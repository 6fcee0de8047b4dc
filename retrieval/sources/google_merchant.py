"""Google Merchant Center feeds: RSS 2.0, Atom, and tab-separated text.

The fields are described at https://support.google.com/merchants/answer/7052112.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.sources.base import ATTRIBUTE, FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.offering import offer_from
from retrieval.sources.readers import count_lines
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows
from retrieval.sources.xml import Element, items

NAMESPACE = "http://base.google.com/ns/1.0"
FIELDS = {
    "id": "offer_id",
    "title": "title",
    "description": "description",
    "summary": "description",  # Atom
    "product_type": "category",
    "brand": "brand",
    "price": "price",
    "expiration_date": "expires",
    "sale_price": "sale_price",
    "sale_price_effective_date": "sale_dates",
    "availability": "availability",
    "link": "url",
    "gtin": "gtin",
    "mpn": "mpn",
    "condition": "condition",
    "item_group_id": "group",
    "rating": "rating",  # of our own export, in the namespace of custom attributes
    "rating_count": "rating_count",
}
"""Their field → ours."""

PICTURES = ("image_link", "additional_image_link")
NOT_SHOWN = frozenset(
    "identifier_exists shipping shipping_label shipping_weight tax tax_category installment"
    " ads_redirect mobile_link canonical_link custom_label_0 custom_label_1"
    " related_product popularity_rank question_and_answer"
    " custom_label_2 custom_label_3 custom_label_4 google_product_category author updated"
    " pubDate guid subscription_cost loyalty_points".split()
)
"""What is meant for the advertising platform, not for shoppers."""


class GoogleMerchantFormat(FeedFormat):
    """RSS items, Atom entries or rows of a tab-separated file."""

    name = "google"

    def recognises(self, head: Head) -> bool:
        if head.text.startswith("<"):
            return NAMESPACE in head.text or "<rss" in head.text[:2000]
        named = {column.replace(" ", "_") for column in head.columns}
        return head.delimiter == "\t" and {"id", "title", "link", "price", "image_link"} <= named

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        if not Head.of(path).text.startswith("<"):
            yield from csv_rows(path)
            return
        for number, item in enumerate(items(path, ("item", "entry")), start=1):
            if item.element is None:
                yield Row(number, {"item": item.text}, item.problem)
            else:
                yield Row(number, _content(item.element), note=item.note)

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        stated = {name.strip().lower().replace(" ", "_"): v for name, v in row.content.items()}
        fields = {
            ours: _text(stated[theirs]) for theirs, ours in FIELDS.items() if theirs in stated
        }
        if not fields.get("category"):
            fields["category"] = _category(_text(stated.get("google_product_category", "")))
        pictures = [address for name in PICTURES for address in _all(stated.get(name, ""))]
        attributes = {
            name: ", ".join(text for text in _all(value) if isinstance(text, str))
            for name, value in stated.items()
            if name not in FIELDS and name not in PICTURES and name not in NOT_SHOWN
        }
        for detail in _all(stated.get("product_detail", "")):
            if isinstance(detail, dict):
                name = detail.get("attribute_name", "")
                attributes[name] = detail.get("attribute_value", "")
        for asked in _all(stated.get("question_and_answer", "")):
            if isinstance(asked, dict) and asked.get("question"):
                attributes[asked["question"]] = asked.get("answer", "")
        return offer_from(
            row,
            fields,
            attributes,
            options,
            pictures=[
                one  # a table lists several in one cell; an address may hold commas of its own
                for text in pictures
                if isinstance(text, str)
                for one in re.split(r",\s*(?=https?://)", text)
            ],
        )

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        found = {}
        for column in columns:
            name = column.strip().lower().replace(" ", "_")
            other = "picture" if name in PICTURES else "" if name in NOT_SHOWN else ATTRIBUTE
            found[column] = FIELDS.get(name, other)
        return found

    def count(self, path: Path) -> int | None:
        return None if Head.of(path).text.startswith("<") else count_lines(path)


def _content(item: Element) -> dict[str, Any]:
    """Tag → text (or the texts of nested tags); a list where a tag is repeated.

    A tag of Google's namespace wins over the plain one of RSS or Atom.
    """
    content: dict[str, Any] = {}
    ours: set[str] = set()
    for child in item:
        namespace, _, name = child.tag.rpartition("}")
        is_google = namespace == "{" + NAMESPACE
        value: Any = (child.text or child.get("href") or "").strip()
        if len(child):
            value = {part.tag.rpartition("}")[2]: (part.text or "").strip() for part in child}
        if name not in content or (is_google and name not in ours):
            content[name] = value
        elif is_google or name not in ours:
            earlier = content[name]
            content[name] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        if is_google:
            ours.add(name)
    return content


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _text(value: Any) -> str:
    """The first text of a tag."""
    return next((text for text in _all(value) if isinstance(text, str)), "")


def _category(text: str) -> str:
    """Google's own category, where it is spelt out and not a number."""
    return "" if text.isdigit() else text

"""Plain tables: CSV, TSV, JSON lines, Parquet, with the column names people use."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed
from retrieval.sources.base import FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.offering import FIELDS, offer_from
from retrieval.sources.readers import (
    count_lines,
    flat,
    json_rows,
    parquet_rows,
    parse_json,
)
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows

COLUMNS: dict[str, tuple[str, ...]] = {
    "offer_id": ("id", "offer_id", "variant_id", "variant", "item_id", "product_id", "sku", "asin"),
    "title": ("title", "name", "product_name", "product_title", "productdisplayname"),
    "description": ("description", "body", "text", "product_description", "details"),
    "category": ("category", "product_type", "categories", "google_product_category", "type"),
    "brand": ("brand", "manufacturer", "vendor"),
    "price": ("price", "sale_price", "list_price"),
    "currency": ("currency", "currency_code", "price_currency"),
    "availability": ("availability", "stock_status", "in_stock"),
    "url": ("url", "link", "product_url"),
    "gtin": ("gtin", "ean", "upc", "barcode", "isbn"),
    "mpn": ("mpn", "part_number", "manufacturer_part_number", "model_number"),
    "condition": ("condition", "item_condition"),
    "group": ("item_group_id", "group_id", "parent_id", "parent_sku"),
    "rating": ("rating", "average_rating", "rating_value"),
    "rating_count": ("rating_count", "review_count", "reviews_count"),
    "picture": ("image", "image_path", "picture", "image_file", "photo", "image_link", "image_url"),
}
"""Field → the column names it goes by, the most telling first."""

PACKED = ("attrs", "attributes", "additional_attributes")
"""Columns that pack several attributes: a JSON object, or "material=wool,pattern=plain"."""

READERS = {
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".jsonl": json_rows,
    ".ndjson": json_rows,
    ".parquet": parquet_rows,
}


class TableFormat(FeedFormat):
    """A table with a header whose names, or a mapping file, say what the columns are."""

    name = "table"

    def recognises(self, head: Head) -> bool:
        return head.suffix in READERS or bool(head.first_object) or len(head.columns) > 2

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            reader = json_rows if Head.of(path).first_object else csv_rows
        first = True
        for row in reader(path):
            if first and not row.problem:
                _check_mapping(options.mapping, row.content, path)
                first = False
            yield row

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        content = {str(name): flat(value) for name, value in row.content.items() if name}
        fields, attributes = _assign(content, options.mapping)
        return offer_from(row, fields, attributes, options, pictures=[fields.get("picture", "")])

    def count(self, path: Path) -> int | None:
        return None if path.suffix.lower() == ".parquet" else count_lines(path)


def read_mapping(path: Path) -> dict[str, str]:
    """Our field → their column, from a JSON or TOML file. Raises `BadFeed`."""
    try:
        text = path.read_text(encoding="utf-8")
        mapping: Any = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise BadFeed(f"The mapping {path} cannot be read ({error}).") from error
    if not isinstance(mapping, dict) or not all(isinstance(v, str) for v in mapping.values()):
        raise BadFeed(f"The mapping {path} must name a column for each field, as text.")
    unknown = mapping.keys() - set(FIELDS)
    if unknown:
        raise BadFeed(
            f"The mapping {path} names {', '.join(sorted(unknown))}, which is no field; "
            f"the fields are {', '.join(FIELDS)}."
        )
    return mapping


def _check_mapping(mapping: Mapping[str, str], content: Mapping[str, Any], path: Path) -> None:
    missing = set(mapping.values()) - content.keys()
    if missing:
        raise BadFeed(
            f"{path} has no column {', '.join(map(repr, sorted(missing)))}, which the mapping "
            f"names; it has {', '.join(map(repr, list(content)[:30]))}."
        )


def _assign(
    row: Mapping[str, str], mapping: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Split a row into the fields of an offer and everything else, its attributes."""
    by_name = {re.sub(r"[\s-]+", "_", name.strip().lower()): name for name in row}
    fields = {field: row.get(column, "") for field, column in mapping.items()}
    used = set(mapping.values())
    for field, aliases in COLUMNS.items():
        found = next((by_name[a] for a in aliases if a in by_name and row[by_name[a]]), None)
        if field not in mapping and found and found not in used:
            fields[field] = row[found]
            used.add(found)
    attributes: dict[str, str] = {}
    for name, column in by_name.items():
        if column not in used and row[column]:
            attributes |= _unpack(row[column]) if name in PACKED else {name: row[column]}
    return fields, attributes


def _unpack(text: str) -> dict[str, str]:
    """The attributes of a packed column."""
    try:
        packed = parse_json(text)
    except ValueError:
        pairs = (
            part.split("=", 1) for part in re.split(r"[,;]\s*(?=[\w ]+=)", text) if "=" in part
        )
        return {key.strip(): value.strip() for key, value in pairs}
    if isinstance(packed, dict):
        return {str(key): flat(value) for key, value in packed.items()}
    return {"attributes": text}

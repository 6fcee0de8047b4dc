"""Plain tables: CSV, TSV, JSON lines, Parquet, with the column names people use."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed
from retrieval.money import Money, currency_code
from retrieval.offers import Offer
from retrieval.sources.base import FeedFormat, ReadOptions, Record, Rejection
from retrieval.sources.cleaning import (
    ATTRIBUTE_LENGTH,
    TITLE_LENGTH,
    plain_text,
    web_address,
)

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
    "picture": ("image", "image_path", "picture", "image_file", "photo", "image_link", "image_url"),
}
"""Field → the column names it goes by, the most telling first."""

PACKED = ("attrs", "attributes", "additional_attributes")
"""Columns that pack several attributes: a JSON object, or "material=wool,pattern=plain"."""

STOCK = {
    "in_stock": ("in_stock", "instock", "in stock", "available", "true", "yes", "1"),
    "out_of_stock": ("out_of_stock", "outofstock", "out of stock", "sold_out", "false", "no", "0"),
    "preorder": ("preorder", "pre-order", "pre_order"),
    "backorder": ("backorder", "back-order", "back_order"),
}
MAX_FIELD = 1_000_000  # characters in one CSV field; more means a quote that was never closed
MAX_ROW = 10_000_000  # characters in one line of JSON


class TableFormat(FeedFormat):
    """A table with a header whose names say what the columns are."""

    name = "table"

    def recognises(self, path: Path) -> bool:
        return path.suffix.lower() in READERS

    def read(self, path: Path, options: ReadOptions) -> Iterator[Record | Rejection]:
        rows = READERS.get(path.suffix.lower(), _csv_rows)
        seen: set[str] = set()
        try:
            for number, row in rows(path):
                if isinstance(row, str):
                    yield Rejection(number, row)
                    continue
                result = understand(number, row, options)
                if isinstance(result, Record):
                    if result.offer.offer_id in seen:
                        result = Rejection(number, f"the id {result.offer.offer_id!r} came before")
                    else:
                        seen.add(result.offer.offer_id)
                yield result
        except OSError as error:
            raise BadFeed(f"{path} cannot be read: {error.strerror or error}.") from error

    def count(self, path: Path) -> int | None:
        if path.suffix.lower() == ".parquet":
            return None
        with path.open("rb") as file:  # an upper bound: quoted fields may hold line ends
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(2**20), b""))


def understand(number: int, row: Mapping[str, str], options: ReadOptions) -> Record | Rejection:
    """Map one row, column name → text, to an offer. Raises nothing: bad rows are `Rejection`s."""
    fields, attributes = _assign(row)
    offer_id = plain_text(fields.get("offer_id", ""), 200)
    title = plain_text(fields.get("title", ""), TITLE_LENGTH)
    picture = fields.get("picture", "").strip()
    if not offer_id:
        return Rejection(number, "there is no id")
    if not (title or picture):
        return Rejection(number, "there is neither a title nor a picture")
    try:
        price = _price(fields.get("price", ""), fields.get("currency", ""), options.currency)
    except ValueError as error:
        return Rejection(number, str(error))
    offer = Offer(
        source=options.source,
        offer_id=offer_id,
        title=title,
        description=plain_text(fields.get("description", "")),
        category=plain_text(fields.get("category", ""), TITLE_LENGTH),
        brand=plain_text(fields.get("brand", ""), ATTRIBUTE_LENGTH),
        price=price,
        availability=_availability(fields.get("availability", "")),
        url=web_address(fields.get("url", "")),
        gtin=re.sub(r"\D", "", fields.get("gtin", ""))[:14],
        attributes=attributes,
    )
    return Record(number, offer, picture)


def _assign(row: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Split a row into the fields of an offer and everything else, its attributes."""
    by_name = {re.sub(r"[\s-]+", "_", name.strip().lower()): name for name in row if name}
    fields: dict[str, str] = {}
    used: set[str] = set()
    for field, aliases in COLUMNS.items():
        for alias in aliases:
            if alias in by_name and row[by_name[alias]]:
                fields[field] = row[by_name[alias]]
                used.add(by_name[alias])
                break
    attributes: dict[str, str] = {}
    for name, column in by_name.items():
        if column in used or not row[column]:
            continue
        found = _unpack(row[column]) if name in PACKED else {name: row[column]}
        for key, value in found.items():
            text = plain_text(value, ATTRIBUTE_LENGTH)
            if text and len(attributes) < 100:
                attributes[plain_text(key, 60)] = text
    return fields, attributes


def _unpack(text: str) -> dict[str, str]:
    """The attributes of a packed column."""
    try:
        packed = json.loads(text)
    except ValueError:
        pairs = (
            part.split("=", 1) for part in re.split(r"[,;]\s*(?=[\w ]+=)", text) if "=" in part
        )
        return {key.strip(): value.strip() for key, value in pairs}
    if isinstance(packed, dict):
        return {str(key): _flat(value) for key, value in packed.items()}
    return {"attributes": text}


def _price(text: str, currency: str, default: str) -> Money | None:
    if not text.strip():
        return None
    return Money.parse(text[:100], currency_code(currency) or default)


def _availability(text: str) -> str:
    said = text.strip().lower()
    return next((name for name, words in STOCK.items() if said in words), "")


def _flat(value: Any) -> str:
    """A cell of JSON or Parquet as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_flat(one) for one in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


# --- file formats: each yields (row number, column → text), or a reason in place of the columns --

Rows = Iterator[tuple[int, dict[str, str] | str]]


def _csv_rows(path: Path) -> Rows:
    csv.field_size_limit(MAX_FIELD)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        head = file.read(64 * 1024)
        file.seek(0)
        reader = csv.reader(file, delimiter=_delimiter(head))
        header = next(reader, [])
        if len(header) < 2:
            raise BadFeed(f"{path} has no header row with at least two columns.")
        for number in itertools.count(2):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, f"the row cannot be split into columns ({error})"
                continue
            if not any(cells):
                continue
            yield number, _checked(header, cells)


def _checked(header: list[str], cells: list[str]) -> dict[str, str] | str:
    if len(cells) != len(header):
        return f"there are {len(cells)} columns instead of {len(header)}"
    if any("\ud800" <= c <= "\udfff" for cell in cells for c in cell):
        return "it is not UTF-8; save the file as UTF-8"
    return dict(zip(header, cells, strict=True))


def _delimiter(head: str) -> str:
    first_line = head.split("\n", 1)[0]
    return max(",\t;|", key=first_line.count)


def _json_rows(path: Path) -> Rows:
    with path.open("rb") as file:
        for number in itertools.count(1):
            line = file.readline(MAX_ROW)
            if not line:
                return
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, f"it is not JSON ({error})"
                continue
            if not isinstance(row, dict):
                yield number, "it is not a JSON object"
                continue
            yield number, {str(key): _flat(value) for key, value in row.items()}


def _parquet_rows(path: Path) -> Rows:
    import polars

    try:
        frame = polars.read_parquet(path)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise BadFeed(f"{path} is not a Parquet file that can be read ({error}).") from error
    for number, row in enumerate(frame.iter_rows(named=True), start=1):
        yield number, {key: _flat(value) for key, value in row.items()}


READERS = {
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
    ".jsonl": _json_rows,
    ".ndjson": _json_rows,
    ".parquet": _parquet_rows,
}

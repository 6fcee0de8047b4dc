"""Plain tables: CSV, TSV, JSON lines, Parquet, with the column names people use."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed
from retrieval.sources.base import ATTRIBUTE, FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.columns import REGULAR, currency_in, fields_of, plain_name
from retrieval.sources.offering import FIELDS, offer_from
from retrieval.sources.parquet import parquet_rows
from retrieval.sources.readers import (
    count_lines,
    flat,
    json_list,
    json_rows,
    parse_json,
)
from retrieval.sources.sniffing import Head
from retrieval.sources.stock import availability_of
from retrieval.sources.tables import csv_rows

PACKED = ("attrs", "attributes", "additional_attributes")
"""Columns that pack several attributes: a JSON object, or "material=wool,pattern=plain"."""

READERS = {
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".jsonl": json_rows,
    ".ndjson": json_rows,
    ".parquet": parquet_rows,
}
_OFFER_KEY = re.compile(r'"(?:title|name|price)"\s*:', re.IGNORECASE)
BESIDES = (ATTRIBUTE, "ignore", "auto")
"""What a mapping may say of a column besides our fields; "auto" takes an earlier word back."""


class TableFormat(FeedFormat):
    """A table with a header whose names, or a mapping, say what the columns are."""

    name = "table"

    def recognises(self, head: Head) -> bool:
        listed = head.suffix == ".json" and bool(_OFFER_KEY.search(head.text))
        return listed or head.suffix in READERS or bool(head.first_object) or len(head.columns) > 2

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            head = Head.of(path)
            reader = json_rows if head.first_object else csv_rows
            if head.text.startswith("[") or _holds_list(head):
                reader = json_list
        first = True
        for row in reader(path):
            if first and not row.problem:
                _check_mapping(options.mapping, row.content, path)
                first = False
            yield row

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        content = {str(name): flat(value) for name, value in row.content.items() if name}
        fields, attributes = assign(content, options.mapping)
        return offer_from(row, fields, attributes, options, pictures=pictures_of(fields))

    def count(self, path: Path) -> int | None:
        return None if path.suffix.lower() == ".parquet" else count_lines(path)

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        found = dict.fromkeys(columns, ATTRIBUTE)
        for field, names in reversed(fields_of(columns).items()):
            found |= dict.fromkeys(names[:1], field)
        return found | _by_column(options.mapping)


def _holds_list(head: Head) -> bool:
    """Whether a JSON document is an object around a list of others."""
    if head.suffix != ".json" or not head.text.startswith("{"):
        return False
    values = head.first_object.values()
    return not values or any(isinstance(v, list) and v and isinstance(v[0], dict) for v in values)


def pictures_of(fields: Mapping[str, str]) -> list[str]:
    """The addresses in the picture columns; several in one cell are set apart by a comma, a
    semicolon, a bar or a blank before the next one, as an address may hold each of these."""
    listed = [fields.get("picture", ""), fields.get("more_pictures", "")]
    return [one for cell in listed for one in re.split(r"[,;|\s]\s*(?=https?://)", cell)]


def read_mapping(path: Path) -> dict[str, str]:
    """Our field → their column, from a JSON or TOML file. Raises `BadFeed`."""
    try:
        text = path.read_text(encoding="utf-8")
        mapping: Any = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise BadFeed(f"The mapping {path} cannot be read ({error}).") from error
    if not isinstance(mapping, dict) or not all(isinstance(v, str) for v in mapping.values()):
        raise BadFeed(f"The mapping {path} must name a column for each field, as text.")
    check_fields(mapping, f"The mapping {path}")
    return mapping


def check_fields(mapping: Mapping[str, str], what: str) -> None:
    """Raise `BadFeed` unless the keys of a mapping are fields. Of columns that are to be no field
    there may be several: their keys are "attribute:COLUMN" and "ignore:COLUMN"."""
    unknown = {key for key in mapping if key.partition(":")[0] not in (*FIELDS, *BESIDES)}
    if unknown:
        raise BadFeed(
            f"{what} names {', '.join(sorted(unknown))}, which is no field; "
            f"the fields are {', '.join((*FIELDS, *BESIDES))}."
        )


def mapping_of(stated: list[str]) -> dict[str, str]:
    """The mapping that `COLUMN=FIELD` words state, our field → their column. Raises `BadFeed`."""
    mapping: dict[str, str] = {}
    for words in stated:
        column, equals, field = words.rpartition("=")
        if not equals or not column:
            raise BadFeed(f"{words!r} is no mapping; write COLUMN=FIELD.")
        key = f"{field}:{column}" if field in BESIDES else field
        mapping[key] = column
    check_fields(mapping, "The mapping")
    return mapping


def _by_column(mapping: Mapping[str, str]) -> dict[str, str]:
    """Their column → our field, or what else it is."""
    return {column: key.partition(":")[0] for key, column in mapping.items()}


def _check_mapping(mapping: Mapping[str, str], content: Mapping[str, Any], path: Path) -> None:
    missing = set(mapping.values()) - content.keys()
    if missing:
        raise BadFeed(
            f"{path} has no column {', '.join(map(repr, sorted(missing)))}, which the mapping "
            f"names; it has {', '.join(map(repr, list(content)[:30]))}."
        )


def assign(
    row: Mapping[str, str], mapping: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Split a row into the fields of an offer and everything else, its attributes."""
    stated = _by_column(mapping)
    fields = {field: row.get(column, "") for column, field in stated.items() if field in FIELDS}
    columns = dict.fromkeys(fields, "")
    used = {column for column, field in stated.items() if field != ATTRIBUTE}
    taken = set(stated)
    for field, names in fields_of(tuple(row)).items():
        found = next((n for n in names if n not in taken and _fits(field, row[n])), None)
        if field not in fields and found:
            fields[field], columns[field] = row[found], found
            used.add(found)
    _add_regular(row, fields, columns, used)
    if not fields.get("currency") and columns.get("price"):
        fields["currency"] = currency_in(columns["price"])
    attributes: dict[str, str] = {}
    for column, value in row.items():
        if column not in used and value:
            name = re.sub(r"[\s-]+", "_", column.strip().lower())
            attributes |= _unpack(value) if name in PACKED else {name: value}
    return fields, attributes


def _fits(field: str, value: str) -> bool:
    """Whether a cell states something, and may be what its heading says: a quantity may also be
    that of a pack."""
    return bool(value) and (field != "quantity" or bool(availability_of(value)))


def _add_regular(
    row: Mapping[str, str], fields: dict[str, str], columns: dict[str, str], used: set[str]
) -> None:
    """The regular price is the former one where another column states the price."""
    if fields.get("list_price") or not columns.get("price"):
        return
    regular = next((c for c in row if c not in used and plain_name(c) in REGULAR), "")
    if regular and row[regular]:
        fields["list_price"] = row[regular]
        used.add(regular)


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

"""WooCommerce product CSV, whose headers are in the language of the shop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from retrieval.sources.base import ATTRIBUTE, FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.columns import field_of
from retrieval.sources.offering import offer_from
from retrieval.sources.readers import count_lines
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows
from retrieval.sources.woocommerce_headers import UNITS, place

ATTRIBUTES = re.compile(r"attribu|atribu|atrybut|属性", re.IGNORECASE)
ATTRIBUTE_NAME = re.compile(r"\b(name|nom|nombre|nome|naam|nazwa)\b|名", re.IGNORECASE)
ATTRIBUTE_VALUE = re.compile(r"value|wert|valeur|valor|waarde|wartoś|值|値", re.IGNORECASE)
INHERITED = ("description", "summary", "category", "tags", "images", "url", "brand", "weight",
             "length", "width", "height", "published")  # fmt: skip
"""What a variation takes from its parent where it is silent itself."""


TAKEN_FOR = {
    "id": "url", "sku": "offer_id", "name": "title", "summary": "description", "parent": "group",
    "starts": "sale_starts", "ends": "sale_ends", "in_stock": "availability", "stock": "quantity",
    "images": "picture", "type": "group", "tags": ATTRIBUTE, "backorders": "",
    **dict.fromkeys(UNITS, ATTRIBUTE),
}  # fmt: skip
"""Our name of a column → the field it fills, where that has another name."""


class WooCommerceFormat(FeedFormat):
    """One offer a simple product or variation; variations of one product are a group."""

    name = "woocommerce"

    def recognises(self, head: Head) -> bool:
        found = {place(column)[0] for column in head.columns}
        return {"id", "type", "name", "price"} <= found and bool(found & {"published", "parent"})

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        """Variations take over what their parent says, wherever in the file it stands."""
        parents: dict[str, Row] = {}
        early: list[Row] = []  # variations before their parent
        used: set[int] = set()
        for raw in csv_rows(path):
            row = _our_names(raw)
            kind = row.content.get("type", "").lower()
            parent = parents.get(row.content.get("parent", ""))
            if row.problem or "variation" not in kind:
                if "variable" in kind and not row.problem:
                    parents |= dict.fromkeys(_keys(row.content), row)
                else:
                    yield row
            elif parent:
                used.add(parent.number)
                yield _inherit(row, parent.content)
            else:
                early.append(row)
        for row in early:
            parent = parents.get(row.content.get("parent", ""))
            if parent:
                used.add(parent.number)
            yield _inherit(row, parent.content if parent else {})
        lonely = {row.number: row for row in parents.values() if row.number not in used}
        yield from lonely.values()

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = row.content
        if "grouped" in said.get("type", "").lower():
            return Rejection(row.number, "a grouped product is sold as its parts")
        fields = {
            "offer_id": said.get("sku") or (f"id:{said['id']}" if said.get("id") else ""),
            "title": said.get("name", ""),
            "description": said.get("description") or said.get("summary", ""),
            "category": said.get("category", ""),
            "brand": said.get("brand", ""),
            "price": said.get("price", ""),
            "sale_price": said.get("sale_price", ""),
            "sale_starts": said.get("starts", ""),
            "sale_ends": said.get("ends", ""),
            "availability": said.get("in_stock", ""),
            "quantity": said.get("stock", ""),
            "published": said.get("published", ""),
            "url": said.get("url") or _permalink(said, options),
            "gtin": said.get("gtin", ""),
            "group": said.get("group", ""),
        }
        attributes = dict(said.get("attributes", {}))
        attributes |= {name: said[name] for name in UNITS if said.get(name)}
        attributes["tags"] = said.get("tags", "")
        fields["brand"] = fields["brand"] or _brand(attributes)
        pictures = re.split(r",\s*", said.get("images", ""))
        return offer_from(row, fields, attributes, options, pictures=pictures)

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        ours = {column: place(column)[0] for column in columns}
        return {c: TAKEN_FOR.get(name, name) or _attribute(c) for c, name in ours.items()}

    def count(self, path: Path) -> int | None:
        return count_lines(path)


def _attribute(column: str) -> str:
    """Whether a column of no name of ours brings an attribute."""
    is_pair = ATTRIBUTES.search(column) and re.search(r"\d", column)
    both = ATTRIBUTE_VALUE.search(column) or ATTRIBUTE_NAME.search(column)
    meta = column.lower().startswith("meta: ") and not column[6:].startswith("_")
    return ATTRIBUTE if (is_pair and both) or meta else ""


def _our_names(row: Row) -> Row:
    """Columns under our names; attribute columns paired up; `Meta: x` as the attribute x."""
    content: dict = {}
    names: dict[str, str] = {}
    values: dict[str, str] = {}
    attributes: dict[str, str] = {}
    for column, cell in row.content.items():
        header, value = column.strip(), unescaped(cell)
        ours, unit = place(header)
        number = re.search(r"\d+", header)
        if ours:
            content.setdefault(ours, f"{value} {unit}" if value and unit else value)
        elif ATTRIBUTES.search(header) and number:
            if ATTRIBUTE_VALUE.search(header):
                values[number[0]] = value
            elif ATTRIBUTE_NAME.search(header):
                names[number[0]] = value
        elif value and header.lower().startswith("meta: ") and not header[6:].startswith("_"):
            attributes[header[6:].strip()] = value
    attributes |= {name: values.get(n, "") for n, name in names.items() if name}
    content["attributes"] = {name: value for name, value in attributes.items() if value}
    return replace(row, content=content)


def unescaped(cell: str) -> str:
    """A cell without the exporter's escapes: of commas within a value, and of line ends."""
    return cell.replace("\\,", ",").replace("\\n", "\n") if "\\" in cell else cell


def _permalink(said: Mapping[str, str], options: ReadOptions) -> str:
    """The address by number, which WordPress leads on from, where the shop's own is known: it is
    told, or stands before the folder of its pictures."""
    found = re.match(r"(https?://[^\s,]+?)/wp-content/", said.get("images", ""))
    base = options.base or (found[1] if found else "")
    number = said.get("parent_id") or said.get("id", "")
    return f"{base.rstrip('/')}/?post_type=product&p={number}" if base and number else ""


def _brand(attributes: Mapping[str, str]) -> str:
    """The brand where an attribute of the shop states it."""
    return next((v for n, v in attributes.items() if field_of(n)[0] == "brand" and v), "")


def _keys(content: Mapping[str, str]) -> list[str]:
    """What variations may call their parent."""
    return [key for key in (content.get("sku"), f"id:{content.get('id', '')}") if key]


def _inherit(row: Row, parent: Mapping) -> Row:
    own = row.content
    content = dict(own)
    for name in INHERITED:
        content[name] = own.get(name) or parent.get(name, "")
    chosen = own["attributes"]
    content["attributes"] = {**parent.get("attributes", {}), **chosen}
    content["group"] = own.get("parent", "")
    content["parent_id"] = parent.get("id", "")
    if own.get("name", "") in ("", parent.get("name")):
        content["name"] = " – ".join([parent.get("name", ""), " / ".join(chosen.values())])
    return replace(row, content=content)

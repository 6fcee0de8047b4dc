"""PrestaShop's product list in the form of its import: "Name *", "Active (0/1)", "Reference #"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from retrieval.sources.base import FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.columns import plain_name
from retrieval.sources.offering import offer_from
from retrieval.sources.pricing import parse_price
from retrieval.sources.readers import count_lines
from retrieval.sources.sniffing import Head
from retrieval.sources.table import TableFormat, assign, pictures_of
from retrieval.sources.tables import csv_rows

DISCOUNTS = ("discount amount", "discount percent", "discount from", "discount to")


class PrestaShopFormat(FeedFormat):
    """One offer a row; a discount is stated as an amount or a share, with its dates."""

    name = "prestashop"

    def recognises(self, head: Head) -> bool:
        names = {plain_name(column) for column in head.columns}
        priced = names & {"price tax included", "price tax excluded"}
        return bool(priced) and "active" in names and bool(names & {*DISCOUNTS, "on sale"})

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        return csv_rows(path)

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        content = {str(name): value for name, value in row.content.items() if name}
        own = {column: plain_name(column) for column in content}
        stated = {name: content[column] for column, name in own.items()}
        rest = {c: v for c, v in content.items() if own[c] not in (*DISCOUNTS, "on sale")}
        fields, attributes = assign(rest, options.mapping)
        fields["category"] = fields.get("category", "").split(",")[-1]
        fields["sale_starts"] = _date(stated.get("discount from", ""))
        fields["sale_ends"] = _date(stated.get("discount to", ""))
        try:
            fields["sale_price"] = _reduced(fields.get("price", ""), stated, options)
        except ValueError as error:
            return Rejection(row.number, str(error))
        return offer_from(row, fields, attributes, options, pictures=pictures_of(fields))

    def count(self, path: Path) -> int | None:
        return count_lines(path)

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        found = TableFormat().taken_for(columns, options)
        sale = {c: "sale_price" for c in columns if plain_name(c) in DISCOUNTS}
        return {**found, **sale, **{c: "" for c in columns if plain_name(c) == "on sale"}}


def _date(text: str) -> str:
    """A date, "" for the one that PrestaShop writes for none."""
    return "" if re.fullmatch(r"[0\s:/-]*", text) else text


def _reduced(price: str, stated: Mapping[str, str], options: ReadOptions) -> str:
    """The price less its discount, "" for no discount. Raises `ValueError`."""
    full = parse_price(price, options)
    amount = parse_price(stated.get("discount amount", ""), options)
    share = parse_price(stated.get("discount percent", ""), options)
    if full is None:
        return ""
    if amount and amount.minor:
        return str(full.amount - amount.amount)
    if share and 0 < share.amount < 100:
        return str(round(full.amount * (1 - share.amount / Decimal(100)), 4))
    return ""

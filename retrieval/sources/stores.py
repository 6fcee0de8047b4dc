"""A table of a shop's branches, a row each, as beside Google's local inventory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retrieval.branches.branch import Branch
from retrieval.sources.base import FeedFormat, ReadOptions, Rejection, Row
from retrieval.sources.branches import branch_of, field_of, stated_in
from retrieval.sources.cleaning import plain_text
from retrieval.sources.readers import count_lines, flat, json_rows
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows

WHERE = {"latitude", "address", "address line 1", "hours", "monday hours"}
"""A table of branches has at least one of these beside their codes."""


class StoresFormat(FeedFormat):
    """Columns store_code and any of name, latitude, longitude, address, opening hours (one column,
    or one a day), special hours, time zone; a column shop names another source."""

    name = "stores"
    holds = "branches"

    def recognises(self, head: Head) -> bool:
        named = {field_of(str(one)) for one in (*head.columns, *head.first_object)}
        return "code" in named and bool(named & WHERE) and not named & {"offer_id", "title"}

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        yield from (json_rows if Head.of(path).first_object else csv_rows)(path)

    def understand(self, row: Row, options: ReadOptions) -> Branch | Rejection:
        fields = stated_in({str(name): flat(value) for name, value in row.content.items()})
        if not fields.get("code"):
            return Rejection(row.number, "it names no store by its code")
        source = plain_text(fields.get("shop", ""), 200) or options.source
        try:
            return branch_of(source, fields, options)
        except ValueError as error:
            return Rejection(row.number, str(error))

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        return {column: field_of(column) or "" for column in columns}

    def count(self, path: Path) -> int | None:
        return count_lines(path)

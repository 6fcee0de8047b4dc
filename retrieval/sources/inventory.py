"""What each branch of a shop has: Google's local inventory, or plain columns.

The fields are described at https://support.google.com/merchants/answer/14819809.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from retrieval.branches.branch import Branch, Stocked
from retrieval.sources.base import FeedFormat, ReadOptions, Rejection, Row
from retrieval.sources.branches import branch_of, field_of, stated_in, stocked_of
from retrieval.sources.cleaning import plain_text
from retrieval.sources.columns import plain_name
from retrieval.sources.readers import count_lines, flat, json_rows
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows
from retrieval.sources.xml import items

STOCK = {"quantity", "availability"}
TITLED = {"title", "name", "product name", "description"}
"""Columns of a table that lists products."""
PRODUCT = re.compile(r"<(?:g:)?(?:image_link|description|product_type|brand)>.*store_code>", re.S)


class InventoryFormat(FeedFormat):
    """Columns store_code, id and quantity or availability; price, pickup_method and pickup_sla
    where known. Where a row says of its branch where it is as well, that is taken too."""

    name = "inventory"
    holds = "stock"

    def recognises(self, head: Head) -> bool:
        if head.text.startswith("<"):
            return "store_code>" in head.text and not PRODUCT.search(head.text)
        columns = {plain_name(str(one)) for one in (*head.columns, *head.first_object)}
        named = set(map(field_of, columns))
        return {"code", "offer_id"} <= named and bool(named & STOCK) and not columns & TITLED

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        head = Head.of(path)
        if not head.text.startswith("<"):
            yield from (json_rows if head.first_object else csv_rows)(path)
            return
        for number, item in enumerate(items(path, ("item", "entry")), start=1):
            if item.element is None:
                yield Row(number, {"item": item.text}, item.problem)
            else:
                named = {one.tag.rpartition("}")[2]: one.text or "" for one in item.element}
                yield Row(number, named, note=item.note)

    def understand(
        self, row: Row, options: ReadOptions
    ) -> Stocked | tuple[Branch, Stocked] | Rejection:
        fields = stated_in({str(name): flat(value) for name, value in row.content.items()})
        offer_id = plain_text(fields.get("offer_id", ""), 200)
        if not fields.get("code"):
            return Rejection(row.number, "it names no store by its code")
        if not offer_id:
            return Rejection(row.number, "it names no offer")
        source = plain_text(fields.get("shop", ""), 200) or options.source
        try:
            stock = stocked_of(source, offer_id, fields, options)
            if not fields.keys() & {"latitude", "address", "hours", "name"}:
                return stock
            return branch_of(source, fields, options), stock
        except ValueError as error:
            return Rejection(row.number, str(error))

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        return {column: field_of(column) or "" for column in columns}

    def count(self, path: Path) -> int | None:
        return None if Head.of(path).text.startswith("<") else count_lines(path)

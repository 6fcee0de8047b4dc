"""CSV for spreadsheets and for reading again; no cell is a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from retrieval.export.base import Exported, ExportFormat
from retrieval.export.jsonl import as_json

COLUMNS = (
    "source id product_id item_group_id title description price currency list_price availability"
    " condition brand category gtin mpn rating rating_count url image attributes"
).split()
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a cell begins that a spreadsheet would run."""


class CsvExport(ExportFormat):
    """A header and a row an offer; attributes are packed as JSON in one column."""

    name = "csv"

    def write(self, offers: Iterable[Exported]) -> Iterator[str]:
        yield _line(COLUMNS)
        for one in offers:
            row = as_json(one)
            rating = row["rating"] or {"value": "", "count": ""}
            row |= {"rating": rating["value"], "rating_count": rating["count"]}
            row |= {"item_group_id": row["group"], "image": ", ".join(row["images"])}
            row["attributes"] = json.dumps(row["attributes"], ensure_ascii=False)
            yield _line(["" if row[name] is None else str(row[name]) for name in COLUMNS])


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula begins with an apostrophe."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(map(defused, cells))
    return text.getvalue()

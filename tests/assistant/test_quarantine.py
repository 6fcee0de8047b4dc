"""Rejected rows as a table that a person opens."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest

from assistant.quarantine import write_csv
from retrieval.catalogue.sources import Quarantined

SEEN = datetime(2026, 5, 4, 12, 30)


def written(*rows: Quarantined) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    assert write_csv(rows, file) == len(rows)
    return list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))


def test_every_row_is_there_with_its_reason_and_time() -> None:
    first = Quarantined("Cedar", "cedar.csv", 3, "It has no id.", "a,b", SEEN)
    assert written(first) == [
        {
            "source": "Cedar",
            "feed": "cedar.csv",
            "row": "3",
            "reason": "It has no id.",
            "raw": "a,b",
            "seen_at": "2026-05-04T12:30:00Z",
        }
    ]
    assert written() == []


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begin: str) -> None:
    [row] = written(Quarantined(f"{begin}A1", "", 1, "", f"{begin}cmd()", SEEN))
    assert row["source"] == f"'{begin}A1"
    assert row["raw"] == f"'{begin}cmd()"

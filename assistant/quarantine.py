"""Rejected rows as CSV, for the command line and the page."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import TextIO

from retrieval.catalogue.sources import Quarantined
from retrieval.export.table import defused


def write_csv(rows: Iterable[Quarantined], file: TextIO) -> int:
    """Write rejected rows under a heading, no cell a formula; returns how many they are."""
    writer = csv.writer(file)
    writer.writerow([field.name for field in fields(Quarantined)])
    count = 0
    for row in rows:
        writer.writerow(map(_cell, vars(row).values()))
        count += 1
    return count


def _cell(value: str | int | datetime) -> str:
    text = f"{value.isoformat()}Z" if isinstance(value, datetime) else str(value)
    return defused(text)

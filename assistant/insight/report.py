"""The counts as a keeper reads them: in figures, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from assistant.insight.store import Tallies, Tally
from retrieval.export.table import defused

MOST = 12  # lines of a list
COLUMNS = ("day", "kind", "what", "detail", "count")

Line = tuple[str, str, int]
"""What, its detail, how often."""


@dataclass(frozen=True)
class Day:
    """The turns of one day."""

    day: date
    turns: int
    failed: int  # that found nothing or ended in a refusal


@dataclass(frozen=True)
class Report:
    """What happened in some days."""

    days: tuple[Day, ...]  # every one, also those on which nothing happened
    totals: Counter[str]  # by kind
    lists: dict[str, list[Line]]  # by kind, the most frequent first

    @classmethod
    def of(cls, tallies: Tallies, length: int, today: date | None = None) -> Report:
        """Of the `length` days up to today."""
        last = today or datetime.now(UTC).date()
        first = last - timedelta(days=length - 1)
        return cls.over(tallies.since(first), first, length)

    @classmethod
    def over(cls, rows: Sequence[Tally], first: date, length: int) -> Report:
        """Of counts, from a day on."""
        by_day: Counter[tuple[date, str]] = Counter()
        by_kind: dict[str, Counter[tuple[str, str]]] = {}
        totals: Counter[str] = Counter()
        for row in rows:
            by_day[row.day, row.kind] += row.count
            totals[row.kind] += row.count
            by_kind.setdefault(row.kind, Counter())[row.what, row.detail] += row.count
        days = [first + timedelta(days=number) for number in range(length)]
        return cls(
            tuple(
                Day(day, by_day[day, "turn"], by_day[day, "nothing"] + by_day[day, "refused"])
                for day in days
            ),
            totals,
            {kind: _ranked(counts) for kind, counts in by_kind.items()},
        )


def write_report(rows: Sequence[Tally]) -> str:
    """Counts as CSV. What a spreadsheet would take for a formula is text."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([row.day, row.kind, defused(row.what), defused(row.detail), row.count])
    return table.getvalue()


def _ranked(counts: Counter[tuple[str, str]]) -> list[Line]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [(what, detail, count) for (what, detail), count in ordered[:MOST]]

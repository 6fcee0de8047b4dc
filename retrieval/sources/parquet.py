"""Parquet into rows, a part at a time, in a process apart.

A few kilobytes of Parquet may hold gigabytes, in one cell or in a thousand that repeat it. No
figure in the file tells of it reliably, so what a part takes is bounded as it is unpacked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed
from retrieval.sources.base import Row
from retrieval.sources.processes import worked
from retrieval.sources.tables import MAX_COLUMNS
from retrieval.trouble import check_machine

PART = 20_000  # rows that are unpacked at a time
AT_ONCE = 64  # rows that become values of Python at a time
FULL = 8 * 2**20  # bytes of rows after which a part ends
MAX_ROW = 10_000_000  # characters of one row
RATIO = 500  # bytes of rows to bytes of the file, once past `FREE`
FREE = 64 * 2**20


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file. Raises `BadFeed` when it is none, or unpacks to far more."""
    start, left = 0, max(FREE, path.stat().st_size * RATIO)
    while True:
        facts, content = worked("parquet", path, {"start": start})
        left -= facts["unpacked"]
        if left < 0:
            raise BadFeed(
                f"{path} unpacks to far more than a feed of its size has; give it as JSON lines."
            )
        for number, line in enumerate(content.splitlines(), start=start + 1):
            row = json.loads(line)
            if isinstance(row, dict):
                yield Row(number, row)
            else:
                yield Row(number, {"row": row}, "the row is longer than a row may be")
        start += facts["rows"]
        if start >= facts["count"]:
            return


def part_here(path: Path, start: int) -> tuple[dict[str, int], bytes]:
    """Rows from the one after `start` on, a line of JSON each (text for one that is too long), and
    how many these are, how many there are in all, and their bytes. Raises `BadFeed`."""
    import polars

    try:
        scan = polars.scan_parquet(path)
        count = scan.select(polars.len()).collect().item()
        if count > max(path.stat().st_size, PART):
            raise BadFeed(f"{path} unpacks to {count:,} rows, more than a feed of its size has.")
        if len(scan.collect_schema()) > MAX_COLUMNS:
            raise BadFeed(f"{path} has more than {MAX_COLUMNS:,} columns; leave some out.")
        frame = scan.slice(start, PART).collect()
        lines, unpacked = _lines(frame.iter_rows(named=True, buffer_size=AT_ONCE))
    except (polars.exceptions.PolarsError, OSError) as error:
        check_machine(error)
        raise BadFeed(f"{path} is not a Parquet file that can be read ({error}).") from error
    return {"rows": len(lines), "count": count, "unpacked": unpacked}, b"\n".join(lines)


def _lines(rows: Iterator[dict[str, Any]]) -> tuple[list[bytes], int]:
    lines: list[bytes] = []
    unpacked = 0
    for row in rows:
        line = json.dumps(row, default=str)  # ASCII: it holds no line end of any kind
        unpacked += len(line)
        lines.append((json.dumps(line[:1000]) if len(line) > MAX_ROW else line).encode())
        if unpacked > FULL:
            break
    return lines, unpacked

"""Taking files apart: CSV, JSON lines and Parquet into rows, damaged rows named as such."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed
from retrieval.sources.base import Row
from retrieval.sources.sniffing import SNIFFED, delimiter_of

MAX_FIELD = 1_000_000  # characters in one CSV field; more means a quote that was never closed
MAX_ROW = 10_000_000  # bytes in one line of JSON
MAX_DOCUMENT = 200 * 2**20  # bytes of a JSON document that is read whole


def csv_rows(path: Path) -> Iterator[Row]:
    """Rows of a table with a header; the separator is found by looking. Raises `BadFeed`."""
    csv.field_size_limit(MAX_FIELD)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        head = file.read(SNIFFED)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter_of(head))
        header = next(reader, [])
        if len(header) < 2:
            raise BadFeed(f"{path} has no header row with at least two columns.")
        for number in itertools.count(2):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(number, {}, f"the row cannot be split into columns ({error})")
                continue
            if any(cells):
                yield _row(number, header, cells)


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    content = dict(zip(header, cells, strict=False))
    if len(cells) != len(header):
        return Row(number, content, f"there are {len(cells)} columns instead of {len(header)}")
    if not "".join(cells).isascii() and any("\ud800" <= c <= "\udfff" for c in "".join(cells)):
        legible = {k: v.encode("utf-8", "replace").decode() for k, v in content.items()}
        return Row(number, legible, "it is not UTF-8; save the file as UTF-8")
    return Row(number, content)


def json_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON lines file."""
    with path.open("rb") as file:
        for number in itertools.count(1):
            line = file.readline(MAX_ROW)
            if not line:
                return
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                text = line[:1000].decode("utf-8", "replace")
                yield Row(number, {"line": text}, f"it is not JSON ({error})")
                continue
            if isinstance(value, dict):
                yield Row(number, value)
            else:
                yield Row(number, {"line": flat(value)}, "it is not a JSON object")


def json_document(path: Path) -> Any:
    """A whole JSON document. Raises `BadFeed` when it is none, is cut off, or is too large."""
    if path.stat().st_size > MAX_DOCUMENT:
        raise BadFeed(f"{path} is larger than {MAX_DOCUMENT >> 20} MB; give it as JSON lines.")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise BadFeed(
            f"{path} is not whole JSON ({error}); perhaps it was cut off, get it again."
        ) from error


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file. Raises `BadFeed` when it is none."""
    import polars

    try:
        frame = polars.read_parquet(path)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise BadFeed(f"{path} is not a Parquet file that can be read ({error}).") from error
    for number, row in enumerate(frame.iter_rows(named=True), start=1):
        yield Row(number, row)


def count_lines(path: Path) -> int:
    """An upper bound of the rows of a text table: quoted fields may hold line ends."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(2**20), b""))


def flat(value: Any) -> str:
    """A cell of JSON or Parquet as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(flat(one) for one in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, default=str)

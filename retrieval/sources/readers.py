"""Taking files apart: CSV, JSON lines and Parquet into rows, damaged rows named as such."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Iterator
from math import isnan
from pathlib import Path
from typing import Any

from retrieval.errors import BadFeed
from retrieval.sources.base import Row
from retrieval.sources.sniffing import SNIFFED, delimiter_of

MAX_FIELD = 1_000_000  # characters in one CSV field; more means a quote that was never closed
MAX_ROW = 10_000_000  # bytes in one line of JSON
MAX_DOCUMENT = 200 * 2**20  # bytes of a JSON document that is read whole
_NO_CHARACTER = re.compile("[\ud800-\udfff]")
MAX_DEPTH = 100  # of objects and lists in one another: whoever reads them may recurse


def csv_rows(path: Path) -> Iterator[Row]:
    """Rows of a table with a header; the separator is found by looking. Raises `BadFeed`."""
    csv.field_size_limit(MAX_FIELD)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        head = file.read(SNIFFED)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter_of(head))
        header = _header(reader)
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


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        return [legible(name) for name in next(reader, [])]
    except csv.Error:  # such as a quote that is never closed
        return []


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    clean = [legible(cell) for cell in cells]
    content = dict(zip(header, clean, strict=False))
    if len(cells) != len(header):
        return Row(number, content, f"there are {len(cells)} columns instead of {len(header)}")
    if clean != cells:
        return Row(number, content, "it is not UTF-8; save the file as UTF-8")
    return Row(number, content)


def legible(text: str) -> str:
    """The text with U+FFFD for what is no character: a byte that is not UTF-8, half a pair of
    UTF-16. Neither the catalogue nor a terminal takes text that holds these."""
    return text if text.isascii() else _NO_CHARACTER.sub("\ufffd", text)


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
                value = parse_json(line)
            except ValueError as error:
                text = line[:1000].decode("utf-8", "replace")
                yield Row(number, {"line": text}, f"it is not JSON ({error})")
                continue
            if isinstance(value, dict):
                yield Row(number, value)
            else:
                yield Row(number, {"line": flat(value)}, "it is not a JSON object")


def parse_json(text: str | bytes) -> Any:
    """JSON that a stranger wrote, `legible`; what lies deeper than `MAX_DEPTH` is left out.

    Raises `ValueError`.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text))
    try:
        value = json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if isinstance(value, dict | list):
        _prune(value)
    if "\\ud" in text or "\\uD" in text:  # perhaps half a pair
        value = json.loads(legible(json.dumps(value, ensure_ascii=False)))
    return value


def _prune(value: dict | list) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [one for held in inner for one in held if isinstance(one, dict | list)]
        if not level:
            return
    for one in level:
        one.clear()


def json_document(path: Path) -> Any:
    """A whole JSON document. Raises `BadFeed` when it is none, is cut off, or is too large."""
    if path.stat().st_size > MAX_DOCUMENT:
        raise BadFeed(f"{path} is larger than {MAX_DOCUMENT >> 20} MB; give it as JSON lines.")
    try:
        return parse_json(path.read_bytes())
    except ValueError as error:
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
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, float):
        return "" if isnan(value) else str(int(value)) if value.is_integer() else str(value)
    return str(value)

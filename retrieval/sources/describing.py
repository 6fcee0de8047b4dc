"""How a feed is read: each column, what it is taken for, a value of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.amounts import decimal_mark
from retrieval.errors import BadFeed
from retrieval.sources.base import FeedFormat, ReadOptions, Row
from retrieval.sources.cleaning import plain_text
from retrieval.sources.parquet import parquet_rows
from retrieval.sources.readers import flat, json_rows
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows

SAMPLED = 200  # rows that are looked at
LARGEST = 4 * 2**20  # characters of them all together
COLUMNS = 200  # columns that are told of
EXAMPLE = 60  # characters of a value


@dataclass(frozen=True)
class Column:
    """One column of a feed (or key, or tag), and what became of it."""

    column: str
    taken_for: str  # our field, "attribute", or "" for not used
    example: str  # the first value it has among the first rows, cut


def sampled(path: Path, feed_format: FeedFormat, options: ReadOptions) -> list[Mapping[str, Any]]:
    """The first rows of a feed as they stand in it; none where it is no rows of named values."""
    found: list[Mapping[str, Any]] = []
    size = 0
    try:
        for row in itertools.islice(_rows(path, feed_format, options), SAMPLED):
            size += sum(len(flat(value)) for value in row.content.values())
            if size > LARGEST:
                break
            if not row.problem:
                found.append(row.content)
    except (BadFeed, OSError):
        return found  # whoever reads the feed is told why it cannot be read
    return found


def _rows(path: Path, feed_format: FeedFormat, options: ReadOptions) -> Iterator[Row]:
    if path.is_dir():
        return iter(())
    head = Head.of(path)
    if path.suffix.lower() == ".parquet":
        return parquet_rows(path)
    if head.columns and not head.first_object:
        return csv_rows(path)
    return json_rows(path) if head.first_object else feed_format.rows(path, options)


def columns_of(
    sample: Sequence[Mapping[str, Any]], feed_format: FeedFormat, options: ReadOptions
) -> list[Column]:
    """Every column of the sampled rows."""
    examples: dict[str, str] = {}
    for row in sample:
        for name, value in row.items():
            if len(examples) < COLUMNS and not examples.get(name):
                examples[str(name)] = plain_text(flat(value)[: 10 * EXAMPLE], EXAMPLE)
    taken = feed_format.taken_for(tuple(examples), options)
    return [
        Column(plain_text(name, EXAMPLE), taken.get(name, ""), example)
        for name, example in examples.items()
    ]


def decimal_of(sample: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> str:
    """The mark of decimals that the prices of the sampled rows show, "" where they do not."""
    prices = [one.column for one in columns if one.taken_for.endswith("price")]
    return decimal_mark(flat(row.get(name)) for row in sample for name in prices)

"""Tables of what people say, which name the things it is about: customer reviews.

A form of such a table is a sibling file with the names that its columns have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from retrieval.offers import Question, Review
from retrieval.sources.base import FeedFormat, Heard, ReadOptions, Rejection, Row
from retrieval.sources.cleaning import plain_text
from retrieval.sources.offering import review_from
from retrieval.sources.readers import count_lines, flat, json_rows
from retrieval.sources.sniffing import Head
from retrieval.sources.table import pictures_of
from retrieval.sources.tables import csv_rows


class HeardFormat(FeedFormat):
    """A table that says something of offers, a row a time. Who says it is not read."""

    holds = "reviews"
    columns: ClassVar[Mapping[str, tuple[str, ...]]]
    """Field → the columns that may state it, in small letters. "offer" is what a thing is called:
    the surest name first."""
    needed: ClassVar[tuple[str, ...]] = ("offer",)  # fields that such a table has

    def recognises(self, head: Head) -> bool:
        there = head.columns or {name.lower() for name in head.first_object}
        found = all(there.intersection(self.columns[field]) for field in self.needed)
        return found and "price" not in there  # else it lists what is sold

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        yield from (json_rows if Head.of(path).first_object else csv_rows)(path)

    def understand(self, row: Row, options: ReadOptions) -> Heard | Rejection:
        content = {str(n).strip().lower(): flat(value) for n, value in row.content.items()}
        named = [self.named(plain_text(content.get(c, ""), 200)) for c in self.columns["offer"]]
        names = tuple(dict.fromkeys(filter(None, named)))
        if not names:
            return Rejection(row.number, "it names no offer")
        fields = {
            field: next((text for one in ways if (text := content.get(one, ""))), "")
            for field, ways in self.columns.items()
        }
        said = self.said(fields.get("shop") or options.source, names[0], fields)
        return Heard(row.number, said, names) if not isinstance(said, str) else Rejection(
            row.number, said
        )  # fmt: skip

    def said(
        self, source: str, offer_id: str, fields: Mapping[str, str]
    ) -> Review | Question | str:
        """What a row says of an offer, or why it says nothing."""
        said = review_from(source, offer_id, fields, pictures=self.shown(fields))
        return said or "there is neither a rating nor a text"

    def named(self, name: str) -> str:
        """What a thing is called by a cell that names it."""
        return name

    def shown(self, fields: Mapping[str, str]) -> Iterable[str]:
        """The addresses of the pictures in a review."""
        return pictures_of(fields)

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        ways = {way: field for field, all_ways in self.columns.items() for way in all_ways}
        return {one: ways.get(one.strip().lower(), "") for one in columns}

    def count(self, path: Path) -> int | None:
        return count_lines(path)


class ReviewsFormat(HeardFormat):
    """Columns offer_id, rating (1 to 5), text; where known shop, title, date, reply, pictures."""

    name = "reviews"
    columns: ClassVar = {
        "offer": ("offer_id",),
        "shop": ("shop",),
        "rating": ("rating",),
        "title": ("title",),
        "text": ("text",),
        "date": ("date",),
        "reply": ("reply",),
        "picture": ("pictures",),
    }
    needed: ClassVar = ("offer", "rating", "text")

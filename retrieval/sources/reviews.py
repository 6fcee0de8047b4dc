"""A table of customer reviews, which names the offers it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retrieval.offers import Review
from retrieval.sources.base import FeedFormat, ReadOptions, Rejection, Row
from retrieval.sources.cleaning import plain_text
from retrieval.sources.offering import review_from
from retrieval.sources.readers import count_lines, flat, json_rows
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import csv_rows

NEEDED = frozenset({"offer_id", "rating", "text"})


class ReviewsFormat(FeedFormat):
    """Columns offer_id, rating (1 to 5), text; and where known shop, title, date."""

    name = "reviews"
    holds = "reviews"

    def recognises(self, head: Head) -> bool:
        return head.columns >= NEEDED or head.first_object.keys() >= NEEDED

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        yield from (json_rows if Head.of(path).first_object else csv_rows)(path)

    def understand(self, row: Row, options: ReadOptions) -> Review | Rejection:
        said = {str(name): flat(value) for name, value in row.content.items()}
        offer_id = plain_text(said.get("offer_id", ""), 200)
        if not offer_id:
            return Rejection(row.number, "it names no offer")
        review = review_from(said.get("shop") or options.source, offer_id, said)
        return review or Rejection(row.number, "there is neither a rating nor a text")

    def count(self, path: Path) -> int | None:
        return count_lines(path)

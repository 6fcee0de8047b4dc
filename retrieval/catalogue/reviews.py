"""What buyers say of offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice

from sqlalchemy import Engine, delete, insert, select, tuple_

from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import review
from retrieval.catalogue.settings import write_setting
from retrieval.offers import Review

BATCH = 500
COLUMNS = [review.c[name] for name in Review.__dataclass_fields__]


class Reviews:
    """The reviews of one catalogue, each with the feed it came from."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, source_name: str, offer_id: str) -> list[Review]:
        """The reviews of one offer, in the order of the feeds."""
        query = select(*COLUMNS).where(
            review.c.source == source_name, review.c.offer_id == offer_id
        )
        with self.engine.connect() as connection:
            return [Review(*row) for row in connection.execute(query.order_by(review.c.id))]

    def of_offers(self, offers: Sequence[tuple[str, str]]) -> list[Review]:
        """The reviews of several offers, (source, offer id) of each, in the order of the feeds."""
        found: list[tuple] = []
        with self.engine.connect() as connection:
            for keys in _batches(offers):
                mine = tuple_(review.c.source, review.c.offer_id).in_(keys)
                query = select(review.c.id, *COLUMNS).where(mine)
                found += connection.execute(query).tuples()
        return [Review(*row[1:]) for row in sorted(found, key=lambda row: row[0])]

    def some(self, limit: int) -> list[Review]:
        """At most `limit` reviews, the oldest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(*COLUMNS).order_by(review.c.id).limit(limit))
            return [Review(*row) for row in rows]

    def any(self, feed: str) -> bool:
        """Whether there is a review that `feed` stated."""
        with self.engine.connect() as connection:
            return (
                connection.execute(select(review.c.id).where(review.c.feed == feed)).first()
                is not None
            )

    def replace(
        self, feed: str, reviews: Iterable[Review], offers: Sequence[tuple[str, str]] | None = None
    ) -> int:
        """Put `reviews` in the place of those that `feed` stated before; returns how many.

        With `offers`, (source, offer id) of each, only theirs are replaced. All or nothing:
        whatever `reviews` raises leaves the earlier ones as they were.
        """
        count = gone = 0
        with transaction(self.engine) as connection:
            old = delete(review).where(review.c.feed == feed)
            for keys in [None] if offers is None else _batches(offers):
                which = () if keys is None else (
                    tuple_(review.c.source, review.c.offer_id).in_(keys),
                )  # fmt: skip
                gone += connection.execute(old.where(*which)).rowcount
            for batch in _batches(reviews):
                rows = [{**asdict(one), "feed": feed} for one in batch]
                connection.execute(insert(review), rows)
                count += len(rows)
            if gone or count:  # products are sorted and chosen by their ratings
                write_setting(connection, "index", "stale")
        return count


def _batches(values: Iterable) -> Iterator[list]:
    iterator = iter(values)
    while batch := list(islice(iterator, BATCH)):
        yield batch

"""What people say of offers, kept with the feed that stated it: reviews, questions and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from itertools import islice
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Engine, Row, Select, Table, delete, insert, select, tuple_

from retrieval.catalogue.database import transaction
from retrieval.catalogue.settings import write_setting
from retrieval.offers import Question, Review

BATCH = 500
T = TypeVar("T", Review, Question)


class HeardStore(Generic[T]):
    """All of one kind that one catalogue has. A table's columns bear the names of the fields."""

    kind: ClassVar[type[Any]]
    table: ClassVar[Table]

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, source_name: str, offer_id: str) -> list[T]:
        """What is said of one offer, in the order of the feeds."""
        c = self.table.c
        query = self._query.where(c.source == source_name, c.offer_id == offer_id)
        with self.engine.connect() as connection:
            return [self._read(row) for row in connection.execute(query.order_by(c.id))]

    def of_offers(self, offers: Sequence[tuple[str, str]]) -> list[T]:
        """What is said of several offers, (source, offer id) of each, in the order of the feeds.

        What stands with several of them is there as often: see `of_one`.
        """
        c = self.table.c
        found: list[tuple[int, T]] = []
        with self.engine.connect() as connection:
            for keys in batches(offers):
                mine = tuple_(c.source, c.offer_id).in_(keys)
                query = self._query.add_columns(c.id.label("number")).where(mine)
                found += ((row.number, self._read(row)) for row in connection.execute(query))
        return [one for _, one in sorted(found, key=lambda pair: pair[0])]

    def some(self, limit: int) -> list[T]:
        """At most `limit`, the oldest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(self._query.order_by(self.table.c.id).limit(limit))
            return [self._read(row) for row in rows]

    def any(self, feed: str) -> bool:
        """Whether there is one that `feed` stated."""
        c = self.table.c
        with self.engine.connect() as connection:
            return connection.execute(select(c.id).where(c.feed == feed)).first() is not None

    def replace(
        self, feed: str, said: Iterable[T], offers: Sequence[tuple[str, str]] | None = None
    ) -> int:
        """Put `said` in the place of what `feed` stated before; returns how many.

        With `offers`, (source, offer id) of each, only theirs are replaced. All or nothing:
        whatever `said` raises leaves the earlier ones as they were.
        """
        c = self.table.c
        count = gone = 0
        with transaction(self.engine) as connection:
            old = delete(self.table).where(c.feed == feed)
            for keys in [None] if offers is None else batches(offers):
                which = () if keys is None else (tuple_(c.source, c.offer_id).in_(keys),)
                gone += connection.execute(old.where(*which)).rowcount
            for batch in batches(said):
                rows = [{**asdict(one), "feed": feed} for one in batch]
                connection.execute(insert(self.table), rows)
                count += len(rows)
            if gone or count:  # products are sorted, chosen and pictured by their reviews
                write_setting(connection, "index", "stale")
        return count

    @property
    def _query(self) -> Select[Any]:
        return select(*(self.table.c[one.name] for one in fields(self.kind)))

    def _read(self, row: Row[Any]) -> T:
        values = {one.name: getattr(row, one.name) for one in fields(self.kind)}
        return self.kind(**{n: tuple(v) if isinstance(v, list) else v for n, v in values.items()})


def of_one(said: Iterable[T], offers: Collection[tuple[str, str]]) -> list[T]:
    """What is said of one thing, sold as these offers, (source, offer id) of each; what stands
    with several of its variants counts once."""
    seen: set[str] = set()
    found = []
    for one in said:
        if (one.source, one.offer_id) in offers and one.shared not in seen:
            found.append(one)
            seen |= {one.shared} - {""}
    return found


def batches(values: Iterable) -> Iterator[list]:
    """In lists of at most `BATCH`."""
    iterator = iter(values)
    while batch := list(islice(iterator, BATCH)):
        yield batch

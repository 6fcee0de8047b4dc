"""The branches of shops in a catalogue, and what each has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice

from sqlalchemy import Engine, Row, Table, and_, delete, insert, or_, select, tuple_

from retrieval.branches.branch import AtBranch, Branch, Stocked
from retrieval.branches.distance import around
from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import branch, branch_stock
from retrieval.catalogue.settings import write_setting
from retrieval.money import Money
from retrieval.offers import Offer, Product

BATCH = 300
MOST = 300  # branches of one offer that are looked at: those after it are as if it had none there

_BRANCH = [branch.c[name] for name in Branch.__dataclass_fields__]
_STOCK = [
    branch_stock.c[name]
    for name in (
        "offer_id",
        "quantity",
        "availability",
        "price_minor",
        "currency",
        "pickup",
        "ready",
    )
]
_JOINED = branch_stock.join(
    branch, and_(branch.c.source == branch_stock.c.source, branch.c.code == branch_stock.c.code)
)
Key = tuple[str, str]
"""Source and offer id."""


class Branches:
    """The branches of one catalogue, each with the feed it came from."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def any(self) -> bool:
        """Whether any shop states one that has anything."""
        with self.engine.connect() as connection:
            return connection.execute(select(branch_stock.c.code).limit(1)).first() is not None

    def of(self, source: str) -> list[Branch]:
        """The branches of a source, by their codes."""
        query = select(*_BRANCH).where(branch.c.source == source).order_by(branch.c.code)
        with self.engine.connect() as connection:
            return [Branch(*row) for row in connection.execute(query)]

    def replace(self, feed: str, branches: Iterable[Branch]) -> int:
        """Put branches in the place of those that `feed` stated before; returns how many. All or
        nothing: whatever `branches` raises leaves the earlier ones as they were."""
        return self._written(branch, feed, map(asdict, branches), ("source", "code"), forget=True)

    def add(self, feed: str, branches: Iterable[Branch]) -> int:
        """Add branches, or put them in the place of those of the same codes."""
        return self._written(branch, feed, map(asdict, branches), ("source", "code"))

    def replace_stock(
        self, feed: str, stock: Iterable[Stocked], offers: Sequence[Key] | None = None
    ) -> int:
        """As `replace`, of what branches have; with `offers` only of these."""
        names = ("source", "offer_id", "code")
        if offers is None:
            return self._written(branch_stock, feed, map(_row, stock), names, forget=True)
        return self._written(branch_stock, feed, map(_row, stock), names, offers=offers)

    def _written(
        self,
        table: Table,
        feed: str,
        rows: Iterable[dict],
        names: Sequence[str],
        *,
        forget: bool = False,
        offers: Sequence[Key] = (),
    ) -> int:
        key = tuple_(*(table.c[name] for name in names))
        count = gone = 0
        with transaction(self.engine) as connection:
            if forget:
                gone = connection.execute(delete(table).where(table.c.feed == feed)).rowcount
            for some in _batches(offers):
                mine = tuple_(table.c.source, table.c.offer_id).in_(some)
                gone += connection.execute(delete(table).where(table.c.feed == feed, mine)).rowcount
            for batch in _batches(rows):
                by_key = {tuple(row[name] for name in names): row for row in batch}
                connection.execute(delete(table).where(key.in_(list(by_key))))
                connection.execute(
                    insert(table), [{**row, "feed": feed} for row in by_key.values()]
                )
                count += len(by_key)
            if gone or count:  # what is near, and what can be picked up, goes by them
                write_setting(connection, "index", "stale")
        return count

    def attached(self, products: Sequence[Product]) -> list[Product]:
        """Products with the branches that have their offers."""
        if not self.any():
            return list(products)
        keys = [(one.source, one.offer_id) for product in products for one in product.offers]
        found = self.at(keys)
        return [
            replace(product, offers=tuple(_with(one, found) for one in product.offers))
            for product in products
        ]

    def at(self, keys: Sequence[Key]) -> dict[Key, list[AtBranch]]:
        """Offer → the branches that list it, by their codes."""
        found: dict[Key, list[AtBranch]] = {}
        with self.engine.connect() as connection:
            for some in _batches(keys):
                mine = tuple_(branch_stock.c.source, branch_stock.c.offer_id).in_(some)
                query = select(*_BRANCH, *_STOCK).select_from(_JOINED).where(mine)
                for row in connection.execute(query.order_by(branch.c.code)):
                    listed = found.setdefault((row.source, row.offer_id), [])
                    if len(listed) < MOST:
                        listed.append(_at(row))
        return found

    def near(self, latitude: float, longitude: float, km: float) -> Iterator[tuple[Key, AtBranch]]:
        """(offer, branch) of all that lie in a box around a place that holds all within `km`."""
        south, north, west, east = around(latitude, longitude, km)
        beside = [  # the same place is west of the date line and east of it
            branch.c.longitude.between(west + turn, east + turn) for turn in (-360.0, 0.0, 360.0)
        ]
        inside = and_(branch.c.latitude.between(south, north), or_(*beside))
        query = select(*_BRANCH, *_STOCK).select_from(_JOINED).where(inside)
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=2000).execute(query):
                yield (row.source, row.offer_id), _at(row)


def _with(offer: Offer, found: dict[Key, list[AtBranch]]) -> Offer:
    branches = found.get((offer.source, offer.offer_id))
    return replace(offer, branches=tuple(branches)) if branches else offer


def _at(row: Row) -> AtBranch:
    place = Branch(**{name: getattr(row, name) for name in Branch.__dataclass_fields__})
    price = None if row.price_minor is None else Money(row.price_minor, row.currency)
    return AtBranch(place, row.quantity, row.availability, price, row.pickup, row.ready)


def _row(one: Stocked) -> dict:
    fields = {name: getattr(one, name) for name in Stocked.__dataclass_fields__ if name != "price"}
    price = one.price
    return {
        **fields,
        "price_minor": price.minor if price else None,
        "currency": price.currency if price else "",
    }


def _batches(values: Iterable) -> Iterator[list]:
    iterator = iter(values)
    while batch := list(islice(iterator, BATCH)):
        yield batch

"""Counts by day, in a small database beside the catalogue's: `insight.db`, or the server's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, Table, delete, func, select

from retrieval.catalogue.address import Address
from retrieval.catalogue.columns import STRING
from retrieval.catalogue.database import insert_into, transaction
from retrieval.catalogue.opening import database_at

NAME = "insight"
DAYS = 90  # for which a day is remembered
LONGEST = 120  # characters of what is counted
MOST_A_DAY = 5000  # different things a day; more are counted as one: nobody fills the disk

metadata = MetaData()
tally = Table(
    "tally",
    metadata,
    Column("day", STRING, primary_key=True),  # ISO 8601
    Column("kind", STRING, primary_key=True),
    Column("what", STRING, primary_key=True),
    Column("detail", STRING, primary_key=True),
    Column("times", Integer, nullable=False),
)
switch = Table("switch", metadata, Column("name", STRING, primary_key=True), Column("on", Integer))


KEY = ["day", "kind", "what", "detail"]


@dataclass(frozen=True)
class Tally:
    """How often something happened on a day."""

    day: date
    kind: str
    what: str
    detail: str
    count: int


Happened = tuple[str, str, str]
"""(kind, what, detail): see `counting`."""


class Tallies:
    """The counts of one catalogue's assistant. Every change is one transaction."""

    def __init__(self, place: Address | Path) -> None:
        address = Address.of(place)
        self._engine = database_at(address)(address).beside(NAME, metadata)

    def add(self, happened: Iterable[Happened], today: date | None = None) -> None:
        """Count what happened today."""
        day = today or datetime.now(UTC).date()
        with transaction(self._engine) as connection:
            room = select(func.count()).where(tally.c.day == day.isoformat())
            full = connection.scalar(room.select_from(tally)) or 0
            for kind, what, detail in happened:
                many = full > MOST_A_DAY
                values = {
                    "day": day.isoformat(),
                    "kind": kind,
                    "what": "" if many else what[:LONGEST],
                    "detail": "" if many else detail[:LONGEST],
                    "times": 1,
                }
                counted = insert_into(connection, tally).values(values)
                again = {"times": tally.c.times + 1}
                connection.execute(counted.on_conflict_do_update(index_elements=KEY, set_=again))

    def since(self, first: date) -> Sequence[Tally]:
        """Everything from a day on, by day."""
        query = select(tally).where(tally.c.day >= first.isoformat()).order_by(*tally.c)
        with self._engine.connect() as connection:
            return [
                Tally(date.fromisoformat(row.day), row.kind, row.what, row.detail, row.times)
                for row in connection.execute(query)
            ]

    def forget(self, today: date | None = None) -> None:
        """Forget the days that are long past, also in the file: SQLite writes zeros over them."""
        first = (today or datetime.now(UTC).date()) - timedelta(days=DAYS)
        self._delete(tally.c.day < first.isoformat())

    def forget_all(self) -> None:
        """Forget everything."""
        self._delete(tally.c.day != "")

    @property
    def counting(self) -> bool:
        """Whether the keeper has it counted."""
        with self._engine.connect() as connection:
            found = connection.scalar(select(switch.c.on).where(switch.c.name == "counting"))
        return found is None or bool(found)

    @counting.setter
    def counting(self, on: bool) -> None:
        with transaction(self._engine) as connection:
            kept = insert_into(connection, switch).values(name="counting", on=int(on))
            connection.execute(
                kept.on_conflict_do_update(index_elements=["name"], set_={"on": int(on)})
            )

    def close(self) -> None:
        """Give back the database's connections."""
        self._engine.dispose()

    def _delete(self, which: object) -> None:
        with transaction(self._engine) as connection:
            gone = connection.execute(delete(tally).where(which)).rowcount  # type: ignore[arg-type]
        if gone and self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:  # its log has the old pages until then
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

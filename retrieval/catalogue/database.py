"""What a catalogue asks of the database that keeps its rows."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite

from retrieval.catalogue import migrations
from retrieval.catalogue.address import Address
from retrieval.catalogue.checksums import Damage
from retrieval.errors import BadCatalogue

PATIENCE = 30.0  # seconds to wait for another process's transaction


class NamedLock(Protocol):
    """A lock that is given up with the process that holds it. A thread may take it again."""

    def take(self) -> bool:
        """Whether it was free, or this thread's, and is held now; never waits."""

    def give_back(self) -> None:
        """Let go once; the last time it is free again."""

    def check(self) -> None:
        """Raise `BadCatalogue` where this thread took it and somebody else may have it by now."""


class Database(ABC):
    """One catalogue's rows. `engine` gives its connections; see `transaction` for writing."""

    engine: Engine
    writer: NamedLock

    def __init__(self, address: Address) -> None:
        self.address = address

    @classmethod
    @abstractmethod
    def is_there(cls, address: Address) -> bool:
        """Whether there is a catalogue. Raises `BadCatalogue` where that cannot be found out."""

    @classmethod
    @abstractmethod
    def prepare(cls, address: Address) -> None:
        """Make the folder that a new catalogue takes. Raises `BadCatalogue` for one in use."""

    @abstractmethod
    def open(self) -> None:
        """Connect, and make or migrate the tables. Raises `BadCatalogue`."""

    @abstractmethod
    def lock(self, name: str) -> NamedLock:
        """A lock of this catalogue among all processes that have it open."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The one writer's place; a thread that has it may take it again. Raises `BadCatalogue`
        at once where somebody else has it."""
        if not self.writer.take():
            raise BadCatalogue(
                f"Another process is writing to {self.address}; wait until it has finished."
            )
        try:
            yield
        finally:
            self.writer.give_back()

    @abstractmethod
    def problem(self, deep: bool) -> str:
        """What the database finds wrong with itself, "" when all is well."""

    @abstractmethod
    def damaged(self, deep: bool, tables: Sequence[str]) -> list[Damage]:
        """Rows that are not what was written, where the database itself would not notice."""

    @abstractmethod
    def unsound_offers(self, connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
        """(source, offer id) of such offers of some products."""

    @abstractmethod
    def beside(self, name: str, tables: MetaData) -> Engine:
        """An engine for tables of another room, made if need be, that are kept with the catalogue
        and are no part of it. Raises `BadCatalogue`."""

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def bring_up(self) -> bool:
        """Make or migrate the tables; whether there was anything to do.

        In one transaction, because Alembic left alone would commit after every version, and a
        second process would slip in between.
        """
        with self.engine.connect() as connection:
            if is_current(connection, self.address):
                return False
        with transaction(self.engine) as connection:
            migrations.upgrade(connection)  # does nothing if another process was faster
        return True


def transaction(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction that may write; it waits for its place before it reads.

    Otherwise one that reads first would be refused by SQLite without any wait when another process
    has written in between, and would on PostgreSQL write what it should not.
    """
    return engine.execution_options(writes=True).begin()


def insert_into(connection: Connection, table: Table) -> Any:
    """An insert that can be told what to do where the row is there already."""
    return _INSERTS[connection.dialect.name](table)


def is_current(connection: Connection, address: Address) -> bool:
    """Whether the tables are of the newest version. Raises `BadCatalogue` when they are newer."""
    version = migrations.current_version(connection)
    versions = migrations.known_versions()
    if version is not None and version not in versions:
        raise BadCatalogue(
            f"The catalogue in {address} was made by a newer version of this program "
            f"(tables {version}, known up to {versions[-1]}); update the program."
        )
    return version == versions[-1]


def lenient_json(text: str) -> Any:
    """JSON that a disk has altered may be none; its row is then left out by its hash, and must not
    keep the rest from being read."""
    try:
        return json.loads(text)
    except ValueError:
        return {}


_INSERTS: dict[str, Callable[[Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}

"""A catalogue's rows in its own folder: `catalog.db`, kept by SQLite."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, ExceptionContext, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError

from retrieval.catalogue import database
from retrieval.catalogue.address import Address
from retrieval.catalogue.checksums import Damage, damaged, keep_sums, unreadable, unsound_offers
from retrieval.catalogue.database import Database, NamedLock, lenient_json, transaction
from retrieval.errors import BadCatalogue
from retrieval.trouble import check_machine

NAME = "catalog.db"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class FolderLock:
    """A file that the operating system locks, and unlocks with the process."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, timeout=0)

    def take(self) -> bool:
        try:
            self._lock.acquire()
        except Timeout:
            return False
        return True

    def give_back(self) -> None:
        self._lock.release()

    def check(self) -> None:
        """Nobody takes it from a process that runs."""


class SQLite(Database):
    """One file. Triggers keep a checksum of every row, as SQLite keeps none of its pages."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.path = address.folder / NAME
        self.engine = _engine(self.path)
        event.listen(self.engine, "handle_error", _tell_damage)
        self.writer = FolderLock(address.folder / ".lock")

    @classmethod
    def is_there(cls, address: Address) -> bool:
        return (address.folder / NAME).is_file()

    @classmethod
    def prepare(cls, address: Address) -> None:
        folder = address.folder
        # In this order: another process may be making the catalogue between the two looks.
        if folder.is_dir() and any(folder.iterdir()) and not (folder / NAME).exists():
            raise BadCatalogue(
                f"{folder} is not empty and not a catalogue; name a new or empty folder."
            )

    def open(self) -> None:
        try:
            if self.bring_up():
                self.engine.dispose()  # connections from now on keep sums of the tables there are
        except DatabaseError as error:
            self.engine.dispose()
            if _is_locked(error.orig):
                raise BadCatalogue(
                    f"Another process is using {self.path}; try again in a moment."
                ) from error
            check_machine(error)
            raise unreadable(error.orig) from error
        except BadCatalogue:
            self.engine.dispose()
            raise

    def lock(self, name: str) -> NamedLock:
        return FolderLock(self.address.folder / f".{name}.lock")

    def problem(self, deep: bool) -> str:
        check = "integrity_check" if deep else "quick_check"
        try:
            with self.engine.connect() as connection:
                found = connection.exec_driver_sql(f"PRAGMA {check}").scalars().all()
        except (DatabaseError, BadCatalogue) as error:
            return str(error.__cause__)
        return "" if found == ["ok"] else "; ".join(found[:3])

    def damaged(self, deep: bool, tables: Sequence[str]) -> list[Damage]:
        return damaged(self.path, deep, tables)

    def unsound_offers(self, connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
        return unsound_offers(connection, ids)

    def beside(self, name: str, tables: MetaData) -> Engine:
        """A file of its own, as safe as the catalogue's. What is deleted is overwritten."""
        path = self.address.folder / f"{name}.db"
        engine = _engine(path)
        event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA secure_delete=ON"))
        try:
            with transaction(engine) as connection:
                tables.create_all(connection)
        except DatabaseError as error:
            engine.dispose()
            check_machine(error)
            raise BadCatalogue(
                f"{path.name} in the catalogue's folder cannot be read ({error.orig}); delete it,"
                " and it begins anew."
            ) from error
        return engine


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": database.PATIENCE},
        json_deserializer=lenient_json,
    )
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    return engine


def _make_durable(connection: sqlite3.Connection, _: object) -> None:
    """A commit survives a crash (FULL), and readers never wait for the writer (WAL)."""
    connection.isolation_level = None  # else sqlite3 runs CREATE TABLE outside the transaction
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.text_factory = _text
    keep_sums(connection)


def _text(content: bytes) -> str:
    """A text that a disk has altered may be none; what it belongs to is then left out by its hash,
    and must not keep the rest from being read."""
    return content.decode("utf-8", "replace")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Of several processes that make one database, one changes its mode and the others wait.

    SQLite's own timeout does not cover this change: it takes a lock that it would have to raise,
    and two that wait to raise theirs would wait for each other.
    """
    deadline = time.monotonic() + database.PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if not _is_locked(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _tell_damage(context: ExceptionContext) -> None:
    """Whoever comes upon a damaged page says so, whenever that is and wherever it is."""
    error = context.original_exception
    if isinstance(error, sqlite3.Error) and _code(error) in _DAMAGED:
        raise unreadable(error) from error


def _is_locked(error: BaseException | None) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: BaseException | None) -> int:
    """SQLite's code of an error, without what the extended codes add."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _begin(connection: Connection) -> None:
    """A migration that is killed half-way leaves nothing behind, and two never meet."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""Opening the database of a catalogue: safety settings, version check, migrations."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError

from retrieval.catalogue import migrations
from retrieval.catalogue.checksums import keep_sums, unreadable
from retrieval.errors import BadCatalogue
from retrieval.trouble import check_machine

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
PATIENCE = 30.0  # seconds to wait for another process's lock


def open_database(path: Path) -> Engine:
    """An engine on the SQLite file `path`, created or migrated to the newest version.

    Raises `BadCatalogue` for a file that is no database, one from a newer program, and one that
    another process keeps locked; the engine does so whenever it comes upon a damaged page.
    """
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": PATIENCE},
        json_deserializer=_json,
    )
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _tell_damage)
    try:
        if not _is_current(engine, path):
            # One transaction, because Alembic left alone would commit after every version, and
            # a second process would slip in between.
            with transaction(engine) as connection:
                migrations.upgrade(connection)  # does nothing if another process was faster
            engine.dispose()  # connections from now on keep checksums of the tables there are
    except DatabaseError as error:
        engine.dispose()
        if _is_locked(error.orig):
            raise BadCatalogue(
                f"Another process is using {path}; try again in a moment."
            ) from error
        check_machine(error)
        raise unreadable(error.orig) from error
    except BadCatalogue:
        engine.dispose()
        raise
    return engine


def open_beside(path: Path, tables: MetaData) -> Engine:
    """An engine on a database of its own in a catalogue's folder, as safe as that one; its tables
    are made if need be. What is deleted is overwritten. Raises `BadCatalogue`."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA secure_delete=ON"))
    event.listen(engine, "begin", _begin)
    try:
        with transaction(engine) as connection:
            tables.create_all(connection)
    except DatabaseError as error:
        engine.dispose()
        check_machine(error)
        raise BadCatalogue(
            f"{path.name} in the catalogue's folder cannot be read ({error.orig}); delete it, and "
            "it begins anew."
        ) from error
    return engine


def transaction(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction that may write; it waits for its place before it reads.

    One that reads first, as `engine.begin()` would, is refused by SQLite without any wait when
    another process has written in between.
    """
    return engine.execution_options(begin="BEGIN IMMEDIATE").begin()


def _is_current(engine: Engine, path: Path) -> bool:
    """Whether the tables are of the newest version. Raises `BadCatalogue` when they are newer."""
    with engine.connect() as connection:
        version = migrations.current_version(connection)
    versions = migrations.known_versions()
    if version is not None and version not in versions:
        raise BadCatalogue(
            f"The catalogue in {path.parent} was made by a newer version of this program "
            f"(tables {version}, known up to {versions[-1]}); update the program."
        )
    return version == versions[-1]


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


def _json(text: str) -> Any:
    """The same of JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return {}


def _use_wal(connection: sqlite3.Connection) -> None:
    """Of several processes that make one database, one changes its mode and the others wait.

    SQLite's own timeout does not cover this change: it takes a lock that it would have to raise,
    and two that wait to raise theirs would wait for each other.
    """
    deadline = time.monotonic() + PATIENCE
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
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

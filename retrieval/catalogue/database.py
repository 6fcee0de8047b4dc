"""Opening the database of a catalogue: safety settings, version check, migrations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from retrieval.catalogue import migrations
from retrieval.errors import BadCatalogue


def open_database(path: Path) -> Engine:
    """An engine on the SQLite file `path`, created or migrated to the newest version.

    Raises `BadCatalogue` for a file that is no database, or one from a newer program.
    """
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    try:
        if not _is_current(engine, path):
            connection = engine.connect().execution_options(begin="BEGIN IMMEDIATE")
            # Begun here, because Alembic left alone would commit after every version, and
            # a second process would slip in between.
            with connection, connection.begin():
                migrations.upgrade(connection)  # does nothing if another process was faster
    except DatabaseError as error:
        engine.dispose()
        raise BadCatalogue(
            f"{path} cannot be read as a catalogue ({error.orig}); restore it from a backup, or "
            "delete the folder and ingest the feeds again."
        ) from error
    except BadCatalogue:
        engine.dispose()
        raise
    return engine


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


def _make_durable(connection: Any, _: object) -> None:
    """A commit survives a crash (FULL), and readers never wait for the writer (WAL)."""
    connection.isolation_level = None  # else sqlite3 runs CREATE TABLE outside the transaction
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A migration that is killed half-way leaves nothing behind, and two never meet."""
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

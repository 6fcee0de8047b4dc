"""A checksum of every row, kept by SQLite itself: what a failing disk does to a row shows.

Triggers of each connection note the checksum of every row that is written, in the transaction
that writes it. A row that does not match was altered by something else; so was one that has no
checksum, and so was one whose checksum is there alone.
"""

from __future__ import annotations

import logging
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from retrieval.errors import BadCatalogue

log = logging.getLogger(__name__)

KEPT = "checksum"  # the table of checksums
APART = ("alembic_version", KEPT)  # tables without
ANSWERING = (
    "branch", "branch_stock", "generation", "offer", "printed", "question", "review", "setting",
)  # fmt: skip
"""Tables that questions are answered from."""
LARGE = ("block",)  # tables that only a deep look reads whole: most of a catalogue's bytes

_EVENTS = {
    "insert": "INSERT OR REPLACE INTO {kept} VALUES ('{table}', NEW.rowid, row_sum({new}));",
    "update": "DELETE FROM {kept} WHERE tbl = '{table}' AND id = OLD.rowid;"
    " INSERT OR REPLACE INTO {kept} VALUES ('{table}', NEW.rowid, row_sum({new}));",
    "delete": "DELETE FROM {kept} WHERE tbl = '{table}' AND id = OLD.rowid;",
}


class Damage(NamedTuple):
    """Rows of a table that are not what was written, by SQLite's number; how many are gone."""

    table: str
    rows: tuple[int, ...]
    lost: int = 0


def row_sum(*values: str | bytes | int | float | None) -> int:
    """The checksum of a row, the same whether its texts are read as text or as bytes."""
    digest = blake2b(digest_size=8)
    for value in values:
        content = _as_bytes(value)
        digest.update(struct.pack("<q", len(content)))
        digest.update(content)
    return int.from_bytes(digest.digest(), "little", signed=True)


def keep_sums(connection: sqlite3.Connection) -> None:
    """Have a connection note the checksum of every row it writes, once there is a place for it."""
    connection.create_function("row_sum", -1, row_sum, deterministic=True)
    tables = _tables(connection)
    if KEPT not in tables:
        return
    for table in tables:
        if table in APART:
            continue
        columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]
        new = ", ".join(f'NEW."{column}"' for column in columns)
        for event, body in _EVENTS.items():
            filled = body.format(kept=KEPT, table=table, new=new)
            connection.execute(
                f'CREATE TEMP TRIGGER IF NOT EXISTS "sum_{table}_{event}" AFTER {event} '
                f'ON main."{table}" BEGIN {filled} END'
            )


def sum_all(connection: sqlite3.Connection, tables: Iterable[str] = ()) -> None:
    """Note the checksum of every row there is (or of `tables`), believing them all: for a
    catalogue of before."""
    for table in tables or _tables(connection):
        if table not in APART:
            rows = connection.execute(f'SELECT rowid, * FROM "{table}"')
            connection.executemany(
                f"INSERT OR REPLACE INTO {KEPT} VALUES ('{table}', ?, ?)",
                ((number, row_sum(*values)) for number, *values in rows),
            )


def damaged(path: Path, deep: bool = False, tables: Iterable[str] = ()) -> list[Damage]:
    """The rows of a database that are not what was written, a `Damage` a table that has any.

    All tables but `LARGE`, with `deep` all, or just `tables`. Raises `BadCatalogue` where the
    file is damaged so that it cannot be read to its end.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes  # a text that was altered may be no text
            there = {str(name, "utf-8") for name in _tables(connection)}
            wanted = set(tables) or there - set(() if deep else LARGE)
            wanted &= there - set(APART)
            found = [_looked_at(connection, table) for table in sorted(wanted)]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise unreadable(error) from error
    return [one for one in found if one.rows or one.lost]


def unreadable(error: BaseException | None) -> BadCatalogue:
    """What is raised where a database is damaged so that it cannot be read, or is none."""
    return BadCatalogue(
        f"The catalogue's database cannot be read ({error}); restore it from a backup, or delete"
        " the catalogue's folder and ingest the feeds again."
    )


def unsound_offers(connection: Connection, product_ids: Sequence[str]) -> set[tuple[str, str]]:
    """(source, offer id) of the offers of some products that are not what was written."""
    places = ", ".join("?" * len(product_ids))
    rows = connection.exec_driver_sql(
        f"SELECT {KEPT}.sum, one.* FROM offer AS one LEFT JOIN {KEPT}"
        f" ON {KEPT}.tbl = 'offer' AND {KEPT}.id = one.rowid WHERE one.product_id IN ({places})",
        tuple(product_ids),
    )
    unsound = {(row.source, row.offer_id) for row in rows if row_sum(*row[1:]) != row[0]}
    for source, offer_id in unsound:
        log.warning("The offer %.80r of %.80r is damaged and left out.", offer_id, source)
    return unsound


def _looked_at(connection: sqlite3.Connection, table: str) -> Damage:
    rows = connection.execute(
        f'SELECT {KEPT}.sum, one.rowid, one.* FROM "{table}" AS one LEFT JOIN {KEPT}'
        f" ON {KEPT}.tbl = '{table}' AND {KEPT}.id = one.rowid"
    )
    altered = tuple(number for kept, number, *values in rows if row_sum(*values) != kept)
    (lost,) = connection.execute(
        f"SELECT count(*) FROM {KEPT} WHERE tbl = '{table}'"
        f' AND id NOT IN (SELECT rowid FROM "{table}")'
    ).fetchone()
    return Damage(table, altered, lost)


def _tables(connection: sqlite3.Connection) -> list:
    rows: Iterator[tuple] = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [name for (name,) in rows]


def _as_bytes(value: str | bytes | int | float | None) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return repr(value).encode()

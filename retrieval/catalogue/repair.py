"""What becomes of rows that are not what was written: what can be made again is made again.

Nothing is guessed: a damaged offer is taken off sale until its feed is read again, what was
derived is derived anew, and what only a person or the past knows is left, and told of.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, func, select

from retrieval.catalogue.catalogue import Catalogue
from retrieval.catalogue.checksums import Damage
from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import offer
from retrieval.catalogue.settings import write_setting

log = logging.getLogger(__name__)

DERIVED = (
    "block",
    "printed",
    "fetched",
    "match_pair",
    "match_seen",
    "picture",
    "sighting",
    "review",
    "question",
    "branch",
    "branch_stock",
)
"""Tables whose rows come back: they are made from others, or read from feeds."""


CHOSEN = ("encoder", "fusion")
"""Settings that somebody chose: to go on with others would change every answer."""


def mendable(found: Sequence[Damage]) -> list[Damage]:
    """Damage that `repair` mends."""
    return [one for one in found if one.table in _MENDERS]


def awaited(catalogue: Catalogue) -> int:
    """Offers that were damaged, and come back when their feed is read."""
    with catalogue.engine.connect() as connection:
        found = connection.execute(select(func.count()).where(offer.c.content_hash == ""))
        return found.scalar_one()


def mend(catalogue: Catalogue, deep: bool = False) -> None:
    """Look for damage, and mend it. The caller holds the writer's place."""
    if found := catalogue.damaged_rows(deep):
        repair(catalogue, found)


def repair(catalogue: Catalogue, found: Sequence[Damage]) -> None:
    """Mend what was found. The caller holds the writer's place.

    Offers come back, and reviews, when their feeds are read the next time: each row of a damaged
    source is then read anew.
    """
    with transaction(catalogue.engine) as connection:
        for damage in found:
            mend = _MENDERS.get(damage.table)
            log.warning(
                "%d rows of the table %s are not what was written, %d are gone; %s.",
                len(damage.rows), damage.table, damage.lost, "mended" if mend else "left as is",
            )  # fmt: skip
            if mend:
                mend(connection, damage)
                _forget_lost(connection, damage.table)
        if mendable(found):
            write_setting(connection, "index", "stale")
            write_setting(connection, "matching", "stale")


def _take_off(connection: Connection, damage: Damage) -> None:
    """Damaged offers are not sold; every field is made one that can be read."""
    values = ", ".join(f'"{name}" = {value}' for name, value in _NOTHING.items())
    for number in damage.rows:
        connection.exec_driver_sql(f"UPDATE offer SET {values} WHERE rowid = ?", (number,))
    connection.exec_driver_sql(
        "DELETE FROM offer WHERE content_hash = '' AND product_id NOT IN (SELECT id FROM product)"
    )
    _read_anew(connection)


def _drop(connection: Connection, damage: Damage) -> None:
    for number in damage.rows:
        connection.exec_driver_sql(f'DELETE FROM "{damage.table}" WHERE rowid = ?', (number,))
    if damage.table in ("sighting", "review", "question", "branch", "branch_stock"):
        _read_anew(connection)


def _restore_products(connection: Connection, damage: Damage) -> None:
    """A product is no more than its name, which its offers bear."""
    _drop(connection, damage)
    connection.exec_driver_sql("INSERT OR IGNORE INTO product SELECT product_id FROM offer")


def _drop_settings(connection: Connection, damage: Damage) -> None:
    chosen = ", ".join(f"'{name}'" for name in CHOSEN)
    for number in damage.rows:
        connection.exec_driver_sql(
            f"DELETE FROM setting WHERE rowid = ? AND key NOT IN ({chosen})", (number,)
        )


def _read_anew(connection: Connection) -> None:
    """No row of any feed passes for known: the next ingest reads each, and writes what differs."""
    connection.exec_driver_sql("UPDATE sighting SET digest = ''")


def _forget_lost(connection: Connection, table: str) -> None:
    connection.exec_driver_sql(
        f"DELETE FROM checksum WHERE tbl = '{table}' AND id NOT IN (SELECT rowid FROM \"{table}\")"
    )


_LONG_AGO = "'1970-01-01 00:00:00.000000'"
_NOTHING = {
    **dict.fromkeys(("retired_at", "first_seen", "last_changed"), _LONG_AGO),
    **dict.fromkeys(("price_minor", "rating"), "NULL"),
    **dict.fromkeys(
        "content_hash title description category brand url gtin mpn condition availability"
        " currency group image".split(),
        "''",
    ),
    "rating_count": "0",
    "attributes": "'{}'",
}
"""What stands in the columns of a damaged offer until its feed is read again."""

_MENDERS: dict[str, Callable[[Connection, Damage], None]] = {
    "offer": _take_off,
    "product": _restore_products,
    "setting": _drop_settings,
    **dict.fromkeys(DERIVED, _drop),
}

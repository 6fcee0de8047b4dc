"""Giving a source another name, with all that is known under the old one.

A product is called by its oldest offer and the name that offer's source began with, which stays:
links to products and saved lists outlive the old name.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Engine, Table, bindparam, delete, insert, select, update

from retrieval.catalogue.database import transaction
from retrieval.catalogue.founding import pass_on
from retrieval.catalogue.matching import match_decision, match_pair, match_seen, ordered
from retrieval.catalogue.rows import offer_of
from retrieval.catalogue.schema import (
    branch,
    branch_stock,
    offer,
    price,
    quarantine,
    question,
    review,
    setting,
    sighting,
    source,
)
from retrieval.catalogue.settings import write_setting
from retrieval.errors import BadCatalogue

BY_SOURCE = (
    sighting, price, review, question, branch, branch_stock, quarantine, match_seen,
)  # fmt: skip
"""Tables that name a source in a column `source`, besides those of sources and offers."""
KEPT = ("options", "reading", "schedule")
"""Settings that belong to a source: `options:<name>`."""


def rename_source(engine: Engine, old: str, new: str) -> None:
    """Everything of a source under another name, in one transaction. The caller holds the writer's
    place. Raises `BadCatalogue` where there is no such source, or another of that name."""
    with transaction(engine) as connection:
        row = connection.execute(select(source).where(source.c.name == old)).mappings().first()
        if row is None:
            raise BadCatalogue(f"There is no source {old!r}.")
        if connection.execute(select(source.c.name).where(source.c.name == new)).first():
            raise BadCatalogue(f"There is a source {new!r} already; choose another name.")
        connection.execute(insert(source).values({**row, "name": new}))
        _rename_offers(connection, old, new)
        for table in BY_SOURCE:
            mine = table.c.source == old
            connection.execute(update(table).where(mine).values(source=new))
        for pairs in (match_pair, match_decision):
            _rename_pairs(connection, pairs, old, new)
        for name in KEPT:
            _rename_setting(connection, f"{name}:{old}", f"{name}:{new}")
        pass_on(connection, old, new)
        connection.execute(delete(source).where(source.c.name == old))
        write_setting(connection, "index", "stale")


def _rename_offers(connection: Connection, old: str, new: str) -> None:
    """The name is part of what an offer says, and so of its hash."""
    mine = offer.c.source == old
    found = [offer_of(row) for row in connection.execute(select(offer).where(mine))]
    key = mine & (offer.c.offer_id == bindparam("known"))
    renamed = update(offer).where(key).values(source=new, content_hash=bindparam("hash"))
    rows = [{"known": one.offer_id, "hash": replace(one, source=new).content_hash} for one in found]
    if rows:
        connection.execute(renamed, rows)


def _rename_setting(connection: Connection, old: str, new: str) -> None:
    """A source of the new name that was removed may have left one."""
    connection.execute(delete(setting).where(setting.c.key == new))
    connection.execute(update(setting).where(setting.c.key == old).values(key=new))


def _rename_pairs(connection: Connection, pairs: Table, old: str, new: str) -> None:
    """Of two offers the one that sorts first is named first: another name may turn them round."""
    mine = (pairs.c.source_a == old) | (pairs.c.source_b == old)
    rows = [dict(row) for row in connection.execute(select(pairs).where(mine)).mappings()]
    connection.execute(delete(pairs).where(mine))
    for row in rows:
        keys = [
            (new if row[f"source_{side}"] == old else row[f"source_{side}"], row[f"offer_{side}"])
            for side in "ab"
        ]
        a, b = ordered(*keys)
        names = {"source_a": a[0], "offer_a": a[1], "source_b": b[0], "offer_b": b[1]}
        connection.execute(insert(pairs).values({**row, **names}))

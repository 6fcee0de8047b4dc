"""Which database keeps a catalogue."""

from __future__ import annotations

from retrieval.catalogue.address import Address
from retrieval.catalogue.database import Database


def database_at(address: Address) -> type[Database]:
    """The kind of database at an address. What one needs is loaded where it is used."""
    if address.url is None:
        from retrieval.catalogue.sqlite import SQLite

        return SQLite
    from retrieval.catalogue.postgresql import PostgreSQL

    return PostgreSQL

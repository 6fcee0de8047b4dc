"""Conversations in a table of a PostgreSQL database, the catalogue's own or another."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    create_engine,
    delete,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations.stores.base import ANSWERS, Kept, StateStore
from retrieval.catalogue.address import Address
from retrieval.catalogue.columns import STRING

metadata = MetaData()
conversation = Table(
    "conversation",
    metadata,
    Column("name", STRING, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False, index=True),
)


class PostgresStore(StateStore):
    """A row a conversation. The table is made on first use."""

    failures = (SQLAlchemyError, OSError)

    def __init__(self, address: str) -> None:
        super().__init__()
        url = Address.of(address).url
        assert url is not None
        self._engine = create_engine(
            url,
            isolation_level="AUTOCOMMIT",  # every statement here is whole by itself
            pool_pre_ping=True,
            pool_timeout=ANSWERS,
            connect_args={
                "connect_timeout": 2,  # the least that libpq takes
                "application_name": "shopping-assistant",
            },
        )
        self._made = False
        self._making = threading.Lock()

    def _load(self, name: str) -> Kept | None:
        c = conversation.c
        query = select(c.content, c.version).where(c.name == name, c.until > datetime.now(UTC))
        with self._connected() as connection:
            row = connection.execute(query).first()
        return None if row is None else Kept(bytes(row.content), row.version)

    def _version(self, name: str) -> int:
        c = conversation.c
        query = select(c.version).where(c.name == name, c.until > datetime.now(UTC))
        with self._connected() as connection:
            return connection.scalar(query) or 0

    def _save(self, name: str, content: bytes, version: int, seconds: float) -> bool:
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        values = {"version": version + 1, "content": content, "until": until}
        mine = (conversation.c.name == name) & (conversation.c.version == version)
        again = update(conversation).where(mine).values(values)
        new = insert(conversation).values(name=name, **values)
        over = conversation.c.until <= datetime.now(UTC)  # what is past its time is not there
        new = new.on_conflict_do_update(index_elements=["name"], set_=values, where=over)
        written = (again if version else new).returning(conversation.c.version)
        with self._connected() as connection:
            return connection.execute(written).first() is not None

    def _end(self, name: str) -> None:
        with self._connected() as connection:
            connection.execute(delete(conversation).where(conversation.c.name == name))

    def sweep(self) -> None:
        def forget() -> None:
            with self._connected() as connection:
                past = conversation.c.until <= datetime.now(UTC)
                connection.execute(delete(conversation).where(past))

        self._asked(forget)

    def close(self) -> None:
        self._engine.dispose()

    def _connected(self) -> Connection:
        with self._making:
            if not self._made:
                self._make()
                self._made = True
        return self._engine.connect()

    def _make(self) -> None:
        """Make the table. Two servers that did so at once would get into each other's way."""
        with self._engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('conversation'))"))
            metadata.create_all(connection)

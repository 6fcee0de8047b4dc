"""Locks that a PostgreSQL server keeps: gone with the connection of whoever held them."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from retrieval.errors import BadCatalogue
from retrieval.trouble import check_machine


@dataclass
class _Held:
    """What a thread holds: how often, and the connection that stands for it."""

    connection: Connection
    times: int = 1


class AdvisoryLock:
    """A lock by name within a schema. A thread that has it may take it again; another may not.

    https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._mine = threading.local()

    def take(self) -> bool:
        """Whether it was free and is held now; never waits. Raises `MachineTrouble`."""
        held = self._held
        if held:
            held.times += 1
            return True
        # Outside a transaction: one that stays open would keep the server from tidying up.
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            taken = bool(connection.scalar(_TAKE, {"name": self._name}))
        except SQLAlchemyError as error:
            check_machine(error)
            raise
        if taken:
            self._mine.held = _Held(connection)
        else:
            connection.close()
        return taken

    def give_back(self) -> None:
        """Let go once; the last time it is free again."""
        held = self._held
        if held is None:
            return
        held.times -= 1
        if held.times:
            return
        self._mine.held = None
        try:
            held.connection.execute(_GIVE_BACK, {"name": self._name})
        except SQLAlchemyError:
            held.connection.invalidate()  # the server has it back already
        held.connection.close()

    def check(self) -> None:
        """Raise `BadCatalogue` where this thread believes to hold it and does not any more: the
        connection broke, and another process may be writing by now."""
        held = self._held
        if held is None:
            return
        try:
            held.connection.execute(_STILL)
        except SQLAlchemyError as error:
            raise BadCatalogue(
                "The connection to the catalogue's database broke while it was being written;"
                " do it again: what was kept is kept, and the rest is done then."
            ) from error

    @property
    def _held(self) -> _Held | None:
        return getattr(self._mine, "held", None)


_TAKE = text("SELECT pg_try_advisory_lock(hashtext(current_schema()), hashtext(:name))")
_GIVE_BACK = text("SELECT pg_advisory_unlock(hashtext(current_schema()), hashtext(:name))")
_STILL = text("SELECT 1")

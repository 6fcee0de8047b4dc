"""A catalogue's rows on a PostgreSQL server: many machines may read, one process writes.

The server keeps checksums of its pages where its cluster was made with them (`initdb -k`), so the
program keeps none of rows here; `problem` says so where it was not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, inspect, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from retrieval.catalogue import database
from retrieval.catalogue.address import Address
from retrieval.catalogue.advisory import AdvisoryLock
from retrieval.catalogue.checksums import Damage
from retrieval.catalogue.database import Database, NamedLock, transaction
from retrieval.catalogue.schema import metadata
from retrieval.catalogue.settings import read_setting, write_setting
from retrieval.catalogue.sqlite import NAME
from retrieval.errors import BadCatalogue
from retrieval.trouble import check_machine

if TYPE_CHECKING:
    from retrieval.catalogue.hurried import Connector

CONNECTING = 2  # seconds, the least that libpq takes
WAITING = 2.0  # seconds for one of a pool's connections, when all are in use
CONNECTIONS = 16  # of one process at most
SILENCE = 5_000  # milliseconds after which a server that confirms nothing is given up
FRESH = 300  # seconds after which a connection is made anew: another server may have its place
IDENTITY = "identity"
"""Setting, and file in the folder, that say that the two belong together."""


class PostgreSQL(Database):
    """A database, or one of its schemas, whose whole is one catalogue."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.engine = engine_at(address)
        self.writer = self.lock("writing")
        self.engine.update_execution_options(writer=self.writer)

    @classmethod
    def is_there(cls, address: Address) -> bool:
        engine = engine_at(address)
        try:
            with _told(address), engine.connect() as connection:
                return inspect(connection).has_table("alembic_version")
        finally:
            engine.dispose()

    @classmethod
    def prepare(cls, address: Address) -> None:
        if (address.folder / NAME).exists():
            raise BadCatalogue(
                f"{address.folder} is a catalogue of its own; name another folder for the pictures"
                " and indexes of the database's with ?data=FOLDER or ASSISTANT_DATA."
            )

    def open(self) -> None:
        try:
            with _told(self.address):
                self.bring_up()
                self._belong_together()
        except BaseException:
            self.engine.dispose()
            raise

    def lock(self, name: str) -> NamedLock:
        return AdvisoryLock(self.engine, name)

    def problem(self, deep: bool) -> str:
        """What the server says; `deep` has it read every page of every table."""
        try:
            with self.engine.connect() as connection:
                for table in metadata.sorted_tables if deep else ():
                    connection.execute(text(f'SELECT count(one.*) FROM "{table.name}" AS one'))
                kept = connection.scalar(text("SHOW data_checksums"))
        except DatabaseError as error:
            return str(error.orig).strip()
        if kept == "on":
            return ""
        return "the server keeps no checksums of its pages (pg_checksums --enable turns them on)"

    def damaged(self, deep: bool, tables: Sequence[str]) -> list[Damage]:
        return []

    def unsound_offers(self, connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
        return set()

    def beside(self, name: str, tables: MetaData) -> Engine:
        """Tables of the same database: every process that shares it shares them."""
        engine = engine_at(self.address)
        engine.update_execution_options(turns=name)  # nobody counts behind a feed that is read
        try:
            with _told(self.address), transaction(engine) as connection:
                tables.create_all(connection)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _belong_together(self) -> None:
        """Of two databases with one folder, each would take the other's generation for its own."""
        with self.engine.connect() as connection:
            identity = read_setting(connection, IDENTITY)
        if not identity:
            with transaction(self.engine) as connection:
                identity = read_setting(connection, IDENTITY) or token_hex(8)
                write_setting(connection, IDENTITY, identity)
        if _noted(self.address.folder / IDENTITY, identity) != identity:
            raise BadCatalogue(
                f"{self.address.folder} has the pictures and indexes of another database than"
                f" {self.address}; name its own folder with ?data=FOLDER or ASSISTANT_DATA."
            )


def _noted(path: Path, identity: str) -> str:
    """What a folder says it belongs to; it is told so the first time."""
    try:
        with path.open("x") as file:  # of two processes, one
            file.write(identity)
    except FileExistsError:
        return path.read_text() or identity  # another process is about to write it
    return identity


def engine_at(address: Address) -> Engine:
    """Connections to a server that are given up when it says nothing, as long as a thread has
    `patience`. Raises `BadCatalogue` without the driver."""
    assert address.url is not None
    try:
        engine = create_engine(
            address.url,
            pool_pre_ping=True,  # a restarted server costs one more connection, not one question
            pool_size=CONNECTIONS // 2,
            max_overflow=CONNECTIONS // 2,
            pool_timeout=WAITING,
            pool_recycle=FRESH,
            connect_args={
                "connect_timeout": CONNECTING,
                "application_name": "shopping-assistant",
                "keepalives_idle": 30,
                "tcp_user_timeout": SILENCE,
            },
        )
    except ModuleNotFoundError as error:
        raise BadCatalogue(
            'PostgreSQL needs its driver: pip install "shopping-assistant[scale]".'
        ) from error
    from retrieval.catalogue.hurried import Connector

    connector = Connector()
    event.listen(
        engine, "do_connect", lambda _, __, given, named: connector.connect(*given, **named)
    )
    event.listen(engine, "handle_error", partial(_noticed, connector))
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _noticed(connector: Connector, context: ExceptionContext) -> None:
    """A server that says nothing is not asked again at once by everybody else."""
    from retrieval.catalogue.hurried import NoAnswer

    if isinstance(context.original_exception, NoAnswer):
        connector.rest()


def _set_up(connection: Any, _: object) -> None:
    from psycopg.types.string import StrDumper

    class Storable(StrDumper):
        """Text without the one character that PostgreSQL cannot keep."""

        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\N{REPLACEMENT CHARACTER}"))

    connection.adapters.register_dumper(str, Storable)
    connection.autocommit = True  # else the first transaction that is undone would undo this
    connection.execute("SET TIME ZONE 'UTC'")
    connection.autocommit = False


def _begin(connection: Connection) -> None:
    """One writing transaction at a time, as on SQLite, and of the writer only while it is."""
    options = connection.get_execution_options()
    if options.get("writes"):
        writer = options.get("writer")
        if writer:
            writer.check()
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(database.PATIENCE * 1000)}")
        connection.execute(_TURN, {"name": options.get("turns", "transaction")})


_TURN = text("SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext(:name))")


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """Failures of the server as one sentence. Raises `BadCatalogue`, `MachineTrouble`."""
    try:
        yield
    except SQLAlchemyError as error:
        orig = getattr(error, "orig", None)
        if getattr(orig, "sqlstate", None) == "55P03":  # lock_not_available
            raise BadCatalogue(
                f"Another process is using {address}; try again in a moment."
            ) from error
        check_machine(error)
        reason = str(orig or error).strip().partition("\n")[0]
        raise BadCatalogue(f"{address} cannot be used as a catalogue ({reason}).") from error

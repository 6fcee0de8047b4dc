"""Which generation of derived indexes is live."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, delete, insert, select, update

from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import generation, setting
from retrieval.catalogue.settings import read_setting, write_setting


class Live(NamedTuple):
    """The generation that answers questions."""

    number: int
    contents: str  # hash of all it was built from
    revision: int  # grows when what it leaves to the catalogue has changed: prices, stock, ratings


class Generations:
    """The generations of one catalogue: folders under `folder`, the choice among them in SQL."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.parent = folder

    def folder(self, number: int) -> Path:
        """Where the derived indexes of a generation are."""
        return self.parent / f"{number:06d}"

    @property
    def live(self) -> Live | None:
        """The generation that answers questions, None before the first."""
        with self.engine.connect() as connection:
            row = connection.execute(_LIVE).first()
        return Live(row.id, row.contents, int(row.revision or 0)) if row else None

    @property
    def stale(self) -> bool:
        """Whether offers changed since the live generation was built (a killed ingest, say)."""
        with self.engine.connect() as connection:
            return read_setting(connection, "index") == "stale"

    def mark_current(self) -> None:
        """Note that the live generation matches the offers after all (only prices changed, say)."""
        with transaction(self.engine) as connection:
            _settle(connection)

    def next_number(self) -> int:
        """The number of the generation to build next."""
        return max(self._known(), default=0) + 1

    def leftovers(self) -> list[Path]:
        """Folders of generations that were replaced twice, and of builds that were killed."""
        return sorted(set(self.parent.glob("*")) - self.kept)

    @property
    def kept(self) -> set[Path]:
        """Folders of the live generation and of the one before it."""
        return {self.folder(number) for number in self._known()}

    def switch_to(self, number: int, contents: str, seconds: float) -> None:
        """Make a verified generation the live one.

        The one before it stays until the next switch: another process may be reading it.
        """
        values = {"contents": contents, "built_at": datetime.now(UTC), "seconds": seconds}
        with transaction(self.engine) as connection:
            connection.execute(delete(generation).where(generation.c.live == 0))
            connection.execute(update(generation).values(live=0))
            connection.execute(insert(generation).values(id=number, live=1, **values))
            _settle(connection)

    def _known(self) -> set[int]:
        with self.engine.connect() as connection:
            return set(connection.scalars(select(generation.c.id)))


def _settle(connection: Connection) -> None:
    """Note that the live generation matches the offers, and that whoever holds a copy of these
    has to read them again."""
    write_setting(connection, "index", "current")
    revision = int(read_setting(connection, _REVISION, "0")) + 1
    write_setting(connection, _REVISION, str(revision))


_REVISION = "revision"
_LIVE = select(
    generation.c.id,
    generation.c.contents,
    select(setting.c.value).where(setting.c.key == _REVISION).scalar_subquery().label("revision"),
).where(generation.c.live == 1)
"""Asked before every question, so in one go."""

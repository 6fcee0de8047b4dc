"""Catalogues on either database: `pytestmark = BOTH` runs every test of a file on both.

A test names its catalogue by a folder, as ever. Where it runs on PostgreSQL, that folder stands for
an address whose rows are in a database made for it, and whose files are in that folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.catalogue.address import Address
from tests.postgres import MISSING, Postgres, programs, serving

KINDS = ("sqlite", "postgresql")
BOTH = pytest.mark.usefixtures("database")


class Databases:
    """Which database stands behind a folder."""

    def __init__(self, server: Postgres | None) -> None:
        self.server = server
        self._made: dict[Path, Address] = {}

    @property
    def is_sqlite(self) -> bool:
        return self.server is None

    def address(self, folder: Path | str) -> Address:
        """The address of the catalogue in a folder."""
        folder = Path(folder)
        if self.server is None:
            return Address(folder)
        key = folder.resolve()
        if key not in self._made:
            self._made[key] = Address(folder, self.server.create())
        return self._made[key]

    def copy(self, old: Address, new: Path) -> Path:
        """A catalogue that nobody has open, with its files in another folder."""
        assert self.server
        assert old.url
        shutil.copytree(old.folder, new)
        self._made[new.resolve()] = Address(new, self.server.create(str(old.url.database)))
        return new

    def drop(self) -> None:
        """Drop what was made. A catalogue that a test left open holds connections until its
        collector comes by; a server has few."""
        for one in self._made.values():
            if self.server and one.url:
                self.server.execute(f"DROP DATABASE {one.url.database} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server for all tests that only keep databases on it."""
    if programs() is None:
        pytest.skip(MISSING)
    with serving() as server:
        yield server


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Databases]:
    """Each kind of database, behind every folder that a catalogue is made in or opened from."""
    on_server = request.param == "postgresql"
    found = Databases(request.getfixturevalue("postgres") if on_server else None)
    stated = Address.of

    def of(cls: type[Address], place: Address | Path | str) -> Address:
        if isinstance(place, Address) or "://" in str(place):
            return stated(place)
        return found.address(place)

    monkeypatch.setattr(Address, "of", classmethod(of))
    yield found
    found.drop()

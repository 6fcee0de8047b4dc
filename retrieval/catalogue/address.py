"""Where a catalogue is: a folder with all of it, or a database server and a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import BadCatalogue

DATA = "ASSISTANT_DATA"
"""Environment: the folder of pictures and generations of a catalogue that is a database's URL."""
DEFAULT = "catalog"
"""That folder where nothing says otherwise."""
DRIVER = "postgresql+psycopg"
_SAME = ("postgresql", "postgres", DRIVER)


@dataclass(frozen=True)
class Address:
    """A catalogue's database and folder.

    Pictures, generations and what is fitted to a catalogue are files, and lie in `folder`, whoever
    keeps its rows: with `url` a database server, without it SQLite in the same folder. Programs
    that share a catalogue share both.
    """

    folder: Path
    url: Any = None  # `sqlalchemy.engine.URL`, imported where one is stated: starting is quick

    @classmethod
    def of(cls, stated: Address | Path | str) -> Address:
        """As it is typed: a folder, or `postgresql+psycopg://user:password@host/name`, to which
        `?data=FOLDER` may be added. Raises `BadCatalogue` for an address that is none."""
        if isinstance(stated, Address):
            return stated
        if isinstance(stated, Path) or "://" not in stated:
            return cls(Path(stated))
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            url = make_url(stated)
        except (ArgumentError, ValueError):
            raise BadCatalogue(f"The address of the catalogue cannot be read; {_LIKE}.") from None
        if url.drivername not in _SAME:
            raise BadCatalogue(f"A catalogue is no {url.drivername.partition(':')[0]}; {_LIKE}.")
        folder = url.query.get("data") or os.environ.get(DATA) or DEFAULT
        if not isinstance(folder, str):
            raise BadCatalogue("Name one folder only with ?data=.")
        return cls(Path(folder), url.set(drivername=DRIVER).difference_update_query(["data"]))

    def __str__(self) -> str:
        """For messages: without the password."""
        if self.url is None:
            return str(self.folder)
        return str(self.url.set(drivername="postgresql").render_as_string(hide_password=True))

    @property
    def again(self) -> str:
        """As `of` takes it, for another process: the password is in it."""
        if self.url is None:
            return str(self.folder)
        whole = self.url.update_query_dict({"data": str(self.folder.resolve())})
        return str(whole.render_as_string(hide_password=False))


_LIKE = "name a folder, or postgresql+psycopg://user:password@host/name"

"""What a source was called when it began: the identifiers of its products are made of that name, so
that links to them and saved lists outlive another one."""

from __future__ import annotations

from itertools import count

from sqlalchemy import Connection, delete, select

from retrieval.catalogue.schema import setting, source
from retrieval.catalogue.settings import write_setting

KEY = "founded:"


def founding_names(connection: Connection) -> dict[str, str]:
    """Source → what it was called when it began, of those that it does not go without saying of."""
    rows = connection.execute(select(setting).where(setting.c.key.startswith(KEY, autoescape=True)))
    return {row.key.removeprefix(KEY): row.value for row in rows}


def found(connection: Connection, name: str) -> None:
    """Give a source that begins a founding name of its own: another source that is called otherwise
    by now may have begun under the same."""
    known = founding_names(connection)
    if name in known or name not in known.values():
        return
    taken = {*known.values(), *connection.scalars(select(source.c.name))}
    numbered = (f"{name} ({number})" for number in count(2))
    write_setting(connection, KEY + name, next(one for one in numbered if one not in taken))


def pass_on(connection: Connection, old: str, new: str) -> None:
    """A source goes by another name and keeps its founding name."""
    founded = founding_names(connection).get(old, old)
    connection.execute(delete(setting).where(setting.c.key.in_([KEY + old, KEY + new])))
    if founded != new:
        write_setting(connection, KEY + new, founded)

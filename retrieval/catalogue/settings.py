"""Settings of a catalogue, such as the encoder it was built with."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from retrieval.catalogue.schema import setting


def read_setting(connection: Connection, key: str, default: str = "") -> str:
    """The value of a setting."""
    value = connection.scalar(select(setting.c.value).where(setting.c.key == key))
    return default if value is None else value


def write_setting(connection: Connection, key: str, value: str) -> None:
    """Keep a setting, within the caller's transaction."""
    connection.execute(delete(setting).where(setting.c.key == key))
    connection.execute(insert(setting).values(key=key, value=value))

"""Versions of the catalogue's tables, applied in order when a catalogue is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HERE = Path(__file__).parent


def known_versions() -> list[str]:
    """All versions this program knows, oldest first."""
    return sorted(path.stem.split("_")[0] for path in (HERE / "versions").glob("0*.py"))


def current_version(connection: Connection) -> str | None:
    """The version of the tables behind `connection`, None when there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection) -> None:
    """Bring the tables behind `connection` to the newest version."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

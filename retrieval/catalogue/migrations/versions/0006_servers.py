"""Servers of databases: 64 bits where SQLite has them anyway, an order of texts that is everywhere
the same. SQLite's tables are right as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = {
    "offer": ("price_minor", "rating_count"),
    "price": ("price_minor",),
    "picture": ("size",),
    "checksum": ("id",),
    "review": ("id",),
    "quarantine": ("id",),
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    look = sa.inspect(op.get_bind())
    for table in look.get_table_names():
        if table == "alembic_version":
            continue
        texts = [one["name"] for one in look.get_columns(table) if _is_text(one["type"])]
        changes = [
            f'ALTER COLUMN "{one}" TYPE {_type(look, table, one)} COLLATE "C"' for one in texts
        ]
        changes += [f'ALTER COLUMN "{one}" TYPE BIGINT' for one in BIG.get(table, ())]
        if changes:
            op.execute(f'ALTER TABLE "{table}" {", ".join(changes)}')
    for table in ("review", "quarantine"):  # what counts its rows was as narrow as they
        op.execute(f"ALTER SEQUENCE {table}_id_seq AS BIGINT")


def _is_text(kind: sa.types.TypeEngine) -> bool:
    return isinstance(kind, sa.String)


def _type(look: sa.Inspector, table: str, name: str) -> str:
    (kind,) = (one["type"] for one in look.get_columns(table) if one["name"] == name)
    return "TEXT" if isinstance(kind, sa.Text) else "VARCHAR"

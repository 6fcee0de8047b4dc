"""A checksum of every row, and of every picture."""

import sqlalchemy as sa
from alembic import op

from retrieval.catalogue.checksums import sum_all

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("image", sa.String, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
    )
    op.create_table(
        "checksum",
        sa.Column("tbl", sa.String, primary_key=True),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sum", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":  # others keep checksums of their own
        connection = op.get_bind().connection.driver_connection
        assert connection is not None
        sum_all(connection)

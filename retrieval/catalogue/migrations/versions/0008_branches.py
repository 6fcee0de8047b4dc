"""Branches of shops, and what they have."""

import sqlalchemy as sa
from alembic import op

from retrieval.catalogue.columns import BIG, STRING, TEXT

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "branch",
        sa.Column("source", STRING, primary_key=True),
        sa.Column("code", STRING, primary_key=True),
        sa.Column("feed", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("hours", TEXT, nullable=False),
        sa.Column("zone", STRING, nullable=False),
    )
    op.create_table(
        "branch_stock",
        sa.Column("source", STRING, primary_key=True),
        sa.Column("offer_id", STRING, primary_key=True),
        sa.Column("code", STRING, primary_key=True),
        sa.Column("feed", TEXT, nullable=False),
        sa.Column("quantity", BIG),
        sa.Column("availability", STRING, nullable=False),
        sa.Column("price_minor", BIG),
        sa.Column("currency", STRING, nullable=False),
        sa.Column("pickup", STRING, nullable=False),
        sa.Column("ready", STRING, nullable=False),
    )
    op.create_index("ix_branch_stock_branch", "branch_stock", ["source", "code"])

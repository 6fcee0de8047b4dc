"""The first version of the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("location", sa.String, nullable=False),
        sa.Column("ingested_at", sa.DateTime(timezone=True)),
    )
    op.create_table("product", sa.Column("id", sa.String, primary_key=True))
    op.create_table(
        "offer",
        sa.Column("source", sa.String, sa.ForeignKey("source.name"), primary_key=True),
        sa.Column("offer_id", sa.String, primary_key=True),
        sa.Column("product_id", sa.String, sa.ForeignKey("product.id"), nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("brand", sa.Text, nullable=False),
        sa.Column("price_minor", sa.Integer),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("availability", sa.String, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("gtin", sa.String, nullable=False),
        sa.Column("image", sa.String, nullable=False),
        sa.Column("attributes", sa.JSON, nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_changed", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_offer_product_id", "offer", ["product_id"])
    op.create_table(
        "block",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("content_hash", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "generation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("contents", sa.String, nullable=False),
        sa.Column("live", sa.Integer, nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )

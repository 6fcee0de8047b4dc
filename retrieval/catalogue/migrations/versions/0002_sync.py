"""Feeds are synchronised: sightings, price history, reviews, quarantine, retired offers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("source", sa.Column("completed_at", TIME))
    op.add_column("source", sa.Column("summary", sa.JSON))
    for name in ("mpn", "condition", "group"):
        op.add_column("offer", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.add_column("offer", sa.Column("rating", sa.Float))
    op.add_column(
        "offer", sa.Column("rating_count", sa.Integer, nullable=False, server_default="0")
    )
    op.add_column("offer", sa.Column("retired_at", TIME))
    op.create_table(
        "sighting",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("offer_id", sa.String, primary_key=True),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("picture", sa.Text, nullable=False),
        sa.Column("picture_stamp", sa.String, nullable=False),
    )
    op.create_table(
        "price",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("offer_id", sa.String, primary_key=True),
        sa.Column("seen_at", TIME, primary_key=True),
        sa.Column("price_minor", sa.Integer),
        sa.Column("currency", sa.String, nullable=False),
    )
    op.execute(  # what is known of the history so far
        "INSERT INTO price SELECT source, offer_id, last_changed, price_minor, currency"
        " FROM offer WHERE price_minor IS NOT NULL"
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("offer_id", sa.String, nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("rating", sa.Float),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written", sa.String, nullable=False),
    )
    op.create_index("ix_review_offer", "review", ["source", "offer_id"])
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
    )
    op.create_index("ix_quarantine_source", "quarantine", ["source"])
    op.create_table(
        "fetched",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("image", sa.String, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("checked_at", TIME, nullable=False),
    )

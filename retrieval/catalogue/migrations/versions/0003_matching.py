"""Entity resolution: judged pairs, decisions, what was seen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _pair() -> list[sa.Column]:
    names = ("source_a", "offer_a", "source_b", "offer_b")
    return [sa.Column(name, sa.String, primary_key=True) for name in names]


def upgrade() -> None:
    op.create_table(
        "match_pair",
        *_pair(),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("unsure", sa.Boolean, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
    )
    op.create_table(
        "match_decision",
        *_pair(),
        sa.Column("same", sa.Boolean, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "match_seen",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("offer_id", sa.String, primary_key=True),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
    )

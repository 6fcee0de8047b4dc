"""What buyers show, what shops reply to them, and questions with their answers."""

import sqlalchemy as sa
from alembic import op

from retrieval.catalogue.checksums import sum_all
from retrieval.catalogue.columns import BIG, STRING, TEXT

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for name, kind, silent in (("reply", TEXT, ""), ("pictures", sa.JSON(), "[]"),
                               ("shared", STRING, "")):  # fmt: skip
        op.add_column("review", sa.Column(name, kind, nullable=False, server_default=silent))
    no = sa.false()
    op.add_column("review", sa.Column("echo", sa.Boolean, nullable=False, server_default=no))
    op.create_table(
        "question",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("source", STRING, nullable=False),
        sa.Column("offer_id", STRING, nullable=False),
        sa.Column("feed", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("written", STRING, nullable=False),
        sa.Column("by_shop", sa.Boolean, nullable=False),
        sa.Column("shared", STRING, nullable=False),
    )
    op.create_index("ix_question_offer", "question", ["source", "offer_id"])
    if op.get_bind().dialect.name == "sqlite":  # a review has more columns to its checksum now
        connection = op.get_bind().connection.driver_connection
        assert connection is not None
        sum_all(connection, ("review",))

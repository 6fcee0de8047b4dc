"""What is printed on the pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "printed",
        sa.Column("image", sa.String, primary_key=True),
        sa.Column("words", sa.JSON, nullable=False),
    )

"""Types of columns that mean the same on every database."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.dialects import postgresql

STRING = String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Texts, compared and sorted by their characters' numbers as SQLite does: an order that neither the
server's language nor an update of its system changes, and with it no index."""
BIG = BigInteger().with_variant(Integer, "sqlite")
"""64 bits; SQLite's own integers have as many, and its row numbers want that very name."""

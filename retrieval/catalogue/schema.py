"""The tables of the catalogue. A change here needs a migration in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

source = Table(
    "source",
    metadata,
    Column("name", String, primary_key=True),
    Column("format", String, nullable=False),
    Column("location", String, nullable=False),
    Column("ingested_at", DateTime(timezone=True)),
)

product = Table("product", metadata, Column("id", String, primary_key=True))

offer = Table(
    "offer",
    metadata,
    Column("source", ForeignKey("source.name"), primary_key=True),
    Column("offer_id", String, primary_key=True),
    Column("product_id", ForeignKey("product.id"), nullable=False, index=True),
    Column("content_hash", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("brand", Text, nullable=False),
    Column("price_minor", Integer),
    Column("currency", String, nullable=False),
    Column("availability", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("gtin", String, nullable=False),
    Column("image", String, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("first_seen", DateTime(timezone=True), nullable=False),
    Column("last_changed", DateTime(timezone=True), nullable=False),
)

block = Table(  # observed blocks only: predicted ones belong to a generation
    "block",
    metadata,
    Column("kind", String, primary_key=True),  # "text" or "image"
    Column("content_hash", String, primary_key=True),  # of the text or the picture's file
    Column("fingerprint", String, primary_key=True),  # of the encoder
    Column("vector", LargeBinary, nullable=False),  # float32, unit length
)

generation = Table(
    "generation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contents", String, nullable=False),  # hash of all it was built from
    Column("live", Integer, nullable=False),  # 1 for the one that answers questions
    Column("built_at", DateTime(timezone=True), nullable=False),
    Column("seconds", Float, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

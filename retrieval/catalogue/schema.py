"""The tables of the catalogue. A change here needs a migration in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
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
    Column("ingested_at", DateTime(timezone=True)),  # begun
    Column("completed_at", DateTime(timezone=True)),  # read to its end
    Column("summary", JSON),  # what the last sync did
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
    Column("mpn", String, nullable=False),
    Column("condition", String, nullable=False),
    Column("group", String, nullable=False),
    Column("rating", Float),
    Column("rating_count", Integer, nullable=False),
    Column("image", String, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("first_seen", DateTime(timezone=True), nullable=False),
    Column("last_changed", DateTime(timezone=True), nullable=False),
    Column("retired_at", DateTime(timezone=True)),  # when its shop no longer listed it
)

sighting = Table(  # where an offer was last seen; apart from it because every sync writes it
    "sighting",
    metadata,
    Column("source", String, primary_key=True),
    Column("offer_id", String, primary_key=True),
    Column("feed", Text, nullable=False),  # location of the feed, and the page in it
    Column("row", Integer, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("digest", String, nullable=False),  # of the row as it stood, "" to read it anew
    Column("picture", Text, nullable=False),  # file or address that the picture came from
    Column("picture_stamp", String, nullable=False),  # its size and time, or day of asking
)

price = Table(  # a row where the price became another one; none while it stays
    "price",
    metadata,
    Column("source", String, primary_key=True),
    Column("offer_id", String, primary_key=True),
    Column("seen_at", DateTime(timezone=True), primary_key=True),
    Column("price_minor", Integer),
    Column("currency", String, nullable=False),
)

review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("offer_id", String, nullable=False),
    Column("feed", Text, nullable=False),
    Column("rating", Float),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("written", String, nullable=False),
    Index("ix_review_offer", "source", "offer_id"),
)

quarantine = Table(  # rows that the last sync could not take
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("feed", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)

fetched = Table(  # pictures from the web, so that they are asked for once
    "fetched",
    metadata,
    Column("url", Text, primary_key=True),
    Column("image", String, nullable=False),  # content hash
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("checked_at", DateTime(timezone=True), nullable=False),
)

printed = Table(  # what was read off pictures, so that each is read once
    "printed",
    metadata,
    Column("image", String, primary_key=True),  # content hash
    Column("words", JSON, nullable=False),  # as `PrintedWords.as_dict` writes them
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

picture = Table(  # what the file of each picture holds, to notice when it does not any more
    "picture",
    metadata,
    Column("image", String, primary_key=True),  # content hash of what it was made from
    Column("size", Integer, nullable=False),  # bytes
    Column("digest", String, nullable=False),
)

checksum = Table(  # of every row of the other tables, kept by triggers; see `checksums`
    "checksum",
    metadata,
    Column("tbl", String, primary_key=True),
    Column("id", Integer, primary_key=True),  # the row's number in SQLite
    Column("sum", Integer, nullable=False),
    sqlite_with_rowid=False,
)

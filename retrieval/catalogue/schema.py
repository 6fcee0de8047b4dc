"""The tables of the catalogue. A change here needs a migration in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
)

from retrieval.catalogue.columns import BIG, STRING, TEXT

metadata = MetaData()

source = Table(
    "source",
    metadata,
    Column("name", STRING, primary_key=True),
    Column("format", STRING, nullable=False),
    Column("location", STRING, nullable=False),
    Column("ingested_at", DateTime(timezone=True)),  # begun
    Column("completed_at", DateTime(timezone=True)),  # read to its end
    Column("summary", JSON),  # what the last sync did
)

product = Table("product", metadata, Column("id", STRING, primary_key=True))

offer = Table(
    "offer",
    metadata,
    Column("source", ForeignKey("source.name"), primary_key=True),
    Column("offer_id", STRING, primary_key=True),
    Column("product_id", ForeignKey("product.id"), nullable=False, index=True),
    Column("content_hash", STRING, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("description", TEXT, nullable=False),
    Column("category", TEXT, nullable=False),
    Column("brand", TEXT, nullable=False),
    Column("price_minor", BIG),
    Column("currency", STRING, nullable=False),
    Column("availability", STRING, nullable=False),
    Column("url", TEXT, nullable=False),
    Column("gtin", STRING, nullable=False),
    Column("mpn", STRING, nullable=False),
    Column("condition", STRING, nullable=False),
    Column("group", STRING, nullable=False),
    Column("rating", Float),
    Column("rating_count", BIG, nullable=False),
    Column("image", STRING, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("first_seen", DateTime(timezone=True), nullable=False),
    Column("last_changed", DateTime(timezone=True), nullable=False),
    Column("retired_at", DateTime(timezone=True)),  # when its shop no longer listed it
)

sighting = Table(  # where an offer was last seen; apart from it because every sync writes it
    "sighting",
    metadata,
    Column("source", STRING, primary_key=True),
    Column("offer_id", STRING, primary_key=True),
    Column("feed", TEXT, nullable=False),  # location of the feed, and the page in it
    Column("row", Integer, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("digest", STRING, nullable=False),  # of the row as it stood, "" to read it anew
    Column("picture", TEXT, nullable=False),  # file or address that the picture came from
    Column("picture_stamp", STRING, nullable=False),  # its size and time, or day of asking
)

price = Table(  # a row where the price became another one; none while it stays
    "price",
    metadata,
    Column("source", STRING, primary_key=True),
    Column("offer_id", STRING, primary_key=True),
    Column("seen_at", DateTime(timezone=True), primary_key=True),
    Column("price_minor", BIG),
    Column("currency", STRING, nullable=False),
)

review = Table(
    "review",
    metadata,
    Column("id", BIG, primary_key=True),
    Column("source", STRING, nullable=False),
    Column("offer_id", STRING, nullable=False),
    Column("feed", TEXT, nullable=False),
    Column("rating", Float),
    Column("title", TEXT, nullable=False),
    Column("text", TEXT, nullable=False),
    Column("written", STRING, nullable=False),
    Column("reply", TEXT, nullable=False),
    Column("pictures", JSON, nullable=False),  # content hashes
    Column("shared", STRING, nullable=False),  # alike where one stands with several offers
    Column("echo", Boolean, nullable=False),  # repeats others of a flood, see `retrieval.floods`
    Index("ix_review_offer", "source", "offer_id"),
)

question = Table(  # what was asked about offers, a row an answer
    "question",
    metadata,
    Column("id", BIG, primary_key=True),
    Column("source", STRING, nullable=False),
    Column("offer_id", STRING, nullable=False),
    Column("feed", TEXT, nullable=False),
    Column("text", TEXT, nullable=False),
    Column("answer", TEXT, nullable=False),
    Column("written", STRING, nullable=False),
    Column("by_shop", Boolean, nullable=False),
    Column("shared", STRING, nullable=False),
    Index("ix_question_offer", "source", "offer_id"),
)

branch = Table(  # of a shop
    "branch",
    metadata,
    Column("source", STRING, primary_key=True),
    Column("code", STRING, primary_key=True),
    Column("feed", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("latitude", Float),  # degrees
    Column("longitude", Float),
    Column("address", TEXT, nullable=False),
    Column("hours", TEXT, nullable=False),  # as OpenStreetMap writes them
    Column("zone", STRING, nullable=False),
)

branch_stock = Table(  # what a branch has of an offer
    "branch_stock",
    metadata,
    Column("source", STRING, primary_key=True),
    Column("offer_id", STRING, primary_key=True),
    Column("code", STRING, primary_key=True),
    Column("feed", TEXT, nullable=False),
    Column("quantity", BIG),
    Column("availability", STRING, nullable=False),
    Column("price_minor", BIG),
    Column("currency", STRING, nullable=False),
    Column("pickup", STRING, nullable=False),
    Column("ready", STRING, nullable=False),
    Index("ix_branch_stock_branch", "source", "code"),
)

quarantine = Table(  # rows that the last sync could not take
    "quarantine",
    metadata,
    Column("id", BIG, primary_key=True),
    Column("source", STRING, nullable=False, index=True),
    Column("feed", TEXT, nullable=False),
    Column("row", Integer, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("raw", TEXT, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)

fetched = Table(  # pictures from the web, so that they are asked for once
    "fetched",
    metadata,
    Column("url", TEXT, primary_key=True),
    Column("image", STRING, nullable=False),  # content hash
    Column("etag", TEXT, nullable=False),
    Column("last_modified", TEXT, nullable=False),
    Column("checked_at", DateTime(timezone=True), nullable=False),
)

printed = Table(  # what was read off pictures, so that each is read once
    "printed",
    metadata,
    Column("image", STRING, primary_key=True),  # content hash
    Column("words", JSON, nullable=False),  # as `PrintedWords.as_dict` writes them
)

block = Table(  # observed blocks only: predicted ones belong to a generation
    "block",
    metadata,
    Column("kind", STRING, primary_key=True),  # "text" or "image"
    Column("content_hash", STRING, primary_key=True),  # of the text or the picture's file
    Column("fingerprint", STRING, primary_key=True),  # of the encoder
    Column("vector", LargeBinary, nullable=False),  # float32, unit length
)

generation = Table(
    "generation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contents", STRING, nullable=False),  # hash of all it was built from
    Column("live", Integer, nullable=False),  # 1 for the one that answers questions
    Column("built_at", DateTime(timezone=True), nullable=False),
    Column("seconds", Float, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("key", STRING, primary_key=True),
    Column("value", TEXT, nullable=False),
)

picture = Table(  # what the file of each picture holds, to notice when it does not any more
    "picture",
    metadata,
    Column("image", STRING, primary_key=True),  # content hash of what it was made from
    Column("size", BIG, nullable=False),  # bytes
    Column("digest", STRING, nullable=False),
)

checksum = Table(  # of every row of the other tables, kept by triggers of SQLite; see `checksums`
    "checksum",
    metadata,
    Column("tbl", STRING, primary_key=True),
    Column("id", BIG, primary_key=True),  # the row's number in SQLite
    Column("sum", BIG, nullable=False),
    sqlite_with_rowid=False,
)

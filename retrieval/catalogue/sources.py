"""What is known of each source: its syncs, its quarantine, where its offers were seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import Engine, bindparam, delete, func, insert, select, update

from retrieval.catalogue.database import transaction
from retrieval.catalogue.founding import found
from retrieval.catalogue.schema import (
    branch,
    branch_stock,
    offer,
    price,
    product,
    quarantine,
    question,
    review,
    sighting,
    source,
)
from retrieval.catalogue.settings import write_setting
from retrieval.errors import BadCatalogue


@dataclass(frozen=True)
class Sighting:
    """Where and when an offer was last seen: the origin of all its fields."""

    offer_id: str
    feed: str = ""  # location of the feed, and the page in it
    row: int = 0
    digest: str = ""  # of the row as it stood
    picture: str = ""  # file or address that the picture came from
    picture_stamp: str = ""  # "" where the picture is to be looked for again
    seen_at: datetime | None = None  # UTC; None for now


@dataclass(frozen=True)
class Quarantined:
    """A row that the last sync could not take."""

    source: str
    feed: str
    row: int
    reason: str
    raw: str  # the row as it stood, cut
    seen_at: datetime


@dataclass(frozen=True)
class SourceInfo:
    """What `sources list` shows."""

    name: str
    format: str
    location: str
    offers: int
    retired: int
    quarantined: int
    ingested_at: datetime | None  # the last sync began
    completed_at: datetime | None  # the last sync that read the feed to its end
    summary: dict | None


class Sources:
    """The sources of one catalogue. Writing methods need the writer's place."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # --- syncs --------------------------------------------------------------------------------

    def begin(self, name: str, format_name: str, location: str) -> None:
        """Note where a source is read from, and that its quarantine starts anew."""
        values = {"format": format_name, "location": location, "ingested_at": datetime.now(UTC)}
        with transaction(self.engine) as connection:
            known = connection.execute(
                update(source).where(source.c.name == name).values(values)
            ).rowcount
            if not known:
                connection.execute(insert(source).values(name=name, **values))
                found(connection, name)
            connection.execute(delete(quarantine).where(quarantine.c.source == name))

    def begin_beside(self, name: str, feeds: Sequence[str]) -> None:
        """Note that feeds, by location, are read beside those that a source is read from: only
        their own quarantine starts anew."""
        mine = (quarantine.c.source == name) & quarantine.c.feed.in_(feeds)
        with transaction(self.engine) as connection:
            connection.execute(delete(quarantine).where(mine))

    def has_offers(self, name: str) -> bool:
        """Whether a source has ever listed an offer."""
        with self.engine.connect() as connection:
            found = connection.execute(select(offer.c.offer_id).where(offer.c.source == name))
            return found.first() is not None

    def complete(self, name: str, summary: dict) -> None:
        """Note that a source was read to its end, and what that did."""
        values = {"completed_at": datetime.now(UTC), "summary": summary}
        with transaction(self.engine) as connection:
            connection.execute(update(source).where(source.c.name == name).values(values))

    def retire(self, name: str, offer_ids: Sequence[str]) -> None:
        """Take offers off sale; they are kept, and come back when their shop lists them again."""
        key = (offer.c.source == name) & (offer.c.offer_id == bindparam("gone"))
        with transaction(self.engine) as connection:
            if offer_ids:
                write_setting(connection, "index", "stale")
                connection.execute(
                    update(offer).where(key).values(retired_at=datetime.now(UTC)),
                    [{"gone": one} for one in offer_ids],
                )

    def on_sale(self, name: str) -> set[str]:
        """Identifiers of a source's offers that are not retired."""
        with self.engine.connect() as connection:
            return set(
                connection.scalars(
                    select(offer.c.offer_id).where(
                        offer.c.source == name, offer.c.retired_at.is_(None)
                    )
                )
            )

    def named(self, name: str) -> dict[str, tuple[str, ...]]:
        """What those who write reviews may call a thing of a source → its offers on sale: an
        offer's id, the group of its variants, the last step of its page's address."""
        found: dict[str, list[str]] = {}
        query = select(offer.c.offer_id, offer.c.group, offer.c.url).where(
            offer.c.source == name, offer.c.retired_at.is_(None)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(offer.c.offer_id)).all()
        ids = {one.offer_id for one in rows}
        for one in rows:
            tail = urlsplit(one.url).path.rstrip("/").rpartition("/")[2]
            for known in {one.group, tail} - ids - {""}:
                found.setdefault(known, []).append(one.offer_id)
        return {known: tuple(offers) for known, offers in found.items()} | {
            one: (one,) for one in ids
        }

    def pictures(self, name: str) -> dict[str, str]:
        """Offer id → content hash of its picture, of a source's offers that have one."""
        mine = (offer.c.source == name) & (offer.c.image != "")
        with self.engine.connect() as connection:
            rows = connection.execute(select(offer.c.offer_id, offer.c.image).where(mine))
            return dict(rows.tuples().all())

    # --- sightings ----------------------------------------------------------------------------

    def sightings(self, name: str) -> Iterator[Sighting]:
        """Where each offer of a source that is on sale was last seen."""
        both = (offer.c.source == sighting.c.source) & (offer.c.offer_id == sighting.c.offer_id)
        columns = [sighting.c[field] for field in Sighting.__dataclass_fields__]
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(*columns)
                .join(offer, both)
                .where(sighting.c.source == name, offer.c.retired_at.is_(None))
            )
            yield from (Sighting(*row) for row in rows)

    def sighting(self, name: str, offer_id: str) -> Sighting | None:
        """Where one offer was last seen; None when it never was in a feed."""
        columns = [sighting.c[field] for field in Sighting.__dataclass_fields__]
        key = (sighting.c.source == name) & (sighting.c.offer_id == offer_id)
        with self.engine.connect() as connection:
            row = connection.execute(select(*columns).where(key)).first()
        return Sighting(*row) if row else None

    def see_again(self, name: str, places: Sequence[tuple[str, str, int]]) -> None:
        """Note that unchanged offers were seen: (offer id, feed, row) of each."""
        statement = (
            update(sighting)
            .where(sighting.c.source == name, sighting.c.offer_id == bindparam("id"))
            .values(feed=bindparam("at"), row=bindparam("n"), seen_at=datetime.now(UTC))
        )
        with transaction(self.engine) as connection:
            if places:
                connection.execute(
                    statement, [{"id": one, "at": feed, "n": row} for one, feed, row in places]
                )

    # --- quarantine ---------------------------------------------------------------------------

    def quarantine(self, name: str, feed: str, rows: Sequence[tuple[int, str, str]]) -> None:
        """Keep rejected rows: (row number, reason, raw row) of each."""
        now = datetime.now(UTC)
        with transaction(self.engine) as connection:
            if rows:
                connection.execute(
                    insert(quarantine),
                    [
                        {"source": name, "feed": feed, "row": n, "reason": why, "raw": raw,
                         "seen_at": now}
                        for n, why, raw in rows
                    ],
                )  # fmt: skip

    def quarantined(self, name: str | None = None) -> Iterator[Quarantined]:
        """The rejected rows of one source, or of all, in the order of the feeds."""
        columns = [quarantine.c[field] for field in Quarantined.__dataclass_fields__]
        query = select(*columns).order_by(quarantine.c.source, quarantine.c.id)
        if name is not None:
            query = query.where(quarantine.c.source == self.info(name).name)
        with self.engine.connect() as connection:
            yield from (Quarantined(*row) for row in connection.execute(query))

    # --- people ask ---------------------------------------------------------------------------

    def list(self) -> list[SourceInfo]:
        """Every source, by name."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(source).order_by(source.c.name)).all()
            counted = select(offer.c.source, func.count(), func.count(offer.c.retired_at)).group_by(
                offer.c.source
            )
            counts = {name: (n - gone, gone) for name, n, gone in connection.execute(counted)}
            held = select(quarantine.c.source, func.count()).group_by(quarantine.c.source)
            quarantined: dict[str, int] = dict(connection.execute(held).tuples().all())
        return [
            SourceInfo(
                row.name,
                row.format,
                row.location,
                *counts.get(row.name, (0, 0)),
                quarantined.get(row.name, 0),
                row.ingested_at,
                row.completed_at,
                row.summary,
            )
            for row in rows
        ]

    def info(self, name: str) -> SourceInfo:
        """One source. Raises `BadCatalogue` when there is none of that name."""
        known = {one.name: one for one in self.list()}
        if name not in known:
            raise BadCatalogue(
                f"There is no source {name!r}; there are {', '.join(known) or 'none'}."
            )
        return known[name]

    def remove(self, name: str) -> None:
        """Forget a source and all it brought. Raises `BadCatalogue` when there is none."""
        self.info(name)
        with transaction(self.engine) as connection:
            write_setting(connection, "index", "stale")
            for table in (
                offer, sighting, price, review, question, branch, branch_stock, quarantine,
            ):  # fmt: skip
                connection.execute(delete(table).where(table.c.source == name))
            connection.execute(delete(source).where(source.c.name == name))
            connection.execute(
                delete(product).where(product.c.id.not_in(select(offer.c.product_id)))
            )

"""What the offers of one source come to, and whether another source has the same."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from retrieval.catalogue.schema import offer, review


@dataclass(frozen=True)
class Overview:
    """Counts over the offers of a source that are on sale."""

    offers: int
    priced: int
    pictured: int
    linked: int
    reviews: int
    spans: tuple[tuple[str, int, int], ...]  # currency, lowest and highest price in minor units


def overview(connection: Connection, source: str) -> Overview:
    """The counts of one source."""
    mine = (offer.c.source == source) & offer.c.retired_at.is_(None)
    counted = select(
        func.count(),
        func.count(offer.c.price_minor),
        func.count(func.nullif(offer.c.image, "")),
        func.count(func.nullif(offer.c.url, "")),
    ).where(mine)
    spans = (
        select(offer.c.currency, func.min(offer.c.price_minor), func.max(offer.c.price_minor))
        .where(mine, offer.c.price_minor > 0)
        .group_by(offer.c.currency)
    )
    numbers = connection.execute(counted).one()
    said = select(func.count()).where(review.c.source == source)
    reviews = connection.scalar(said) or 0
    return Overview(*numbers, reviews=reviews, spans=tuple(map(tuple, connection.execute(spans))))


def twins(connection: Connection, source: str, share: float) -> list[tuple[str, float]]:
    """Other sources that have at least this share of a source's offers, and the share."""
    mine, theirs = offer.alias(), offer.alias()
    names = connection.scalars(select(offer.c.source).distinct().where(offer.c.source != source))
    total = connection.scalar(
        select(func.count()).where(mine.c.source == source, mine.c.retired_at.is_(None))
    )
    found = []
    for name in names.all():
        same = connection.scalar(
            select(func.count())
            .select_from(mine)
            .join(theirs, (theirs.c.offer_id == mine.c.offer_id) & (theirs.c.source == name))
            .where(
                mine.c.source == source,
                mine.c.retired_at.is_(None),
                theirs.c.retired_at.is_(None),
                theirs.c.title == mine.c.title,
            )
        )
        if total and (same or 0) >= share * total:
            found.append((name, (same or 0) / total))
    return found

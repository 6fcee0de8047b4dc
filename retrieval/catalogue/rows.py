"""Offers as rows of the table, and back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import Row

from retrieval.money import Money
from retrieval.offers import Offer, Product

_PLAIN = (
    "source offer_id title description category brand availability url gtin mpn condition"
    " group rating rating_count image content_hash"
).split()
"""Columns that hold the field of the same name as it is."""


def row_of(offer: Offer, product_id: str, first_seen: datetime, now: datetime) -> dict:
    """The table row of an offer that is on sale."""
    return {
        **{name: getattr(offer, name) for name in _PLAIN},
        "product_id": product_id,
        "price_minor": offer.price.minor if offer.price else None,
        "currency": offer.price.currency if offer.price else "",
        "attributes": dict(offer.attributes),
        "first_seen": first_seen,
        "last_changed": now,
        "retired_at": None,
    }


def offer_of(row: Row) -> Offer:
    """The offer in a table row; its rating is that of its reviews where the shop states none."""
    plain = {name: getattr(row, name) for name in _PLAIN if name != "content_hash"}
    if plain["rating"] is None and row._mapping.get("review_count"):
        plain |= {"rating": tenths(row.review_stars), "rating_count": row.review_count}
    return Offer(**plain, price=price_of(row), attributes=row.attributes)


def tenths(stars: float) -> float:
    """Rounded to tenths, halves away from zero as shops round, the same on every database."""
    return math.floor(float(stars) * 10 + 0.5) / 10


def price_of(row: Row) -> Money | None:
    """The price in a table row, None where the shop states none."""
    return None if row.price_minor is None else Money(row.price_minor, row.currency)


def products_of(rows: Iterable[Row]) -> Iterator[Product]:
    """Group rows that are ordered by product into products."""
    for product_id, group in groupby(rows, key=lambda row: row.product_id):
        yield Product(product_id, tuple(offer_of(row) for row in group))

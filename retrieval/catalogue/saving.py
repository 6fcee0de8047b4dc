"""Writing offers: what is new or changed, its price where that changed, where it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, tuple_, update

from retrieval.catalogue.database import insert_into
from retrieval.catalogue.founding import founding_names
from retrieval.catalogue.rows import price_of, row_of
from retrieval.catalogue.schema import offer, price, product, sighting
from retrieval.catalogue.settings import write_setting
from retrieval.catalogue.sources import Sighting
from retrieval.offers import Offer, product_id_for

CHUNK = 500  # keys in one IN (…)
KEY = tuple_(offer.c.source, offer.c.offer_id)


def save_offers(
    connection: Connection, offers: Sequence[Offer], seen: Sequence[Sighting] = ()
) -> tuple[int, int]:
    """Add or replace offers; returns how many were (added, changed)."""
    now = datetime.now(UTC)
    known = _known(connection, offers)
    new = [o for o in offers if _key(o) not in known]
    changed = [o for o in offers if _key(o) in known and _differs(o, known[_key(o)])]
    if new or changed:
        write_setting(connection, "index", "stale")
    if changed:
        rows = []
        for one in changed:
            old = known[_key(one)]
            rows.append({**row_of(one, old.product_id, old.first_seen, now), **_where(one)})
        connection.execute(_UPDATE, rows)
    if new:
        founded = founding_names(connection)
        ids = [product_id_for(o, founded.get(o.source, "")) for o in new]
        # A removed source may have given its name to a product that is still sold by others.
        add = insert_into(connection, product).on_conflict_do_nothing()
        connection.execute(add, [{"id": one} for one in ids])
        rows = [row_of(o, one, now, now) for o, one in zip(new, ids, strict=True)]
        connection.execute(insert(offer), rows)
    repriced = [o for o in changed if o.price != price_of(known[_key(o)])]
    _save_prices(connection, [*(o for o in new if o.price), *repriced], now)
    _save_sightings(connection, offers, seen, now)
    return len(new), len(changed)


def _known(connection: Connection, offers: Sequence[Offer]) -> dict[tuple[str, str], Row]:
    keys = [_key(one) for one in offers]
    found: dict[tuple[str, str], Row] = {}
    for start in range(0, len(keys), CHUNK):
        columns = (
            offer.c.source, offer.c.offer_id, offer.c.content_hash, offer.c.product_id,
            offer.c.first_seen, offer.c.price_minor, offer.c.currency, offer.c.retired_at,
        )  # fmt: skip
        rows = connection.execute(select(*columns).where(KEY.in_(keys[start : start + CHUNK])))
        found.update(((row.source, row.offer_id), row) for row in rows)
    return found


def _differs(one: Offer, row: Row) -> bool:
    return row.content_hash != one.content_hash or row.retired_at is not None


def _save_prices(connection: Connection, offers: Sequence[Offer], now: datetime) -> None:
    rows = [
        {
            "source": one.source,
            "offer_id": one.offer_id,
            "seen_at": now,
            "price_minor": one.price.minor if one.price else None,
            "currency": one.price.currency if one.price else "",
        }
        for one in offers
    ]
    if rows:
        connection.execute(insert(price), rows)


def _save_sightings(
    connection: Connection, offers: Sequence[Offer], seen: Sequence[Sighting], now: datetime
) -> None:
    rows = [
        {**vars(place), "source": one.source, "seen_at": now}
        for one, place in zip(offers, seen, strict=bool(seen))
    ]
    if rows:
        key = (sighting.c.source == bindparam("s")) & (sighting.c.offer_id == bindparam("o"))
        connection.execute(
            delete(sighting).where(key), [{"s": r["source"], "o": r["offer_id"]} for r in rows]
        )
        connection.execute(insert(sighting), rows)


def _key(one: Offer) -> tuple[str, str]:
    return one.source, one.offer_id


def _where(one: Offer) -> dict[str, str]:
    return {"_source": one.source, "_offer_id": one.offer_id}


_UPDATE = update(offer).where(
    offer.c.source == bindparam("_source"), offer.c.offer_id == bindparam("_offer_id")
)

"""Offers as entity resolution takes them out of the catalogue: all, or what has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_

from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import Key, match_pair, match_seen
from retrieval.catalogue.rows import offer_of
from retrieval.catalogue.schema import offer as offer_table
from retrieval.offers import Offer

CHUNK = 300  # keys of two parts in one IN (…)
_c = offer_table.c
_LIVE = _c.retired_at.is_(None)
_KEY = tuple_(_c.source, _c.offer_id)


@dataclass(frozen=True)
class Entry:
    """An offer as the catalogue holds it."""

    offer: Offer
    content_hash: str
    product_id: str
    first_seen: datetime

    @property
    def key(self) -> Key:
        return self.offer.source, self.offer.offer_id


def all_entries(catalogue: Catalogue) -> list[Entry]:
    """All offers that shops list now, in an order that does not depend on when they came."""
    return _entries(catalogue, _LIVE)


def entries_of(catalogue: Catalogue, keys: Iterable[Key]) -> list[Entry]:
    """Those of the offers that shops list now, in the same order."""
    found: list[Entry] = []
    for some in _chunks(sorted(set(keys))):
        found += _entries(catalogue, _LIVE, _KEY.in_(some))
    return found


def entries_of_products(catalogue: Catalogue, product_ids: Iterable[str]) -> list[Entry]:
    """The offers of products that shops list now."""
    found: list[Entry] = []
    for some in _chunks(sorted(set(product_ids))):
        found += _entries(catalogue, _LIVE, _c.product_id.in_(some))
    return found


def entries_alike(catalogue: Catalogue, offers: Sequence[Offer]) -> list[Entry]:
    """The offers that share an item number or a part number with some of these."""
    found: list[Entry] = []
    for name in ("gtin", "mpn"):
        stated = sorted({getattr(one, name) for one in offers} - {""})
        for some in _chunks(stated):
            found += _entries(catalogue, _LIVE, _c[name].in_(some))
    return found


def sample_entries(catalogue: Catalogue, count: int) -> list[Entry]:
    """About `count` offers that stand for all, always the same while these are."""
    total = count_live(catalogue)
    below = f"{min(int(count / max(total, 1) * 16**6), 16**6 - 1):06x}"
    return _entries(catalogue, _LIVE, _c.content_hash < below)


def count_live(catalogue: Catalogue) -> int:
    """How many offers shops list now."""
    with catalogue.engine.connect() as connection:
        return connection.execute(select(func.count()).where(_LIVE)).scalar_one()


def changed_keys(catalogue: Catalogue) -> tuple[list[Key], list[Key]]:
    """The offers that were not resolved as they are now, and those that were and are gone: found
    by the database, whatever its size."""
    seen = match_seen.c
    same = and_(seen.source == _c.source, seen.offer_id == _c.offer_id)
    new = (
        select(_c.source, _c.offer_id)
        .join_from(offer_table, match_seen, same, isouter=True)
        .where(_LIVE, or_(seen.content_hash.is_(None), seen.content_hash != _c.content_hash))
    )
    gone = (
        select(seen.source, seen.offer_id)
        .join_from(match_seen, offer_table, and_(same, _LIVE), isouter=True)
        .where(_c.source.is_(None))
    )
    with catalogue.engine.connect() as connection:
        return [
            [(source, offer_id) for source, offer_id in connection.execute(query)]
            for query in (new, gone)
        ]  # type: ignore[return-value]


def seen_prints(catalogue: Catalogue, keys: Sequence[Key]) -> dict[Key, str]:
    """Offer → the fingerprint under which it was resolved last, of some offers."""
    seen = match_seen.c
    found: dict[Key, str] = {}
    with catalogue.engine.connect() as connection:
        for some in _chunks(keys):
            query = select(seen.source, seen.offer_id, seen.fingerprint).where(
                tuple_(seen.source, seen.offer_id).in_(some)
            )
            found |= {(s, o): print_ for s, o, print_ in connection.execute(query)}
    return found


def partners(catalogue: Catalogue, keys: Sequence[Key]) -> set[Key]:
    """The offers that were judged together with some of these."""
    c = match_pair.c
    found: set[Key] = set()
    with catalogue.engine.connect() as connection:
        for some in _chunks(keys):
            for mine, theirs in (("a", "b"), ("b", "a")):
                query = select(c[f"source_{theirs}"], c[f"offer_{theirs}"]).where(
                    tuple_(c[f"source_{mine}"], c[f"offer_{mine}"]).in_(some)
                )
                found |= {(source, offer_id) for source, offer_id in connection.execute(query)}
    return found


def product_ids_of(catalogue: Catalogue, keys: Sequence[Key]) -> set[str]:
    """The products that offers are, or were, in."""
    found: set[str] = set()
    with catalogue.engine.connect() as connection:
        for some in _chunks(keys):
            found.update(connection.scalars(select(_c.product_id).where(_KEY.in_(some))))
    return found


def fingerprint(offer: Offer) -> str:
    """Changes when the matcher should look again: a new price alone is no reason."""
    parts: Iterable[str] = (
        *(offer.title, offer.description, offer.category, offer.brand, offer.gtin, offer.mpn),
        offer.image,
        json.dumps(dict(offer.attributes), sort_keys=True, ensure_ascii=False),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _entries(catalogue: Catalogue, *where: ColumnElement[bool]) -> list[Entry]:
    query = select(offer_table).where(*where).order_by(_c.source, _c.offer_id)
    with catalogue.engine.connect() as connection:
        return [
            Entry(offer_of(row), row.content_hash, row.product_id, row.first_seen)
            for row in connection.execute(query)
        ]


def _chunks(values: Sequence) -> Iterable[Sequence]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))

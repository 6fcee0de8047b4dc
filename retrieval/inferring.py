"""What a whole catalogue shows of its offers: makers that no field states, exporters' own columns.

A row by itself cannot tell; so this runs when all rows are in, before they are matched. What it
adds is written beside what the shop states, and the row's own hash stays: a sync still sees whether
the shop changed it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select, update

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import transaction
from retrieval.catalogue.rows import offer_of
from retrieval.catalogue.schema import offer as offer_table
from retrieval.catalogue.settings import write_setting
from retrieval.offers import Offer
from retrieval.specs import Brands
from retrieval.specs.brands import READ_IN
from retrieval.specs.columns import technical_columns

VERSION = "2"  # raise it whenever the same rows would be read otherwise
_DONE, _COLUMNS = "inferred", "technical columns"


def infer(catalogue: Catalogue) -> int:
    """Fill in brands and leave out technical columns; returns how many offers changed.

    Idempotent, and free while no row is new or changed. The caller holds the writer's place.
    """
    contents = _contents(catalogue)
    if catalogue.get(_DONE, "") == contents:
        return 0
    query = select(offer_table).where(offer_table.c.retired_at.is_(None))
    with catalogue.engine.connect() as connection:
        offers = [offer_of(row) for row in connection.execute(query)]
    known = {(s, n) for s, n in json.loads(catalogue.get(_COLUMNS, "[]"))}
    columns = known | technical_columns(offers)
    changed = [
        new for old, new in zip(offers, completed(offers, columns), strict=True) if new != old
    ]
    _save(catalogue, changed)
    catalogue.set(_COLUMNS, json.dumps(sorted(columns)))
    catalogue.set(_DONE, contents)
    return len(changed)


def completed(offers: Sequence[Offer], columns: Iterable[tuple[str, str]]) -> list[Offer]:
    """The offers with the brands that they show together, and without those (shop, attribute)."""
    left_out = set(columns)
    bare = [_stated(one, left_out) for one in offers]
    brands = Brands.learn(bare)
    return [_with_brand(one, brands) for one in bare]


def _stated(one: Offer, columns: set[tuple[str, str]]) -> Offer:
    """An offer without what was inferred earlier, and without technical columns."""
    brand = "" if READ_IN in one.attributes else one.brand
    kept = {
        name: value
        for name, value in one.attributes.items()
        if name != READ_IN and (one.source, name) not in columns
    }
    return replace(one, brand=brand, attributes=kept)


def _with_brand(one: Offer, brands: Brands) -> Offer:
    found = None if one.brand else brands.of(one)
    if found is None or not found.sure:  # a guess is not told to shoppers as the maker
        return one
    return replace(one, brand=found.name, attributes={**one.attributes, READ_IN: found.where})


def _save(catalogue: Catalogue, offers: Sequence[Offer]) -> None:
    rows = [
        {"_s": o.source, "_o": o.offer_id, "brand": o.brand, "attributes": dict(o.attributes)}
        for o in offers
    ]
    if rows:
        c = offer_table.c
        statement = update(offer_table).where(
            c.source == bindparam("_s"), c.offer_id == bindparam("_o")
        )
        with transaction(catalogue.engine) as connection:
            connection.execute(statement, rows)
            write_setting(connection, "index", "stale")
            write_setting(connection, "matching", "stale")


def _contents(catalogue: Catalogue) -> str:
    """Changes whenever a row does."""
    c = offer_table.c
    query = select(c.content_hash).where(c.retired_at.is_(None)).order_by(c.content_hash)
    digest = hashlib.sha256(VERSION.encode())
    with catalogue.engine.connect() as connection:
        for (content,) in connection.execute(query):
            digest.update(content.encode())
    return digest.hexdigest()

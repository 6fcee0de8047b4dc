"""What a whole catalogue shows of its offers: makers that no field states, exporters' own columns.

A row by itself cannot tell; so this runs when all rows are in, before they are matched. What it
adds is written beside what the shop states, and the row's own hash stays: a sync still sees whether
the shop changed it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

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

LEAST = 5000  # offers; of fewer, all are always learnt from
SHARE = 0.1  # of the offers, that may be read by what was learnt before
VERSION = "2"  # raise it whenever the same rows would be read otherwise
_DONE, _COLUMNS, _LEARNT = "inferred", "technical columns", "makers learnt"
_LIVE = offer_table.c.retired_at.is_(None)


@dataclass(frozen=True)
class Learnt:
    """What a whole catalogue has shown, and when: enough to read a few rows more."""

    brands: Brands
    columns: frozenset[tuple[str, str]]  # (shop, attribute) that say nothing of the thing
    offers: int  # it was learnt from so many
    until: datetime  # the last change among these
    since: int = 0  # offers that were read by it

    def dumped(self) -> str:
        """As JSON."""
        return json.dumps(
            {
                "names": self.brands.names,
                "series": self.brands.series,
                "columns": sorted(self.columns),
                "offers": self.offers,
                "until": self.until.isoformat(),
                "since": self.since,
            }
        )

    @classmethod
    def loaded(cls, text: str) -> Learnt | None:
        """What `dumped` wrote; None for anything else."""
        try:
            known = json.loads(text)
            return cls(
                Brands.of_names(known["names"], known["series"]),
                frozenset((source, name) for source, name in known["columns"]),
                known["offers"],
                datetime.fromisoformat(known["until"]),
                known["since"],
            )
        except (ValueError, KeyError, TypeError):
            return None


def infer(catalogue: Catalogue) -> int:
    """Fill in brands and leave out technical columns; returns how many offers changed.

    Idempotent, and free while no row is new or changed. A few rows of many are read by what was
    learnt last; all is learnt anew when they have come to much. The caller holds the writer's
    place.
    """
    learnt = Learnt.loaded(catalogue.get(_LEARNT, ""))
    if learnt and learnt.offers >= LEAST:
        found = _infer_some(catalogue, learnt)
        if found is not None:
            return found
    contents = _contents(catalogue)
    if catalogue.get(_DONE, "") == contents:
        return 0
    with catalogue.engine.connect() as connection:
        rows = connection.execute(select(offer_table).where(_LIVE)).all()
    offers = [offer_of(row) for row in rows]
    known = {(s, n) for s, n in json.loads(catalogue.get(_COLUMNS, "[]"))}
    columns = known | technical_columns(offers)
    bare = [_stated(one, columns) for one in offers]
    brands = Brands.learn(bare)
    changed = _save(catalogue, offers, [_with_brand(one, brands) for one in bare])
    catalogue.set(_COLUMNS, json.dumps(sorted(columns)))
    if rows:
        until = max(row.last_changed for row in rows)
        catalogue.set(_LEARNT, Learnt(brands, frozenset(columns), len(rows), until).dumped())
    catalogue.set(_DONE, contents)
    return changed


def _infer_some(catalogue: Catalogue, learnt: Learnt) -> int | None:
    """Read what has changed by what was learnt; None where that is too much."""
    query = select(offer_table).where(_LIVE, offer_table.c.last_changed > learnt.until)
    most = int(SHARE * learnt.offers) - learnt.since
    with catalogue.engine.connect() as connection:
        rows = connection.execute(query.limit(most + 1)).all() if most > 0 else []
    if most <= 0 or len(rows) > most:
        return None
    offers = [offer_of(row) for row in rows]
    read = [_with_brand(_stated(one, set(learnt.columns)), learnt.brands) for one in offers]
    changed = _save(catalogue, offers, read, few=True)
    if rows:
        until = max(row.last_changed for row in rows)
        since = learnt.since + len(rows)
        catalogue.set(_LEARNT, replace(learnt, until=until, since=since).dumped())
    return changed


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


def _save(
    catalogue: Catalogue, old: Sequence[Offer], new: Sequence[Offer], few: bool = False
) -> int:
    """Keep what is now read of offers; how many it is another of. `few`: that these are matched
    anew is seen by their rows, which have changed anyway."""
    rows = [
        {"_s": o.source, "_o": o.offer_id, "brand": o.brand, "attributes": dict(o.attributes)}
        for before, o in zip(old, new, strict=True)
        if o != before
    ]
    if rows:
        c = offer_table.c
        statement = update(offer_table).where(
            c.source == bindparam("_s"), c.offer_id == bindparam("_o")
        )
        with transaction(catalogue.engine) as connection:
            connection.execute(statement, rows)
            write_setting(connection, "index", "stale")
            if not few:
                write_setting(connection, "matching", "stale")
    return len(rows)


def _contents(catalogue: Catalogue) -> str:
    """Changes whenever a row does."""
    c = offer_table.c
    query = select(c.content_hash).where(c.retired_at.is_(None)).order_by(c.content_hash)
    digest = hashlib.sha256(VERSION.encode())
    with catalogue.engine.connect() as connection:
        for (content,) in connection.execute(query):
            digest.update(content.encode())
    return digest.hexdigest()

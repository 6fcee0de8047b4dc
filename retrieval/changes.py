"""What has changed in the catalogue since a generation was built from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from sqlalchemy import Row, String, cast, select

from retrieval.catalogue import Catalogue
from retrieval.catalogue.schema import offer, printed
from retrieval.generation import Generation
from retrieval.shown import SHOWN

_READ = (
    offer.c.product_id, offer.c.source, offer.c.offer_id, offer.c.title, offer.c.description,
    offer.c.category, offer.c.brand, offer.c.gtin, offer.c.mpn, offer.c.condition, offer.c.image,
    cast(offer.c.attributes, String),
)  # fmt: skip
"""What is indexed of an offer. Prices, stock, ratings and addresses are read from the catalogue
when they are asked for: they change every day, and no index with them."""


@dataclass(frozen=True)
class Signed:
    """Every product on sale, in the order of identifiers, and a hash of what is indexed of it."""

    ids: list[str]
    signatures: np.ndarray  # (n,) S16

    @property
    def contents(self) -> str:
        """A hash of all."""
        digest = hashlib.sha256("\n".join(self.ids).encode())
        digest.update(self.signatures.tobytes())
        return digest.hexdigest()


@dataclass(frozen=True)
class Change:
    """What brings a generation up to date."""

    new: list[str]  # products that are new, or are not what they were
    dead: np.ndarray  # rows of the generation that count no more

    def __len__(self) -> int:
        return len(self.new) + len(self.dead)


def signed(catalogue: Catalogue) -> Signed:
    """Go through all offers on sale once, without understanding any."""
    ids: list[str] = []
    signatures: list[bytes] = []
    for product_id, rows in groupby(_rows(catalogue), key=lambda row: row[0]):
        digest = hashlib.blake2b(digest_size=8)
        for row in rows:
            digest.update("\0".join(row[1:]).encode("utf-8", "replace"))
            digest.update(b"\1")
        ids.append(product_id)
        signatures.append(digest.hexdigest().encode())
    return Signed(ids, np.array(signatures, "S16"))


def _rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    lines, shown = _printed(catalogue), catalogue.reviews.pictures()
    answered = catalogue.questions.texts()
    query = (
        select(*_READ)
        .where(offer.c.retired_at.is_(None))
        .order_by(offer.c.product_id, offer.c.first_seen, offer.c.offer_id)
    )
    with catalogue.engine.connect() as connection:
        found: Iterator[Row] = iter(connection.execution_options(yield_per=2000).execute(query))
        for row in found:
            seen = shown.get((row[1], row[2]), ())
            asked = answered.get((row[1], row[2]), ())
            more = (f"{SHOWN} {' '.join(seen)}",) if seen else ()  # as before where there are none
            yield (*row, lines.get(row[10], ""), *more, *asked)


def _printed(catalogue: Catalogue) -> dict[str, str]:
    """Picture → what was read off it, of those on which anything was."""
    query = select(printed.c.image, cast(printed.c.words, String))
    with catalogue.engine.connect() as connection:
        return dict(connection.execute(query).tuples().all())


def change(generation: Generation, now: Signed) -> Change:
    """What is not in a generation as it is in the catalogue now."""
    rows = dict(zip(generation.ids, range(len(generation.ids)), strict=True))  # the last one counts
    before = generation.signatures
    place = np.array([rows.get(one, -1) for one in now.ids], np.int64)
    there = place >= 0
    same = np.zeros(len(place), bool)
    same[there] = (before[place[there]] == now.signatures[there]) & ~generation.dead[place[there]]
    keep = np.zeros(len(generation.ids), bool)
    keep[place[same]] = True
    new = [now.ids[n] for n in np.flatnonzero(~same)]
    return Change(new, np.flatnonzero(~keep & ~generation.dead))

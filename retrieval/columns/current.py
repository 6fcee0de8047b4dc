"""What changes of offers every day, read from the catalogue: price, stock, rating."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import numpy as np
from sqlalchemy import Row, func, or_, select

from retrieval.catalogue import Catalogue
from retrieval.catalogue.rows import tenths
from retrieval.catalogue.schema import offer, review
from retrieval.columns.kept_offers import offer_key
from retrieval.offers import AVAILABILITY

_READ = (
    offer.c.source, offer.c.offer_id, offer.c.price_minor, offer.c.currency,
    offer.c.availability, offer.c.rating, offer.c.rating_count, offer.c.last_changed,
    offer.c.retired_at,
)  # fmt: skip


class Reviewed(NamedTuple):
    """What the reviews of an offer come to."""

    stars: float
    buyers: int


@dataclass(frozen=True)
class Current:
    """One entry an offer, in the order of `keys`; an offer that is not there is not on sale."""

    keys: np.ndarray  # (n,) uint64, as `offer_key` makes them, ascending
    place: np.ndarray  # (n,) int64: which entry of the columns each key is
    listed: np.ndarray  # (n,) bool: on sale
    known: np.ndarray  # (n,) bool: read at all
    minor: np.ndarray  # (n,) int64, minor units; -1 where there is no price
    currency: np.ndarray  # (n,) int32, codes of `currencies`
    currencies: tuple[str, ...]
    availability: np.ndarray  # (n,) int8, place in `AVAILABILITY`
    rating: np.ndarray  # (n,) float64, NaN where neither the shop nor reviews say
    rated: np.ndarray  # (n,) int32: by how many, as the shop says; below 0: -1 - reviews
    since: datetime | None  # the last change that is in it

    @classmethod
    def of(cls, catalogue: Catalogue, keys: np.ndarray, old: Current | None = None) -> Current:
        """The offers with these keys (n,) uint64; those that `old` has are not read again."""
        order = np.argsort(keys, kind="stable")
        n = len(keys)
        empty = cls(
            keys[order],
            order,
            np.zeros(n, bool),
            np.zeros(n, bool),
            np.full(n, -1, np.int64),
            np.zeros(n, np.int32),
            ("",),
            np.full(n, AVAILABILITY.index(""), np.int8),
            np.full(n, np.nan),
            np.zeros(n, np.int32),
            None,
        )
        if old is not None:
            made = empty._carried(old).followed(catalogue)
            if made.known.all():
                return made
        return empty.followed(catalogue)

    def _carried(self, old: Current) -> Current:
        """This with what another knows of the same offers."""
        found = np.minimum(np.searchsorted(old.keys, self.keys), max(len(old.keys) - 1, 0))
        same = old.keys[found] == self.keys if len(old.keys) else np.zeros(len(self.keys), bool)
        mine, theirs = self.place[same], old.place[found[same]]
        for name in ("listed", "known", "minor", "currency", "availability", "rating", "rated"):
            getattr(self, name)[mine] = getattr(old, name)[theirs]
        return replace(self, currencies=old.currencies, since=old.since)

    def followed(self, catalogue: Catalogue) -> Current:
        """The same with what has changed since it was read. A copy: this one stays as it is."""
        now = replace(
            self,
            listed=self.listed.copy(),
            known=self.known.copy(),
            minor=self.minor.copy(),
            currency=self.currency.copy(),
            availability=self.availability.copy(),
            rating=self.rating.copy(),
            rated=self.rated.copy(),
        )
        currencies = {code: number for number, code in enumerate(self.currencies)}
        since = self.since
        for row in _changed(catalogue, self.since):
            since = max(filter(None, (since, row.last_changed, row.retired_at)))
            place = self._place(offer_key(row.source, row.offer_id))
            if place >= 0:
                now._take(place, row, currencies)
        now._take_reviews(_reviewed(catalogue))
        return replace(now, currencies=tuple(currencies), since=since)

    def _place(self, key: int) -> int:
        found = int(np.searchsorted(self.keys, np.uint64(key)))
        if found < len(self.keys) and int(self.keys[found]) == key:
            return int(self.place[found])
        return -1

    def _take(self, place: int, row: Row, currencies: dict[str, int]) -> None:
        self.listed[place] = row.retired_at is None
        self.known[place] = True
        self.minor[place] = -1 if row.price_minor is None else row.price_minor
        code = row.currency if row.price_minor is not None else ""
        self.currency[place] = currencies.setdefault(code, len(currencies))
        self.availability[place] = AVAILABILITY.index(row.availability)
        self.rating[place] = np.nan if row.rating is None else row.rating
        self.rated[place] = -1 if row.rating is None else row.rating_count

    def _take_reviews(self, reviewed: Iterator[tuple[str, str, Reviewed]]) -> None:
        """Stars by reviews, where the shop states none."""
        silent = self.rated < 0
        self.rating[silent], self.rated[silent] = np.nan, -1
        for source, offer_id, one in reviewed:
            place = self._place(offer_key(source, offer_id))
            if place >= 0 and silent[place]:
                self.rating[place] = one.stars
                self.rated[place] = -1 - one.buyers

    def count(self, entry: int) -> int:
        """How many buyers a rating is of."""
        rated = int(self.rated[entry])
        return -1 - rated if rated < 0 else rated


def _changed(catalogue: Catalogue, since: datetime | None) -> Iterator[Row]:
    """Offers that have changed, in their order; all that are on sale at first."""
    c = offer.c
    query = select(*_READ)
    if since is None:
        query = query.where(c.retired_at.is_(None))
    else:  # what was written in the same moment as the last one read may come once more
        query = query.where(or_(c.last_changed >= since, c.retired_at >= since))
    with catalogue.engine.connect() as connection:
        yield from connection.execution_options(yield_per=2000).execute(query)


def _reviewed(catalogue: Catalogue) -> Iterator[tuple[str, str, Reviewed]]:
    c = review.c
    stars, count = func.avg(c.rating), func.count(c.rating)
    query = select(c.source, c.offer_id, stars, count).where(c.echo.is_(False))
    query = query.group_by(c.source, c.offer_id)
    with catalogue.engine.connect() as connection:
        for source, offer_id, mean, number in connection.execute(query.having(count > 0)):
            yield source, offer_id, Reviewed(tenths(mean), number)

"""What a feed format is: a file in; records, what people say, and rejections out."""

from __future__ import annotations

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from retrieval.branches.branch import Branch, Stocked
from retrieval.errors import BadFeed
from retrieval.offers import Offer, Question, Review
from retrieval.sources.sniffing import Head

log = logging.getLogger(__name__)

READING = 4
"""Raise when rows come to mean something else: rows that did not change are then read anew."""

ATTRIBUTE = "attribute"  # what a column is taken for that is none of our fields
RAW_LENGTH = 2000  # characters of a rejected row that are kept


@dataclass(frozen=True)
class Row:
    """One row of a feed, taken apart but not yet understood."""

    number: int  # as a person finds it: the spreadsheet's row, the line, the n-th item
    content: Mapping[str, Any]  # column → text, or what the format makes of an item
    problem: str = ""  # why it cannot be taken apart; "" when it can
    page: str = ""  # the file within a folder of pages
    note: str = ""  # what was repaired to take it apart
    cut: bool = False  # whether the file ends within it


AtOne = tuple[Branch, Stocked]
"""A branch, and what it has of an offer, where one row states both."""


@dataclass(frozen=True)
class Record:
    """One row of a feed, understood. Its pictures are still where the feed says they are."""

    row: int
    offer: Offer  # `image` still empty
    pictures: tuple[str, ...] = ()  # addresses, or paths relative to the feed; the best one first
    reviews: tuple[Review, ...] = ()
    questions: tuple[Question, ...] = ()
    branches: tuple[AtOne, ...] = ()
    page: str = ""
    digest: str = ""  # of the row as it stands; "" for one whose meaning changes with the day
    notes: tuple[str, ...] = ()  # what was repaired or passed over; alike in alike cases


@dataclass(frozen=True)
class Heard:
    """One row of a feed that says something of what is sold, understood. The pictures of a review
    are still where the feed says they are."""

    row: int
    said: Review | Question
    names: tuple[str, ...]  # of an offer, or of the thing that it is a variant of; the surest first


@dataclass(frozen=True)
class Unchanged:
    """One row of a feed that says what it said at the last reading."""

    row: int
    offer_id: str
    page: str = ""


@dataclass(frozen=True)
class Rejection:
    """One row of a feed that is not taken, or is taken without its picture."""

    row: int
    reason: str
    raw: str = ""  # the row as it stands, cut to RAW_LENGTH characters
    broken: bool = False  # whether the row itself is damaged
    cut: bool = False  # whether the file ends within it


@dataclass(frozen=True)
class ReadOptions:
    """What the feed itself does not say."""

    source: str  # name of the shop
    currency: str = ""  # ISO code of prices that name none
    mapping: Mapping[str, str] = field(default_factory=dict)  # our field → their column
    base: str = ""  # address of the shop, for relative addresses; "" where it is not known
    zone: str = ""  # IANA name of the shop's time zone; "" for that of this machine
    decimal: str = ""  # the mark of decimals that the feed's prices show it to use

    @property
    def stamp(self) -> str:
        """Changes when rows would be read differently."""
        how = [self.currency, dict(self.mapping), self.base, self.zone, self.decimal]
        return json.dumps([READING, *how])


Beside = Heard | Branch | Stocked | AtOne
"""What a row says that is no offer, but something about one or about its shop."""
Reading = Record | Beside | Unchanged | Rejection

Known = Callable[[str], str | None]
"""Digest of a row → the offer it was the last time, None for one to be read (anew)."""


class FeedFormat(ABC):
    """Reads one feed format. A variant is a sibling file and a line in `FORMATS`."""

    name: str
    holds: Literal["offers", "reviews", "branches", "stock"] = "offers"

    @property
    def lists_offers(self) -> bool:
        """Whether a feed is a list of what its shop sells, whole."""
        return self.holds == "offers"

    @abstractmethod
    def recognises(self, head: Head) -> bool:
        """Whether the file looks like this format, by its name and first bytes."""

    @abstractmethod
    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        """Take the file apart, in its order, reading as it goes.

        Raises `BadFeed` when the file as a whole cannot be read, or ends too early.
        """

    @abstractmethod
    def understand(self, row: Row, options: ReadOptions) -> Record | Beside | Rejection:
        """What a row says. Bad rows are `Rejection`s; whatever is raised is a fault of ours."""

    def read(
        self, path: Path, options: ReadOptions, known: Known = lambda digest: None
    ) -> Iterator[Reading]:
        """Yield every row, good or bad, in the order of the feed. A bad row costs that row.

        Raises `BadFeed` when the file as a whole cannot be read, or ends too early.
        """
        seen: set[str] = set()
        stamp = f"{self.name} {options.stamp}".encode()
        try:
            for row in self.rows(path, options):
                yield self._judge(row, options, known, stamp, seen)
        except OSError as error:
            raise BadFeed(f"{path} cannot be read: {error.strerror or error}.") from error

    def _judge(
        self, row: Row, options: ReadOptions, known: Known, stamp: bytes, seen: set[str]
    ) -> Reading:
        if row.problem:
            return Rejection(row.number, row.problem, raw(row), broken=True, cut=row.cut)
        digest = digest_of(row, stamp)
        offer_id = known(digest)
        result: Reading
        if offer_id is not None:
            result = Unchanged(row.number, offer_id, row.page)
        else:
            result = self._understood(row, options)
        if isinstance(result, Record):
            offer_id = result.offer.offer_id
            changing = "sale_dates" in result.offer.attributes
            result = replace(result, page=row.page, digest="" if changing else digest)
        if isinstance(result, Rejection):
            return replace(result, raw=raw(row))
        if offer_id is not None:
            if offer_id in seen:
                return Rejection(row.number, f"the id {offer_id!r} came before", raw(row))
            seen.add(offer_id)
        return result

    def _understood(self, row: Row, options: ReadOptions) -> Record | Beside | Rejection:
        """As `understand`; a fault of ours costs the row that brings it out, not the feed."""
        try:
            return self.understand(row, options)
        except Exception as error:
            log.debug("row %d as %s", row.number, self.name, exc_info=True)
            why = f"this program fails on it ({type(error).__name__}: {error!s:.200})"
            return Rejection(row.number, why)

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        """Column (or key, or tag) → our field, "attribute", or "" for what is not used."""
        return {}

    def count(self, path: Path) -> int | None:
        """About how many rows there are, for a progress bar; None when that is not cheap."""
        return None


def digest_of(row: Row, stamp: bytes) -> str:
    """Hash of what a row says and how it is read."""
    text = json.dumps(row.content, default=str)
    return blake2b(text.encode(), key=blake2b(stamp).digest(), digest_size=16).hexdigest()


def raw(row: Row) -> str:
    """A row as it stands, for people, bounded in length."""
    return json.dumps(row.content, ensure_ascii=False, default=str)[:RAW_LENGTH]

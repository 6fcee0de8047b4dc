"""Synchronising one source: add and update what changed, retire what is gone, never on a guess.

Nothing is retired unless every feed of the source was read to its end and most of the source is
still there; whatever stops a sync half-way leaves the earlier offers on sale.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from retrieval.branches.branch import Branch, Stocked
from retrieval.catalogue import Catalogue
from retrieval.catalogue.sources import Sighting
from retrieval.errors import BadFeed
from retrieval.fetching import Fetcher
from retrieval.findings import FeedReport, findings, remember_reading
from retrieval.floods import mark_floods
from retrieval.offers import Question, Review
from retrieval.pictures import PictureStore, still_good
from retrieval.progress import Progress
from retrieval.sources import FeedFormat, Heard, ReadOptions, Record, Rejection, Unchanged
from retrieval.sources.base import AtOne, Reading
from retrieval.sources.describing import Column, columns_of, decimal_of, sampled
from retrieval.sources.locations import Feed

BATCH = 512  # rows a transaction: a kill loses at most these
NOTED = 10_000  # unchanged rows a transaction: waiting for the disk is what they cost
MOST = 0.5  # of a source may vanish from one sync to the next without being asked about

NOTICES = {
    "cut_off": "The file ends within its last row, it was cut off; nothing was retired.",
    "unseen": "{n:,} of {earlier:,} pictures in reviews could not be had; the reviews are in.",
    "damaged": "{n:,} offers are kept that stand in damaged rows; see the quarantine.",
    "shrunk": (
        "{n:,} of {earlier:,} offers are no longer listed; that is more than half, so nothing was "
        "retired; allow it if it is right."
    ),
}


@dataclass(frozen=True)
class Notice:
    """What was not done, and why: a sentence of `NOTICES`."""

    kind: str
    n: int = 0  # offers (or pictures) that it is about
    earlier: int = 0  # that there were before, or are in all

    def __str__(self) -> str:
        return NOTICES[self.kind].format(n=self.n, earlier=self.earlier)


@dataclass
class SyncSummary:
    """What a sync did. `rejected` rows are not in; `warnings` rows are, without a picture."""

    source: str
    format: str = ""
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    held_back: int = 0  # offers that are gone from the feed, kept because they are most of it
    reviews: int = 0
    questions: int = 0
    branches: int = 0
    stocked: int = 0  # what branches state to have of an offer
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[Rejection] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)  # what is odd about the feed as a whole
    columns: list[Column] = field(default_factory=list)  # how they were read
    problem: str = ""  # why the source could not be read, if it could not
    seconds: float = 0.0

    def as_dict(self) -> dict:
        """For `--json`."""

        def listed(problems: Sequence[Rejection]) -> list[dict]:
            return [{"row": one.row, "reason": one.reason} for one in problems]

        return {
            **self.counts(),
            "rejected": listed(self.rejected),
            "warnings": listed(self.warnings),
            "notices": list(map(str, self.notices)),
            "findings": self.findings,
            "columns": [vars(one) for one in self.columns],
            "problem": self.problem,
        }

    def counts(self) -> dict:
        """The figures alone."""
        names = (
            "source format rows added changed unchanged retired held_back reviews questions"
            " branches stocked"
        )
        return {
            **{name: getattr(self, name) for name in names.split()},
            "rejected": len(self.rejected),
            "warnings": len(self.warnings),
            "seconds": round(self.seconds, 3),
        }


class SourceSync:
    """One sync of one source. The caller holds the writer's place."""

    def __init__(
        self,
        catalogue: Catalogue,
        source: str,
        *,
        options: ReadOptions,
        allow_shrink: bool,
        fetcher: Fetcher,
        progress: Progress,
    ) -> None:
        self.catalogue = catalogue
        self.source = source
        self.options = options
        self.allow_shrink = allow_shrink
        self.fetcher = fetcher
        self.progress = progress
        self.summary = SyncSummary(source)
        self.seen: set[str] = set()  # offers that were found
        self.report = FeedReport()
        self.again: list[tuple[str, str, int]] = []  # unchanged offers, to be noted as seen
        self.reviewed = False  # whether the feed at hand has stated reviews before
        self.asked = False  # or questions
        self.branched = False  # whether any feed has stated what a branch has
        pictures = catalogue.sources.pictures(source)
        catalogue.pictures.adopt(pictures.values())
        damaged = catalogue.pictures.damaged(pictures.values())
        spoilt = {offer_id for offer_id, image in pictures.items() if image in damaged}
        self.known = {
            one.digest: one
            for one in catalogue.sources.sightings(source)
            if one.digest and one.offer_id not in spoilt
        }

    def run(self, feeds: Sequence[tuple[Feed, FeedFormat]]) -> SyncSummary:
        """Read all feeds of the source. Raises `BadFeed` when one cannot be read to its end."""
        started = time.monotonic()
        self.summary.format = ", ".join(dict.fromkeys(one.name for _, one in feeds))
        places = [feed.location for feed, _ in feeds]
        beside = self._is_beside(feeds)
        if beside:
            self.catalogue.sources.begin_beside(self.source, places)
        else:
            self.catalogue.sources.begin(self.source, self.summary.format, ", ".join(places))
        whole = True
        with PictureStore(self.catalogue, self.fetcher) as pictures:
            for feed, feed_format in sorted(feeds, key=lambda one: not one[1].lists_offers):
                whole &= self._read(feed, feed_format, pictures)
        self._check_usable(places)
        if not whole:
            self.summary.notices.append(Notice("cut_off"))
        elif not beside:
            self._retire()
        if self.summary.reviews:
            mark_floods(self.catalogue, self.source)
        self.summary.warnings += self.report.unreachable()
        self.summary.findings += self.report.notes()
        self.summary.findings += findings(self.catalogue, self.source)
        remember_reading(self.catalogue, self.source, self.summary.columns, self.summary.findings)
        self.summary.seconds = time.monotonic() - started
        if whole and not beside:
            self.catalogue.sources.complete(self.source, self.summary.counts())
        return self.summary

    def _is_beside(self, feeds: Sequence[tuple[Feed, FeedFormat]]) -> bool:
        """Whether these feeds, such as reviews alone, say nothing of which offers a shop has."""
        listed = any(one.lists_offers for _, one in feeds)
        return not listed and self.catalogue.sources.has_offers(self.source)

    def _read(self, feed: Feed, feed_format: FeedFormat, pictures: PictureStore) -> bool:
        """Take in one feed; returns whether its end was seen."""
        total = feed_format.count(feed.path) if feed.path.is_file() else None
        options = replace(self.options, base=self.options.base or feed.url)
        sample = sampled(feed.path, feed_format, options)
        columns = columns_of(sample, feed_format, options)
        known = {one.column for one in self.summary.columns}
        self.summary.columns += [one for one in columns if one.column not in known]
        options = replace(options, decimal=decimal_of(sample, columns))
        readings = feed_format.read(feed.path, options, self._unchanged)
        if not feed_format.lists_offers:
            self._take_beside(feed, feed_format, readings, columns, options, pictures)
            return True
        self.reviewed = self.catalogue.reviews.any(feed.location)
        self.asked = self.catalogue.questions.any(feed.location)
        self.branched = self.catalogue.branches.any()
        last: Reading | None = None
        while batch := list(itertools.islice(readings, BATCH)):
            self._take(feed, batch, pictures)
            last = batch[-1]
            self.progress(f"Reading {feed.location}", self.summary.rows, total)
        self._note_again()
        return not (isinstance(last, Rejection) and last.cut)

    def _unchanged(self, digest: str) -> str | None:
        """The offer of a row that says what it said, when its picture is what it was too."""
        known = self.known.get(digest)
        if known and still_good(known.picture, known.picture_stamp):
            return known.offer_id
        return None

    def _take(self, feed: Feed, batch: Sequence[Reading], pictures: PictureStore) -> None:
        self.summary.rows += len(batch)
        same = [row for row in batch if isinstance(row, Unchanged)]
        rejected = [row for row in batch if isinstance(row, Rejection)]
        records = []
        for record in (row for row in batch if isinstance(row, Record)):
            if record.offer.offer_id in self.seen:  # in an earlier feed of this source
                why = f"the id {record.offer.offer_id!r} came before"
                rejected.append(Rejection(record.row, why))
            else:
                records.append(record)
        rejected += self._save(feed, records, pictures)
        self._quarantine(feed, rejected)
        self.seen.update(row.offer_id for row in same)
        self.again += [(row.offer_id, _place(feed, row.page), row.row) for row in same]
        if len(self.again) >= NOTED:
            self._note_again()
        self.summary.unchanged += len(same)

    def _note_again(self) -> None:
        self.catalogue.sources.see_again(self.source, self.again)
        self.again = []

    def _save(
        self, feed: Feed, records: Sequence[Record], pictures: PictureStore
    ) -> list[Rejection]:
        """Save offers, their pictures and reviews; returns those that are nothing without one."""
        rejected, offers, seen, kept = [], [], [], []
        stored = pictures.take(feed, [record.pictures for record in records])
        for record, picture in zip(records, stored, strict=True):
            problem = Rejection(record.row, picture.problem)
            if picture.problem and not record.offer.title:
                rejected.append(problem)
                continue
            if picture.unreachable:
                self.report.not_reached(picture.unreachable, problem)
            elif picture.problem:
                self.summary.warnings.append(problem)
            self.report.note(record)
            offer_id = record.offer.offer_id
            offers.append(replace(record.offer, image=picture.image))
            place = _place(feed, record.page)
            origin = picture.origin, picture.stamp
            seen.append(Sighting(offer_id, place, record.row, record.digest, *origin))
            kept.append(record)
        added, changed = self.catalogue.save_offers(offers, seen)
        self.summary.added += added
        self.summary.changed += changed
        self.summary.unchanged += len(offers) - added - changed
        self.seen.update(one.offer_id for one in offers)
        keys = [(one.source, one.offer_id) for one in offers]
        self._save_heard(feed, kept, keys, pictures)
        self._save_branches(feed, kept, keys)
        return rejected

    def _save_heard(
        self,
        feed: Feed,
        records: Sequence[Record],
        offers: Sequence[tuple[str, str]],
        pictures: PictureStore,
    ) -> None:
        """Save what is said of offers in their own feed."""
        reviews = [review for record in records for review in record.reviews]
        shown = self._shown(feed, reviews, pictures)
        reviews = [replace(one, pictures=_had(one, shown)) for one in reviews]
        questions = [question for record in records for question in record.questions]
        if reviews or self.reviewed:  # the last one of an offer may be gone
            self.summary.reviews += self.catalogue.reviews.replace(feed.location, reviews, offers)
        if questions or self.asked:
            kept = self.catalogue.questions.replace(feed.location, questions, offers)
            self.summary.questions += kept

    def _shown(
        self, feed: Feed, said: Iterable[Review | Question], pictures: PictureStore
    ) -> dict[str, str]:
        """Place of a picture in a review → its content hash, of those that can be had."""
        places = dict.fromkeys(
            place for one in said if isinstance(one, Review) for place in one.pictures
        )
        stored = pictures.take(feed, [[place] for place in places])
        found = {place: one.image for place, one in zip(places, stored, strict=True)}
        if lost := sum(not image for image in found.values()):
            self.summary.notices.append(Notice("unseen", lost, len(found)))
        return found

    def _take_beside(
        self,
        feed: Feed,
        feed_format: FeedFormat,
        readings: Iterator[Reading],
        columns: Sequence[Column],
        options: ReadOptions,
        pictures: PictureStore,
    ) -> None:
        """Replace what a feed says besides offers, all of it or nothing."""
        shown: dict[str, str] = {}
        heard = feed_format.holds == "reviews"
        if heard and (not columns or any(one.taken_for == "picture" for one in columns)):
            again = feed_format.read(feed.path, options)
            said = (one.said for one in again if isinstance(one, Heard))
            shown = self._shown(feed, said, pictures)
        rejected: list[Rejection] = []

        def taken() -> Iterator[Any]:
            for reading in readings:
                self.summary.rows += 1
                if isinstance(reading, Rejection):
                    rejected.append(reading)
                elif not isinstance(reading, Unchanged):
                    yield reading

        if heard:
            self._take_heard(feed, taken(), shown)
        elif feed_format.holds == "branches":
            self.summary.branches += self.catalogue.branches.replace(feed.location, taken())
        else:
            self._take_stock(feed, taken())
        self._quarantine(feed, rejected)

    def _take_heard(self, feed: Feed, heard: Iterator[Heard], shown: Mapping[str, str]) -> None:
        """Replace the reviews of a feed, and what was asked there."""
        asked: list[Question] = []
        places = {self.source: self.catalogue.sources.named(self.source)}

        def reviews() -> Iterator[Review]:
            for reading in heard:
                for one in self._of_all(feed, reading, places):
                    if isinstance(one, Question):
                        asked.append(one)
                    else:
                        yield replace(one, pictures=_had(one, shown))

        self.summary.reviews += self.catalogue.reviews.replace(feed.location, reviews())
        self.summary.questions += self.catalogue.questions.replace(feed.location, asked)

    def _of_all(
        self, feed: Feed, heard: Heard, places: dict[str, dict[str, tuple[str, ...]]]
    ) -> Iterator[Review | Question]:
        """What is said of a thing, for each offer of it; under the name it bears where the shop
        sells nothing of any of its names yet."""
        said = heard.said
        if said.source not in places:
            places[said.source] = self.catalogue.sources.named(said.source)
        known = places[said.source]
        offers = next((known[name] for name in heard.names if name in known), (said.offer_id,))
        shared = "" if len(offers) == 1 else _mark(feed, heard.row)
        yield from (replace(said, offer_id=offer_id, shared=shared) for offer_id in offers)

    def _take_stock(self, feed: Feed, readings: Iterator[Stocked | AtOne]) -> None:
        """Replace what a feed says of the stock of branches, and those that it describes."""
        described: dict[tuple[str, str], Branch] = {}

        def stock() -> Iterator[Stocked]:
            for one in readings:
                if isinstance(one, tuple):
                    described[one[0].source, one[0].code] = one[0]
                    one = one[1]
                yield one

        branches = self.catalogue.branches
        self.summary.stocked += branches.replace_stock(feed.location, stock())
        self.summary.branches += branches.replace(feed.location, described.values())

    def _save_branches(
        self, feed: Feed, records: Sequence[Record], keys: Sequence[tuple[str, str]]
    ) -> None:
        """Keep the branches that rows of offers name; those of rows that did not change stay."""
        found = [one for record in records for one in record.branches]
        if not found and not self.branched:
            return
        branches = self.catalogue.branches
        branches.add(feed.location, [place for place, _ in found])
        self.summary.branches += len({(one.source, one.code) for one, _ in found})
        stock = [stocked for _, stocked in found]
        self.summary.stocked += branches.replace_stock(feed.location, stock, keys)

    def _quarantine(self, feed: Feed, rejected: Sequence[Rejection]) -> None:
        rows = [(one.row, one.reason, one.raw) for one in rejected]
        self.report.damaged += [one.raw for one in rejected if one.broken]
        self.catalogue.sources.quarantine(self.source, feed.location, rows)
        self.summary.rejected += [replace(one, raw="") for one in rejected]  # raw is on disk now

    def _check_usable(self, places: Sequence[str]) -> None:
        done = self.summary
        taken = self.seen or done.reviews or done.questions or done.branches or done.stocked
        if self.summary.rows and not taken:
            first = self.summary.rejected[0]
            raise BadFeed(
                f"No row of {', '.join(places)} could be used; "
                f"the first one, row {first.row}: {first.reason}."
            )

    def _retire(self) -> None:
        """Take off sale what no feed lists any more, unless that is suspiciously much."""
        before = self.catalogue.sources.on_sale(self.source)
        gone = before - self.seen
        held = self.report.in_damaged_rows(gone)
        if held:
            gone -= held
            self.summary.notices.append(Notice("damaged", len(held)))
        earlier = len(before) - self.summary.added
        if not gone:
            return
        if len(gone) > MOST * earlier and not self.allow_shrink:
            self.summary.notices.append(Notice("shrunk", len(gone), earlier))
            self.summary.held_back = len(gone)
            return
        self.catalogue.sources.retire(self.source, sorted(gone))
        self.summary.retired = len(gone)


def _had(review: Review, shown: Mapping[str, str]) -> tuple[str, ...]:
    """The content hashes of those of a review's pictures that can be had."""
    return tuple(dict.fromkeys(image for place in review.pictures if (image := shown.get(place))))


def _mark(feed: Feed, row: int) -> str:
    """What one row of one feed is known by."""
    return blake2b(f"{feed.location}\0{row}".encode(), digest_size=8).hexdigest()


def _place(feed: Feed, page: str) -> str:
    return f"{feed.location}/{page}" if page else feed.location

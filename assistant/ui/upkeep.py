"""Changing the catalogue while it is served: one job after the other, in a thread of its own.

Questions are answered from the live generation meanwhile; the next one after a job is answered
from the generation that the job has built.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from assistant.ui.messages import apology
from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import Key, MatchStore
from retrieval.errors import BadFeed
from retrieval.fetching import Fetcher
from retrieval.ingest import IngestOptions, own_encoder, regroup, sync_all
from retrieval.money import currency_code
from retrieval.scratch import workspace
from retrieval.sources.locations import find_feeds, is_address, received
from retrieval.sources.table import mapping_of
from retrieval.sync import SyncSummary

NAME_LENGTH = 80  # characters of a shop's name


@dataclass(frozen=True)
class FeedRequest:
    """A feed to read: an uploaded file or an address."""

    shop: str
    currency: str = ""  # of prices that name none
    url: str = ""
    file: Path | None = None
    site: str = ""  # address of the shop
    mapping: Mapping[str, str] = field(default_factory=dict)  # our field → a column, as corrected

    @classmethod
    def of(
        cls,
        shop: str,
        currency: str,
        url: str,
        file: Path | None,
        site: str = "",
        corrected: tuple[str, str] = ("", ""),
    ) -> FeedRequest:
        """From what was typed. Raises `BadFeed` with what is missing or odd."""
        shop, url = " ".join(shop.split()), url.strip()
        if not shop or len(shop) > NAME_LENGTH:
            raise BadFeed(f"Give the shop a name of at most {NAME_LENGTH} characters.")
        code = currency_code(currency)
        if currency.strip() and not code:
            raise BadFeed(f"“{currency.strip()}” is no currency; give its code, such as EUR.")
        if bool(url) == bool(file):
            raise BadFeed("Give either the address of the feed or a file.")
        if url and not is_address(url):
            raise BadFeed("The address of a feed begins with http:// or https://.")
        if site.strip() and not is_address(site.strip()):
            raise BadFeed("The address of a shop begins with http:// or https://.")
        column, name = corrected
        if bool(column) != bool(name):
            raise BadFeed("Choose both a column and what it is, or neither.")
        mapping = mapping_of([f"{column}={name}"]) if column else {}
        return cls(shop, code, url, file, site.strip(), mapping)


@dataclass(frozen=True)
class Work:
    """What is being done, or came of it. `problem` and `result` are sentences."""

    stage: str = ""  # "" when idle
    done: int = 0
    total: int | None = None
    result: str = ""
    problem: str = ""

    @property
    def busy(self) -> bool:
        """Whether a job is being done."""
        return bool(self.stage)


class Upkeep:
    """The one writer of a served catalogue. `work` may be read at any time."""

    def __init__(self, folder: Path, fetcher: Callable[[], Fetcher] = Fetcher) -> None:
        self.work = Work()
        self._folder = folder
        self._fetcher = fetcher
        self._jobs: queue.Queue[Callable[[Catalogue], str]] = queue.Queue()
        self._pending: set[tuple[Key, Key]] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def pending(self) -> set[tuple[Key, Key]]:
        """Pairs that were decided and are not kept yet."""
        with self._lock:
            return set(self._pending)

    def add(self, request: FeedRequest) -> None:
        """Read a feed; returns at once. Raises `BadFeed` while something else is being done."""
        with self._lock:
            if self.work.busy:
                raise BadFeed("Something is being read already; try again when it is done.")
            self._begin("Opening the feed", lambda catalogue: self._sync(catalogue, request))

    def decide(self, one: Key, other: Key, same: bool) -> None:
        """Keep what a person said of two offers, and group the offers anew; returns at once."""

        def keep(catalogue: Catalogue) -> str:
            MatchStore(catalogue.engine).decide(one, other, same)
            if self._jobs.empty():  # several clicks in a row are one regrouping
                self._regroup(catalogue)
            return "The decision is kept."

        with self._lock:
            self._pending.add((one, other))
            self._begin("Keeping it", keep)

    def _begin(self, stage: str, job: Callable[[Catalogue], str]) -> None:
        """Do a job after those there are. The caller holds the lock."""
        self._jobs.put(job)
        if not self.work.busy:
            self.work = Work(stage)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        """Do the jobs that there are, then end."""
        while True:
            work = self._attempt(self._jobs.get())
            with self._lock:
                if self._jobs.empty():
                    self._pending.clear()
                    self.work, self._thread = work, None
                    return

    def _attempt(self, job: Callable[[Catalogue], str]) -> Work:
        try:
            with closing(Catalogue.open(self._folder)) as catalogue, catalogue.writing():
                return Work(result=job(catalogue))
        except BaseException as error:  # a panic of polars is no Exception, and nobody else's
            return Work(problem=apology(error))

    def _sync(self, catalogue: Catalogue, request: FeedRequest) -> str:
        options = IngestOptions(
            source=request.shop,
            currency=request.currency,
            mapping=request.mapping,
            site=request.site,
        )
        with (
            closing(self._fetcher()) as fetcher,
            workspace("feeds") as folder,
        ):
            if request.file:
                feeds = received(request.file, folder, fetcher)
            else:
                feeds = find_feeds(request.url, folder, fetcher)
            summaries = sync_all(catalogue, feeds, options, fetcher, self._report)
        self._regroup(catalogue)
        return " ".join(map(describe, summaries))

    def _regroup(self, catalogue: Catalogue) -> None:
        regroup(catalogue, own_encoder(catalogue), self._report)

    def _report(self, stage: str, done: int, total: int | None) -> None:
        self.work = Work(stage, done, total)


def describe(summary: SyncSummary) -> str:
    """What a sync did, in a line."""
    if summary.problem:
        return f"{summary.source}: {summary.problem}"
    counts = {
        "added": summary.added,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "no longer sold": summary.retired,
        "rejected": len(summary.rejected),
        "with a warning": len(summary.warnings),
    }
    said = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    line = f"{summary.source}: {summary.rows:,} rows read; {said or 'nothing new'}."
    return " ".join([line, *summary.notices, *summary.findings])

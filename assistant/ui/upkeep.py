"""Changing the catalogue while it is served: one job after the other, in a thread of its own.

Questions are answered from the live generation meanwhile; the next one after a job is answered
from the generation that the job has built.
"""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.languages.pack import DEFAULT
from assistant.startup import Opening
from assistant.ui.messages import apology
from assistant.ui.texts import Texts, texts
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.catalogue.matching import Key, MatchStore
from retrieval.catalogue.renaming import rename_source
from retrieval.errors import BadFeed, BadQuery
from retrieval.fetching import Fetcher
from retrieval.ingest import IngestOptions, own_encoder, regroup, sync_all
from retrieval.money import currency_code
from retrieval.previewing import Preview, preview
from retrieval.schedules import OFF, keep, plan, read_every, schedule_of
from retrieval.scratch import workspace
from retrieval.sources.locations import Feed, find_feeds, is_address, received
from retrieval.sources.table import mapping_of
from retrieval.sync import SyncSummary

NAME_LENGTH = 80  # characters of a shop's name


READS_ONLY = "This server only reads the catalogue; its keeper's worker reads feeds into it."

Telling = Callable[[Texts], str]
"""What came of something, in the language of whoever reads it."""
Job = Callable[[Catalogue], Telling]
"""Does something, and says what came of it."""
Finding = Callable[[Path, Fetcher], list[Feed]]
"""Finds feeds; what is fetched goes into the folder."""


@dataclass(frozen=True)
class FeedRequest:
    """A feed to read: an uploaded file or an address."""

    shop: str
    currency: str = ""  # of prices that name none
    url: str = ""
    file: Path | None = None
    site: str = ""  # address of the shop
    mapping: Mapping[str, str] = field(default_factory=dict)  # our field → a column, as corrected
    shrink: bool = False  # whether most of a shop may go off sale

    @classmethod
    def of(
        cls,
        shop: str,
        currency: str,
        url: str,
        file: Path | None,
        site: str = "",
        mapping: Mapping[str, str] | None = None,
        shrink: bool = False,
    ) -> FeedRequest:
        """From what was typed; `mapping` is column → our field. Raises `BadFeed` with what is
        missing or odd."""
        shop, url = shop_name(shop), url.strip()
        code = currency_code(currency)
        if currency.strip() and not code:
            raise BadFeed(f"“{currency.strip()}” is no currency; give its code, such as EUR.")
        if bool(url) == bool(file):
            raise BadFeed("Give either the address of the feed or a file.")
        if url and not is_address(url):
            raise BadFeed("The address of a feed begins with http:// or https://.")
        if site.strip() and not is_address(site.strip()):
            raise BadFeed("The address of a shop begins with http:// or https://.")
        fields = mapping_of([f"{column}={name}" for column, name in (mapping or {}).items()])
        return cls(shop, code, url, file, site.strip(), fields, shrink)

    @property
    def options(self) -> IngestOptions:
        """How it is read."""
        return IngestOptions(
            source=self.shop,
            currency=self.currency,
            mapping=self.mapping,
            site=self.site,
            allow_shrink=self.shrink,
        )


@dataclass(frozen=True)
class Work:
    """What is being done, or came of it. `problem` is a sentence."""

    stage: str = ""  # "" when idle
    done: int = 0
    total: int | None = None
    result: Telling | None = None
    problem: str = ""

    @property
    def busy(self) -> bool:
        """Whether a job is being done."""
        return bool(self.stage)


class Upkeep:
    """The one writer of a served catalogue. `work` may be read at any time."""

    def __init__(
        self,
        place: Address | Path,
        fetcher: Callable[[], Fetcher] = Fetcher,
        read_only: bool = False,
    ) -> None:
        self._read_only = read_only
        self.work = Work()
        self._place = place
        self._fetcher = fetcher
        self._jobs: queue.Queue[Job] = queue.Queue()
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
        self._alone("Opening the feed", lambda catalogue: self._sync(catalogue, request))

    def look(self, request: FeedRequest) -> Preview:
        """What a feed would be read as; nothing is stored, and an uploaded file stays where it is.

        Raises `BadFeed`, `NotFetched`.
        """
        with closing(self._fetcher()) as fetcher, workspace("looking") as folder:
            if request.file:
                copied = folder / "sent" / request.file.name
                copied.parent.mkdir()
                shutil.copy(request.file, copied)
                request = replace(request, file=copied)
            feeds = found(request, folder, fetcher)
            with closing(Catalogue.open(self._place)) as catalogue:
                options = request.options.foreseen(catalogue, request.shop)
            return preview(feeds, options)

    def refresh(self, name: str, shrink: bool = False) -> None:
        """Read a source again; returns at once. Raises `BadFeed` while something is being done."""
        self._alone("Opening the feed", lambda catalogue: self._refresh(catalogue, name, shrink))

    def remove(self, name: str) -> None:
        """Forget a source and all it brought; returns at once. Raises `BadFeed` as `refresh`."""

        def forget(catalogue: Catalogue) -> Telling:
            catalogue.sources.remove(name)
            self._regroup(catalogue)
            return lambda t: t("source_forgotten", shop=name)

        self._alone("Forgetting it", forget)

    def rename(self, old: str, new: str) -> None:
        """Give a source another name; returns at once. Raises `BadFeed` for an odd name, and as
        `refresh`."""
        name = shop_name(new)

        def call(catalogue: Catalogue) -> Telling:
            rename_source(catalogue.engine, old, name)
            self._regroup(catalogue)
            return lambda t: t("source_renamed", old=old, shop=name)

        self._alone("Keeping it", call)

    def plan(self, name: str, every: str) -> None:
        """Read a source by itself from now on; returns at once. Raises `BadFeed` for an odd pace,
        and as `refresh`."""
        seconds = read_every(every)

        def keep_it(catalogue: Catalogue) -> Telling:
            places = places_of(catalogue, name)
            if seconds and not places:
                raise BadFeed(f"{name} came as a file; name its address to have it read by itself.")
            plan(catalogue, name, seconds, places)
            return lambda t: _pace_told(name, every if seconds else OFF, t)

        self._alone("Keeping it", keep_it)

    def decide(self, one: Key, other: Key, same: bool) -> None:
        """Keep what a person said of two offers, and group the offers anew; returns at once."""

        def keep(catalogue: Catalogue) -> Telling:
            MatchStore(catalogue.engine).decide(one, other, same)
            if self._jobs.empty():  # several clicks in a row are one regrouping
                self._regroup(catalogue)
            return lambda t: t("decision_kept")

        with self._lock:
            self._begin("Keeping it", keep)
            self._pending.add((one, other))

    def _alone(self, stage: str, job: Job) -> None:
        with self._lock:
            if self.work.busy:
                raise BadFeed("Something is being read already; try again when it is done.")
            self._begin(stage, job)

    def _begin(self, stage: str, job: Job) -> None:
        """Do a job after those there are. The caller holds the lock. Raises `BadFeed` where this
        server is not to write."""
        if self._read_only:
            raise BadFeed(READS_ONLY)
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

    def _attempt(self, job: Job) -> Work:
        try:
            with closing(Catalogue.open(self._place)) as catalogue, catalogue.writing():
                return Work(result=job(catalogue))
        except BaseException as error:  # a panic of polars is no Exception, and nobody else's
            return Work(problem=apology(error))

    def _sync(self, catalogue: Catalogue, request: FeedRequest) -> Telling:
        return self._read(catalogue, request.options, lambda *where: found(request, *where))

    def _refresh(self, catalogue: Catalogue, name: str, shrink: bool) -> Telling:
        """Read a source again from where it was read, and note when it is read next."""
        places = places_of(catalogue, name)
        if not places:
            raise BadFeed(f"{name} came as a file; send the new one.")
        options = IngestOptions(source=name, allow_shrink=shrink)
        planned, now = schedule_of(catalogue, name), datetime.now(UTC)
        try:
            said = self._read(
                catalogue,
                options,
                lambda folder, fetcher: [
                    feed for place in places for feed in find_feeds(place, folder, fetcher)
                ],
            )
        except Exception as error:
            if planned:
                keep(catalogue, name, planned.failed(now, apology(error)))
            raise
        if planned:
            keep(catalogue, name, planned.done(now))
        return said

    def _read(self, catalogue: Catalogue, options: IngestOptions, find: Finding) -> Telling:
        with closing(self._fetcher()) as fetcher, workspace("feeds") as folder:
            feeds = find(folder, fetcher)
            summaries = sync_all(catalogue, feeds, options, fetcher, self._report)
        self._regroup(catalogue)
        return lambda t: " ".join(describe(one, t) for one in summaries)

    def _regroup(self, catalogue: Catalogue) -> None:
        regroup(catalogue, own_encoder(catalogue), self._report)

    def _report(self, stage: str, done: int, total: int | None) -> None:
        self.work = Work(stage, done, total)


def upkeep_of(opening: Opening, read_only: bool = False) -> Callable[[], Upkeep]:
    """The one writer of a server's catalogue, once that is open; `read_only`, one that refuses to
    write. Raises `BadQuery` until it is open."""
    lock, found = threading.Lock(), list[Upkeep]()

    def shared() -> Upkeep:
        if opening.assistant is None:
            raise BadQuery(texts(DEFAULT)("not_ready"))
        with lock:
            if not found:
                found.append(Upkeep(opening.assistant.catalogue.address, read_only=read_only))
            return found[0]

    return shared


def shop_name(said: str) -> str:
    """The name of a shop. Raises `BadFeed` for none, and one that is too long."""
    name = " ".join(said.split())
    if not name or len(name) > NAME_LENGTH:
        raise BadFeed(f"Give the shop a name of at most {NAME_LENGTH} characters.")
    return name


def found(request: FeedRequest, folder: Path, fetcher: Fetcher) -> list[Feed]:
    """The feeds that a request names. An uploaded file is moved. Raises `BadFeed`, `NotFetched`."""
    if request.file:
        return received(request.file, folder, fetcher)
    return find_feeds(request.url, folder, fetcher)


def places_of(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    """Where a source can be read again; () where it came as a file. Raises `BadCatalogue` where
    there is no such source."""
    info = catalogue.sources.info(name)
    if planned := schedule_of(catalogue, name):
        return planned.places
    places = tuple(filter(None, info.location.split(", ")))
    return places if all(map(is_address, places)) else ()


def describe(summary: SyncSummary, t: Texts) -> str:
    """What a sync did, in a line. What is odd about a feed, and why one could not be read, is said
    as it was found."""
    if summary.problem:
        return t("sync_failed", shop=summary.source, problem=summary.problem)
    counts = {
        "added": summary.added,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "retired": summary.retired,
        "rejected": len(summary.rejected),
        "warned": len(summary.warnings),
    }
    said = t("comma").join(t(f"sync_{name}", n=count) for name, count in counts.items() if count)
    line = t("sync_done", shop=summary.source, n=summary.rows, said=said or t("sync_nothing"))
    notices = [t(f"notice_{one.kind}", n=one.n, earlier=one.earlier) for one in summary.notices]
    return " ".join([line, *notices, *summary.findings])


def _pace_told(name: str, every: str, t: Texts) -> str:
    if every == OFF:
        return t("source_unplanned", shop=name)
    return t("source_planned", shop=name, pace=t.known(f"pace_{every}", every))

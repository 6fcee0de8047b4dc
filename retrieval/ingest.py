"""Ingest: feeds into the catalogue, new content through the encoder, a new generation on top.

Every step commits, and every step skips what is there already: an ingest that was killed is
finished by running it again, or by `ensure_current` for the rows that are in.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from threading import Thread

from retrieval import indexing
from retrieval.adapters import check_adapter, use_adapter
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.catalogue.checksums import ANSWERING
from retrieval.catalogue.repair import mend, mendable
from retrieval.encoders import Encoder, load_encoder
from retrieval.errors import AssistantError, BadCatalogue, BadFeed, StoreDown
from retrieval.fetching import Fetcher
from retrieval.inferring import infer
from retrieval.litter import sweep
from retrieval.matching.resolution import ResolutionSummary, resolve
from retrieval.progress import Logged, Progress, silent
from retrieval.reading import PATIENT, Reader
from retrieval.reading.pictures import read_pictures
from retrieval.scratch import workspace
from retrieval.source_options import SourceOptions, joined, options_of, remembered
from retrieval.sources import ReadOptions, find_format
from retrieval.sources.locations import Feed, find_feeds
from retrieval.stores import check_store, choose_store, chosen_store
from retrieval.sync import SourceSync, SyncSummary

log = logging.getLogger(__name__)

SMALL = 5000
"""Products up to which every ingest compares all rows: a fraction of a second."""
_LOOKED = "looked for damage"


@dataclass(frozen=True)
class IngestOptions:
    """What feeds do not say of themselves."""

    format_name: str | None = None  # None: by content
    source: str | None = None  # name of the shop; None: by the name of each feed
    currency: str = ""  # ISO code of prices that name none
    mapping: Mapping[str, str] = field(default_factory=dict)  # our field → a table's column
    allow_shrink: bool = False  # retire offers even when most of a source is gone
    reading: float = 0.0  # seconds spent on reading what is printed on the pictures
    site: str = ""  # address of the shop, for offers whose feed states no link
    zone: str = ""  # IANA name of the shop's time zone, in which its sales end

    def of(self, catalogue: Catalogue, name: str) -> ReadOptions:
        """How to read one source: as said here, else as it was said before."""
        return _reading(name, remembered(catalogue, name, self._said))

    def foreseen(self, catalogue: Catalogue, name: str) -> ReadOptions:
        """The same, and nothing of it is kept."""
        return _reading(name, joined(options_of(catalogue, name), self._said))

    @property
    def _said(self) -> SourceOptions:
        return SourceOptions(self.mapping, self.site, self.zone, self.currency)


def _reading(name: str, kept: SourceOptions) -> ReadOptions:
    return ReadOptions(name, kept.currency, kept.mapping, kept.site, kept.zone)


def ingest(
    catalogue: Catalogue,
    encoder: Encoder,
    locations: str | Sequence[str],
    options: IngestOptions = IngestOptions(),
    *,
    adapter: str = "",
    store: str = "",
    progress: Progress = silent,
    fetcher: Fetcher | None = None,
) -> list[SyncSummary]:
    """Read every feed that `locations` name and bring the index up to date; a summary a source.

    Feeds of one shop are one source: what none of them lists any more is retired. From now on the
    catalogue is encoded by `encoder` and `adapter` (as `use_adapter` takes it, "" for the one it
    has), and its vectors are in `store` (a name in `retrieval/stores`); on failure these stay as
    they were. Raises `BadFeed` when nothing can be read,
    `BadCatalogue` when another process is writing, `ModelUnavailable`.
    """
    if adapter:
        check_adapter(catalogue, adapter)
    if store:
        check_store(store)
    fetcher = fetcher or Fetcher()
    places = [locations] if isinstance(locations, str) else locations
    try:
        with workspace("feeds") as folder, catalogue.writing():
            _tidy(catalogue)
            _look_for_damage(catalogue)
            feeds = []
            for place in places:
                progress(f"Opening {place}", 0, None)
                feeds += find_feeds(place, folder, fetcher)
            summaries = sync_all(catalogue, feeds, options, fetcher, progress)
            if adapter:
                use_adapter(catalogue, adapter)
            if options.reading:
                _read_pictures(catalogue, options.reading, progress)
            with _chosen(catalogue, store):
                regroup(catalogue, encoder, progress)
    finally:
        fetcher.close()
    return summaries


@contextmanager
def _chosen(catalogue: Catalogue, store: str) -> Iterator[None]:
    """Within, a store is the catalogue's own, and after it unless this fails."""
    before = chosen_store(catalogue)
    if store:
        choose_store(catalogue, store)
    try:
        yield
    except Exception:
        if store:
            choose_store(catalogue, before)
        raise


def _look_for_damage(catalogue: Catalogue) -> None:
    """Compare all rows with their checksums, and mend. A large catalogue once a day: what is shown
    is compared whenever it is read."""
    today = datetime.now(UTC).date().isoformat()
    if len(catalogue) > SMALL and catalogue.get(_LOOKED) == today:
        return
    mend(catalogue, deep=True)
    if len(catalogue) > SMALL:
        catalogue.set(_LOOKED, today)


def _read_pictures(catalogue: Catalogue, seconds: float, progress: Progress) -> None:
    """Read what is printed on pictures that are new; more is left to the next ingest."""
    with closing(Reader(PATIENT)) as reader:
        read_pictures(catalogue, reader, catalogue.all_products(), seconds, progress)


def ingest_shops(
    catalogue: Catalogue, encoder: Encoder, listed: Path, progress: Progress = silent
) -> list[SyncSummary]:
    """Read the feeds that a JSON file lists, as `ingest` would one shop after the other.

    The file holds `[{"shop": name, "currency": ISO code, "feeds": [path, …]}, …]`, paths relative
    to it. Raises `BadFeed` for any other content.
    """
    try:
        shops = [
            (IngestOptions(source=one["shop"], currency=one["currency"]), one["feeds"])
            for one in json.loads(listed.read_text(encoding="utf-8"))
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFeed(f"{listed} is no list of shops and their feeds ({error!r}).") from error
    summaries = []
    with (
        closing(Fetcher()) as fetcher,
        workspace("feeds") as folder,
        catalogue.writing(),
    ):
        for options, names in shops:
            places = [str(listed.parent / name) for name in names]
            feeds = [f for p in places for f in find_feeds(p, folder, fetcher)]
            summaries += sync_all(catalogue, feeds, options, fetcher, progress)
        regroup(catalogue, encoder, progress)
    return summaries


def regroup(
    catalogue: Catalogue, encoder: Encoder, progress: Progress = silent
) -> ResolutionSummary:
    """Group the offers that are in into products, and index these. Idempotent.

    The encoder becomes the catalogue's own: should this be killed, it is finished with that. The
    caller holds the writer's place.
    """
    if encoder.spec:
        catalogue.set("encoder", encoder.spec)
    infer(catalogue)
    summary = resolve(catalogue, encoder, progress=progress)
    indexing.update(catalogue, encoder, progress)
    return summary


def ensure_current(catalogue: Catalogue, progress: Progress = silent) -> None:
    """Finish what a killed ingest began; mend rows that are damaged; rebuild a generation that is
    damaged, or was made by other weights than the catalogue's encoder has now.

    Needs no feed: offers, pictures and blocks are in the catalogue. Raises `BadCatalogue` when it
    is needed while another process is writing.
    """
    with suppress(BadCatalogue, OSError), catalogue.writing():  # not while another one writes
        _tidy(catalogue)
    found = catalogue.damaged_rows(tables=ANSWERING)
    if not mendable(found) and indexing.is_current(catalogue, own_encoder(catalogue)):
        indexing.publish_live(catalogue)
        return
    with catalogue.writing():
        mend(catalogue)
        try:
            regroup(catalogue, own_encoder(catalogue), progress)  # another may have changed it
        except StoreDown as error:
            if catalogue.generations.live is None:
                raise
            log.warning("The index stays as it was: %s", error)


def _tidy(catalogue: Catalogue) -> None:
    """Delete what a program that was killed left: what it had begun, and what it was to delete."""
    sweep(catalogue.folder)
    indexing.forget_unused(catalogue)


def ensure_current_behind(catalogue: Catalogue, progress: Progress = silent) -> None:
    """As `ensure_current`; but where only the encoder's weights have changed, the old generation
    serves words at once, and a thread of its own encodes the catalogue anew. Its progress and what
    goes wrong are logged; the next start tries again."""
    if not indexing.is_outdated(catalogue, own_encoder(catalogue)):
        ensure_current(catalogue, progress)
        return
    log.info("The catalogue was encoded with other weights; it is encoded anew meanwhile.")
    Thread(target=_encode_anew, args=(catalogue.address,), name="encoding", daemon=True).start()


def _encode_anew(address: Address) -> None:
    try:
        with closing(Catalogue.open(address)) as catalogue:
            ensure_current(catalogue, Logged(log))
        log.info("The catalogue is encoded anew.")
    except AssistantError as error:
        log.error("The catalogue could not be encoded anew: %s", error)
    except Exception:
        log.exception("the catalogue could not be encoded anew")


def own_encoder(catalogue: Catalogue) -> Encoder:
    """The encoder that the catalogue was built with last. Raises `ModelUnavailable`."""
    return load_encoder(catalogue.get("encoder", "compact"))


def sync_all(
    catalogue: Catalogue,
    feeds: Sequence[Feed],
    options: IngestOptions,
    fetcher: Fetcher,
    progress: Progress = silent,
) -> list[SyncSummary]:
    """Bring the rows and pictures of feeds into the catalogue (without encoding them).

    A source that cannot be read keeps its earlier offers, its summary says why, and the others go
    on. Raises `BadFeed` when none can be read.
    """

    def shop(feed: Feed) -> str:
        return options.source or feed.name

    summaries: list[SyncSummary] = []
    for name, group in groupby(sorted(feeds, key=shop), key=shop):
        sync = SourceSync(
            catalogue,
            name,
            options=options.of(catalogue, name),
            allow_shrink=options.allow_shrink,
            fetcher=fetcher,
            progress=progress,
        )
        try:
            readable = [(feed, find_format(feed.path, options.format_name)) for feed in group]
            summaries.append(sync.run(readable))
        except BadFeed as error:
            summaries.append(SyncSummary(name, problem=str(error)))
    if summaries and all(one.problem for one in summaries):
        raise BadFeed(summaries[0].problem)
    return summaries

"""Ingest: a feed into the catalogue, new content through the encoder, a new generation on top.

Every step commits, and every step skips what is there already: an ingest that was killed is
finished by running it again, or by `indexing.update` alone once the feed's rows are in.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.encoders import Encoder
from retrieval.errors import BadFeed, BadMedia
from retrieval.images import decode_image, save_clean
from retrieval.matching.resolution import resolve
from retrieval.offers import Offer
from retrieval.progress import Progress, silent
from retrieval.sources import FeedFormat, ReadOptions, Record, Rejection, feeds_in, find_format

BATCH = 256  # rows a transaction: a kill loses at most these


@dataclass
class IngestSummary:
    """What an ingest did. `rejected` rows are not in; `warnings` rows are, without a picture."""

    source: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[Rejection] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict:
        """For `--json`."""
        return {
            "source": self.source,
            "rows": self.rows,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": [{"row": r.row, "reason": r.reason} for r in self.rejected],
            "warnings": [{"row": r.row, "reason": r.reason} for r in self.warnings],
            "seconds": round(self.seconds, 3),
        }


def ingest(
    catalogue: Catalogue,
    encoder: Encoder,
    location: str,
    *,
    format_name: str | None = None,
    source: str | None = None,
    currency: str = "",
    progress: Progress = silent,
) -> list[IngestSummary]:
    """Read every feed that `location` names and bring the index up to date; one summary a feed.

    `source` names the shop (default: the file's name), `currency` the ISO code of prices that
    name none. Raises `BadFeed` when nothing can be read and `BadCatalogue` when another process
    is writing.
    """
    feeds = feeds_in(location)
    if source is not None and len(feeds) > 1:
        raise BadFeed(
            f"{location} holds {len(feeds)} feeds, which cannot all be the shop {source!r}; "
            "ingest them one by one, or leave --source out."
        )
    with catalogue.writing():
        summaries = [
            read_feed(
                catalogue,
                path,
                find_format(path, format_name),
                ReadOptions(source or path.stem, currency),
                progress,
            )
            for path in feeds
        ]
        resolve(catalogue, encoder, progress=progress)
        indexing.update(catalogue, encoder, progress)
    return summaries


def read_feed(
    catalogue: Catalogue,
    path: Path,
    feed_format: FeedFormat,
    options: ReadOptions,
    progress: Progress = silent,
) -> IngestSummary:
    """Bring the rows and pictures of one feed into the catalogue (without encoding them)."""
    started = time.monotonic()
    summary = IngestSummary(options.source)
    total = feed_format.count(path)
    catalogue.save_source(options.source, feed_format.name, str(path))
    rows = feed_format.read(path, options)
    with ThreadPoolExecutor(max_workers=4) as pool:
        for batch in _batches(rows):
            offers = list(_with_pictures(catalogue, pool, path.parent, batch, summary))
            added, changed = catalogue.save_offers(offers)
            summary.added += added
            summary.changed += changed
            summary.unchanged += len(offers) - added - changed
            progress(f"Reading {path.name}", summary.rows, total)
    if summary.rows and not (summary.added or summary.changed or summary.unchanged):
        first = summary.rejected[0]
        raise BadFeed(
            f"No row of {path} could be used; the first one, row {first.row}: {first.reason}."
        )
    summary.seconds = time.monotonic() - started
    return summary


def _batches(rows: Iterator[Record | Rejection]) -> Iterator[list[Record | Rejection]]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch


def _with_pictures(
    catalogue: Catalogue,
    pool: ThreadPoolExecutor,
    folder: Path,
    batch: Sequence[Record | Rejection],
    summary: IngestSummary,
) -> Iterable[Offer]:
    """The offers of a batch, their pictures taken into the store; notes what was wrong."""
    records = [row for row in batch if isinstance(row, Record)]
    summary.rows += len(batch)
    summary.rejected += [row for row in batch if isinstance(row, Rejection)]
    stored = pool.map(lambda record: _store_picture(catalogue, folder, record), records)
    for record, (image, problem) in zip(records, stored, strict=True):
        if problem:
            lost = not record.offer.title
            (summary.rejected if lost else summary.warnings).append(Rejection(record.row, problem))
            if lost:
                continue
        yield replace(record.offer, image=image)


def _store_picture(catalogue: Catalogue, folder: Path, record: Record) -> tuple[str, str]:
    """(content hash, "") of the picture once it is in the store, or ("", what is wrong)."""
    if not record.picture:
        return "", ""
    if "://" in record.picture:
        return "", f"the picture {record.picture} is a web address, which is not fetched"
    try:
        data = (folder / record.picture).read_bytes()
    except (OSError, ValueError):
        return "", f"there is no picture {record.picture}"
    image = hashlib.sha256(data).hexdigest()
    path = catalogue.image_path(image)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            save_clean(decode_image(data), path)
        except BadMedia as error:
            return "", f"the picture {record.picture} cannot be used: {error}"
    return image, ""

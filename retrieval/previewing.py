"""What a feed would be read as, before anything of it is stored."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.errors import BadFeed
from retrieval.offers import Offer
from retrieval.sources import FeedFormat, ReadOptions, Record, Rejection, find_format
from retrieval.sources.describing import SAMPLED, Column, columns_of, decimal_of, sampled
from retrieval.sources.locations import Feed

SHOWN = 5  # offers, and rejected rows


@dataclass(frozen=True)
class Preview:
    """The first rows of a feed as they would be taken in."""

    feed: str  # where it is, as a person would name it
    further: int  # feeds that were named with it
    format: str
    columns: tuple[Column, ...]
    offers: tuple[Offer, ...]  # the first ones, without pictures
    pictures: tuple[str, ...]  # the address or path of the first picture of each, "" for none
    rejected: tuple[Rejection, ...]  # the first ones
    taken: int  # of the rows that were read
    refused: int  # of these as well
    total: int | None  # rows of the feed; None where that is not cheap to know

    @property
    def whole(self) -> bool:
        """Whether all of the feed was read."""
        return self.taken + self.refused < SAMPLED


def preview(feeds: Sequence[Feed], options: ReadOptions) -> Preview:
    """The first rows of the first feed that lists offers. Raises `BadFeed` where there is none."""
    readable = [(feed, find_format(feed.path, None)) for feed in feeds]
    listing = [one for one in readable if one[1].lists_offers] or readable
    if not listing:
        raise BadFeed("There is no feed in it.")
    return _read(*listing[0], options, len(readable) - 1)


def _read(feed: Feed, feed_format: FeedFormat, options: ReadOptions, further: int) -> Preview:
    options = replace(options, base=options.base or feed.url)
    sample = sampled(feed.path, feed_format, options)
    columns = columns_of(sample, feed_format, options)
    options = replace(options, decimal=decimal_of(sample, columns))
    read = list(itertools.islice(feed_format.read(feed.path, options), SAMPLED))
    records = [one for one in read if isinstance(one, Record)]
    rejected = [one for one in read if isinstance(one, Rejection)]
    total = feed_format.count(feed.path) if feed.path.is_file() else None
    return Preview(
        feed.location,
        further,
        feed_format.name,
        tuple(columns),
        tuple(one.offer for one in records[:SHOWN]),
        tuple(next(iter(one.pictures), "") for one in records[:SHOWN]),
        tuple(rejected[:SHOWN]),
        len(read) - len(rejected),
        len(rejected),
        total,
    )

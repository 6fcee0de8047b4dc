"""What a feed format is: a file in, records and rejections out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.offers import Offer


@dataclass(frozen=True)
class Record:
    """One row of a feed, understood. The picture is still where the feed says it is."""

    row: int  # as a person finds it: the spreadsheet's row, the line of a JSONL file
    offer: Offer  # `image` still empty
    picture: str = ""  # path relative to the feed's folder, or absolute; "" for none


@dataclass(frozen=True)
class Rejection:
    """One row of a feed that is not taken, or is taken without its picture."""

    row: int
    reason: str


@dataclass(frozen=True)
class ReadOptions:
    """What the feed itself does not say."""

    source: str  # name of the shop
    currency: str = ""  # ISO code of prices that name none


class FeedFormat(ABC):
    """Reads one feed format. A variant is a sibling file and a line in `FORMATS`."""

    name: str

    @abstractmethod
    def recognises(self, path: Path) -> bool:
        """Whether the file looks like this format (by its name and first bytes)."""

    @abstractmethod
    def read(self, path: Path, options: ReadOptions) -> Iterator[Record | Rejection]:
        """Yield every row, good or bad, in the order of the feed, reading as it goes.

        A bad row costs that row. Raises `BadFeed` when the file as a whole cannot be read.
        """

    def count(self, path: Path) -> int | None:
        """About how many rows there are, for a progress bar; None when that is not cheap."""
        return None

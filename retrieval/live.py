"""Following a catalogue that changes while it is asked."""

from __future__ import annotations

import threading

from retrieval.catalogue import Catalogue
from retrieval.catalogue.generations import Live
from retrieval.indexing import open_live
from retrieval.search import Searcher, SearchOptions


class LiveSearch:
    """The searcher over what is live in a catalogue now. Threads may share it."""

    def __init__(self, catalogue: Catalogue, options: SearchOptions) -> None:
        self.catalogue = catalogue
        self.options = options
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._live: Live | None = None  # what the searcher was made from

    @property
    def searcher(self) -> Searcher:
        """Made anew where another process has changed the catalogue since the last time.

        Raises `BadCatalogue` when nothing has been indexed yet.
        """
        with self._lock:
            live = self.catalogue.generations.live
            if self._searcher is None or live != self._live:
                self._searcher, self._live = self._follow(self._searcher, live)
            return self._searcher

    def close(self) -> None:
        """Release the index; questions on their way are still answered."""
        with self._lock:
            if self._searcher:
                self._searcher.generation.close()

    def _follow(self, old: Searcher | None, live: Live | None) -> tuple[Searcher, Live]:
        """Where only prices and their like have changed, the open generation serves on; one that
        has been replaced is closed, or it would keep its memory and files."""
        if old and live and self._live and live.number == self._live.number:
            return old.refreshed(), live
        opened = open_live(self.catalogue, self.options)
        if old:
            old.generation.close()
        return opened

"""Following a catalogue that changes while it is asked."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.exc import SQLAlchemyError

from retrieval.catalogue import Catalogue
from retrieval.catalogue.generations import Live
from retrieval.catalogue.patience import ANSWERING, patient
from retrieval.generation import Generation
from retrieval.indexing import open_live
from retrieval.search import Searcher, SearchOptions
from retrieval.trouble import check_machine


class LiveSearch:
    """The searcher over what is live in a catalogue now. Threads may share it."""

    def __init__(self, catalogue: Catalogue, options: SearchOptions) -> None:
        self.catalogue = catalogue
        self.options = options
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._live: Live | None = None  # what the searcher was made from
        self._users: Counter[Generation] = Counter()  # turns that are answered from it

    @property
    def searcher(self) -> Searcher:
        """Made anew where another process has changed the catalogue since the last time.

        Raises `BadCatalogue` when nothing has been indexed yet.
        """
        pinned = _PINNED.get()
        if pinned and pinned[0] is self:
            return pinned[1]
        with self._lock:
            return self._newest()

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Within, this thread has one and the same searcher, whatever another process does: a turn
        does not begin over one catalogue and end over another. It may be nested."""
        pinned = _PINNED.get()
        if pinned and pinned[0] is self:
            yield
            return
        with self._lock:
            searcher = self._newest()
            self._users[searcher.generation] += 1
        token = _PINNED.set((self, searcher))
        try:
            with patient(ANSWERING):
                yield
        finally:
            _PINNED.reset(token)
            self._let_go(searcher.generation)

    def close(self) -> None:
        """Release the index; questions on their way are still answered."""
        with self._lock:
            if self._searcher:
                self._searcher.generation.close()

    def _newest(self) -> Searcher:
        live = self._look()
        if self._searcher is None or live != self._live:
            self._searcher, self._live = self._follow(self._searcher, live)
        return self._searcher

    def _look(self) -> Live | None:
        """What is live now; what was, while the database does not answer."""
        try:
            with patient(ANSWERING):
                return self.catalogue.generations.live
        except SQLAlchemyError as error:
            if self._searcher is None:
                check_machine(error)
                raise
            return self._live

    def _let_go(self, generation: Generation) -> None:
        with self._lock:
            self._users[generation] -= 1
            if not self._users[generation]:
                del self._users[generation]
                if not (self._searcher and self._searcher.generation is generation):
                    generation.close()

    def _follow(self, old: Searcher | None, live: Live | None) -> tuple[Searcher, Live]:
        """Where only prices and their like have changed, the open generation serves on; one that
        has been replaced is closed, or it would keep its memory and files."""
        if old and live and self._live and live.number == self._live.number:
            return old.refreshed(), live
        opened = open_live(self.catalogue, self.options)
        if old and old.generation not in self._users:  # else whoever uses it last closes it
            old.generation.close()
        return opened


_PINNED: ContextVar[tuple[LiveSearch, Searcher] | None] = ContextVar("pinned", default=None)

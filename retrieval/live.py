"""Following a catalogue that changes while it is asked."""

from __future__ import annotations

import logging
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

log = logging.getLogger(__name__)

SMALL = 20_000
"""Products up to which a question waits for a change: a fraction of a second."""
PATIENCE = 0.1
"""Seconds that a question waits for a change of a larger catalogue. Then it is answered as things
were a moment ago, and the next one from the change."""


class LiveSearch:
    """The searcher over what is live in a catalogue now. Threads may share it."""

    def __init__(self, catalogue: Catalogue, options: SearchOptions, small: int = SMALL) -> None:
        self.catalogue = catalogue
        self.options = options
        self.small = small
        self._following: threading.Thread | None = None
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
        """The searcher over what is live, or, of a large catalogue that is just being followed,
        the one before. The lock is held."""
        live = self._look()
        if self._searcher is None or live == self._live:
            if self._searcher is None:
                self._take(*self._follow(None, live))
        elif len(self._searcher.generation.ids) <= self.small:
            self._take(*self._follow(self._searcher, live))
        else:
            self._follow_behind(self._searcher, live)
        assert self._searcher is not None
        return self._searcher

    def _follow_behind(self, old: Searcher, live: Live | None) -> None:
        """Follow in a thread of its own. The lock is held, but while it is waited for."""
        if self._following is None or not self._following.is_alive():
            self._following = threading.Thread(
                target=self._followed, args=(old, live), name="following", daemon=True
            )
            self._following.start()
            self._lock.release()
            try:
                self._following.join(PATIENCE)
            finally:
                self._lock.acquire()

    def _followed(self, old: Searcher, live: Live | None) -> None:
        try:
            made = self._follow(old, live)
            with self._lock:
                self._take(*made)
        except Exception:  # the next question tries again
            log.exception("a change of the catalogue could not be followed")

    def _take(self, searcher: Searcher, live: Live) -> None:
        """Answer from another searcher; what nobody uses any more is closed."""
        old = self._searcher
        self._searcher, self._live = searcher, live
        replaced = old is not None and old.generation is not searcher.generation
        if old and replaced and old.generation not in self._users:
            old.generation.close()

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
        """Where only prices and their like have changed, the open generation serves on."""
        if old and live and self._live and live.number == self._live.number:
            return old.refreshed(), live
        return open_live(self.catalogue, self.options, old=old)


_PINNED: ContextVar[tuple[LiveSearch, Searcher] | None] = ContextVar("pinned", default=None)

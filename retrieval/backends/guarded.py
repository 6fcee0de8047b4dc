"""A backend that answers from what is local while an engine is down, silent or slow."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.backends.base import Asked, Found, Rows, SearchBackend
from retrieval.catalogue.patience import patient

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class GuardOptions:
    """How long an engine is waited for. A question has one to three statements."""

    patience: float = 1.0  # seconds, after which an engine is given up …
    slow: float = 0.5  # … and after which it is not asked again at once, though it answered
    pause: float = 30.0  # seconds that it is left alone then


class GuardedBackend(SearchBackend):
    """Asks `remote`, and `local` instead where that fails; they answer alike."""

    def __init__(
        self,
        remote: SearchBackend,
        local: SearchBackend,
        options: GuardOptions | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.remote = remote
        self.local = local
        self.options = options or GuardOptions()
        self._clock = clock
        self._paused_until = 0.0

    def search(
        self,
        asked: Asked,
        n: int,
        allowed: np.ndarray | None = None,
        groups: Sequence[np.ndarray] = (),
        also: np.ndarray | None = None,
    ) -> Found:
        return self._first(lambda one: one.search(asked, n, allowed, groups, also))

    def look(self, asked: Asked, rows: Rows) -> Found:
        return self._first(lambda one: one.look(asked, rows))

    def _first(self, ask: Callable[[SearchBackend], Found]) -> Found:
        begun = self._clock()
        if begun < self._paused_until:
            return ask(self.local)
        try:
            with patient(self.options.patience):
                found = ask(self.remote)
        except Exception as error:  # engines promise no set of exceptions, and a shopper waits
            self._pause(str(error).partition("\n")[0])
            return ask(self.local)
        if self._clock() - begun > self.options.slow:
            self._pause("it is slow")
        return found

    def _pause(self, reason: str) -> None:
        if self._clock() >= self._paused_until:
            log.warning("The search engine is left alone (%s): this server searches.", reason)
        self._paused_until = self._clock() + self.options.pause

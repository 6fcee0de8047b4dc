"""What a store of conversations can do. A variant is a sibling file."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple, TypeVar

log = logging.getLogger(__name__)

ANSWERS = 1.0  # seconds that a store has for an answer
AT_ONCE = 32  # questions to it; one more is not asked
PAUSE = 2.0  # seconds that a store which gave none is left alone
MOST_BYTES = 320 * 1024  # of what is kept under one name

Found = TypeVar("Found")


class Kept(NamedTuple):
    """What is kept under a name, and how often it was written."""

    content: bytes
    version: int


class StoreDown(Exception):
    """The store gives no answer in time."""


class StateStore(ABC):
    """Bytes by name, each kept for so many seconds after it was written last. Thread-safe.

    Two servers never overwrite each other: what is written says which version it was made from.
    After a failure the store is left alone for a while, so that a thousand questions do not each
    wait for it, and do not all come back at once.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._resting_until = 0.0
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def load(self, name: str) -> Kept | None:
        """What is kept, None for nothing. Raises `StoreDown`."""
        kept = self._asked(lambda: self._load(name))
        return kept if kept is None or len(kept.content) <= MOST_BYTES else None

    def version(self, name: str) -> int:
        """The version of what is kept, 0 for nothing. Raises `StoreDown`."""
        return self._asked(lambda: self._version(name))

    def save(self, name: str, content: bytes, version: int, seconds: float) -> bool:
        """Keep what was made from a version (0: a new name) as the next; False where another server
        was quicker. Raises `StoreDown`."""
        if len(content) > MOST_BYTES:
            raise ValueError(f"{len(content):,} bytes are more than a conversation takes")
        return self._asked(lambda: self._save(name, content, version, seconds))

    def end(self, name: str) -> None:
        """Forget. Raises `StoreDown`."""
        self._asked(lambda: self._end(name))

    def sweep(self) -> None:  # noqa: B027 - most stores forget by themselves
        """Forget what is past its time, where the store does not by itself."""

    @abstractmethod
    def close(self) -> None:
        """Give back the connections."""

    @abstractmethod
    def _load(self, name: str) -> Kept | None: ...

    @abstractmethod
    def _version(self, name: str) -> int: ...

    @abstractmethod
    def _save(self, name: str, content: bytes, version: int, seconds: float) -> bool: ...

    @abstractmethod
    def _end(self, name: str) -> None: ...

    def _asked(self, ask: Callable[[], Found]) -> Found:
        if self._clock() < self._resting_until:
            raise StoreDown
        try:
            return self._in_time(ask)
        except self.failures as error:
            with self._lock:
                self._resting_until = self._clock() + PAUSE
            log.warning("The store of conversations does not answer (%s).", type(error).__name__)
            raise StoreDown from error

    def _in_time(self, ask: Callable[[], Found]) -> Found:
        """In a thread that is left behind where it takes too long: no client gives up on a server
        that keeps its connections open and says nothing."""
        if not self._room.acquire(blocking=False):
            raise TimeoutError
        answer: Future[Found] = Future()

        def run() -> None:
            try:
                answer.set_result(ask())
            except BaseException as error:
                answer.set_exception(error)
            finally:
                self._room.release()

        threading.Thread(target=run, name="store", daemon=True).start()
        return answer.result(ANSWERS)  # or `TimeoutError`, which is an `OSError`

    failures: tuple[type[Exception], ...] = (OSError,)
    """What its client raises where it does not answer."""

"""Connections to PostgreSQL that are given up when the server says nothing, and are not all made
anew at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.errors import OperationalError, _WaitTimeout

from retrieval.catalogue.patience import patience

PAUSE = 1.0  # seconds that a server which could not be reached is left alone


class NoAnswer(OperationalError):
    """The server keeps the connection open and says nothing."""


class Hurried(psycopg.Connection):
    """Waits for each answer as long as this thread has `patience`, and is closed then: what comes
    later would be taken for the answer to something else."""

    def wait(self, gen: Any, *arguments: Any, **named: Any) -> Any:
        seconds = patience()
        if seconds is None:
            return super().wait(gen, *arguments, **named)
        try:
            return super().wait(gen, *arguments, **{**named, "timeout": seconds})
        except _WaitTimeout as error:
            self.close()
            raise NoAnswer(f"no answer within {seconds:g} seconds") from error


class Connector:
    """Makes connections; while the server is not there, one attempt in `PAUSE` seconds is made,
    whoever asks, and the others are refused at once. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0
        self._lock = threading.Lock()

    def connect(self, *arguments: Any, **named: Any) -> Hurried:
        """A new connection. Raises `OperationalError`."""
        if self._clock() < self._until:
            raise OperationalError("the server did not answer a moment ago")
        try:
            return Hurried.connect(*arguments, **named)
        except OperationalError:
            self.rest()
            raise

    def rest(self) -> None:
        """Leave the server alone for a while."""
        with self._lock:
            self._until = self._clock() + PAUSE

"""How long this thread waits for a database that says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ANSWERING = 1.5
"""Seconds that a shopper's question waits for one answer of the database's, before it is told that
there is none. What nobody waits for, an ingest say, is given the time it takes."""


@contextmanager
def patient(seconds: float | None) -> Iterator[None]:
    """Within, every answer of a database is waited for so long; None: as long as it takes."""
    token = _PATIENCE.set(seconds)
    try:
        yield
    finally:
        _PATIENCE.reset(token)


def patience() -> float | None:
    """How long is waited now, in seconds; None: as long as it takes."""
    return _PATIENCE.get()


_PATIENCE: ContextVar[float | None] = ContextVar("patience", default=None)

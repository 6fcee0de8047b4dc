"""How long work reports that it is getting on."""

from __future__ import annotations

import logging
import time
from typing import Protocol

SECONDS = 10.0  # between two lines of one stage


class Progress(Protocol):
    """Called with the stage, how much of it is done, and the whole (None while unknown)."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Reports nothing."""


class Logged:
    """Writes the beginning of each stage to a log, and how far it is every few seconds."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._stage = ""
        self._last = 0.0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if stage != self._stage or now - self._last >= SECONDS:
            self._stage, self._last = stage, now
            far = f": {done:,} of {total:,}" if total else ""
            self._log.info("%s%s", stage, far)

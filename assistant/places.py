"""How many turns are answered at the same time, and how many threads each may take.

A turn with photos takes a core for as long as several typed ones: such turns have places of their
own, so that no typed question waits behind them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CORES = os.cpu_count() or 1
AT_ONCE = 4
"""Typed turns at the same time."""
SEEING = max(1, CORES // 2)
"""Turns with photos or a clip at the same time, besides."""
THREADS = max(1, CORES // AT_ONCE)
"""Threads of a model while a server answers several: more would only wait for each other."""


class Places:
    """Places of turns that are answered in threads of somebody else's."""

    def __init__(self, at_once: int = AT_ONCE, seeing: int = SEEING) -> None:
        self._typed = threading.BoundedSemaphore(at_once)
        self._seeing = threading.BoundedSemaphore(seeing)

    @contextmanager
    def taken(self, shows: bool) -> Iterator[None]:
        """Wait for a place of a turn, which shows something or not, and leave it afterwards."""
        with self._seeing if shows else self._typed:
            yield


def share_cores() -> None:
    """Have models take no more threads than a server has for each turn, in this whole process."""
    import torch  # slow to import

    torch.set_num_threads(min(THREADS, torch.get_num_threads()))

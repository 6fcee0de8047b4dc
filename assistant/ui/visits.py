"""Which conversation an open page goes on with, and how its shopper likes to be shown things.

Gradio names each open page anew; a browser tab keeps a name of its own, so that a reload, or the
way back from a shop, finds the conversation again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from assistant.ui.memory import Kept, Memory

MOST = 1000  # open pages that are known; beyond, the one used longest ago starts anew


@dataclass(frozen=True)
class Visit:
    """One open page."""

    key: str  # of its conversation
    currency: str = ""  # prices are shown in; "" for that of each shop
    saved: tuple[Kept, ...] = ()  # with prices as they were when things were saved


class Visits:
    """The open pages. Safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._open: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()

    def arrive(self, page: str, memory: Memory) -> Visit:
        """A page was opened, in a browser that remembers something."""
        visit = Visit(memory.tab or page, memory.currency, memory.saved)
        self.keep(page, visit)
        return visit

    def of(self, page: str) -> Visit:
        """The visit of a page; one of its own where it never arrived."""
        with self._lock:
            if page in self._open:
                self._open.move_to_end(page)
            return self._open.get(page) or Visit(page)

    def pages(self, key: str) -> list[str]:
        """The pages that a conversation was shown on: one after each reload, say."""
        with self._lock:
            return [page for page, visit in self._open.items() if visit.key == key]

    def keep(self, page: str, visit: Visit) -> None:
        """Remember a visit in the place of what was known of the page."""
        if not page:
            return
        with self._lock:
            self._open[page] = visit
            self._open.move_to_end(page)
            while len(self._open) > self._most:
                self._open.popitem(last=False)

"""The one writer of a catalogue that several servers read.

Any number of workers may run: one is elected by a lock, the others stand by and take its place when
it ends, or loses the database. What a worker that was killed had begun, the next one finishes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from assistant.startup import read_demo
from assistant.ui.upkeep import Upkeep
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.catalogue.database import NamedLock
from retrieval.errors import AssistantError
from retrieval.ingest import ensure_current
from retrieval.progress import Logged
from retrieval.schedules import due
from retrieval.trouble import trouble

log = logging.getLogger(__name__)

STANDBY = 2.0  # seconds between two looks whether the place is free
PAUSE = 15.0  # seconds between two looks at what is due
LOOK = 0.5  # seconds between two looks whether a feed has been read


class Worker:
    """Writes a catalogue from `run` on. `leads` says whether this is the one that was elected."""

    def __init__(
        self,
        address: Address,
        demo: Path | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._address = address
        self._demo = demo  # list of feeds that fill an empty catalogue
        self._now = now
        self.leads = threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set. What goes wrong is logged, and tried again: a worker outlives its
        database."""
        while not stop.is_set():
            try:
                with closing(Catalogue.create(self._address)) as catalogue:
                    self._stand(catalogue, stop)
            except (AssistantError, SQLAlchemyError) as error:
                log.warning("%s", trouble(error) or error)
            except Exception:
                log.exception("the worker could not go on")
            stop.wait(STANDBY)

    def _stand(self, catalogue: Catalogue, stop: threading.Event) -> None:
        """Wait for the place, and hold it."""
        place = catalogue.database.lock("worker")
        while not place.take():
            if stop.wait(STANDBY):
                return
        try:
            log.info("This worker writes the catalogue now.")
            self._write(catalogue, place, stop)
        finally:
            self.leads.clear()
            place.give_back()

    def _write(self, catalogue: Catalogue, place: NamedLock, stop: threading.Event) -> None:
        if self._demo:
            read_demo(catalogue, self._demo, Logged(log))
        if len(catalogue):
            ensure_current(catalogue, Logged(log))
        upkeep = Upkeep(self._address)
        self.leads.set()
        while True:
            place.check()
            for name in due(catalogue, self._now()):
                self._refresh(upkeep, name, stop)
            if stop.wait(PAUSE):
                return

    def _refresh(self, upkeep: Upkeep, name: str, stop: threading.Event) -> None:
        upkeep.refresh(name)
        while upkeep.work.busy and not stop.wait(LOOK):
            pass
        if upkeep.work.problem:
            log.warning("A source that was due could not be read: %s", upkeep.work.problem)

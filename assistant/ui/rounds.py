"""Sources that are read by themselves while the page is served: one at a time, when due."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from assistant.startup import Opening
from assistant.ui.upkeep import Upkeep
from retrieval.errors import AssistantError
from retrieval.schedules import due

log = logging.getLogger(__name__)

PAUSE = 30.0  # seconds between two looks at what is due


class Rounds:
    """Has `Upkeep` read what is due. What a keeper does at the page goes first."""

    def __init__(
        self,
        opening: Opening,
        upkeep: Callable[[], Upkeep],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._opening = opening
        self._upkeep = upkeep  # once the assistant is open
        self._now = now

    async def run(self) -> None:
        """Look what is due, again and again, until it is cancelled."""
        while True:
            await asyncio.sleep(PAUSE)
            try:
                await asyncio.to_thread(self.look)
            except Exception:
                log.exception("the sources that are due could not be looked up")

    def look(self) -> str:
        """Begin to read the source that has been due longest; its name, "" where there is none or
        something else is being done."""
        assistant = self._opening.assistant
        if assistant is None or self._upkeep().work.busy:
            return ""
        for name in due(assistant.catalogue, self._now()):
            with contextlib.suppress(AssistantError):  # somebody was quicker: the next look will do
                self._upkeep().refresh(name)
                log.info("A source is read, as it is due.")
                return name
        return ""

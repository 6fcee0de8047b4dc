"""When each source is read again by itself, and how long after it could not be.

A source that fails is tried again after a minute, then after two, four, …: at most a day later, and
at its own pace once it can be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from retrieval.catalogue import Catalogue
from retrieval.errors import BadFeed

LEAST, MOST = timedelta(minutes=15), timedelta(days=30)
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(days=1)
UNITS = {"m": 60, "h": 3600, "d": 86_400}
"""Letter → seconds."""
OFF = "off"
_EVERY = re.compile(r"(\d{1,4}) ?([mhd])")


@dataclass(frozen=True)
class Schedule:
    """When one source is read by itself."""

    every: int  # seconds
    places: tuple[str, ...]  # addresses, or whole paths
    due: str  # ISO 8601, UTC
    failures: int = 0  # in a row
    problem: str = ""  # of the last one; "" where the last sync went well

    @property
    def next(self) -> datetime:
        """When it is read next."""
        return datetime.fromisoformat(self.due)

    def done(self, now: datetime) -> Schedule:
        """After a sync that went well."""
        due = now + timedelta(seconds=self.every)
        return replace(self, due=due.isoformat(), failures=0, problem="")

    def failed(self, now: datetime, problem: str) -> Schedule:
        """After one that did not."""
        wait = min(FIRST_RETRY * 2 ** min(self.failures, 20), LAST_RETRY)
        due = (now + wait).isoformat()
        return replace(self, due=due, failures=self.failures + 1, problem=problem)


def read_every(text: str) -> int:
    """The seconds of "30m", "6h", "1d"; 0 for "off". Raises `BadFeed` for anything else."""
    if text == OFF:
        return 0
    found = _EVERY.fullmatch(text.strip().lower())
    seconds = int(found[1]) * UNITS[found[2]] if found else 0
    if not LEAST.total_seconds() <= seconds <= MOST.total_seconds():
        raise BadFeed(f"“{text}” is no pace; say how often, from 15m to 30d, as in 6h, or off.")
    return seconds


def said_every(seconds: int) -> str:
    """The seconds in the largest unit that they are whole of: "6h"."""
    letter = next(one for one in "dhm" if seconds % UNITS[one] == 0)
    return f"{seconds // UNITS[letter]}{letter}"


def plan(catalogue: Catalogue, source: str, every: int, places: Sequence[str]) -> None:
    """Read a source again every so many seconds, from then on; 0 for never by itself."""
    due = datetime.now(UTC) + timedelta(seconds=every)
    new = Schedule(every, tuple(places), due.isoformat())
    keep(catalogue, source, new if every else None)


def keep(catalogue: Catalogue, source: str, schedule: Schedule | None) -> None:
    """Keep the schedule of a source; None for none."""
    text = json.dumps(asdict(schedule), ensure_ascii=False) if schedule else ""
    catalogue.set(f"schedule:{source}", text)


def schedule_of(catalogue: Catalogue, source: str) -> Schedule | None:
    """The schedule of a source; None for one that is not read by itself."""
    text = catalogue.get(f"schedule:{source}")
    if not text:
        return None
    kept = json.loads(text)
    return Schedule(**{**kept, "places": tuple(kept["places"])})


def due(catalogue: Catalogue, now: datetime) -> list[str]:
    """The sources whose time has come, the one that waits longest first."""
    planned = {one.name: schedule_of(catalogue, one.name) for one in catalogue.sources.list()}
    waiting = {name: one.next for name, one in planned.items() if one and one.next <= now}
    return sorted(waiting, key=lambda name: waiting[name])

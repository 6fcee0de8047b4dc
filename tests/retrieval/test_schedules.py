from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrieval.catalogue import Catalogue
from retrieval.errors import BadFeed
from retrieval.schedules import (
    LAST_RETRY,
    Schedule,
    due,
    keep,
    plan,
    read_every,
    said_every,
    schedule_of,
)
from tests.databases import BOTH

pytestmark = BOTH

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    found = Catalogue.create(tmp_path / "catalog")
    for name in ("Alder", "Birch", "Cedar"):
        found.save_source(name, "table", "")
    yield found
    found.close()


@pytest.mark.parametrize(
    ("said", "seconds"), [("15m", 900), ("6h", 21_600), ("1D", 86_400), ("off", 0)]
)
def test_a_pace_is_read(said: str, seconds: int) -> None:
    assert read_every(said) == seconds
    assert not seconds or said_every(seconds) == said.lower()


@pytest.mark.parametrize("said", ["", "1m", "31d", "often", "6 hours", "-6h", "0h"])
def test_a_pace_that_is_none_is_told(said: str) -> None:
    with pytest.raises(BadFeed, match="15m to 30d"):
        read_every(said)


def test_failures_wait_twice_as_long_each_time_and_a_day_at_most() -> None:
    schedule = Schedule(3600, ("https://shop.example/feed",), NOW.isoformat())
    waits = []
    for _ in range(30):
        schedule = schedule.failed(NOW, "It does not answer.")
        waits.append(schedule.next - NOW)
    assert waits[:4] == [timedelta(minutes=2**n) for n in range(4)]
    assert waits[-1] == LAST_RETRY
    assert schedule.failures == 30
    well = schedule.done(NOW)
    assert (well.next - NOW, well.failures, well.problem) == (timedelta(hours=1), 0, "")


def test_what_waits_longest_comes_first(catalogue: Catalogue) -> None:
    for name, hours in (("Alder", 1), ("Birch", 2), ("Cedar", -1)):
        at = NOW - timedelta(hours=hours)
        keep(catalogue, name, Schedule(3600, ("https://shop.example",), at.isoformat()))
    assert due(catalogue, NOW) == ["Birch", "Alder"]


def test_a_schedule_is_kept_and_given_up(catalogue: Catalogue) -> None:
    plan(catalogue, "Alder", 3600, ["https://shop.example/a", "https://shop.example/b"])
    kept = schedule_of(catalogue, "Alder")
    assert kept is not None
    assert kept.places == ("https://shop.example/a", "https://shop.example/b")
    assert kept.next > datetime.now(UTC)
    plan(catalogue, "Alder", 0, [])
    assert schedule_of(catalogue, "Alder") is None
    assert schedule_of(catalogue, "Birch") is None

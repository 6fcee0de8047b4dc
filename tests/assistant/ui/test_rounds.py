"""Sources that are read by themselves: when due, one at a time, with longer waits when it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.ui.rounds import Rounds
from assistant.ui.upkeep import Upkeep, upkeep_of
from retrieval.catalogue import Catalogue
from retrieval.errors import BadQuery
from retrieval.fetching import Fetcher
from retrieval.schedules import Schedule, keep, schedule_of
from tests.assistant.ui.test_upkeep import done, said, until
from tests.databases import BOTH

pytestmark = BOTH

PAST = (datetime.now(UTC) - timedelta(hours=1)).isoformat()


@pytest.fixture
def catalogue(own_catalog: Path) -> Iterator[Catalogue]:
    found = Catalogue.open(own_catalog)
    yield found
    found.close()


@pytest.fixture
def cedar(tmp_path: Path) -> Path:
    path = tmp_path / "cedar.csv"
    path.write_text("id,title,price\n1,Harpsichord,9000 EUR\n")
    return path


def rounds(catalogue: Catalogue, upkeep: Upkeep) -> Rounds:
    opening = SimpleNamespace(assistant=SimpleNamespace(catalogue=catalogue))
    return Rounds(opening, lambda: upkeep)  # type: ignore[arg-type]


def test_what_is_due_is_read_and_waits_for_its_next_time(catalogue: Catalogue, cedar: Path) -> None:
    catalogue.save_source("Cedar", "table", str(cedar))
    keep(catalogue, "Cedar", Schedule(3600, (str(cedar),), PAST, failures=2, problem="gone"))
    upkeep = Upkeep(catalogue.folder)
    assert rounds(catalogue, upkeep).look() == "Cedar"
    assert "1 added" in said(done(upkeep))
    kept = schedule_of(catalogue, "Cedar")
    assert kept is not None
    assert kept.next > datetime.now(UTC) + timedelta(minutes=50)
    assert (kept.failures, kept.problem) == (0, "")
    assert rounds(catalogue, upkeep).look() == ""  # nothing is due any more
    assert catalogue.counts()["Cedar"] == 1


def test_what_cannot_be_read_keeps_its_offers_and_is_tried_later(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone.csv")
    keep(catalogue, "shop", Schedule(3600, (gone,), PAST))
    upkeep = Upkeep(catalogue.folder)
    assert rounds(catalogue, upkeep).look() == "shop"
    assert done(upkeep).problem
    kept = schedule_of(catalogue, "shop")
    assert kept is not None
    assert kept.failures == 1
    assert timedelta(0) < kept.next - datetime.now(UTC) <= timedelta(minutes=1)
    assert catalogue.counts()["shop"] == 16


def test_one_is_read_at_a_time(catalogue: Catalogue, cedar: Path) -> None:
    go = threading.Event()

    def slowly() -> Fetcher:
        go.wait(60)
        return Fetcher()

    for name in ("Cedar", "Elm"):
        catalogue.save_source(name, "table", str(cedar))
        keep(catalogue, name, Schedule(3600, (str(cedar),), PAST))
    upkeep = Upkeep(catalogue.folder, slowly)
    round_ = rounds(catalogue, upkeep)
    assert round_.look() in ("Cedar", "Elm")
    assert round_.look() == ""
    go.set()
    done(upkeep)
    assert round_.look() in ("Cedar", "Elm")
    done(upkeep)


def test_nothing_is_read_while_the_catalogue_is_opened() -> None:
    opening = SimpleNamespace(assistant=None)
    assert Rounds(opening, lambda: pytest.fail("not yet")).look() == ""  # type: ignore[arg-type]
    with pytest.raises(BadQuery, match="being made ready"):
        upkeep_of(opening)()  # type: ignore[arg-type]


def test_a_source_is_planned_renamed_and_removed(catalogue: Catalogue, cedar: Path) -> None:
    keep(catalogue, "shop", Schedule(3600, (str(cedar),), PAST))
    upkeep = Upkeep(catalogue.folder)

    def told(act: Callable[[], None]) -> str:
        act()
        until(lambda: not upkeep.work.busy)
        return said(upkeep.work) if upkeep.work.result else upkeep.work.problem

    assert "every 6 hours" in told(lambda: upkeep.plan("shop", "6h"))
    assert schedule_of(catalogue, "shop").every == 6 * 3600  # type: ignore[union-attr]
    assert told(lambda: upkeep.rename("shop", "  Anders'   Laden ")).endswith("Anders' Laden now.")
    assert catalogue.counts() == {"Anders' Laden": 16}
    assert "There is no source" in told(lambda: upkeep.remove("shop"))
    assert "forgotten" in told(lambda: upkeep.remove("Anders' Laden"))
    assert catalogue.counts() == {}


def test_a_source_that_came_as_a_file_cannot_be_read_by_itself(
    catalogue: Catalogue, cedar: Path
) -> None:
    catalogue.save_source("Cedar", "table", "cedar.csv")
    upkeep = Upkeep(catalogue.folder)
    upkeep.plan("Cedar", "1h")
    assert "came as a file" in done(upkeep).problem
    upkeep.refresh("Cedar")
    assert "came as a file" in done(upkeep).problem

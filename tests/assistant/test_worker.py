"""The one writer of many servers: elected, replaced, and never two."""

from __future__ import annotations

import csv
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant import startup
from assistant import worker as working
from assistant.startup import Opening
from assistant.ui.upkeep import READS_ONLY, FeedRequest, upkeep_of
from assistant.worker import Worker
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.errors import BadFeed
from retrieval.ingest import ingest
from retrieval.progress import silent
from retrieval.schedules import plan
from tests.databases import BOTH
from tests.fakes import FAKE

pytestmark = BOTH
PATIENCE = 120.0  # seconds, on a machine that does much else


def feed(path: Path, titles: list[str]) -> str:
    with path.open("w", newline="") as file:
        rows = [[str(number), title, "1.00", "EUR"] for number, title in enumerate(titles)]
        csv.writer(file).writerows([["id", "title", "price", "currency"], *rows])
    return str(path)


@contextmanager
def running(worker: Worker) -> Iterator[threading.Event]:
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(PATIENCE)


def until(found) -> None:
    deadline = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STANDBY", "PAUSE", "LOOK"):
        monkeypatch.setattr(working, name, 0.1)


@pytest.fixture
def place(tmp_path: Path, database) -> Address:
    place = database.address(tmp_path / "c")
    with closing(Catalogue.create(place)) as catalogue:
        catalogue.set("encoder", "fake")
        ingest(catalogue, FAKE, feed(tmp_path / "shop.csv", ["Mug"]))
    return place


def test_one_leads_and_another_takes_its_place(place):
    one, other = Worker(place), Worker(place)
    with running(one) as stop_one:
        assert one.leads.wait(PATIENCE)
        with running(other):
            time.sleep(0.5)
            assert not other.leads.is_set()
            stop_one.set()
            assert other.leads.wait(PATIENCE)


def test_it_reads_what_is_due_and_finishes_what_was_begun(place, tmp_path):
    with closing(Catalogue.open(place)) as catalogue:
        plan(catalogue, "shop", 0, [])
        plan(catalogue, "shop", 1, [feed(tmp_path / "shop.csv", ["Mug", "Lamp"])])
        time.sleep(1.1)
        with running(Worker(place)):
            until(lambda: len(catalogue) == 2)
            until(lambda: not catalogue.generations.stale)


def test_a_worker_outlives_what_goes_wrong(place, monkeypatch):
    failed = []

    def once(catalogue, progress):
        if not failed:
            failed.append(True)
            raise BadFeed("as a test would have it")

    monkeypatch.setattr(working, "ensure_current", once)
    worker = Worker(place)
    with running(worker):
        assert worker.leads.wait(PATIENCE)
    assert failed


def test_a_server_that_only_reads_says_so_to_whoever_would_have_it_write(place, tmp_path):
    class Opened:
        catalogue = Catalogue.open(place)

    opening = Opening(lambda progress: Opened())  # type: ignore[arg-type, return-value]
    opening.run()
    upkeep = upkeep_of(opening, read_only=True)()
    with pytest.raises(BadFeed, match=READS_ONLY):
        upkeep.add(FeedRequest("shop", url="https://shop.example/feed.csv"))
    with pytest.raises(BadFeed, match=READS_ONLY):
        upkeep.refresh("shop")
    assert not upkeep.work.busy


def test_a_server_waits_until_there_is_something_to_ask(database, tmp_path, monkeypatch):
    monkeypatch.setattr(startup, "AWAIT", 0.05)
    place = database.address(tmp_path / "later")
    waiting = threading.Thread(target=startup.await_index, args=(place, silent), daemon=True)
    waiting.start()
    with closing(Catalogue.create(place)) as catalogue:
        catalogue.set("encoder", "fake")
        waiting.join(0.5)
        assert waiting.is_alive(), "there are tables, and nothing in them"
        ingest(catalogue, FAKE, feed(tmp_path / "shop.csv", ["Mug"]))
    waiting.join(PATIENCE)
    assert not waiting.is_alive()

"""Changing the catalogue while it is served."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.ui import upkeep as module
from assistant.ui.sources import render_preview, render_sources, shown_place
from assistant.ui.texts import texts
from assistant.ui.upkeep import FeedRequest, Upkeep, Work
from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import MatchStore
from retrieval.errors import BadFeed
from retrieval.fetching import Fetcher
from retrieval.money import Money
from retrieval.source_options import options_of
from tests.databases import BOTH

pytestmark = BOTH

MUG, POT = ("shop", "red-mug"), ("shop", "red-teapot")


@pytest.fixture
def folder(own_catalog: Path) -> Path:
    return own_catalog


@pytest.fixture
def cedar(tmp_path: Path) -> FeedRequest:
    path = tmp_path / "cedar.csv"
    path.write_text("id,title,price\n1,Harpsichord,9000 EUR\n,A row without an id,5 EUR\n")
    return FeedRequest.of("Cedar", "", "", path)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def done(upkeep: Upkeep) -> Work:
    """What came of all that is being done."""
    until(lambda: not upkeep.work.busy)
    return upkeep.work


def said(work: Work, language: str = "en") -> str:
    """What came of a job, as a page tells it."""
    assert work.result, work.problem
    return work.result(texts(language))


def test_a_feed_is_read_and_can_be_found(folder: Path, cedar: FeedRequest) -> None:
    upkeep = Upkeep(folder)
    upkeep.add(cedar)
    assert upkeep.work.busy
    work = done(upkeep)
    assert said(work).startswith("Cedar: 2 rows read; 1 added, 1 rejected. No offer has a picture")
    assert said(work, "de").startswith("Cedar: 2 Zeilen gelesen; 1 neu, 1 abgelehnt.")
    assert said(work, "zh").startswith("Cedar：读取了2行；新增1个，1行被拒。")
    assert work == Work(result=work.result)
    assert Catalogue.open(folder).offer("Cedar", "1").title == "Harpsichord"


def test_one_feed_is_read_at_a_time(folder: Path, cedar: FeedRequest) -> None:
    go = threading.Event()

    def slowly() -> Fetcher:
        go.wait(60)
        return Fetcher()

    upkeep = Upkeep(folder, slowly)
    upkeep.add(cedar)
    with pytest.raises(BadFeed, match="being read already"):
        upkeep.add(cedar)
    go.set()
    assert "1 added" in said(done(upkeep))


class Panic(BaseException):
    """What a library in Rust raises where it gives up."""


@pytest.mark.parametrize("fault", [RuntimeError("secret"), Panic("secret")])
def test_a_fault_is_told_and_the_next_feed_is_read(
    folder: Path, cedar: FeedRequest, fault: BaseException
) -> None:
    faults = [fault]

    def fetcher() -> Fetcher:
        if faults:
            raise faults.pop()
        return Fetcher()

    upkeep = Upkeep(folder, fetcher)
    upkeep.add(cedar)
    assert "reference" in done(upkeep).problem
    assert "secret" not in upkeep.work.problem
    upkeep.add(cedar)
    assert "1 added" in said(done(upkeep))


class Regrouping:
    """Stands in for grouping offers anew: waits until it is told to go on, and counts."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = 0

    def __call__(self, *_: object) -> None:
        self.begun += 1
        self.go.wait(60)


@pytest.fixture
def regrouping(monkeypatch: pytest.MonkeyPatch) -> Regrouping:
    regrouping = Regrouping()
    monkeypatch.setattr(module, "regroup", regrouping)
    return regrouping


def test_decisions_in_a_row_group_the_offers_once(folder: Path, regrouping: Regrouping) -> None:
    upkeep = Upkeep(folder)
    upkeep.decide(MUG, POT, True)
    until(lambda: regrouping.begun == 1)
    for _ in range(3):
        upkeep.decide(POT, MUG, False)
    assert upkeep.pending == {(MUG, POT), (POT, MUG)}
    regrouping.go.set()
    assert said(done(upkeep)) == "The decision is kept."
    assert regrouping.begun == 2, "once for the first, once for those that came meanwhile"
    assert upkeep.pending == set()
    assert list(MatchStore(Catalogue.open(folder).engine).decisions().values()) == [False]


def test_a_decision_is_pending_however_the_job_before_it_ends(
    folder: Path, regrouping: Regrouping
) -> None:
    upkeep = Upkeep(folder)
    deciding = threading.Thread(target=upkeep.decide, args=(MUG, POT, True))
    with upkeep._lock:  # as a thread does that ends
        deciding.start()
        time.sleep(0.1)
        upkeep._pending.clear()
    until(lambda: regrouping.begun == 1)
    assert upkeep.pending == {(MUG, POT)}
    regrouping.go.set()
    assert done(upkeep).result


def test_another_process_that_writes_is_told_of(folder: Path, cedar: FeedRequest) -> None:
    upkeep = Upkeep(folder)
    with Catalogue.open(folder).writing():
        upkeep.add(cedar)
        assert "Another process is writing" in done(upkeep).problem
    upkeep.add(cedar)
    assert "1 added" in said(done(upkeep))


def test_a_column_is_corrected_and_the_shop_is_given_an_address(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "elm.csv"
    path.write_text("id,title,price,Anno\n1,Harpsichord,9000 EUR,red\n")
    upkeep = Upkeep(folder)
    site, corrected = "https://elm.example", {"Anno": "attribute"}
    upkeep.add(FeedRequest.of("Elm", "", "", path, site, corrected))
    assert "No offer has a link" in said(done(upkeep))  # a feed without any address in it
    catalogue = Catalogue.open(folder)
    assert options_of(catalogue, "Elm").site == site
    shown = render_sources(catalogue, True, texts("en"))
    assert "How Elm was read" in shown
    assert "How Elm was read" not in render_sources(catalogue, False, texts("en"))


@pytest.mark.parametrize(
    ("site", "corrected", "says"),
    [
        ("elm", {}, "begins with http"),
        ("", {"Anno": "colour of the moon"}, "no field"),
    ],
)
def test_a_wrong_correction_is_told(
    tmp_path: Path, site: str, corrected: dict[str, str], says: str
) -> None:
    with pytest.raises(BadFeed, match=says):
        FeedRequest.of("Elm", "", "", tmp_path / "elm.csv", site, corrected)


def test_looking_at_a_feed_stores_nothing_and_leaves_the_file(
    folder: Path, cedar: FeedRequest
) -> None:
    before = Catalogue.open(folder).counts()
    seen = Upkeep(folder).look(cedar)
    assert (seen.taken, seen.refused) == (1, 1)
    assert seen.offers[0].title == "Harpsichord"
    assert seen.feed == "cedar.csv"
    assert cedar.file is not None
    assert cedar.file.is_file()
    catalogue = Catalogue.open(folder)
    assert catalogue.counts() == before
    assert options_of(catalogue, "Cedar") == options_of(catalogue, "nobody")
    shown = render_preview(seen, cedar, texts("de"))
    assert "Harpsichord" in shown
    assert str(cedar.file.parent) not in shown


def test_the_counts_of_the_tab_agree(folder: Path, cedar: FeedRequest) -> None:
    upkeep = Upkeep(folder)
    upkeep.add(cedar)
    result = said(done(upkeep))
    catalogue = Catalogue.open(folder)
    info = catalogue.sources.info("Cedar")
    assert info.summary is not None
    parts = ("added", "changed", "unchanged", "rejected")
    assert info.summary["rows"] == sum(info.summary[one] for one in parts) == 2
    assert info.summary["rejected"] == info.quarantined == 1
    assert len(list(catalogue.sources.quarantined("Cedar"))) == 1
    assert "2 rows read" in result
    assert "1 rejected" in result
    row = render_sources(catalogue, True, texts("en")).split("Cedar", 1)[1].split("</tr>")[0]
    figures = re.findall(r'class="number"[^>]*>(\d+)<', row)
    assert figures == ["1", "0", "2", "1", "1"]  # offers, reviews, rows read, rejected, no picture


def test_the_currency_of_a_shop_is_remembered(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "elm.csv"
    path.write_text("id,title,price\n1,Harpsichord,9000\n")
    upkeep = Upkeep(folder)
    upkeep.add(FeedRequest.of("Elm", "CHF", "", path))
    done(upkeep)
    path.write_text("id,title,price\n1,Harpsichord,9500\n")
    upkeep.add(FeedRequest.of("Elm", "", "", path))
    done(upkeep)
    assert Catalogue.open(folder).offer("Elm", "1").price == Money.of(9500, "CHF")


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("/srv/secret/feeds/shop.csv", "shop.csv"),
        ("C:\\feeds\\shop.csv", "shop.csv"),
        ("https://user:word@shop.example/feed.xml?key=secret", "shop.example/feed.xml"),
        ("https://a.example/1, https://b.example/2", "a.example/1, b.example/2"),
        ("", ""),
    ],
)
def test_a_page_tells_no_path_and_no_secret(location: str, shown: str) -> None:
    assert shown_place(location) == shown

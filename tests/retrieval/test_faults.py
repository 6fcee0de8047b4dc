"""The catalogue's server down, silent, restarted: told in time, found again, and never stormed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from retrieval.catalogue import Catalogue
from retrieval.catalogue import patience as waiting
from retrieval.catalogue.address import Address
from retrieval.catalogue.hurried import PAUSE, Connector
from retrieval.catalogue.patience import patient
from retrieval.live import LiveSearch
from retrieval.query import Query
from retrieval.search import SearchOptions
from retrieval.trouble import DatabaseDown, trouble
from tests.conftest import filled
from tests.postgres import MISSING, Postgres, programs, serving

pytestmark = pytest.mark.skipif(programs() is None, reason=MISSING)
SAID = 0.3  # seconds of patience
ENOUGH = 20.0  # seconds, on a machine that does much else; without patience it would be for ever


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with serving() as found:
        yield found


@pytest.fixture
def catalogue(server: Postgres, tmp_path: Path) -> Iterator[Catalogue]:
    found = Catalogue.create(Address(tmp_path, server.create()))
    found.set("key", "value")
    yield found
    found.close()


def told(ask) -> str:
    """What is told of a question that cannot be answered."""
    with pytest.raises(SQLAlchemyError) as raised:
        ask()
    lacking = trouble(raised.value)
    assert isinstance(lacking, DatabaseDown)
    return str(lacking)


def again(catalogue: Catalogue) -> str:
    """The answer once the server is back; its place is looked at again after a pause."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return catalogue.get("key")
        except SQLAlchemyError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_a_server_that_stopped_is_told_of_and_found_again(catalogue, server):
    server.stop()
    try:
        assert "does not answer" in told(lambda: catalogue.get("key"))
    finally:
        server.start()
    assert again(catalogue) == "value"
    catalogue.set("key", "new")
    assert catalogue.get("key") == "new"


def test_a_server_that_says_nothing_is_waited_for_no_longer_than_a_shopper_would(catalogue, server):
    assert catalogue.get("key") == "value"
    server.freeze()
    try:
        begun = time.monotonic()
        with patient(SAID):
            told(lambda: catalogue.get("key"))
            for _ in range(20):  # nobody waits a second time
                told(lambda: catalogue.get("key"))
        assert time.monotonic() - begun < ENOUGH
    finally:
        server.thaw()
    assert again(catalogue) == "value"


def test_an_answer_that_came_too_late_is_not_taken_for_another(catalogue, server):
    with catalogue.engine.connect() as connection, patient(SAID):
        told(lambda: connection.exec_driver_sql("SELECT pg_sleep(5), 'late'"))
    with patient(SAID * 100):
        assert again(catalogue) == "value"


def test_nobody_who_has_time_is_hurried(catalogue):
    with catalogue.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT pg_sleep(1.2), 1").one()[1] == 1


def test_a_thousand_questions_are_one_attempt(server):
    now, made = [0.0], []
    connector = Connector(lambda: now[0])
    place = server.url("nowhere").set(drivername="postgresql").render_as_string()

    def ask() -> None:
        try:
            connector.connect(place)
        except Exception as error:
            made.append("does not exist" in str(error))

    ask()
    threads = [threading.Thread(target=ask) for _ in range(50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert made.count(True) == 1
    now[0] += PAUSE
    ask()
    assert made.count(True) == 2


def test_what_was_opened_goes_on_from_what_is_local(server, feed, tmp_path, monkeypatch):
    """A turn under way keeps its generation; that its products cannot be read is told."""
    monkeypatch.setattr(waiting, "ANSWERING", SAID)
    place = filled(Address(tmp_path / "c", server.create()), feed)
    catalogue = Catalogue.open(place)
    live = LiveSearch(catalogue, SearchOptions())
    searcher = live.searcher
    searcher.search(Query("a red mug"), 3)
    server.stop()
    try:
        assert live.searcher is searcher
        with live.pinned():
            assert live.searcher is searcher
            told(lambda: live.searcher.search(Query("a red mug"), 3))
    finally:
        server.start()
    again(catalogue)
    assert live.searcher.search(Query("a red mug"), 3)[0].product.title == "Red mug"
    live.close()
    catalogue.close()

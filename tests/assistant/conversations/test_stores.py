"""Stores of conversations: what every one of them promises, and faults of their servers."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator

import pytest

from assistant.conversations.stores import BadStore, Kept, StoreDown, base, open_store
from assistant.conversations.stores.base import MOST_BYTES, StateStore
from tests import postgres as postgresql
from tests import redis_server

SERVERS = {
    "redis": (redis_server.serving, shutil.which(redis_server.PROGRAM), redis_server.MISSING),
    "postgresql": (postgresql.serving, postgresql.programs(), postgresql.MISSING),
}


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator:
    serving, there, missing = SERVERS[request.param]
    if not there:
        pytest.skip(missing)
    with serving() as found:
        yield found


def address(server) -> str:
    if isinstance(server, redis_server.RedisServer):
        return server.url
    return server.url("postgres").render_as_string(hide_password=False)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict on a busy machine is that on an idle one."""
    monkeypatch.setattr(base, "ANSWERS", 60.0)


@pytest.fixture
def store(server) -> Iterator[StateStore]:
    found = open_store(address(server))
    assert found
    yield found
    found.close()


def test_what_is_kept_comes_back_with_its_version(store):
    assert store.load("c_1") is None
    assert store.version("c_1") == 0
    assert store.save("c_1", b"one \x00\xff", 0, 60)
    assert store.load("c_1") == Kept(b"one \x00\xff", 1)
    assert store.save("c_1", b"two", 1, 60)
    assert (store.load("c_1"), store.version("c_1")) == (Kept(b"two", 2), 2)
    store.end("c_1")
    assert store.load("c_1") is None


def test_of_two_servers_one_is_told_that_the_other_was_quicker(store, server):
    other = open_store(address(server))
    assert store.save("c_2", b"begun", 0, 60)
    assert not other.save("c_2", b"begun too", 0, 60)
    assert other.save("c_2", b"theirs", 1, 60)
    assert not store.save("c_2", b"ours", 1, 60)
    assert store.load("c_2") == Kept(b"theirs", 2)
    other.close()


def test_of_many_at_once_one_wins(store):
    won = []
    threads = [
        threading.Thread(target=lambda: won.append(store.save("c_3", b"x", 0, 60)))
        for _ in range(8)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(won) == [False] * 7 + [True]


def test_what_is_past_its_time_is_gone(store):
    store.save("c_4", b"x", 0, 0.05)
    time.sleep(0.1)
    store.sweep()
    assert store.load("c_4") is None
    assert store.version("c_4") == 0


def test_nothing_too_long_is_kept(store):
    with pytest.raises(ValueError, match="more than"):
        store.save("c_5", b"x" * (MOST_BYTES + 1), 0, 60)


def test_a_server_that_says_nothing_costs_one_wait_and_is_then_left_alone(
    store, server, monkeypatch
):
    now = [0.0]
    store._clock = lambda: now[0]
    store.save("c_6", b"before", 0, 60)
    server.freeze()
    monkeypatch.setattr(base, "ANSWERS", 0.3)
    try:
        with pytest.raises(StoreDown):
            store.load("c_6")
        monkeypatch.setattr(base, "ANSWERS", 3600.0)  # a second wait would be noticed
        with pytest.raises(StoreDown):
            store.load("c_6")
    finally:
        server.thaw()
    monkeypatch.setattr(base, "ANSWERS", 60.0)
    now[0] += base.PAUSE + 1
    assert store.load("c_6") == Kept(b"before", 1)


def test_a_server_that_was_stopped_is_found_again(store, server):
    now = [0.0]
    store._clock = lambda: now[0]
    assert store.version("c_7") == 0
    server.stop()
    with pytest.raises(StoreDown):
        store.load("c_7")
    server.start()
    now[0] += base.PAUSE + 1
    assert store.save("c_7", b"after", 0, 60)


def test_an_address_that_is_none_is_told():
    assert open_store("") is None
    for stated in ("mysql://x", "catalog", "memcached://x"):
        with pytest.raises(BadStore, match="redis://host"):
            open_store(stated)

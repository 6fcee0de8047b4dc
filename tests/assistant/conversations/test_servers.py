"""Two servers, one conversation: neither forgets what the other was told."""

from __future__ import annotations

import base64
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.access import Access
from assistant.assistant import Assistant
from assistant.conversations.stores import Kept, StateStore, base
from assistant.startup import Opening
from assistant.ui.server import create_app
from retrieval.catalogue.address import Address
from tests import redis_server
from tests.assistant.conversations.replicas import PATIENCE, Replica, proxied

SAID = ("a lamp under 60 euros", "not red", "in stock", "cheaper", "undo", "why the first?", "mugs")


class Shared(StateStore):
    """A store in this process, which may be told to be down."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Kept] = {}
        self.down = False

    def _load(self, name: str) -> Kept | None:
        self._look()
        return self.kept.get(name)

    def _version(self, name: str) -> int:
        self._look()
        return self.kept.get(name, Kept(b"", 0)).version

    def _save(self, name: str, content: bytes, version: int, seconds: float) -> bool:
        self._look()
        if self._version(name) != version:
            return False
        self.kept[name] = Kept(content, version + 1)
        return True

    def _end(self, name: str) -> None:
        self.kept.pop(name, None)

    def close(self) -> None: ...

    def _look(self) -> None:
        if self.down:
            raise OSError("down")


@pytest.fixture
def store() -> Shared:
    return Shared()


@pytest.fixture
def servers(assistant: Assistant, store: Shared) -> Iterator[list[TestClient]]:
    """Three: two with a store, and one that keeps its own."""
    with ExitStack() as stack:
        clients = []
        for shared in (store, store, None):
            opening = Opening(lambda progress: assistant)
            opening.run()
            opening.start = lambda: None  # type: ignore[method-assign]
            app = create_app(opening, Access(), store=shared, read_only=True)
            clients.append(TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1)))
        yield clients
        stack.close()


def begin(client: httpx.Client) -> str:
    answer = client.post("/v1/conversations", json={"currency": "EUR"}, timeout=PATIENCE)
    return answer.raise_for_status().json()["conversation_id"]


def say(client: httpx.Client, talk: str, text: str, key: str = "", **more) -> dict:
    answer = client.post(
        f"/v1/conversations/{talk}/turns",
        json={"text": text, **more},
        headers={"Idempotency-Key": key} if key else {},
        timeout=PATIENCE,
    )
    return answer.raise_for_status().json()


def told(answer: dict) -> tuple:
    """What a shopper sees of an answer."""
    shown = [one["title"] for one in answer["products"]]
    reasons = [[why["claim"] for why in one["reasons"]] for one in answer["products"]]
    return answer["reply"], shown, reasons, answer["constraints"], answer["undoable"]


def test_turns_may_go_to_any_server(servers):
    one, other, alone = servers
    shared, own = begin(one), begin(alone)
    for number, text in enumerate(SAID):
        answer = say((other, one)[number % 2], shared, text)
        assert told(answer) == told(say(alone, own, text)), text


def test_a_photo_is_asked_with_where_nobody_saw_it(servers, feed, store):

    one, other, alone = servers
    photo = base64.b64encode((feed.parent / "red-mug.png").read_bytes()).decode()
    shared, own = begin(one), begin(alone)
    say(one, shared, "", images=[photo])
    say(alone, own, "", images=[photo])
    kept = store.kept[shared].content
    assert photo.encode()[:200] not in kept
    assert len(kept) < 64 * 1024
    for client, text in ((other, "in stock"), (one, "more like the first"), (other, "undo")):
        assert told(say(client, shared, text)) == told(say(alone, own, text)), text


def test_a_turn_that_is_said_again_is_done_once(servers):
    one, other, _ = servers
    talk = begin(one)
    say(one, talk, "a lamp")
    first = say(one, talk, "under 60 euros", key="k1")
    assert say(other, talk, "under 60 euros", key="k1") == first
    assert say(one, talk, "under 60 euros", key="k1") == first
    say(other, talk, "not red", key="k2")
    assert told(say(one, talk, "undo", key="k3"))[3] == told(first)[3]


def test_two_turns_at_once_are_answered_one_after_the_other(servers, store):
    """The one that comes second begins again from where the first one ended."""
    one, other, _ = servers
    talk = begin(one)
    say(one, talk, "a lamp")
    say(other, talk, "in stock")
    save, meanwhile = store._save, []

    def slowly(name, content, version, seconds):
        if not meanwhile and name == talk:
            meanwhile.append(True)
            say(other, talk, "not red")
        return save(name, content, version, seconds)

    store._save = slowly
    answer = say(one, talk, "under 100 euros")
    assert answer["constraints"]["exclude"] == {"colour": ["red"]}
    assert answer["constraints"]["max_price"]["amount"] == 100
    assert answer["constraints"]["in_stock"] is True


def test_while_the_store_is_down_each_server_goes_on_with_what_it_has(servers, store, monkeypatch):

    monkeypatch.setattr(base, "PAUSE", 0.0)
    one, other, _ = servers
    talk = begin(one)
    say(one, talk, "a lamp")
    store.down = True
    assert say(one, talk, "not red")["constraints"]["exclude"] == {"colour": ["red"]}
    refused = other.post(f"/v1/conversations/{talk}/turns", json={"text": "in stock"})
    assert refused.status_code == 503
    assert "right now" in refused.json()["detail"]
    assert int(refused.headers["retry-after"]) >= 1
    store.down = False
    say(one, talk, "under 100 euros")
    assert say(other, talk, "in stock")["constraints"].keys() >= {
        "exclude",
        "max_price",
        "in_stock",
    }


def test_what_a_store_lost_is_given_to_it_again(servers, store):
    one, other, _ = servers
    talk = begin(one)
    say(one, talk, "a lamp")
    store.kept.clear()
    say(one, talk, "not red")
    assert say(other, talk, "in stock")["constraints"]["exclude"] == {"colour": ["red"]}


def test_what_is_no_conversation_is_not_gone_on_with(servers, store):
    one, other, _ = servers
    talk = begin(one)
    say(one, talk, "a lamp")
    version = store.kept[talk].version
    for content in (b"", b"{}", b"\x80\x04]q\x00.", store.kept[talk].content[:-20]):
        store.kept[talk] = Kept(content, version)
        refused = other.post(f"/v1/conversations/{talk}/turns", json={"text": "in stock"})
        assert refused.status_code == 404


def test_an_answer_is_rated_and_a_conversation_ended_at_any_server(servers, store):
    one, other, _ = servers
    talk = begin(one)
    message = say(one, talk, "a lamp")["message_id"]
    rated = other.post(f"/v1/messages/{message}/feedback", json={"rating": "up"})
    assert rated.status_code == 204
    assert other.delete(f"/v1/conversations/{talk}").status_code == 204
    assert talk not in store.kept


@pytest.mark.skipif(not shutil.which(redis_server.PROGRAM), reason=redis_server.MISSING)
def test_no_turn_is_lost_when_a_server_is_killed(closed_on_server: Address, tmp_path: Path):
    """Two processes over one PostgreSQL and one Redis, behind a proxy that asks them by turns."""
    with redis_server.serving() as redis, ExitStack() as stack:
        first, second = (Replica(closed_on_server, redis.url, tmp_path) for _ in range(2))
        for one in (first, second):
            stack.callback(one.kill)
        first.wait()
        second.wait()
        proxy = stack.enter_context(proxied(first, second))
        with httpx.Client(base_url=proxy.base) as client:
            talk = begin(client)
            say(client, talk, "a lamp under 100 euros", "1")
            say(client, talk, "not red", "2")
            assert set(proxy.asked) == {first.base, second.base}

            answers: list[dict] = []
            proxy.forwarded.clear()
            turn = threading.Thread(
                target=lambda: answers.append(say(client, talk, "in stock", "3"))
            )
            turn.start()
            proxy.forwarded.wait(PATIENCE)
            dead, alive = first, second
            if proxy.asked[-1] == second.base:
                dead, alive = second, first
            dead.kill()
            turn.join(PATIENCE)
            stated = answers[0]["constraints"]
            assert stated["include"] == {"category": ["lamp"]}
            assert stated["exclude"] == {"colour": ["red"]}
            assert (stated["in_stock"], stated["max_price"]["amount"]) == (True, 100)

            third = Replica(closed_on_server, redis.url, tmp_path)
            stack.callback(third.kill)
            proxy.targets = [third.wait().base]  # which has heard nothing of it yet
            alive.kill()
            before = say(client, talk, "undo", "4")
            assert "in_stock" not in before["constraints"]
            assert before["constraints"]["exclude"] == {"colour": ["red"]}

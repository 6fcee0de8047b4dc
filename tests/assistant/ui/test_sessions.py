from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from assistant.ui.messages import Message, said
from assistant.ui.sessions import IDLE, Session, Sessions


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


ASSISTANT: Any = object()  # a conversation that says nothing needs none


def test_a_page_has_one_session_of_its_own() -> None:
    sessions = Sessions()
    one = sessions.begin("one", ASSISTANT)
    assert sessions.begin("one", ASSISTANT) is one
    assert sessions.begin("two", ASSISTANT) is not one
    assert sessions.find("three") is None


def test_two_events_at_once_begin_one_session(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, start = Session.over, threading.Barrier(4)

    def begin_slowly(assistant: Any) -> Session:
        time.sleep(0.05)
        return begin(assistant)

    def event(_: int) -> Session:
        start.wait(60)
        return sessions.begin("one", ASSISTANT)

    monkeypatch.setattr(Session, "over", begin_slowly)
    sessions = Sessions()
    with ThreadPoolExecutor(4) as events:
        begun = list(events.map(event, range(4)))
    assert all(session is sessions.find("one") for session in begun)


def test_what_is_said_at_once_is_all_kept() -> None:
    session = Session.over(ASSISTANT)
    session.talk = SlowList([said("hello")])
    with ThreadPoolExecutor(4) as events:
        list(events.map(lambda n: session.add(said(str(n))), range(4)))
    assert {message.text for message in session.talk} == {"hello", *"0123"}


class SlowList(list[Message]):
    """Messages that take a while to read."""

    def __iter__(self) -> Iterator[Message]:
        time.sleep(0.05)
        return super().__iter__()


def test_a_caller_without_a_page_leaves_nothing_behind() -> None:
    sessions = Sessions()
    assert sessions.begin("", ASSISTANT) is not sessions.begin("", ASSISTANT)
    assert len(sessions) == 0


def test_an_idle_session_is_forgotten_and_remembered_to_have_been(clock: Clock) -> None:
    ended: list[Session] = []
    sessions = Sessions(ended.append, clock)
    one = sessions.begin("one", ASSISTANT)
    clock.now = IDLE - 1
    assert sessions.find("one") is one
    clock.now += IDLE
    sessions.sweep()
    assert ended == [one]
    assert sessions.expired("one")
    assert sessions.begin("one", ASSISTANT) is not one
    assert not sessions.expired("one")


def test_of_too_many_the_one_idle_longest_is_forgotten(clock: Clock) -> None:
    sessions = Sessions(clock=clock, most=2)
    for page in ("one", "two", "one", "three"):
        clock.now += 1
        sessions.begin(page, ASSISTANT)
    assert len(sessions) == 2
    assert sessions.expired("two")
    assert sessions.find("one")


def test_a_session_that_is_ended_on_purpose_is_no_surprise() -> None:
    sessions = Sessions()
    one = sessions.begin("one", ASSISTANT)
    assert not one.ended
    sessions.end("one")
    assert sessions.find("one") is None
    assert not sessions.expired("one")
    assert one.ended


def test_an_answer_is_rated_once_and_explained_once() -> None:
    session = Session(conversation=None)  # type: ignore[arg-type]
    session.add(said("Here is a mug.", rated=True), said("Not to be rated."))
    name = session.talk[0].name
    assert not session.rate("", "up")
    assert not session.rate(name, "sideways")
    assert not session.explain(name, "other")  # nobody said yet that it is no good
    assert session.rate(name, "down")
    assert not session.rate(name, "up")
    assert not session.explain(name, "in my own words")
    assert session.explain(name, "wrong_facts")
    assert not session.explain(name, "other")
    assert (session.talk[0].rating, session.talk[0].reason) == ("down", "wrong_facts")

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

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
    sessions.begin("one", ASSISTANT)
    sessions.end("one")
    assert sessions.find("one") is None
    assert not sessions.expired("one")

"""The last look at a reply."""

from __future__ import annotations

import logging

import pytest

from assistant.dialogue.sayings import fixed
from assistant.dialogue.verifying import sound
from assistant.explain.checks.reply import ReplyChecker
from tests.assistant.explain.shelf import Shelf


def test_what_says_nothing_of_products_needs_no_check() -> None:
    checker = ReplyChecker(Shelf(), [], shops=())  # type: ignore[arg-type]
    for sentence in fixed():
        if "{" not in sentence:
            assert sound([sentence], checker, "en") == sentence


def test_what_is_not_said_is_not_logged_either(caplog: pytest.LogCaptureFixture) -> None:
    checker = ReplyChecker(Shelf(), [], shops=())  # type: ignore[arg-type]
    said = "You asked for “a ring for Ada”."
    with caplog.at_level(logging.DEBUG):
        reply = sound([said, "You're welcome."], checker, "en")
    assert reply == "You're welcome."
    assert "a quote comes from nowhere" in caplog.text
    assert "Ada" not in caplog.text

"""What somebody says of themselves, in three languages; and what is none of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.language import understand
from assistant.taste.learning import learnt
from assistant.taste.profile import Preference


@pytest.fixture(scope="module")
def assistant(catalog_folder: Path) -> Iterator[Assistant]:
    assistant = Assistant.open(catalog_folder)
    yield assistant
    assistant.close()


def read(assistant: Assistant, text: str) -> list[tuple[str, str, str]]:
    found: list[Preference] = learnt(understand(text, assistant.vocabulary), assistant.vocabulary)
    return [(one.field, one.value, one.stance) for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I never wear wool", ("material", "wool", "never")),
        ("I don't like plastic", ("material", "plastic", "avoid")),
        ("I hate green", ("colour", "green", "avoid")),
        ("I love blue, a mug please", ("colour", "blue", "like")),
        ("my size is 42", ("size", "42", "like")),
        ("I wear size M", ("size", "m", "like")),
        ("we are four", ("people", "4", "like")),
        ("a table, we're a family of 5", ("people", "5", "like")),
        ("not over 50 euros as a rule", ("price", "50.00 EUR", "like")),
        ("Ich trage nie Wolle", ("material", "wool", "never")),
        ("Wolle mag ich nicht", ("material", "wool", "avoid")),
        ("Ich mag Blau", ("colour", "blue", "like")),
        ("Wir sind zu viert", ("people", "4", "like")),
        ("Meine Größe ist 42", ("size", "42", "like")),
        ("我从不穿羊毛", ("material", "wool", "never")),
        ("我不喜欢绿色", ("colour", "green", "avoid")),
        ("我喜欢蓝色", ("colour", "blue", "like")),
        ("我们一家四口", ("people", "4", "like")),
        ("我穿42码", ("size", "42", "like")),
    ],
)
def test_habits_are_read(assistant: Assistant, text: str, wanted: tuple[str, str, str]) -> None:
    assert read(assistant, text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "a red mug", "I'd like a red mug", "I would like something blue", "not red", "no wool",
        "I like the blue one", "cheaper", "under 50 euros", "we are 20 minutes away",
        "eine rote Tasse", "keine Wolle", "红色的杯子", "不要羊毛",
        "I like halal red meat", "I love green prayer rugs",
    ],
)  # fmt: skip
def test_wishes_are_no_habits_and_secrets_are_none(assistant: Assistant, text: str) -> None:
    assert read(assistant, text) == []

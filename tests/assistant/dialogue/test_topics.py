"""What a question was about is said again without its chatter, or not at all."""

from __future__ import annotations

import pytest

from assistant.dialogue.phrases import named_once, silent_on
from assistant.dialogue.topics import topic_of
from assistant.recommendation import Recommendation
from retrieval.offers import Offer, Product

MUG = Offer("Alder", "1", "Red mug", attributes={"title_zh": "红色马克杯"})
ITEM = Recommendation(Product("p", (MUG,)), (MUG,), 1.0, {}, [])


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("does it come w a bulb and", "bulb"),
        ("is it dimmable", "dimmable"),
        ("helmet included nah", "helmet"),
        ("switch", "switch"),
        ("does it", ""),
        ("would that be like totally awesome or whatever", ""),
        ("个带盖子", "盖子"),
        ("第二个有开关吗", "开关"),
        ("是什么形状", "形状"),
        ("有机棉", "有机棉"),  # a word that begins as chatter does
    ],
)
def test_the_topic_of_a_question(question: str, topic: str) -> None:
    assert topic_of(question) == topic


def test_silence_is_told_of_all_topics_at_once_and_of_none_by_its_leftovers() -> None:
    assert silent_on(ITEM, ["bulb", "lid"], "en") == "“Red mug” says nothing about “bulb” or “lid”."
    assert silent_on(ITEM, ["bulb", ""], "en") == "“Red mug” says nothing about that."
    assert silent_on(ITEM, ["开关"], "zh") == "“红色马克杯”没有写到“开关”。"


def test_a_thing_is_named_once() -> None:
    lines = ["“Red mug” is red.", "“Red mug” weighs 300 g.", "“Blue mug” is blue."]
    assert named_once(lines, ITEM, "en") == [
        "“Red mug” is red.",
        "It weighs 300 g.",
        "“Blue mug” is blue.",
    ]

"""A pasted link finds the thing; of a foreign one, the words are read."""

from __future__ import annotations

import pytest

from assistant.dialogue import Conversation
from assistant.dialogue.linking import follow, words_of
from assistant.turn import Turn


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example/red-mug",
        "https://www.shop.example/red-mug/?utm_source=mail&gclid=x",
        "look: https://shop.example/red-mug.",
        "http://shop.example/Red-Mug#reviews",
    ],
)
def test_a_link_of_a_shop_that_is_here_finds_the_thing(talk: Conversation, link: str) -> None:
    answer = talk.say(Turn(link))
    assert [one.product.title for one in answer.recommendations] == ["Red mug"]
    assert "Red mug" in answer.reply


def test_what_is_said_beside_a_link_is_about_its_thing(talk: Conversation) -> None:
    answer = talk.say(Turn("how much is this? https://shop.example/blue-lamp"))
    assert "59" in answer.reply
    cheaper = talk.say(Turn("https://shop.example/blue-teapot in green"))
    assert cheaper.recommendations[0].product.title == "Green teapot"


def test_a_foreign_link_is_read(talk: Conversation) -> None:
    answer = talk.say(Turn("https://other.example/dp/green-mug-0-4l/B08N5WRWNW?ref=x"))
    assert answer.recommendations[0].product.title == "Green mug"


def test_a_link_that_says_nothing_is_told(talk: Conversation) -> None:
    answer = talk.say(Turn("https://other.example/p/12345678"))
    assert answer.recommendations == ()
    assert "No shop here sells" in answer.reply


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://x.example/blue-steel-teapot-1l.html", "blue steel teapot 1l"),
        ("https://x.example/en/p/gr%C3%BCne_Tasse/99887766", "grüne Tasse"),
        ("https://x.example/12345678", ""),
        ("https://x.example", ""),
        ("https://[broken", ""),
    ],
)
def test_words_of_a_link(link: str, words: str) -> None:
    assert words_of(link) == words


def test_text_without_a_link_is_left(assistant) -> None:
    assert follow("a red mug", assistant.searcher).text == "a red mug"

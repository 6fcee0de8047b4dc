"""The sentence that is spoken: short, speakable, of three things at most."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.dialogue import DialogueAnswer
from assistant.language import Wishes
from assistant.recommendation import Recommendation
from assistant.speech.speakable import MOST_WORDS, count_words, money_in_words, short, speech
from retrieval.money import Money
from retrieval.offers import Offer, Product


def recommended(title: str, price: Money | None = Money.of("14.90", "EUR")) -> Recommendation:
    offer = Offer("Shop", title, title, price=price)
    return Recommendation(Product(f"p{title}", (offer,)), (offer,), 1.0, {"text": 1.0}, [])


def spoken(reply: str, *titles: str, language: str = "en", **more: Any) -> str:
    shown = tuple(map(recommended, titles))
    return speech(DialogueAnswer("search", reply, shown, Wishes(), language=language, **more))


LONG = "Quillmoor Elm mug, enamel, red and white striped, 0.41 l"


def test_the_first_sentence_is_spoken_with_titles_cut_and_money_in_words() -> None:
    reply = f"Just one fits: “{LONG}” for €14.90 at Lindenhof Markt. It is red."
    expected = "Just one fits: Quillmoor Elm mug for 14.90 euros at Lindenhof Markt."
    assert spoken(reply, LONG) == expected


def test_what_is_too_long_to_be_heard_becomes_a_list() -> None:
    reply = " ".join(["and so on"] * 20) + "."
    assert spoken(reply, "Red mug", "Blue mug", "Green mug", "Grey mug") == (
        "I found Red mug for 14.90 euros, Blue mug for 14.90 euros and Green mug for 14.90 euros."
    )


def test_four_things_are_too_many() -> None:
    reply = "There are “Red mug”, “Blue mug”, “Green mug” and “Grey mug”."
    assert "Grey" not in spoken(reply, "Red mug", "Blue mug", "Green mug", "Grey mug")


@pytest.mark.parametrize("words", [1, 5, 12, 25, 26, 60])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 6])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_never_longer_than_it_may_be(words: int, count: int, language: str) -> None:
    word = "mug" if language == "en" else "水壶"
    reply = " ".join([word] * words) + "."
    titles = [f"{word} {n} with a name that goes on, and on and on" for n in range(count)]
    sentence = spoken(reply, *titles, language=language)
    assert 0 < count_words(sentence) <= MOST_WORDS
    assert not re.search(r"[*_`#<>|]|https?:", sentence)


def test_nothing_that_only_an_eye_reads_is_spoken() -> None:
    sentence = spoken("See **[this](https://x.example/a)** • now: https://x.example/b .")
    assert sentence == "See this now: ."


def test_chinese_is_spoken_in_chinese() -> None:
    reply = "只有一件符合：“绿色双肩包，帆布”（Harbor，售价¥204.50）。"
    assert spoken(reply, "绿色双肩包，帆布", language="zh").startswith("只有一件符合：绿色双肩包")


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (Money.of("14.90", "EUR"), "14.90 euros"),
        (Money.of(1, "GBP"), "1 British pound"),
        (Money.of(20, "USD"), "20 US dollars"),
        (Money.of(500, "JPY"), "500 Japanese yen"),
        (Money.of(3), "3"),
    ],
)
def test_money_in_words(price: Money, words: str) -> None:
    assert money_in_words(price, "en") == words


@pytest.mark.parametrize(
    ("title", "head"),
    [(LONG, "Quillmoor Elm mug"), ("A B C D E F G", "A B C D E"), (", only", ", only")],
)
def test_titles_are_cut(title: str, head: str) -> None:
    assert short(title) == head

from __future__ import annotations

import pytest

from assistant.insight.words import LONGEST, SEVERAL, WAITING, Sieve, things_by
from retrieval.encoders import load_encoder

PUBLIC = {"red", "mug"}
THINGS = {"scooter", "滑板车"}


@pytest.fixture
def sieve() -> Sieve:
    return Sieve(PUBLIC.__contains__, THINGS.__contains__)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a red mug for Anna Schmidt", "red mug"),
        ("a scooter, anna.schmidt@shop.example", "scooter"),
        ("red mug 0171/2345678 or +49 171 2345678", "red mug"),
        ("mug to Linden Street 12b, 10115 Berlin", "mug"),
        ("https://anna.example/me www.anna.example red", "red"),
        ("张伟要滑板车", "滑板车"),
        ("red " * 20, "red"),
        ("x" * (LONGEST + 1), ""),
        ("", ""),
    ],
)
def test_what_identifies_is_dropped(sieve: Sieve, said: str, kept: str) -> None:
    assert sieve.kept(said, "one") == kept


def test_a_word_that_several_conversations_say_is_kept(sieve: Sieve) -> None:
    for number in range(SEVERAL - 1):
        for _ in range(5):  # one shopper who insists is one shopper
            assert sieve.kept("hoverboard", f"conversation {number}") == ""
    assert sieve.kept("hoverboard", "another") == "hoverboard"


def test_who_has_no_name_does_not_count_as_another(sieve: Sieve) -> None:
    for _ in range(SEVERAL + 1):
        assert sieve.kept("hoverboard", "") == ""


def test_no_more_words_wait_than_there_is_room_for(sieve: Sieve) -> None:
    sieve.kept("hoverboard", "one")
    sieve.kept("hoverboard", "two")
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(WAITING):
        word = "".join(letters[number // 26**place % 26] for place in range(4))
        sieve.kept(f"q{word}", "three")
    assert sieve.kept("hoverboard", "four") == ""


@pytest.mark.parametrize(
    "word", "anna schmidt john maria smith müller berlin london 张伟 王芳 北京 hauptstraße".split()
)
def test_names_of_people_and_places_are_no_things(word: str) -> None:
    assert not things_by(load_encoder("compact"))(word)


@pytest.mark.parametrize("word", "scooter helmet laptop sofa trampoline kühlschrank 帐篷".split())
def test_things_that_the_catalogue_lacks_are_things(word: str) -> None:
    assert things_by(load_encoder("compact"))(word)

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.insight.probe import WEIGHTS, Probe, features
from assistant.insight.words import (
    LONGEST,
    NEARER,
    SEVERAL,
    WAITING,
    Sieve,
    nearer_to_names,
    things_by,
)
from benchmarks.insight_words import listed
from retrieval.encoders import load_encoder
from retrieval.encoders.absent import AbsentEncoder

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


def test_the_probe_is_for_the_encoder_that_it_was_fitted_with(tmp_path: Path) -> None:
    encoder = load_encoder("compact")
    probe = Probe.of(encoder)
    assert probe
    assert Probe.of(AbsentEncoder("other-1", 4, 4)) is None
    assert Probe.of(encoder, tmp_path / "none.safetensors") is None
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(WEIGHTS.read_bytes()[:100])
    assert Probe.of(encoder, damaged) is None
    probe.save(encoder, tmp_path / "again.safetensors")
    again = Probe.of(encoder, tmp_path / "again.safetensors")
    assert again
    assert (again.weights == probe.weights).all()


def test_no_more_names_pass_and_fewer_things_wait_than_by_examples() -> None:
    """On words that neither rule was made with."""
    encoder = load_encoder("compact")
    probe = Probe.of(encoder)
    assert probe
    names, things = listed("later", "name"), listed("later", "thing")
    by_probe = [probe.scores(features(ws, encoder)) < probe.threshold for ws in (names, things)]
    by_examples = [nearer_to_names(words, encoder) < NEARER for words in (names, things)]
    assert by_probe[0].sum() <= by_examples[0].sum()
    assert by_probe[1].sum() > by_examples[1].sum()

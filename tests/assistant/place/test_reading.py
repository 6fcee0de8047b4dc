"""What an utterance says of places, and what is left of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.place.reading import told_of

DEMO = Path(__file__).parents[3] / "demo" / "evaluation"


@pytest.mark.parametrize(
    ("text", "place", "left"),
    [
        ("I'm in Leipzig", "Leipzig", ""),
        ("i'm in leipzig looking for a lamp", "Leipzig", "looking for a lamp"),
        ("I live in springfield, Illinois and need a mug", "Springfield", "need a mug"),
        ("We are near Bath.", "Bath", ""),
        ("ich bin in Leipzig", "Leipzig", ""),
        ("wir sind in Frankfurt am Main und suchen eine Lampe", "Frankfurt am Main",
         "suchen eine Lampe"),
        ("我在莱比锡", "莱比锡", ""),
        ("我住在北京，想买个杯子", "北京", "想买个杯子"),
    ],
)  # fmt: skip
def test_where_somebody_is(text: str, place: str, left: str) -> None:
    told = told_of(text)
    assert told.spot is not None
    assert (told.spot.name, told.text) == (place, left)
    assert not told.wished


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a lamp near me", "a lamp"),
        ("a bike nearby, under 50 euros", "a bike, under 50 euros"),
        ("what's near me?", ""),
        ("附近", ""),
        ("附近有台灯吗", "台灯"),
        ("离我近一点的", ""),
        ("eine Lampe in der Nähe", "eine Lampe"),
    ],
)
def test_what_is_near_comes_first(text: str, left: str) -> None:
    told = told_of(text)
    assert told.near
    assert told.text.removeprefix("有").removesuffix("吗") == left
    assert told.spot is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("lamps close to Leipzig", "Leipzig"),
        ("莱比锡附近的台灯", "莱比锡"),
        ("ein Stuhl in der Nähe von Leipzig", "Leipzig"),
    ],
)
def test_near_a_place_is_both(text: str, place: str) -> None:
    told = told_of(text)
    assert told.near
    assert told.spot is not None
    assert told.spot.name == place
    assert place not in told.text


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("within 5 km", 5),
        ("within five kilometres", 5),
        ("a mug within 2.5 km of me", 2.5),
        ("within 3 miles", 4.828),
        ("no more than 10 km away", 10),
        ("a chair within 5 km of Leipzig", 5),
        ("5公里以内的杯子", 5),
        ("im Umkreis von 5 km", 5),
        ("within 500 m", 0.5),
    ],
)
def test_how_far_it_may_be(text: str, km: float) -> None:
    assert told_of(text).within_km == pytest.approx(km)


@pytest.mark.parametrize(
    ("text", "kind", "question", "left"),
    [
        ("can I pick it up today?", "today", True, "it?"),
        ("can I pick the second one up today", "today", True, "the second one"),
        ("a lamp I can pick up today", "today", False, "a lamp"),
        ("only what I can pick up today", "today", False, ""),
        ("a vase to pick up today", "today", False, "a vase"),
        ("same-day pickup", "today", False, ""),
        ("今天能自提吗", "today", True, ""),
        ("heute abholen", "today", False, ""),
        ("kann ich es heute abholen?", "today", True, ""),
        ("eine Lampe, die ich heute abholen kann", "today", False, "eine Lampe,"),
        ("can I pick it up in a store?", "any", True, "it?"),
        ("pick up in store", "any", False, ""),
    ],
)
def test_picking_up(text: str, kind: str, question: bool, left: str) -> None:
    told = told_of(text)
    assert (told.pick_up, told.question, told.text) == (kind, question, left)


@pytest.mark.parametrize(
    "text",
    [
        "I am in love with this lamp", "I'm in need of a mug", "I'm in the kitchen",
        "a lamp for near the window", "a red mug in stock", "a mug in blue", "mug close to black",
        "headphones with a range within 10 m", "a bag made in Paris", "nothing from China",
        "is it light enough to pick it up", "a collection of mugs from today", "无线耳机10米以内",
        "eine Lampe bei Regen", "a green rucksack under 60 euros", "",
    ],
)  # fmt: skip
def test_what_says_nothing_of_places_is_left_as_it_is(text: str) -> None:
    told = told_of(text)
    assert not told
    assert told.text == text


def test_none_of_the_demos_utterances_speaks_of_a_place() -> None:
    lines = [
        json.loads(line)
        for name in ("utterances", "queries")
        for line in (DEMO / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    said = [text for one in lines if (text := one.get("say") or one.get("text"))]
    assert len(said) > 1000
    assert [text for text in said if told_of(text)] == []


def test_a_bare_name_is_a_place_where_one_was_asked_for() -> None:
    assert not told_of("Leipzig")
    assert told_of("Leipzig", awaited=True).spot.name == "Leipzig"  # type: ignore[union-attr]
    assert told_of("Quaggaberry", awaited=True).unknown
    assert not told_of("show me the blue lamps please", awaited=True)


@pytest.mark.parametrize("text", ["forget my place", "vergiss meinen Ort", "忘记我的位置"])
def test_it_can_be_forgotten(text: str) -> None:
    assert told_of(text).forget

"""Questions about one thing shown: by yes or no where a size or an age decides, each part of a
question by itself, and plainly where nothing is stated."""

from __future__ import annotations

import csv

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from retrieval.ingest import ingest
from tests.conftest import FAKE

ROWS = {
    "tin": (
        "Oak tin box", "Boxes",
        "Opens for cleaning. Magnets hold the lid. Lid not included.",
        {"width_cm": "30", "height_cm": "20", "weight_g": "1500", "capacity_l": "4",
         "color": "red", "age_years": "3", "knobs": "brass knobs"},
    ),
    "case": (
        "Plain case", "Boxes", "For the shelf; non-slip.",
        {"width_cm": "50", "height_cm": "40", "weight_g": "900", "capacity_l": "9",
         "color": "blue"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verdicts")
    names = list(dict.fromkeys(name for *_, stated in ROWS.values() for name in stated))
    with (folder / "shop.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "category", "description", "price", "currency", *names])
        for key, (title, kind, text, stated) in ROWS.items():
            values = [stated.get(name, "") for name in names]
            writer.writerow([key, title, kind, text, "10", "EUR", *values])
    catalogue = Catalogue.create(folder / "catalog")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(folder / "shop.csv"))
    catalogue.close()
    return Assistant.open(folder / "catalog")


@pytest.fixture
def talk(assistant) -> Conversation:
    talk = Conversation(assistant, k=1)
    talk.say(Turn("oak tin box"))
    assert talk.state.screen[0].product.title == "Oak tin box"
    return talk


@pytest.mark.parametrize(
    ("words", "begins", "has"),
    [
        ("will it fit on a shelf 38 cm wide?", "Yes", "30 cm"),
        ("does it go under a table 15 cm high?", "No", "20 cm"),
        ("can i get 3 litres in it?", "Yes", "4 l"),
        ("does it hold 6 litres?", "No", "4 l"),
        ("is it under 2 kilos?", "Yes", "1.5 kg"),
        ("is it over 2 kilos?", "No", "1.5 kg"),
        ("is it ok for a 2 year old?", "No", "3"),
        ("装得下3升吗", "可以", "4升"),
        ("放得进25厘米宽的柜子吗", "不行", "30厘米"),
        ("4岁的孩子能玩吗", "可以", "3岁"),
    ],
)
def test_a_size_or_an_age_decides(talk, words, begins, has):
    answer = talk.say(Turn(words))
    assert answer.intent == "ask"
    assert answer.reply.startswith(begins)
    assert has in answer.reply


@pytest.mark.parametrize(
    ("words", "both"),
    [
        ("is it heavy and how much goes in it?", ("1.5 kg", "4 l")),
        ("what's the height, and the weight too?", ("20 cm", "1.5 kg")),
        ("高度和重量是多少", ("20厘米", "1.5公斤")),
    ],
)
def test_each_part_of_a_question_is_answered(talk, words, both):
    reply = talk.say(Turn(words)).reply
    assert all(one in reply for one in both), reply


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("can you clean it out", "Opens for cleaning."),
        ("what are the knobs like", "brass knobs"),
    ],
)
def test_words_that_the_text_shares_find_what_it_states(talk, words, said):
    assert said in talk.say(Turn(words)).reply


@pytest.mark.parametrize("words", ["is it vegan?", "有背光吗"])
def test_what_is_not_stated_is_said_to_be_without_a_quote(talk, words):
    reply = talk.say(Turn(words)).reply
    assert "nothing about" in reply or "没有写" in reply
    assert "Opens" not in reply
    assert "Magnets" not in reply

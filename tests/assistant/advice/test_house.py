from __future__ import annotations

from pathlib import Path

import pytest

from assistant.advice.house import ASKED, QUOTED, house_answer
from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.house import House, HouseAnswer
from assistant.turn import Turn
from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.money import Money
from retrieval.offers import Offer

ANSWERS = (
    HouseAnswer("How long does delivery take?", "Two to three working days."),
    HouseAnswer("What does delivery cost?", "4.90 EUR; free from 50 EUR."),
    HouseAnswer("How can I return something?", "Within 30 days, unused; we pay the postage."),
    HouseAnswer("How can I pay?", "By card, PayPal, invoice or bank transfer."),
    HouseAnswer("Do you wrap gifts?", "Yes, for 3 EUR; choose it at the till."),
    HouseAnswer("Wie lange dauert die Lieferung?", "Zwei bis drei Werktage."),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two products and a house that has answers, over the real encoder."""
    catalogue = Catalogue.create(tmp_path_factory.mktemp("house") / "catalog")
    offers = [
        Offer(
            source="Alder",
            offer_id=title,
            title=title,
            category="Home > Mugs",
            price=Money.of(10, "EUR"),
            attributes={"colour": title.split()[0].lower()},
        )
        for title in ("Red mug", "Blue mug")
    ]
    catalogue.save_source("Alder", "table", "")
    catalogue.save_offers(offers)
    with catalogue.writing():
        indexing.update(catalogue, load_encoder("compact"))
    catalogue.close()
    return Assistant.open(catalogue.folder, house=House(answers=ANSWERS))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how much is shipping?", 1),
        ("what's your refund policy", 2),
        ("can I pay with paypal", 3),
        ("gift wrapping available?", 4),
    ],
)
def test_a_question_finds_its_answer(question: str, answer: int) -> None:
    encoder = load_encoder("compact")
    told = house_answer(ANSWERS, question, "en", ASKED, encoder)
    assert told == ANSWERS[answer].answer


def test_an_answer_in_the_shopper_s_language_comes_first() -> None:
    encoder = load_encoder("compact")
    said = "wie lange dauert der Versand"
    assert house_answer(ANSWERS, said, "de", ASKED, encoder) == "Zwei bis drei Werktage."
    english = tuple(ANSWERS[:5])
    assert house_answer(english, said, "de", ASKED, encoder) == english[0].answer


@pytest.mark.parametrize("said", ["a red mug", "which is cheaper", "is it waterproof", "hello"])
def test_what_is_about_things_is_not_taken_for_a_question_to_the_shop(said: str) -> None:
    assert house_answer(ANSWERS, said, "en", QUOTED, load_encoder("compact")) == ""


def test_a_conversation_says_what_the_shop_says(shop: Assistant) -> None:
    talk = Conversation(shop)
    shown = talk.say(Turn("a red mug")).recommendations
    answer = talk.say(Turn("what does delivery cost?"))
    assert answer.reply == "4.90 EUR; free from 50 EUR."  # figures of no offer on the screen
    assert answer.intent == "ask"
    assert answer.recommendations == shown
    assert talk.say(Turn("does the first one come in blue?")).reply not in {
        one.answer for one in ANSWERS
    }
    assert talk.say(Turn("a blue mug with free delivery")).intent in ("search", "refine")


def test_without_answers_it_says_where_to_look(shop: Assistant, tmp_path: Path) -> None:
    plain = Assistant(shop.catalogue)
    reply = Conversation(plain).say(Turn("what does delivery cost?")).reply
    assert "shop's own page" in reply

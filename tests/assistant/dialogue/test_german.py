"""A conversation in German: the reply is in the language of the question, and stays in it."""

from __future__ import annotations

import pytest

from assistant.dialogue import Conversation
from assistant.turn import Turn


@pytest.mark.parametrize(
    ("said", "language"),
    [("Zeig mir rote Becher", "de"), ("a red mug", "en"), ("红色的杯子", "zh"), ("Alder", "en")],
)
def test_a_question_is_answered_in_its_language(talk: Conversation, said: str, language: str):
    assert talk.say(Turn(said)).language == language


def test_too_short_a_turn_keeps_the_language(talk: Conversation):
    assert talk.say(Turn("Ich suche einen Becher")).language == "de"
    assert talk.say(Turn("WX-200")).language == "de"
    assert talk.say(Turn("in red please")).language == "en"
    assert talk.say(Turn("WX-200")).language == "en"


def test_before_anything_was_said_it_is_the_pages(talk: Conversation):
    assert talk.say(Turn("WX-200", language="de")).language == "de"


def test_what_is_clicked_is_answered_in_german(talk: Conversation):
    shown = talk.say(Turn("a red mug under 20 euros")).recommendations
    first = shown[0]
    why = talk.act("explain", [first.product.product_id], "de")
    assert f"„{first.product.title}“ für 9,50\u00a0€ bei shop" in why.reply
    assert "ist rot (wie gewünscht)" in why.reply
    assert "gewünscht waren höchstens 20\u00a0€" in why.reply
    assert talk.act("undo", language="de").reply.startswith("Das ist wieder wie vorher.")


def test_all_that_is_said_in_german_holds(talk: Conversation, caplog: pytest.LogCaptureFixture):
    shown = talk.say(Turn("mugs")).recommendations
    products = [one.product.product_id for one in shown[:2]]
    for act in ("compare", "explain", "more_like", "more"):
        reply = talk.act(act, products if act != "more" else [], "de").reply
        assert reply
        products = [one.product.product_id for one in talk.state.screen[:2]]
    assert "A sentence was not said" not in caplog.text

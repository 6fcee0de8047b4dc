"""What was settled on, and a choice with a question behind it."""

import pytest

from tests.assistant.dialogue.actions import say, titles


def test_what_was_settled_on_is_summed_up_while_other_things_are_shown(talk):
    answer = say(
        talk, "a red mug", "ok having that one", "lamps", "I'll take the first one",
        "a blue mug", "what's the final total?",
    )  # fmt: skip
    assert "Red mug" in answer.reply
    assert "lamp" in answer.reply
    assert "Blue mug" not in answer.reply


def test_what_is_given_up_by_its_kind_is_settled_on_no_more(talk):
    say(talk, "a red mug", "ok having that one", "lamps", "I'll take the first one")
    assert len(talk.state.settled) == 2
    say(talk, "forget the mugs")
    assert [one.item.product.title for one in talk.state.settled] != []
    assert all("mug" not in one.item.product.title for one in talk.state.settled)


def test_a_new_conversation_has_settled_on_nothing(talk):
    say(talk, "a red mug", "ok having that one", "start over")
    assert not talk.state.settled


def test_a_choice_and_a_question_about_it_get_one_answer(talk):
    shown = titles(say(talk, "mugs"))
    answer = say(talk, "the blue one then. what does it cost?")
    assert titles(answer) == shown
    assert answer.reply.startswith("“Blue mug”")


def test_what_tells_of_the_shopper_stays_with_the_question(talk):
    say(talk, "lamps")
    answer = say(talk, "my shelf is 85 cm high. would the first one fit?")
    assert answer.intent == "ask"


@pytest.mark.parametrize("said", ["nice but more like half that", "我想要价钱一半的"])
def test_half_the_price_is_a_limit(talk, said):
    first = say(talk, "lamps").recommendations[0].offer.price
    answer = say(talk, said)
    assert answer.wishes.max_price is not None
    assert answer.wishes.max_price.minor == first.minor // 2

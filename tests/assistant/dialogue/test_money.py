"""Sums, several things wanted together, the list, and where things come from."""

import pytest

from tests.assistant.dialogue.actions import say, titles


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("how much for 2 of the red mugs and the blue lamp together?", "€78.00"),
        ("红色杯子两个，加上蓝色的灯，一共多少钱", "€78.00"),
    ],
)
def test_things_of_an_earlier_list_are_reckoned_with_those_on_the_screen(talk, words, total):
    say(talk, "mugs", "now show me lamps")
    answer = say(talk, words)
    assert answer.intent == "ask"
    assert total in answer.reply


@pytest.mark.parametrize(
    "words", ["one each for me and my brother, how much is that?", "我跟我妹妹一人一个，一共多少钱"]
)
def test_one_each_is_as_many_as_there_are_people(talk, words):
    say(talk, "a red mug")
    assert "€19.00" in say(talk, words).reply


def test_a_count_alone_asks_what_so_many_cost(talk):
    before = titles(say(talk, "a red mug"))
    answer = say(talk, "i'd want 25 for a workshop")
    assert "€237.50" in answer.reply
    assert titles(answer) == before


def test_a_count_is_remembered_for_the_sum_that_is_named_later(talk):
    say(talk, "lamps x3")
    answer = say(talk, "150 for the lot")
    assert answer.wishes.pieces == 3
    assert "€150." in answer.reply
    assert "€177.00" in answer.reply, "what three of them come to"
    answer = say(talk, "all right 180")
    assert answer.wishes.as_dict()["max_price"] == {"amount": 180, "currency": "EUR"}
    assert "€3 to spare" in answer.reply, "what is left"
    assert not any(one.misses for one in answer.recommendations)


def test_each_of_two_things_is_shown_and_no_sum_told_that_nobody_asked_for(talk):
    answer = say(talk, "a red mug and a blue lamp")
    assert {"Red mug", "Blue lamp"} <= set(titles(answer))
    assert "Together" not in answer.reply


def test_a_sum_for_two_things_is_kept_by_the_first_of_each(talk):
    answer = say(talk, "a teapot and a lamp, 100 euros for both")
    assert "€93.00" in answer.reply
    assert "€7 to spare" in answer.reply, "what is left"
    first, second = titles(answer)[:2]
    assert first.endswith("teapot")
    assert second.endswith("lamp")
    assert "That is more than" in say(talk, "90 for both").reply


def test_a_later_turn_changes_the_thing_that_it_names(talk):
    say(talk, "a teapot and a lamp, 100 euros for both")
    answer = say(talk, "the lamp in blue")
    assert titles(answer)[1] == "Blue lamp"
    assert titles(answer)[0].endswith("teapot")
    assert "€100," in answer.reply, "the sum is still in force"


def test_another_thing_comes_to_what_was_chosen(talk):
    say(talk, "a red mug", "keep it")
    assert titles(say(talk, "plus a teapot"))[0].endswith("teapot")
    answer = say(talk, "what's that altogether?")
    assert "€43.50" in answer.reply
    assert "Red mug" in answer.reply


def test_the_list_is_told_with_prices_and_changes_nothing(talk):
    say(talk, "a red mug", "keep it")
    before = titles(say(talk, "blue lamps"))
    answer = say(talk, "what was the mug i saved again")
    assert answer.intent == "shortlist"
    assert "“Red mug” for €9.50" in answer.reply
    assert titles(answer) == before


def test_one_is_kept_and_another_crossed_off_in_one_turn(talk):
    say(talk, "lamps")
    answer = say(talk, "keep the blue one and bin the red")
    assert [one.product.title for one in answer.shortlist] == ["Blue lamp"]
    assert "Red lamp" not in titles(answer)
    assert "Red lamp" not in titles(say(talk, "in stock ones")), "it does not come back"


def test_back_with_another_colour_forgets_the_one_of_then(talk):
    say(talk, "red lamps", "mugs")
    answer = say(talk, "back to the lamps, something blue")
    assert answer.wishes.include == {"category": ("lamp",), "colour": ("blue",)}
    assert titles(answer)[0] == "Blue lamp"


def test_which_shop_sells_them_all_is_told_and_nothing_of_how_they_are_sent(talk):
    say(talk, "a red mug", "and a blue lamp")
    answer = say(talk, "would the red mug and the blue lamp come in one parcel?")
    assert "sells all of these" in answer.reply
    assert "up to each shop" in answer.reply

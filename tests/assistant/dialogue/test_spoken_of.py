"""What a shopper speaks of: two things shown, things named before any is shown, things owned."""

from types import SimpleNamespace

import pytest

from assistant.dialogue.finding import distinct
from tests.assistant.dialogue.actions import say, titles


@pytest.mark.parametrize("said", ["which of those two is cheaper?", "is either of them cheaper?"])
def test_those_two_are_the_first_two_where_no_two_were_spoken_of(talk, said):
    answer = say(talk, "lamps", said)
    assert answer.table
    assert answer.table.positions == (1, 2)


def test_two_that_were_spoken_of_are_meant_before_the_first_two(talk):
    answer = say(talk, "lamps", "compare 1 and 3", "which of those two is cheaper?")
    assert answer.table
    assert answer.table.positions == (1, 3)


def test_what_is_named_while_nothing_is_shown_is_looked_up(talk):
    answer = say(talk, "what is the difference between the red mug and the blue mug?")
    assert set(titles(answer)) == {"Red mug", "Blue mug"}
    assert answer.table


def test_one_that_takes_the_place_of_what_broke_is_of_its_kind(talk):
    answer = say(talk, "my old lamp has given up, I just want a plain red one")
    assert titles(answer)[0] == "Red lamp"


def test_a_wish_for_somebody_else_is_a_new_one(talk):
    answer = say(talk, "a red mug", "and something for my sister, not green")
    assert answer.intent == "search"
    assert "colour" not in answer.wishes.include


def test_one_of_each_title_comes_before_its_other_colours():
    hits = [
        SimpleNamespace(product=SimpleNamespace(title=title), place=n)
        for n, title in enumerate(["Hood", "Hood", "Hood", "Shell", "Fleece"])
    ]
    assert [hit.place for hit in distinct(hits, 3)] == [0, 3, 4]
    assert [hit.place for hit in distinct(hits, 4)] == [0, 1, 3, 4]
    assert [hit.place for hit in distinct(hits[:3], 2)] == [0, 1]


@pytest.mark.parametrize(
    "turns",
    [
        ("lamps", "compare 1 and 3", "is the first one in stock?", "and the other one?"),
        ("看看灯", "比较一下第一个和第三个", "第一个有货吗", "那另一个呢"),
    ],
)
def test_the_other_one_is_of_the_two_also_after_a_question_about_one(talk, turns):
    answer = say(talk, *turns)
    assert answer.resolved == (3,)


@pytest.mark.parametrize(
    "turns",
    [
        ("lamps", "is the second one in stock?", "mugs", "what's the lamp from before made of?"),
        ("看看杯子", "第二个有货吗", "看看灯", "刚才那个杯子有货吗？"),
    ],
)
def test_a_kind_from_before_is_the_one_that_was_spoken_of(talk, turns):
    meant = say(talk, *turns[:2]).recommendations[1]
    answer = say(talk, *turns[2:])
    assert meant.is_named_in(answer.reply)


@pytest.mark.parametrize(
    "words", ["and together with the lamp from before?", "加上刚才那个灯一共多少钱？"]
)
def test_what_is_added_is_reckoned_with_what_was_spoken_of(talk, words):
    lamp = say(talk, "lamps", "is the second one in stock?").recommendations[1]
    mug = say(talk, "mugs", "is the third one in stock?").recommendations[2]
    reply = say(talk, words).reply
    total = lamp.offer.price.amount + mug.offer.price.amount
    assert f"{total:.2f}" in reply


def test_the_cheapest_is_of_all_that_are_shown_whatever_was_spoken_of(talk):
    answer = say(talk, "lamps", "compare 1 and 3", "how much is the cheapest one?")
    lowest = min(answer.recommendations, key=lambda one: one.offer.price.amount)
    assert lowest.is_named_in(answer.reply)


def test_an_item_that_is_spoken_of_again_is_the_last_one(talk):
    say(talk, "lamps", "is the first one in stock?", "is the second one in stock?")
    answer = say(talk, "is the first one in stock?")
    assert talk.state.lately[0].product == answer.recommendations[0].product

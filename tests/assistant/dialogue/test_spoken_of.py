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

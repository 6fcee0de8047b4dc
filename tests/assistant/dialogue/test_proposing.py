"""Wishes that name no kind of thing, and which one to take."""

from dataclasses import replace

import pytest

from assistant.dialogue.choosing import pick
from assistant.recommendation import Recommendation
from retrieval.offers import Offer, Product
from tests.assistant.dialogue.actions import say, titles


def kinds(answer):
    return [title.split()[-1] for title in titles(answer)]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("what could I get my sister, she loves tea", "teapot"),
        ("送什么给喜欢喝茶的人", "teapot"),
        ("ein Geschenk für jemanden, der gern Tee trinkt", "mug"),
        ("something nice for the living room", "lamp"),
    ],
)
def test_what_is_needed_says_which_kinds_of_things_are_proposed(talk, said, first):
    answer = say(talk, said)
    assert first in kinds(answer)[:2]


def test_one_of_each_kind_comes_before_the_second_of_any(talk):
    shown = kinds(say(talk, "a present for somebody who has just moved into their first flat"))
    assert len(set(shown[:2])) == 2


def test_who_says_only_whom_it_is_for_is_asked_once_what_they_like(talk):
    answer = say(talk, "a birthday present for my dad")
    assert answer.question
    assert not say(talk, "under 100 euros").question


def test_what_they_like_is_said_later_on(talk):
    say(talk, "a birthday present for my mum")
    assert kinds(say(talk, "she's more the tea person"))[0] in ("teapot", "mug")


def test_a_kind_that_is_named_outdoes_what_it_is_for(talk):
    assert set(kinds(say(talk, "a chair, it's a housewarming gift"))) == {"chair"}


def test_what_cannot_be_followed_is_said_to_be(talk):
    before = say(talk, "lamps")
    answer = say(talk, "zibble wob frandle")
    assert titles(answer) == titles(before)
    assert answer.reply.startswith("I did not quite get that")


def rated(name: str, stars: float | None, count: int, **other: object) -> Recommendation:
    offer = Offer("S", name, title=name, rating=stars, rating_count=count)
    offer = replace(offer, **other)
    return Recommendation(Product(name, (offer,)), (offer,), 1.0, {}, [])


def test_buyers_decide_which_to_take_and_few_of_them_little():
    poor, good, few = rated("a", 2.6, 12), rated("b", 4.6, 15), rated("c", 5.0, 1)
    assert pick([poor, few, good]) == 2
    assert pick([rated("a", 4.5, 10), rated("b", 4.55, 10)]) == 0  # about as good: the best fit


def test_what_cannot_be_had_now_is_not_taken():
    gone = rated("a", 4.9, 50, availability="out_of_stock")
    assert pick([gone, rated("b", None, 0)]) == 1

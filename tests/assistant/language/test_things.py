"""Words for things that shops call otherwise."""

from __future__ import annotations

import pytest

from assistant.constraints import Wishes
from assistant.language import Context, understand
from assistant.language.vocabulary import Vocabulary
from retrieval.facts import Facts
from retrieval.offers import Offer


def facts(title: str, category: str) -> Facts:
    return Facts(Offer("shop", title, title=title, category=category))


VOCABULARY = Vocabulary.of(
    [
        facts("Canvas backpack", "Bags > Backpacks"),
        facts("Straw sun hat", "Clothing > Hats"),
        facts("Felt hat", "Clothing > Hats"),
        facts("Cork yoga mat", "Fitness > Yoga mats"),
        facts("Stick umbrella", "Accessories > Umbrellas"),
    ]
)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("my rucksack", "backpack"),
        ("a haversack", "backpack"),
        ("a sunhat for the beach", "sun hat"),
        ("a brolly", "umbrella"),
        ("a yoga matt", "yoga mat"),
    ],
)
def test_a_shoppers_word_for_a_kind_is_known(said, kind):
    assert VOCABULARY.named(said) == (kind,)


def test_a_narrower_kind_is_kept_apart_and_its_kind_known():
    assert VOCABULARY.named("a bowler hat") == ("bowler hat",)
    assert VOCABULARY.akin["bowler hat"] == ("hat",)
    assert "bowler hat" not in VOCABULARY.sold
    assert "hat" in VOCABULARY.sold


@pytest.mark.parametrize(
    ("said", "kind"),
    [("返工用的背囊", "backpack"), ("一顶草帽", "boater"), ("雨伞", "umbrella")],
)
def test_a_chinese_word_is_known_by_what_it_translates_to(said, kind):
    assert VOCABULARY.named(said) == (kind,)


def test_a_chinese_word_for_what_is_not_sold_names_nothing_that_is():
    assert not set(VOCABULARY.named("空气炸锅")) & VOCABULARY.sold


LOOKING = Context(shown=3, wishes=Wishes(include={"category": ("backpack",)}))


@pytest.mark.parametrize("said", ["only the ones with a hat", "a lighter one for 4 hats"])
def test_what_the_things_come_with_or_are_for_is_no_new_kind(said):
    assert "category" not in understand(said, VOCABULARY, LOOKING).wishes.include


def test_where_something_happened_is_no_wish():
    said = (
        "my dad is lost without it, his old one fell off the umbrella on Sunday, what a day it was"
    )
    assert "category" not in understand(said, VOCABULARY).wishes.include

"""Refusals in many words, what a thing must fit into, and numbers that count nothing."""

import pytest

from assistant.language import understand


def test_what_a_thing_must_fit_into_is_the_most_it_may_measure(vocabulary):
    wishes = understand("a lamp, the gap is 40 cm", vocabulary).wishes
    assert [one.op for one in wishes.dimensions] == ["<="]
    wishes = understand("a lamp, 55 cm max height", vocabulary).wishes
    assert [(one.name, one.op) for one in wishes.dimensions] == [("height", "<=")]


@pytest.mark.parametrize(
    ("words", "include", "exclude"),
    [
        ("no more blue, everything has to be red", {"colour": ("red",)}, {"colour": ("blue",)}),
        ("blue's no good, it looks green", {}, {"colour": ("blue",)}),
        ("要红色的，蓝色绿色那些不要", {"colour": ("red",)}, {"colour": ("blue", "green")}),
    ],
)
def test_refusals_in_other_words(vocabulary, words, include, exclude):
    wishes = understand(words, vocabulary).wishes
    assert wishes.include == include
    assert {facet: tuple(sorted(values)) for facet, values in wishes.exclude.items()} == exclude


def test_three_or_four_is_no_number_of_things(vocabulary):
    assert understand("来三四个客人，要大点儿的杯子", vocabulary).wishes.quantity == 0
    assert understand("要三个红杯子", vocabulary).wishes.quantity == 3

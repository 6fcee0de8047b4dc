"""Sizes, sums and ages as people bound them."""

import pytest

from assistant.advice.ages import age_in, whom
from assistant.advice.ordering import leaning
from assistant.language import understand
from assistant.language.numbers import digits
from assistant.language.spelling import Speller
from assistant.language.utterance import normalise
from assistant.language.vocabulary import Vocabulary
from retrieval.facts import Facts
from retrieval.offers import Offer

VOCABULARY = Vocabulary.of(
    [Facts(Offer("shop", "1", title="Wool sofa", category="Sofas", attributes={"width": "1.6 m"}))]
)


@pytest.mark.parametrize(
    ("said", "name", "op", "value"),
    [
        ("想弄个沙发，宽不能超过一米七", "width", "<=", 1.7),
        ("沙发，别超过两米", None, "<=", 2.0),
        ("a sofa, 160 cm is a bit small", None, ">", 160.0),
        ("a sofa, 3 m is a bit big", None, "<", 3.0),
        ("沙发，两米有点大", None, "<", 2.0),
        ("才一米？太小了吧", None, ">", 1.0),
        ("a sofa at most 5 foot 8 wide", "width", "<=", 68.0),
        ("a sofa of 6 ft 2 at least", None, ">=", 74.0),
        ("a sofa, not under 2 m wide", "width", ">=", 2.0),
        ("a sofa that mustn't be wider than 2 m", "width", "<=", 2.0),
        ("a sofa, no wider across than 2 m", "diameter", "<=", 2.0),
        ("a sofa, anything over 40 kg is too heavy", "weight", "<=", 40.0),
        ("a sofa, over 2 m wide won't fit", "width", "<=", 2.0),
        ("a sofa with a width of 2 m", "width", "~=", 2.0),
        ("a sofa, 90 cm, any taller and it blocks the view", "height", "~=", 90.0),
        ("沙发，别高过90公分", "height", "<=", 90.0),
        ("沙发，要深过85厘米", "depth", ">=", 85.0),
        ("轻于40公斤的沙发", "weight", "<=", 40.0),
        ("沙发，超过两米宽就放不下了", "width", "<=", 2.0),
        ("沙发，90公分以下就好，高了挡人", "height", "<=", 90.0),
    ],
)
def test_how_a_size_is_bounded(said, name, op, value):
    (limit,) = understand(said, VOCABULARY).wishes.dimensions
    assert (limit.name, limit.op, limit.value) == (name, op, value)


@pytest.mark.parametrize(
    ("said", "low", "high", "about"),
    [
        ("a sofa, nothing under 300", 300, None, None),
        ("a sofa, nothing cheaper than 300 euros", 300, None, None),
        ("a sofa, I don't want to go above 900 euros", None, 900, None),
        ("a sofa, I only have about 900", None, 900, None),
        ("a sofa, over 900 is too much", None, 900, None),
        ("a sofa, not less than 300 and not more than 900 euros", 300, 900, None),
        ("a sofa, more like 700", None, None, 700),
        ("沙发，我只有900欧", None, 900, None),
        ("沙发，超过900欧的都不要", None, 900, None),
        ("沙发，不低于300欧", 300, None, None),
        ("900块以下不要皮的沙发", None, 900, None),
    ],
)
def test_how_a_price_is_bounded(said, low, high, about):
    wishes = understand(said, VOCABULARY).wishes
    limits = (wishes.min_price, wishes.max_price, wishes.about_price)
    assert tuple(one and one.amount for one in limits) == (low, high, about)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("the bigger the better", "the biggest"),
        ("as tall as possible", "the tallest"),
        ("as big as you can get", "the biggest"),
        ("as heavy as possible", "the heaviest"),
        ("as soon as possible", "as soon as possible"),
        ("so thick as possible", "so the thickest"),
        ("as many pockets as possible", "the most pockets"),
        ("the cheaper, the better", "the cheapest"),
        ("越大越好", "要最大的"),
        ("愈輕愈好", "要最轻的"),
        ("咋个没得", "怎么没有"),
    ],
)
def test_ways_to_say_it_are_read_as_the_plain_ones(said, read):
    assert normalise(said) == read


def test_numbers_beside_each_other_are_a_range():
    assert digits("七八升") == "7到8升"
    assert digits("两三公斤") == "2到3公斤"
    assert digits("要六支") == "要6支"


@pytest.mark.parametrize(
    ("said", "age", "called"),
    [("she's 4", 4.0, "child"), ("她一岁半", 1.5, "toddler"), ("he turns 40", 40.0, "")],
)
def test_how_old_somebody_is(said, age, called):
    assert age_in(said) == age
    assert whom(age) == called


def test_a_word_is_known_by_a_regular_ending_alone():
    speller = Speller(["legging"], frozenset())
    assert speller.knows("baked")
    assert speller.knows("running")
    assert not speller.knows("legings")
    assert speller.meant("legings") == "legging"


@pytest.mark.parametrize(
    "said", ["I'm 6 foot 2, a wool sofa", "he's 1.9 m tall, a sofa for him", "我身高一米八要沙发"]
)
def test_how_tall_somebody_is_limits_nothing(said):
    assert understand(said, VOCABULARY).wishes.dimensions == ()


LUGGAGE = Vocabulary.of(
    [
        Facts(
            Offer(
                "shop", "1", title="Steel suitcase", category="Suitcases",
                attributes={"height": "54 cm", "width": "36 cm", "depth": "21 cm"},
            )
        )
    ]
)  # fmt: skip


def test_a_box_without_a_unit_is_no_price():
    wishes = understand("a suitcase, max 55 x 40 x 23", LUGGAGE).wishes
    assert wishes.max_price is None
    assert [(d.name, d.op, d.value) for d in wishes.dimensions] == [
        ("height", "<=", 55.0), ("width", "<=", 40.0), ("depth", "<=", 23.0),
    ]  # fmt: skip


def test_what_is_too_dear_is_not_what_is_wanted():
    wishes = understand("the steel ones are a bit dear, wool please", VOCABULARY).wishes
    assert "steel" not in wishes.include.get("material", ())


@pytest.mark.parametrize(
    ("said", "up"),
    [("a big sofa", True), ("not too big", False), ("nothing huge", False), ("别太大", False)],
)
def test_an_adjective_that_is_denied_leans_the_other_way(said, up):
    order = leaning(normalise(said), ("width", "height"))
    assert order is None or order.up is up
    assert order or said == "别太大"

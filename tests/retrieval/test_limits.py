import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.facts import Facts
from retrieval.limits import Excludes, Includes, InCondition, Measures, Rated, Suits
from retrieval.measures import base_unit, stated_measures
from retrieval.offers import Offer
from retrieval.query import Constraints
from retrieval.words import mentions, singular
from tests.retrieval.stated import columns_of, statements_of

BAG = Offer(
    "Nord Shop", "1", "Fjell backpack in dark green, 20 l", "Front pocket, leather loop.",
    "Bags > Backpacks", "Fjell",
    attributes={"color": "dark green", "material": "nylon", "height_cm": "46", "weight": "0.9 kg"},
)  # fmt: skip
SILENT = Offer("Sud", "2", "Thing")
DRESS = Offer("Sud", "3", "Used summer dress", category="Women/Dresses & Skirts",
              attributes={"rating": "4.5", "size": "M"})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("three mugs", "mug", True),
        ("a mugger", "mug", False),
        ("wine-glasses", "wine glass", True),
        ("two mice", "mouse", True),
        ("batteries", "battery", True),
        ("红色双肩包", "双肩包", True),
        ("蓝绿色", "绿色", False),
        ("深绿色", "绿色", True),
        ("100%绿色", "绿色", True),
        ("a t-shirt", "t shirt", True),
        ("", "mug", False),
    ],
)
def test_mentions_are_whole_words_in_either_number(text, phrase, found):
    assert mentions(text, phrase) == found


def test_a_head_stands_at_the_end_of_a_line():
    assert mentions("desk lamp\nlight", "lamp", head=True)
    assert not mentions("lamp shade", "lamp", head=True)


@pytest.mark.parametrize(
    ("plural", "one"),
    [("mugs", "mug"), ("wine glasses", "wine glass"), ("knives", "knife"), ("glass", "glass"),
     ("batteries", "battery"), ("boxes", "box"), ("mice", "mouse"), ("canvas", "canva")],
)  # fmt: skip
def test_singular(plural, one):
    assert singular(plural) == one
    assert mentions(plural, one)


@pytest.mark.parametrize(
    ("limit", "bag", "silent", "dress"),
    [
        (Includes("colour", ("green",)), True, False, False),
        (Includes("colour", ("blue",)), False, False, False),
        (Includes("category", ("backpack",)), True, False, False),
        (Includes("category", ("skirt",)), False, False, True),
        (Includes("category", ("bag",)), True, False, False),
        (Includes("brand", ("fjell",)), True, False, False),
        (Includes("shop", ("nord shop",)), True, False, False),
        (Includes("material", ("leather",)), False, False, False),
        (Excludes("material", ("leather",)), False, True, True),
        (Excludes("words", ("front pocket",)), False, True, True),
        (Excludes("category", ("dress",)), True, True, False),
        (Measures("height", "<=", 46, "cm"), True, False, False),
        (Measures("height", ">=", 0.5, "m"), False, False, False),
        (Measures("", "~=", 44, "cm"), True, False, False),
        (Measures("capacity", ">=", 20, "l"), True, False, False),
        (Measures("weight", "<=", 1000, "g"), True, False, False),
        (Measures("width", "<=", 100, "cm"), False, False, False),
        (InCondition("new"), True, True, False),
        (InCondition("used"), False, False, True),
        (Rated(4), False, False, True),
        (Suits("man"), True, True, False),
        (Suits("woman"), True, True, True),
    ],
    ids=str,
)
def test_what_a_limit_admits(limit, bag, silent, dress):
    assert [limit.admits(Facts(offer)) for offer in (BAG, SILENT, DRESS)] == [bag, silent, dress]


def test_the_mask_says_what_each_offer_says():
    offers = [BAG, SILENT, DRESS]
    columns = columns_of(*offers)
    for limit in (Includes("colour", ("green",)), Excludes("words", ("pocket",)), Rated(4)):
        constraints = Constraints(limits=(limit,))
        for _ in range(2):  # the second time from the kept mask
            allowed = columns.allowed(constraints)
            assert allowed is not None
            assert allowed.tolist() == [constraints.admit(offer) for offer in offers]
    both = Constraints(limits=(Excludes("words", ("pocket",)), Rated(4)))
    assert np.flatnonzero(columns.allowed(both)).tolist() == [2]


@pytest.mark.parametrize(
    ("attributes", "text", "expected"),
    [
        ({"seat_height_cm": "46"}, "", ("seat height", "length", 460)),
        ({"Weight": "1,5 kg"}, "", ("weight", "mass", 1500)),
        ({}, "height: 30 cm and more", ("height", "length", 300)),
        ({}, "a bottle, 0.86 l", ("capacity", "volume", 860)),
        ({}, "水瓶 0.86升", ("capacity", "volume", 860)),
    ],
)
def test_sizes_are_read_from_attributes_and_text(attributes, text, expected):
    (measure,) = stated_measures(attributes, text)
    assert (measure.name, measure.kind) == expected[:2]
    assert measure.value == pytest.approx(expected[2])


def test_units():
    assert base_unit("inch") == ("length", pytest.approx(25.4))
    assert base_unit("lb") == ("mass", pytest.approx(453.592, rel=1e-4))
    assert base_unit("parsec") is None


@given(st.text(max_size=60), st.sampled_from(["mug", "wine glass", "绿色", "t-shirt", "c++", ""]))
def test_any_text_can_be_asked(text, phrase):
    assert mentions(text, phrase) in (True, False)


def test_a_chest_of_drawers_is_one():
    kind = Includes("category", ("chest of drawers",))
    titles = ("Kestovar chest of drawers, oak", "White chest of drawers with brass knobs")
    assert all(kind.admits(Facts(Offer("s", "1", title))) for title in titles)
    assert not kind.admits(Facts(Offer("s", "1", "Mat of straw for a chest of drawers")))


SIZED = Offer(
    "shop", "2", title="Frying pan", category="Pans",
    attributes={"diameter": "22 cm", "height": "5 cm", "length": "43 cm"},
)  # fmt: skip
VASE = Offer(
    "shop", "4", title="Vase", category="Vases", attributes={"diameter": "12 cm", "height": "36 cm"}
)
RUG = Offer("shop", "3", title="Rug", category="Rugs", attributes={"width": "1 m", "length": "2 m"})


@pytest.mark.parametrize(
    ("offer", "op", "value", "fits"),
    [
        (SIZED, "<=", 24, True),  # round things go by what they are across, whatever their handle
        (SIZED, "<=", 20, False),
        (SIZED, ">=", 30, False),
        (VASE, "<=", 25, False),  # what stands is as large as it is high
        (VASE, "<=", 40, True),
        (RUG, "<=", 150, False),  # at most so large whichever way
        (RUG, "<=", 200, True),
        (RUG, ">=", 200, True),
        (RUG, "~=", 100, True),
    ],
)
def test_a_size_that_is_not_named(offer, op, value, fits):
    limit = Measures("", op, value, "cm")
    assert limit.admits(Facts(offer)) is fits
    stated = statements_of([offer])
    assert limit.mask(stated).tolist() == [fits]

import json

import pytest

from benchmarks.opinions import JUDGED, demo, precision
from retrieval.offers import Offer, Product, Review
from retrieval.opinions import frequent_in, mentions
from retrieval.opinions.signal import asked_aspects, leaning

BAG = Product(
    "bag",
    (
        Offer(
            "Alder", "1", title="Bag", attributes={"lining": "checked cotton", "capacity_l": "20"}
        ),
    ),
)


def said(*texts: str) -> list[tuple[int, str, int]]:
    """(review, aspect, polarity) of what is mined."""
    found = mentions(BAG, [Review("Alder", "1", text=text) for text in texts])
    return [(one.review, one.aspect, one.polarity) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The zip is great.", []),  # a part nobody knows: nothing is guessed
        ("Very comfortable straps!", [(0, "handling", 1)]),
        ("It is not comfortable.", [(0, "comfort", -1)]),
        ("Not only comfortable but cheap-looking.", [(0, "comfort", 1)]),
        ("Love the colour, but the fabric is scratchy.", [(0, "colour", 1), (0, "material", -1)]),
        ("The checked cotton is beautiful.", [(0, "lining", 1)]),
        ("Is it comfortable?", []),
        ("If it were comfortable I would keep it.", []),
        ("Too heavy: the weight is terrible.", [(0, "weight", -1)]),
        ("I carry books in it.", []),
        ("", []),
    ],
)
def test_opinions_are_mined_with_their_aspect_and_side(text, expected):
    assert said(text) == expected


def test_a_clause_of_mixed_opinions_has_none():
    assert said("The colour is lovely and ugly.") == []


def test_frequent_nouns_become_aspects():
    reviews = [Review("Alder", "1", text="The lanyard is great.")] * 5
    nouns = frequent_in(reviews)
    assert nouns == {"lanyard"}
    assert mentions(BAG, reviews[:1], nouns)[0].aspect == "lanyard"
    assert not frequent_in(reviews[:4])


def test_a_question_names_aspects_by_the_opinions_it_asks_for():
    assert asked_aspects("a comfortable, lightweight bag") == {"comfort", "weight"}
    assert not asked_aspects("a brown leather strap")


def test_the_signal_is_bounded_signed_and_silent_without_reviews():
    good = [Review("Alder", "1", text="So comfortable!")]
    bad = [Review("Alder", "1", text="Uncomfortable.")]
    assert leaning(BAG, [], {"comfort"}) == 0
    assert leaning(BAG, good, {"price"}) == 0
    assert 0 < leaning(BAG, good, {"comfort"}) < leaning(BAG, good * 9, {"comfort"}) < 1
    assert leaning(BAG, bad, {"comfort"}) == -leaning(BAG, good, {"comfort"})


def test_what_was_judged_by_hand_is_still_mined_as_it_was():
    """The precision that docs/explanations.md reports can be told from these judgements."""
    judged = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    assert len(judged) == 100
    figures = precision(judged, {"demo": demo()})["demo"]
    assert figures["judged"] == figures["still mined"] == 50
    assert figures["both"] >= 0.95
    assert sum(one["aspect"] and one["side"] for one in judged) == 91

"""What one shop lists twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.matching.profiles import profile
from retrieval.matching.twins import twin_pairs
from retrieval.money import Money
from retrieval.offers import Offer

ONE = Offer("s", "1", "Nordel X200 lamp, 2 m", price=Money(1000, "EUR"))


def twins(**changes: object) -> bool:
    other = replace(ONE, offer_id="2", **{"title": "Lamp Nordel X200 200 cm", **changes})
    offers = [ONE, other]
    return list(twin_pairs(offers, [profile(one) for one in offers])) == [(0, 1)]


def test_the_same_words_in_another_order_and_unit_are_twins():
    assert twins()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Nordel X200 Pro lamp, 2 m"},
        {"title": "Nordel X200 lamp, 3 m"},
        {"price": Money(2000, "EUR")},
        {"source": "other shop"},
    ],
)
def test_what_differs_is_another_thing(changes: dict[str, object]):
    assert not twins(**changes)


def test_variants_and_stated_differences_are_no_twins():
    offers = [
        replace(ONE, offer_id=size, group="g", attributes={"size": size}) for size in ("S", "M")
    ]
    assert not list(twin_pairs(offers, [profile(one) for one in offers]))
    offers = [replace(one, group="") for one in offers]
    assert not list(twin_pairs(offers, [profile(one) for one in offers]))

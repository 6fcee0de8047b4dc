"""What one shop lists twice is one thing."""

from dataclasses import replace

import pytest

from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.query import Constraints
from tests.retrieval.stated import columns_of

MUG = Offer("Shop", "1", title="Mug", price=Money(900, "EUR"), attributes={"color": "red"})


@pytest.mark.parametrize(
    ("change", "things"),
    [
        ({"offer_id": "2"}, 1),
        ({"offer_id": "2", "description": "Listed again"}, 1),
        ({"source": "Other"}, 2),
        ({"price": Money(901, "EUR")}, 2),
        ({"title": "Mug, large"}, 2),
        ({"attributes": {"color": "blue"}}, 2),
    ],
)
def test_a_listing_that_nobody_can_tell_apart_is_counted_once(change, things):
    both = columns_of(MUG, replace(MUG, **change))
    assert both.count(Constraints()) == things
    assert both.count(Constraints(max_price=Money(100, "EUR"))) == 0


def test_what_states_no_price_or_title_is_told_apart():
    bare = replace(MUG, price=None)
    assert columns_of(bare, bare).count(Constraints()) == 2


def test_amounts_are_in_the_currency_of_most_offers():
    pounds = replace(MUG, price=Money(900, "GBP"))
    assert columns_of(MUG, pounds, pounds).home == "EUR", "about as many"
    assert columns_of(MUG, pounds, pounds, pounds).home == "GBP"
    assert columns_of(replace(MUG, price=Money(900))).home == ""

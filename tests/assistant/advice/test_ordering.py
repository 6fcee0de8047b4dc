import pytest

from assistant.advice.ordering import (
    Order,
    compared_fields,
    figure,
    leaning,
    ordered,
    read_order,
    stated_figures,
)
from retrieval.facts import Facts
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.rates import shipped_rates

NAMES = ("height", "width", "battery", "burning", "weight", "drawers")


def thing(**stated: str) -> Facts:
    return Facts(Offer("Shop", "1", title="Thing", attributes=stated, price=Money(100, "EUR")))


@pytest.mark.parametrize(
    ("said", "field", "up", "firm"),
    [
        ("longest battery?", "battery", True, True),
        ("with long battery life", "battery", True, False),
        ("which one burns longest", "burning", True, True),
        ("the narrowest please", "width", False, True),
        ("and the worst rated", "rating", False, True),
        ("the most drawers", "drawers", True, True),
        ("续航最久的", "battery", True, True),
        ("最矮的", "height", False, True),
    ],
)
def test_an_order_by_anything_that_is_stated(said, field, up, firm):
    order = read_order(said, NAMES)
    assert order is not None
    assert (order.field, order.up, order.firm) == (field, up, firm)


@pytest.mark.parametrize("said", ["at least 30 cm", "最高可以到40欧", "a red one"])
def test_what_asks_for_no_order(said):
    found = read_order(said, NAMES)
    assert found is None or not found.firm


def test_a_plain_adjective_alone_only_leans():
    assert leaning("oak bookshelf narrow", NAMES) == Order("width", False, False, "narrow")
    assert read_order("oak bookshelf narrow", NAMES) is None


def test_comparatives_name_the_size_they_compare():
    assert compared_fields("something taller") == ("height",)
    assert compared_fields("矮一点") == ("height",)
    assert compared_fields("cheaper") == ()


def test_figures_are_read_in_any_unit_and_the_silent_come_last():
    rates = shipped_rates()
    items = [thing(width_cm="80"), thing(), thing(width="60 cm"), thing(width="0.9 m")]
    order = Order("width", False, True)
    assert ordered(items, order, rates) == [2, 0, 3, 1]
    assert figure(items[3], "width", rates) == figure(thing(width_cm="90"), "width", rates)
    assert stated_figures(items)[0] == "width"


def test_prices_and_plain_numbers_are_figures_too():
    assert figure(thing(), "price", shipped_rates()) == 100
    assert figure(thing(drawers="6"), "drawers", shipped_rates()) == 6

"""What a browser says that it remembers is believed only as far as it can be."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.memory import MOST_SAVED, Kept, Memory, products_of
from assistant.ui.visits import Visits
from retrieval.money import Money

TAB = "0123456789abcdef" * 2


def test_what_was_remembered_comes_back() -> None:
    kept = Kept("p1", Money.of("23.99", "GBP"), "in_stock")
    said = {"tab": TAB, "language": "zh", "currency": "EUR", "saved": [kept.as_dict()]}
    assert Memory.of(json.dumps(said)) == Memory(TAB, "zh", "EUR", (kept,))


@pytest.mark.parametrize(
    "said",
    [
        None, 7, "", "{", "[]", "null", '{"tab": "short"}', '{"tab": 7, "saved": "x"}',
        '{"language": "xx", "currency": "euro", "saved": [7, {}, {"id": "../x"}]}',
        "[" * 50_000, '{"tab": "' + "x" * 70_000 + '"}',
    ],
)  # fmt: skip
def test_anything_else_is_nothing(said: object) -> None:
    assert Memory.of(said) == Memory()


def test_a_price_or_stock_that_is_none_is_left_out() -> None:
    said = {"saved": [{"id": "p1", "price": "12.5 EUR", "stock": "maybe"}]}
    assert Memory.of(json.dumps(said)).saved == (Kept("p1"),)


def test_a_list_has_an_end_and_nothing_twice() -> None:
    said = {"saved": [{"id": f"p{n % 500}"} for n in range(1000)]}
    assert len(Memory.of(json.dumps(said)).saved) == MOST_SAVED


@given(st.text())
def test_a_link_to_a_list_names_products_alone(text: str) -> None:
    assert all(one and "/" not in one and " " not in one for one in products_of(text))


def test_a_link_names_each_product_once() -> None:
    assert products_of("p1,p2,p1,../x,") == ("p1", "p2")


def test_a_tab_finds_its_conversation_under_another_name_of_the_page() -> None:
    visits = Visits(most=2)
    visits.arrive("page one", Memory(TAB, currency="EUR"))
    visits.arrive("page two", Memory(TAB))
    assert visits.of("page one").key == visits.of("page two").key == TAB
    assert visits.of("page one").currency == "EUR"
    assert visits.of("a stranger").key == "a stranger"
    visits.arrive("page three", Memory())
    assert visits.of("page three").key == "page three"
    assert visits.of("page two").key == "page two", "used longest ago: it starts anew"

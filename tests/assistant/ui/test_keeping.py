"""The saved list: what has changed since, and what leaves the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ui.keeping import change, merged, write_list
from assistant.ui.memory import Kept
from assistant.ui.pricing import Purse
from assistant.ui.texts import texts
from retrieval.money import Money
from retrieval.offers import Offer
from tests.assistant.ui.test_cards import OFFER, recommend

EN = texts("en")
SOLD_OUT = replace(OFFER, availability="out_of_stock")


@pytest.mark.parametrize(
    ("kept", "offer", "said"),
    [
        (Kept("p1", Money.of(17, "EUR"), "in_stock"), OFFER, "now €5 less"),
        (Kept("p1", Money.of("11.50", "EUR"), "in_stock"), OFFER, "now €0.50 more"),
        (Kept("p1", OFFER.price, "in_stock"), OFFER, ""),
        (Kept("p1", OFFER.price, "in_stock"), SOLD_OUT, "sold out"),
        (Kept("p1", OFFER.price, "out_of_stock"), SOLD_OUT, ""),
        (Kept("p1", Money.of(17, "EUR"), "out_of_stock"), OFFER, "back in stock, now €5 less"),
        (Kept("p1", Money.of(17, "USD"), "in_stock"), OFFER, ""),
        (Kept("p1"), OFFER, ""),
        (None, OFFER, ""),
    ],
)
def test_what_has_changed_since(kept: Kept | None, offer: Offer, said: str) -> None:
    assert change(kept, offer, Purse(), EN) == said


def test_a_price_stays_as_it_was_when_the_thing_was_saved() -> None:
    old = Kept("p1", Money.of(17, "EUR"), "in_stock")
    assert merged([recommend(OFFER)], [old]) == (old,)
    assert merged([recommend(OFFER)], []) == (Kept("p1", OFFER.price, "in_stock"),)
    assert merged([], [old]) == ()


def test_a_list_as_a_table_holds_no_formula() -> None:
    table = write_list([recommend(replace(OFFER, title="=HYPERLINK(1)", url="https://a.example"))])
    header, row = table.splitlines()
    assert header.split(",")[:3] == ["product_id", "title", "shop"]
    assert row == "p1,'=HYPERLINK(1),Alder,12.00,EUR,in_stock,https://a.example"

"""Items side by side, as the page shows them."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.constraints import Chip
from assistant.dialogue.answer import Table
from assistant.ui.pricing import Purse
from assistant.ui.texts import texts
from assistant.ui.view import _merged, _row, _versus, told_apart
from retrieval.money import Money
from tests.assistant.ui.test_cards import OFFER, Page, recommend

TABLE = Table(
    (1, 2),
    ("Red mug", "Blue mug"),
    (
        ("price", ("€12.00", "€9.00")),
        ("availability", ("in stock", "in stock")),
        ("material", ("not stated", "未注明")),
        ("colour", ("color red, second color white", "blue")),
        ("height cm", ("10", "not stated")),
        ("product height", ("not stated", "9 cm")),
        ("tags", ("mug, red", "not stated")),
    ),
)


def test_what_shops_write_differently_is_one_row() -> None:
    assert _merged(TABLE) == {
        "price": ["€12.00", "€9.00"],
        "availability": ["in stock", "in stock"],
        "material": ["", ""],
        "colour": ["red, second color white", "blue"],
        "height": ["10 cm", "9 cm"],
    }


@pytest.mark.parametrize(
    ("values", "differs"),
    [(("clay", "tin"), True), (("clay", "clay"), False), (("clay", ""), False), (("", ""), False)],
)
def test_only_what_is_stated_differs(values: tuple[str, str], differs: bool) -> None:
    assert _row("material", values, texts("en"))["differs"] is differs


def test_the_table_names_the_items_as_the_screen_does() -> None:
    screen = [
        recommend(replace(OFFER, title=title, image="a" * 64)) for title in ("Red mug", "Blue mug")
    ]
    session: Any = SimpleNamespace(table=TABLE, screen=screen)
    page = Page(_versus(session, texts("zh")))
    assert "1 Red mug" in page.text
    assert "2 Blue mug" in page.text
    assert "价格" in page.text
    assert "高度" in page.text
    assert "Height" in Page(_versus(session, texts("en"))).text
    assert page.text.count("有货") == 2
    assert page.text.count("未注明") == 2
    assert len(page.all("img")) == 2


def test_the_table_has_the_prices_of_the_cards() -> None:
    screen = [
        recommend(replace(OFFER, title=title, price=Money.of(12, currency)))
        for title, currency in (("Red mug", "EUR"), ("Blue mug", "USD"))
    ]
    session: Any = SimpleNamespace(table=TABLE, screen=screen)
    said = Page(_versus(session, texts("en"), Purse("EUR"))).text
    [converted] = re.findall(r"≈ €\d+\.\d\d \(\$12\.00\)", said)
    assert "€12.00" in said
    assert converted.split(" (")[0] == Purse("EUR").values(screen[1].offer, texts("en"))["price"]


def test_what_one_chip_says_no_other_one_repeats():
    words, style = Chip("words", "Gooseneck"), Chip("attributes", "gooseneck", "style")
    assert told_apart([words, style]) == [style]
    assert told_apart([Chip("words", "for pouring"), style]) == [
        Chip("words", "for pouring"),
        style,
    ]

"""Ways to steer without words: each is said in the conversation, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask, press, see_cards, see_chips, titles, wait_for_answer
from tests.browser.conftest import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MUGS = ("Red mug", "Blue mug", "Green mug", "Yellow mug")


def said(page: Page) -> str:
    return page.locator("#chat .user.message .said").last.inner_text().strip()


def answers(page: Page) -> int:
    return page.locator("#chat .bot.message").count()


def test_an_order_is_chosen_and_undone(page: Page, watch: Watch) -> None:
    ask(page, "mugs")
    before = answers(page)
    page.select_option("[data-steer=sort]", "price_desc")
    wait_for_answer(page, before)
    assert said(page) == "most expensive first"
    assert titles(page) == ["Yellow mug", "Green mug", "Blue mug", "Red mug"]
    assert page.input_value("[data-steer=sort]") == "price_desc"
    press(page, "#undo")
    see_chips(page, "mug")
    assert page.input_value("[data-steer=sort]") == ""
    assert watch == Watch()


def test_a_facet_says_how_many_it_leaves(page: Page) -> None:
    ask(page, "mugs")
    page.click(".facet summary:has-text('Shop')")
    button = page.locator("[data-act=facet]", has_text="Alder")
    assert button.locator("small").inner_text() == "2"
    press(page, "[data-act=facet]:has-text('Alder')")
    assert said(page) == "from Alder"
    see_cards(page, "Red mug", "Green mug")
    press(page, "#undo")
    see_cards(page, *MUGS)


def test_a_range_of_prices(page: Page) -> None:
    ask(page, "mugs")
    page.click(".facet summary:has-text('Price')")
    assert page.get_attribute(".price-range [name=low]", "placeholder") == "10"
    page.fill(".price-range [name=low]", "11")
    page.fill(".price-range [name=high]", "12")
    press(page, ".price-range [type=submit]")
    assert said(page) == "over €11, under €12"
    see_cards(page, "Blue mug", "Green mug")


def test_what_is_in_stock_alone(page: Page) -> None:
    ask(page, "mugs")
    before = answers(page)
    page.check("[data-steer=stock]")
    wait_for_answer(page, before)
    see_chips(page, "mug", "in stock")


def test_more_comes_below_with_numbers_that_go_on(page: Page) -> None:
    ask(page, "something red, blue, green or yellow for the home")
    first = titles(page)
    press(page, "[data-act=more]")
    assert said(page) == "Show more"
    page.wait_for_function("n => document.querySelectorAll('.card').length > n", arg=len(first))
    assert titles(page)[: len(first)] == first
    numbers = page.locator(".card-number [aria-hidden]").all_inner_texts()
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]

"""Watches on the page: set in words or by a button, answered at the next visit, forgotten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask, open_product
from tests.browser.conftest import Watch
from tests.browser.test_taste import stored

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def waited(page: Page) -> list[dict]:
    return json.loads(page.evaluate("localStorage.getItem('shopper.watches') || '[]'"))


def test_a_watch_is_set_answered_at_the_next_visit_and_forgotten(
    page: Page, address: str, watch: Watch
) -> None:
    ask(page, "a blue lamp")
    ask(page, "tell me when it is under 10 euros")
    page.wait_for_selector("#watches .watch", state="attached")
    assert [one["below"] for one in waited(page)] == ["10.00 EUR"]
    open_product(page, "Blue lamp")
    page.wait_for_selector("[data-watch][aria-pressed=true]")
    page.keyboard.press("Escape")

    page.evaluate(
        """() => localStorage.setItem("shopper.watches", localStorage.getItem("shopper.watches")
            .replace("10.00 EUR", "99.00 EUR"))"""
    )  # as if it had become cheaper meanwhile
    page.reload()  # the conversation is there again, and with it no examples
    page.wait_for_selector("#box textarea:enabled")
    page.wait_for_selector("#watches .watch.come")
    assert "Blue lamp" in page.locator("#watches .come").inner_text()
    page.click("#watches [data-unwatch]")
    page.wait_for_function("!document.querySelector('#watches .watch')")
    assert waited(page) == []

    open_product_by_address(page, address)
    page.click("[data-watch]")
    assert len(waited(page)) == 1
    page.keyboard.press("Escape")
    page.click(".settings > summary")
    with page.expect_navigation():
        page.click("[data-do=forget]")
    page.wait_for_selector(".example")
    assert [one for one in stored(page) if one != "shopper.tab"] == []
    assert page.locator("#watches .watch").count() == 0
    assert watch.errors == []
    assert watch.foreign == []


def test_what_is_watched_leaves_the_answer_and_the_cards_their_room(page: Page) -> None:
    ask(page, "a blue lamp")
    ask(page, "tell me when it is under 10 euros")
    page.wait_for_selector("#watches .watch", state="attached")
    page.click("#watches summary")
    page.wait_for_timeout(300)  # what stands around the conversation moves
    boxes = page.evaluate(
        """() => ["#watches", "#chat .message:last-child .said", "#ask", "#shelf"].map((one) => {
            const { top, bottom } = document.querySelector(one).getBoundingClientRect();
            return [top, bottom];
        })"""
    )
    (_, watched), (top, bottom), (box, _), (_, shelf) = boxes
    assert watched <= top + 1
    assert bottom <= box + 1
    assert shelf >= 780, "cards go down to the end of the window"
    said = page.locator("#chat .bot.message").last.inner_text()
    assert "until it costs €10 or less" in said


def open_product_by_address(page: Page, address: str) -> None:
    page.goto(f"{address}#product=pot")
    page.wait_for_selector(".sheet [data-watch]")

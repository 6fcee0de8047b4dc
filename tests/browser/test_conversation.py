"""A shopper goes on talking: constraints as chips, undo, a table, a list, another page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import (
    BOX,
    ask,
    photo,
    press,
    see,
    see_cards,
    see_chips,
    titles,
    wait_for_picture,
)
from tests.browser.conftest import PATIENCE, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_chips_can_be_taken_away_changed_and_brought_back(page: Page, watch: Watch) -> None:
    ask(page, "a mug, not red, under 12 euros")
    see_chips(page, "mug", "not red", "under €12")
    see_cards(page, "Blue mug", "Green mug")
    press(page, ".chip:has-text('not red') .chip-remove")
    see_cards(page, "Red mug", "Blue mug", "Green mug")
    page.click(".chip:has-text('under') .chip-words")
    page.fill(".chip-field", "under 11 euros")
    page.keyboard.press("Enter")
    see_chips(page, "mug", "under €11")
    see_cards(page, "Red mug", "Blue mug")
    press(page, "#undo")
    press(page, "#undo")
    see_chips(page, "mug", "not red", "under €12")
    see_cards(page, "Blue mug", "Green mug")
    assert watch == Watch()


def test_what_does_not_fit_offers_a_way_out(page: Page) -> None:
    ask(page, "a lamp under 5 euros")
    page.wait_for_selector(".relaxation:has-text('from €14')")
    assert "over your limit" in page.locator(".card").first.inner_text()
    press(page, ".relaxation")
    see_cards(page, "Red lamp", "Blue lamp", "Green lamp", "Yellow lamp")
    page.wait_for_selector(".relaxation", state="detached")


def test_the_photo_is_a_chip_too(page: Page, catalogue_folder: Path, watch: Watch) -> None:
    ask(page, "like this, in blue", photo(catalogue_folder))
    wait_for_picture(page, ".chip-pictures img")
    press(page, ".chip:has(.chip-pictures) .chip-remove")
    see_chips(page, "mug", "blue")
    assert watch == Watch()


def test_cards_are_numbered_and_compared(page: Page) -> None:
    ask(page, "mugs")
    see_cards(page, "Red mug", "Blue mug", "Green mug", "Yellow mug")
    numbers = page.locator(".card-number [aria-hidden]").all_inner_texts()
    assert numbers == [str(n) for n in range(1, len(titles(page)) + 1)]
    ask(page, "compare 1 and 3")
    wait_for_picture(page, ".versus img")
    heads = page.locator(".versus thead th").all_inner_texts()
    assert [head.split()[0] for head in heads] == ["1", "3"]
    assert titles(page)[2] in heads[1]
    assert page.locator(".versus .differs th", has_text="Price").count() == 1
    assert page.locator(".versus .silent").first.inner_text() == "not stated"
    page.click(".versus [data-act=close]")
    page.wait_for_selector(".versus", state="detached")


def test_a_card_is_saved_and_the_list_outlives_a_fresh_start(page: Page, watch: Watch) -> None:
    ask(page, "a green lamp")
    see_cards(page, "Green lamp")
    page.locator(".heart").first.click()
    page.wait_for_selector(".saved summary b:text('1')")
    page.click("#again")
    page.wait_for_selector(".example")
    page.click(".saved summary")
    assert "Green lamp" in page.locator(".saved-panel").inner_text()
    page.click(".saved-panel [data-act=unsave]")
    page.wait_for_selector(".saved-panel :text('Nothing yet')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".saved-panel", state="hidden")
    assert watch == Watch()


def test_more_like_a_card(page: Page) -> None:
    ask(page, "mugs")
    first, *others = titles(page)
    press(page, "[data-act=like]")
    see_chips(page, "mug", f"Like: {first}")
    see_cards(page, *others)


def test_two_shoppers_never_see_each_other(page: Page, browser: Browser, address: str) -> None:
    ask(page, "a green lamp")
    other = browser.new_context().new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(address)
    other.wait_for_selector("#box textarea:enabled")
    ask(other, "in blue")
    see_chips(other, "blue")
    ask(page, "not red")
    see_chips(page, "lamp", "green", "not red")
    see_cards(page, "Green lamp")
    other.context.close()


@pytest.mark.parametrize("page", [(390, 844)], indirect=True, ids=["phone"])
def test_a_phone_compares_too(page: Page) -> None:
    ask(page, "mugs")
    ask(page, "compare 1 and 2")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for part in (".versus", "#undo", "#again", ".chip"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_the_page_speaks_chinese_too(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_selector("h2:text('您想找什么')")
    page.wait_for_selector("#box textarea:enabled")
    page.wait_for_function("document.documentElement.lang === 'zh'")
    ask(page, "找一个红色的马克杯")
    see_chips(page, "马克杯", "红色")
    page.click("#switch")
    see_chips(page, "mug", "red")
    see(page, "#again", "Start over")
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.context.close()


def test_a_conversation_can_be_held_with_the_keyboard_alone(page: Page) -> None:
    page.focus(BOX)
    page.keyboard.type("a red mug")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip-remove")
    page.focus(".chip:has-text('red') .chip-remove")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip:has-text('red')", state="detached")
    page.wait_for_function("document.querySelector('#chips').contains(document.activeElement)")


def test_what_is_to_be_bought_is_led_to_its_shop(page: Page, watch: Watch) -> None:
    ask(page, "a red mug")
    ask(page, "add it to my cart")
    assert "cannot fill a basket" in page.locator("#chat .bot.message").last.inner_text()
    way = page.locator("#chat .leads a")
    assert way.get_attribute("href") == "https://shop.example/0"
    assert way.get_attribute("rel") == "noopener nofollow"
    assert way.inner_text().startswith("View at Alder")
    assert watch == Watch()

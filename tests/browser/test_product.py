"""The view of one product, at an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask, open_product, press, see, wait_for_picture
from tests.browser.conftest import Watch, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

POT = "Purple cooking pot"


@pytest.fixture
def pot(page: Page) -> Page:
    """The view of the pot that two shops sell."""
    ask(page, "a purple cooking pot")
    open_product(page, POT)
    return page


def test_it_shows_all_that_is_known(pot: Page, watch: Watch) -> None:
    shown = pot.locator(".product").inner_text()
    for words in (
        POT, "Alder", "Birch", "€30.00", "$39.00", "In stock", "same title", "Price history",
        "A pot for soup.", "2 reviews", "I love the handle.", "It came on a Monday.",
    ):  # fmt: skip
        assert words in shown
    material = pot.locator(".product-facts tr.conflict", has_text="Material").inner_text()
    for words in ("steel Alder", "iron Birch", "shops differ"):
        assert words in " ".join(material.split())
    assert pot.locator(".history-line path").count() == 1
    assert "handle" in pot.locator(".review mark").first.inner_text()
    pot.wait_for_selector("#product-alike .alike-item")
    assert watch == Watch()


def test_the_way_to_the_shop_tells_it_nothing(pot: Page) -> None:
    link = pot.locator(".buy")
    assert link.get_attribute("href") == "https://shop.example/pot"
    assert link.get_attribute("rel") == "noopener nofollow"
    assert link.get_attribute("target") == "_blank"


def test_its_address_opens_it_and_the_way_back_closes_it(pot: Page, address: str) -> None:
    own = pot.url
    assert "#product=" in own
    pot.go_back()
    pot.wait_for_selector(".sheet:not([open])", state="attached")
    assert "#" not in pot.url
    pot.go_forward()
    pot.wait_for_selector(f".product h2:text('{POT}')")
    pot.keyboard.press("Escape")
    pot.wait_for_selector(".sheet:not([open])", state="attached")
    other = pot.context.new_page()
    other.goto(own)
    other.wait_for_selector(f".product h2:text('{POT}')")
    other.click(".sheet-close")
    other.wait_for_selector(".sheet:not([open])", state="attached")
    visit(other, address + "/#product=nothing")
    other.wait_for_selector(".sheet :text('No shop here sells this any more')")


def test_pictures_are_turned_and_enlarged(pot: Page) -> None:
    wait_for_picture(pot, ".zoom img")
    first = pot.get_attribute(".zoom img", "src")
    pot.locator("[data-picture]").nth(1).click()
    assert pot.get_attribute(".zoom img", "src") != first
    before = pot.locator(".zoom img").bounding_box()
    pot.click(".zoom")
    pot.wait_for_function(
        "width => document.querySelector('.zoom img').getBoundingClientRect().width > 2 * width",
        arg=before["width"] if before else 0,
    )


def test_it_is_asked_about(page: Page) -> None:
    ask(page, "mugs")
    open_product(page, "Blue mug")
    page.click("[data-act=about]")
    page.wait_for_selector(".sheet:not([open])", state="attached")
    page.wait_for_function("document.activeElement.id === 'question'")
    ask(page, "what colour is it?")
    assert "blue" in page.locator("#chat .bot.message").last.inner_text().lower()


def test_why_is_explained_in_the_conversation_too(page: Page) -> None:
    ask(page, "red mugs")
    open_product(page, "Red mug")
    assert "you asked" in page.locator(".why-reasons").first.inner_text()
    press(page, ".product [data-act=why]")
    assert "Red mug" in page.locator("#chat .bot.message").last.inner_text()


def test_what_is_saved_in_the_view_is_on_the_list(page: Page) -> None:
    ask(page, "mugs")
    open_product(page, "Blue mug")
    page.click(".product [data-act=save]")
    see(page, ".saved summary b", "1")
    page.keyboard.press("Escape")
    card = page.locator(".card", has_text="Blue mug")
    assert card.locator(".heart").get_attribute("aria-pressed") == "true"

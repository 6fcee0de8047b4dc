"""The installed page: without a network, and with what another program shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import BOX, SEND, see_cards, wait_for_answer
from tests.browser.conftest import PATIENCE, Watch, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHARE = """(text) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "share", enctype: "multipart/form-data" });
    const field = Object.assign(document.createElement("input"), { name: "text", value: text });
    form.append(field);
    document.body.append(form);
    form.submit();
}"""


def controlled(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_a_link_that_is_shared_finds_the_thing(page: Page, watch: Watch) -> None:
    controlled(page)
    with page.expect_navigation():
        page.evaluate(SHARE, "https://shop.example/5")
    page.wait_for_selector("#box textarea:enabled")
    page.wait_for_function("document.querySelector('#box textarea').value.includes('/5')")
    assert "shared" not in page.url
    assert page.evaluate("caches.has('shopper.shared')") is False
    assert page.input_value(BOX) == "https://shop.example/5"
    page.click(SEND)
    wait_for_answer(page)
    see_cards(page, "Blue lamp")
    assert watch.errors == []


def test_without_a_network_the_page_says_so(page: Page, watch: Watch) -> None:
    controlled(page)
    page.context.set_offline(True)
    page.reload()
    assert "no network" in page.locator("body").inner_text()
    page.context.set_offline(False)
    page.wait_for_selector(".example")
    assert watch.foreign == []


@pytest.mark.parametrize(("language", "said"), [("en-GB", "no network"), ("zh-CN", "没有网络")])
def test_a_network_that_goes_takes_no_word_along(
    browser: Browser, address: str, language: str, said: str
) -> None:
    context = browser.new_context(locale=language)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, address)
    context.set_offline(True)
    page.fill(BOX, "a mug")
    page.click(SEND)
    page.wait_for_selector(f"#box .heard:has-text('{said}')")
    assert page.input_value(BOX) == "a mug"
    assert page.locator("#chat .message").count() == 0
    context.set_offline(False)
    page.wait_for_selector("#box .heard", state="detached")
    context.close()


def test_it_comes_back_though_nobody_tells_it_to(page: Page) -> None:
    """A network that works tells of itself; a shop that answers again does not."""
    controlled(page)
    page.context.set_offline(True)
    page.reload()
    page.evaluate("addEventListener('online', (told) => told.stopImmediatePropagation(), true)")
    page.context.set_offline(False)
    page.wait_for_selector(".example")

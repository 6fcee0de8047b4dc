"""Nothing is lost: a reload, the way back, another tab, a list that is shared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask, see, see_cards, see_chips
from tests.browser.conftest import Watch, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def save_first(page: Page) -> None:
    page.locator(".heart").first.click()
    page.wait_for_selector(".saved summary b:text('1')")


def test_a_reload_and_the_way_back_find_the_conversation(page: Page, watch: Watch) -> None:
    ask(page, "a green lamp")
    page.reload()
    see_chips(page, "lamp", "green")
    see_cards(page, "Green lamp")
    assert "a green lamp" in page.locator("#chat").inner_text()
    page.goto("about:blank")
    page.go_back()
    see_chips(page, "lamp", "green")
    ask(page, "in blue")
    see_cards(page, "Blue lamp")
    assert watch == Watch()


def test_two_tabs_are_two_conversations(page: Page, address: str) -> None:
    ask(page, "a green lamp")
    other = page.context.new_page()
    visit(other, address)
    ask(other, "a red mug")
    page.reload()
    see_chips(page, "lamp", "green")
    see_chips(other, "mug", "red")


def test_a_tab_that_was_duplicated_goes_its_own_way(page: Page, address: str) -> None:
    ask(page, "a green lamp")
    name = page.evaluate("shopper.tab")
    other = page.context.new_page()
    other.add_init_script(f"sessionStorage.setItem('shopper.tab', '{name}')")
    visit(other, address)
    other.wait_for_function("name => shopper.tab !== name", arg=name)
    assert page.evaluate("shopper.tab") == name


def test_what_was_typed_and_chosen_stays(page: Page) -> None:
    page.fill("#question", "half a ques")
    page.click(".settings summary")
    page.select_option("[data-setting=theme]", "dark")
    page.select_option("[data-setting=currency]", "USD")
    page.reload()
    page.wait_for_selector("#question:enabled")
    page.wait_for_selector("body.dark")
    page.wait_for_function("document.querySelector('#question').value === 'half a ques'")
    ask(page, "mugs")
    prices = page.locator(".card-price").first.inner_text()
    assert re.match(r"≈ \$\d+\.\d\d €\d+\.\d\d", " ".join(prices.split()))


def test_answers_are_read_aloud_where_that_was_chosen(page: Page) -> None:
    """In the page's language, an answer once, after a reload too, until it is chosen no more."""
    page.add_init_script(
        "window.heard = []; speechSynthesis.speak = (one) => heard.push([one.text, one.lang]);"
    )
    page.reload()
    page.wait_for_selector("#question:enabled")
    ask(page, "a green lamp")
    assert page.evaluate("heard") == []
    page.click(".settings summary")
    page.check("[data-setting=aloud]")
    page.reload()
    page.wait_for_selector("#chat .bot.message")
    ask(page, "in blue")
    [[text, language]] = page.evaluate("heard")
    assert text == page.locator("#chat .bot .said").last.text_content()
    assert language == "en"
    page.click(".settings summary")
    page.uncheck("[data-setting=aloud]")
    ask(page, "in red")
    assert len(page.evaluate("heard")) == 1


def test_a_list_stays_is_shared_and_exported(page: Page, address: str) -> None:
    ask(page, "a green lamp")
    save_first(page)
    page.click("#again")
    page.wait_for_selector(".example")
    page.reload()
    see(page, ".saved summary b", "1")
    page.click(".saved summary")
    [ids] = page.eval_on_selector_all("[data-do=share]", "all => all.map((e) => e.dataset.ids)")
    table = page.request.get(f"{address}/list.csv?ids={ids}").text()
    assert "Green lamp" in table
    other = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    other.goto(f"{address}/#list={ids}")
    other.wait_for_selector(".list :text('Green lamp')")
    other.wait_for_selector("#question:enabled")
    other.click("[data-do=keep-all]")
    see(other, ".saved summary b", "1")
    other.context.close()


def test_what_has_changed_since_is_told(page: Page) -> None:
    ask(page, "a green lamp")
    save_first(page)
    page.evaluate(
        """() => {
            const [one] = shopper.saved();
            const [minor, currency] = one.price.split(" ");
            const dearer = `${Number(minor) + 500} ${currency}`;
            shopper.write("saved", JSON.stringify([{ ...one, price: dearer }]));
        }"""
    )
    page.reload()
    page.click(".saved summary")
    page.wait_for_selector(".changed:text('now €5 less')")


def test_all_of_it_can_be_forgotten(page: Page) -> None:
    ask(page, "a green lamp")
    save_first(page)
    page.click(".settings summary")
    page.click("[data-do=forget]")
    page.wait_for_selector(".example")
    page.wait_for_selector(".message", state="detached")
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('shopper.'))")
    page.wait_for_selector(".saved summary b", state="detached")

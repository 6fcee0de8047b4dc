"""A shopper types, shows a photo, speaks; a hostile catalogue tries its luck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import (
    ask,
    open_product,
    photo,
    titles,
    wait_for_answer,
    wait_for_picture,
)
from tests.browser.conftest import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_typed_question_gets_cards(page: Page, watch: Watch) -> None:
    ask(page, "green lamp")
    assert page.locator("#chat .user.message .said").inner_text().strip() == "green lamp"
    assert titles(page)[0] == "Green lamp"
    card = page.locator(".card").first
    for words in ("€", "In stock", "Why this?"):
        assert words in card.inner_text()
    wait_for_picture(page, ".card img")
    assert watch == Watch()


def test_a_photo_gets_cards_and_says_why(page: Page, catalogue_folder: Path, watch: Watch) -> None:
    ask(page, "", photo(catalogue_folder))
    wait_for_picture(page, "#chat .sent img")
    assert "Red mug" in titles(page)[:3]
    page.locator(".card-why").first.click()
    page.wait_for_selector("#product-why")  # a lone share of all is no bar
    assert page.locator("#box .thumbnail-item").count() == 0
    assert watch == Watch()


def test_a_photo_and_words_go_together(page: Page, catalogue_folder: Path) -> None:
    ask(page, "a shiny lamp like this", photo(catalogue_folder))
    page.locator(".card-why").first.click()
    page.wait_for_selector("#product-why .why-label:text('Photo')")
    page.wait_for_selector("#product-why .why-label:text('Words')")


def test_an_example_can_be_tried_and_left_again(page: Page) -> None:
    page.locator(".example", has_text="With this photo").first.click()
    wait_for_answer(page)
    wait_for_picture(page, "#chat .sent img")
    assert titles(page)
    page.click("#again")
    page.wait_for_selector(".example")
    page.wait_for_selector(".card", state="detached")


def test_a_hostile_product_is_only_text(page: Page, watch: Watch) -> None:
    ask(page, "gadget")
    open_product(page, "onerror=")
    shown = page.locator(".sheet .product").inner_text()
    for words in ('<img src="x" onerror="window.pwned=1">', "${window.pwned=2}", "{{7*7}}"):
        assert words in shown
    assert "${alert(3)}" in page.locator("#chat .bot.message").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector(".sheet:not([open])", state="attached")
    ask(page, '<img src="https://evil.example/y.png" onerror="window.pwned=5"> ![](//evil.example)')
    page.wait_for_timeout(500)  # for anything to load that would
    assert page.evaluate("window.pwned") is None
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    assert not [link for link in links if not link.startswith(("https://shop.example/", "http:"))]
    assert watch == Watch()


def test_a_file_that_is_no_photo_gets_a_sentence_and_the_talk_goes_on(page: Page) -> None:
    ask(page, "", {"name": "note.png", "mimeType": "image/png", "buffer": b"just words"})
    assert "This file is not a photo" in page.locator("#chat .bot.message").inner_text()
    ask(page, "red mug")
    assert titles(page)[0] == "Red mug"


def test_very_long_words_get_a_sentence(page: Page) -> None:
    ask(page, "mug " * 50_000)
    assert "characters" in page.locator("#chat .bot.message").inner_text()


@pytest.mark.parametrize("page", [(1280, 800), (390, 844)], indirect=True)
def test_cards_of_a_row_are_of_one_height_and_their_facts_whole(page: Page) -> None:
    ask(page, "under 45 euros, most expensive first")
    assert "Purple cooking pot" in titles(page), "one with more to say than the others"
    assert len(titles(page)) > 1
    rows, stacked = page.evaluate(CARDS), page.viewport_size == {"width": 390, "height": 844}
    for row in rows:
        assert len({card["height"] for card in row}) == 1
        assert stacked or len({card["price"] for card in row}) == 1
    assert not any(card["cut"] for row in rows for card in row)


CARDS = """() => {
    const rows = {};
    for (const card of document.querySelectorAll(".card")) {
        const { top, height } = card.getBoundingClientRect();
        const list = card.querySelector(".card-facts");
        const seen = list.getBoundingClientRect();
        const cut = [...list.children].some((one) => {
            const { left, bottom } = one.getBoundingClientRect();
            return left < seen.right && bottom > seen.bottom + 1;
        });
        const price = Math.round(card.querySelector(".card-price").getBoundingClientRect().top);
        (rows[Math.round(top)] ??= []).push({ height: Math.round(height), price, cut });
    }
    return Object.values(rows);
}"""
"""Rows of cards: how high each is, where its price stands, whether a fact in it is cut."""


@pytest.mark.parametrize("page", [(390, 844)], indirect=True, ids=["phone"])
def test_a_phone_shows_all_of_it(page: Page, catalogue_folder: Path) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    ask(page, "lamps", photo(catalogue_folder))
    assert titles(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for part in (".card", "#box"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] + box["height"] <= 844
    page.wait_for_function(  # the strip can be pushed along to its last card
        """() => {
            const strip = document.querySelector(".cards");
            strip.scrollLeft = strip.scrollWidth;
            const [first, last] = [strip.firstElementChild, strip.lastElementChild];
            return first.getBoundingClientRect().left < 0
                && last.getBoundingClientRect().right <= 390;
        }"""
    )


OVERLAPS = """() => {
    const box = (name) => document.querySelector(name).getBoundingClientRect();
    const talk = box(".talk"), last = box(".talk > :last-child");
    const below = [...document.querySelectorAll("#ask, #shelf .shelf")]
        .map((one) => one.getBoundingClientRect())
        .filter((one) => one.left < talk.right && one.right > talk.left);
    return {
        covered: below.some((one) => one.top < talk.bottom - 1 && one.bottom > talk.top + 1),
        cut: last.height > talk.height ? last.top < talk.top - 1 : last.bottom > talk.bottom + 1,
        scrolled: scrollY,
        beyond: document.documentElement.scrollHeight > innerHeight + 1,
    };
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 700), (390, 844)])
def test_a_long_talk_scrolls_and_covers_nothing(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for words in ("a red mug under 50 euros", "in blue", "in green", "in yellow", "in red") * 2:
        ask(page, words)
    expected = {"covered": False, "cut": False, "scrolled": 0, "beyond": False}
    assert page.evaluate(OVERLAPS) == expected
    assert page.evaluate("(t => t.scrollHeight > t.clientHeight)(document.querySelector('.talk'))")


def test_every_control_and_picture_has_a_name(page: Page, catalogue_folder: Path) -> None:
    ask(page, "red lamp", photo(catalogue_folder))
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], textarea, img")]
            .filter((one) => one.checkVisibility())
            .filter((one) => one.getAttribute("alt") !== "")  // a picture beside its words
            .filter((one) => !(one.ariaLabel || one.alt || one.placeholder || one.innerText.trim()))
            .map((one) => one.outerHTML)"""
    )
    assert unnamed == []


@pytest.mark.parametrize("page", [(390, 844)], indirect=True, ids=["phone"])
def test_a_phone_shows_the_whole_answer_and_where_it_leads(page: Page) -> None:
    for words in ("a red mug under 50 euros", "mugs", "add the first to my cart"):
        ask(page, words)
    page.wait_for_function(
        """() => {
            const talk = document.querySelector(".talk").getBoundingClientRect();
            const shelf = document.querySelector("#shelf").getBoundingClientRect();
            const answer = [...document.querySelectorAll(".bot.message")].at(-1);
            const seen = (one) => {
                const { top, bottom } = one.getBoundingClientRect();
                return top >= talk.top - 1 && bottom <= Math.min(talk.bottom, shelf.top) + 1;
            };
            return seen(answer.querySelector(".said")) && seen(answer.querySelector(".leads a"));
        }"""
    )
    card = page.locator(".card").first.bounding_box()
    assert card is not None
    assert card["y"] < 844 - 250  # and the first thing is still there to be seen


def test_a_comparison_on_a_phone_leaves_the_box_whole(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    ask(page, "a red mug under 50 euros, or else a blue one, a green one or a yellow one")
    ask(page, "compare the first two")
    page.wait_for_selector(".versus")
    box = page.locator("#box").bounding_box()
    table = page.locator("#shelf").bounding_box()
    assert box is not None
    assert table is not None
    assert box["y"] + box["height"] <= 700
    assert table["height"] > 150


@pytest.mark.parametrize("page", [(1280, 800), (390, 844)], indirect=True)
def test_nothing_in_the_settings_spills_over(page: Page) -> None:
    page.click(".settings > summary")
    page.wait_for_selector(".settings-panel:visible")
    spilt = page.evaluate(
        """() => [...document.querySelectorAll(".settings-panel *")]
            .filter((one) => one.checkVisibility() && !one.matches("select, select *, svg, svg *"))
            .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth
                || one.scrollHeight > one.clientHeight + 1 && one.clientHeight)
            .map((one) => one.outerHTML)"""
    )
    assert spilt == []


def test_the_dark_theme_is_that_of_the_controls_too(page: Page) -> None:
    page.evaluate("shopper.write('theme', 'dark')")
    page.wait_for_selector("body.dark")
    scheme = "getComputedStyle(document.querySelector('#question')).colorScheme"
    assert page.evaluate(scheme) == "dark"

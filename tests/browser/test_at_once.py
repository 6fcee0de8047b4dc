"""The question stands the instant it is sent, whatever the network does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import BOX, SEND, ask, photo, titles, wait_for_answer

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

TURNS = "**/queue/join*"


def test_a_question_stands_before_the_server_has_heard_it(page: Page) -> None:
    held: list[Route] = []
    page.route(TURNS, lambda route: held.append(route))
    page.fill(BOX, "a green lamp")
    page.click(SEND)
    page.wait_for_selector("#chat .user.message :text('a green lamp')")
    page.wait_for_selector("#chat .pending")
    page.wait_for_selector("#skeleton .skeleton >> nth=0")
    assert page.input_value(BOX) == ""
    assert page.locator(".card").count() == 0
    page.wait_for_function("true")  # lets the request be seen
    for route in held:
        route.continue_()
    page.unroute(TURNS)
    wait_for_answer(page)
    assert titles(page)[0] == "Green lamp"
    assert page.locator("#skeleton .skeleton").first.is_hidden()
    assert page.locator("#chat .user.message").count() == 1


def test_a_photo_is_told_before_it_was_searched_for(page: Page, catalogue_folder: Path) -> None:
    page.evaluate(
        """() => {
            window.told = [];
            new MutationObserver(() => {
                const words = document.querySelector("#chat .pending")?.innerText;
                if (words && window.told.at(-1) !== words) window.told.push(words);
            }).observe(document.querySelector("#chat"), {
                childList: true, subtree: true, characterData: true,
            });
        }"""
    )
    ask(page, "", photo(catalogue_folder))
    assert "I see: mug" in " ".join(page.evaluate("window.told"))

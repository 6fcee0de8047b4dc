"""Taste on the page: off until asked for, learnt, shown, corrected, deleted; and forgotten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask
from tests.browser.conftest import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def turn_on(page: Page, dial: str = "lot") -> None:
    page.click(".settings > summary")
    page.select_option("[data-taste-dial]", dial)
    page.keyboard.press("Escape")


def kept(page: Page) -> dict:
    return json.loads(page.evaluate("localStorage.getItem('shopper.taste') || '{}'"))


def stored(page: Page) -> list[str]:
    """Everything that the page has left in the browser."""
    return page.evaluate(
        """async () => [
            ...[localStorage, sessionStorage].flatMap((one) =>
                Object.keys(one).filter((name) => one.getItem(name))),
            ...(await indexedDB.databases()).map((one) => one.name),
            ...(await caches.keys()), ...document.cookie.split("; "),
        ].filter((one) => one.startsWith("shopper."))"""
    )


def test_nothing_is_learnt_before_it_is_asked_for(page: Page, watch: Watch) -> None:
    ask(page, "a lamp")
    page.locator(".heart").first.click()
    page.wait_for_selector(".saved summary b:text('1')")
    assert kept(page) == {}
    assert page.locator(".card-refuse").first.is_hidden()
    assert page.locator(".card-taste").count() == 0
    assert watch.errors == []


def test_taste_is_learnt_shown_edited_deleted_and_forgotten(page: Page, watch: Watch) -> None:
    turn_on(page)
    ask(page, "a lamp")
    page.locator(".card", has_text="Blue lamp").locator(".heart").click()
    page.wait_for_function("localStorage.getItem('shopper.taste').includes('kept')")
    page.locator(".card", has_text="Red lamp").locator(".card-refuse").click()
    page.wait_for_function("document.querySelectorAll('.card').length === 3")
    assert [one["act"] for one in kept(page)["signals"]] == ["kept", "refused"]
    ask(page, "I never want yellow")
    page.wait_for_function("localStorage.getItem('shopper.taste').includes('yellow')")
    ask(page, "a kettle")
    page.wait_for_selector(".card-taste")
    assert page.locator(".card", has_text="Yellow kettle").count() == 0
    assert "Blue kettle" in page.locator(".card-title").first.inner_text()
    assert "because" in page.locator(".card-taste").first.inner_text()

    page.click(".settings > summary")
    page.click(".taste summary")
    page.wait_for_selector(".taste-list [data-edit=value]")
    assert page.input_value(".taste-list [data-edit=value]") == "yellow"
    page.select_option(".taste-list [data-edit=stance]", "avoid")
    page.wait_for_function("localStorage.getItem('shopper.taste').includes('avoid')")
    page.click("[data-drop=preference]")
    page.wait_for_function("!localStorage.getItem('shopper.taste').includes('yellow')")
    page.wait_for_function("document.querySelectorAll('[data-drop=signal]').length === 2")
    page.locator("[data-drop=signal]").first.click()
    page.wait_for_function("document.querySelectorAll('[data-drop=signal]').length === 1")
    page.click("[data-drop=all]")
    page.wait_for_function("JSON.parse(localStorage.getItem('shopper.taste')).signals.length === 0")
    assert watch.errors == []
    assert watch.foreign == []


def test_forget_everything_leaves_nothing(page: Page, watch: Watch) -> None:
    turn_on(page, "little")
    ask(page, "a lamp")
    page.locator(".heart").first.click()
    page.wait_for_function("localStorage.getItem('shopper.taste').includes('kept')")
    page.click(".settings > summary")
    with page.expect_navigation():
        page.click("[data-do=forget]")
    page.wait_for_selector(".example")
    assert [one for one in stored(page) if one != "shopper.tab"] == []
    assert page.evaluate("document.documentElement.classList.contains('tasting')") is False
    assert watch.errors == []

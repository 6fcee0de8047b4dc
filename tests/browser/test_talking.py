"""One tap to talk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import BOX, ask, press, see_chips, wait_for_answer
from tests.browser.conftest import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TALK = "[data-testid=microphone-button]"
HEARS = """
speechSynthesis.speak = ({ text }) => {
    const heard = JSON.parse(sessionStorage.heard ?? "[]");
    sessionStorage.heard = JSON.stringify([...heard, text]);
};
"""
"""Keeps, over a reload too, what the browser's voice is given to say."""


@pytest.fixture
def talker(page: Page, spoken: Path | None) -> Page:
    if spoken is None:
        pytest.skip("flite is not installed (see `make browser`)")
    return page


def test_it_stops_at_silence_sends_what_it_heard_and_lets_it_be_corrected(
    talker: Page, watch: Watch
) -> None:
    talker.click(TALK)
    talker.wait_for_selector(".listening .meter i.lit >> nth=2")
    wait_for_answer(talker)  # nothing else is pressed
    heard = talker.locator("#chat .user.message .said").inner_text()
    assert "kettle" in heard.lower()
    see_chips(talker, "kettle", "blue")
    talker.click(".heard [data-do=correct]")
    talker.wait_for_function(f"document.querySelector('{BOX}').value.includes('kettle')")
    talker.wait_for_selector("#chat .message", state="detached")
    assert watch == Watch()


def test_escape_cancels(talker: Page) -> None:
    talker.click(TALK)
    talker.wait_for_selector(".listening:visible")
    talker.keyboard.press("Escape")
    talker.wait_for_selector(".listening", state="hidden")
    talker.wait_for_timeout(1500)
    assert talker.locator("#chat .message").count() == 0
    assert talker.input_value(BOX) == ""


def heard(page: Page) -> list[str]:
    """All that was read aloud in this tab."""
    said: list[str] = page.evaluate("JSON.parse(sessionStorage.heard ?? '[]')")
    return said


def test_each_new_answer_is_read_aloud_once(page: Page, watch: Watch) -> None:
    page.add_init_script(HEARS)
    page.reload()
    page.wait_for_selector("#question:enabled")
    page.click(".settings summary")
    page.check("[data-setting=aloud]")
    page.keyboard.press("Escape")
    ask(page, "mugs")
    page.wait_for_function("sessionStorage.heard")
    [first] = heard(page)
    assert first
    press(page, ".chip-remove")
    assert len(heard(page)) == 2
    page.reload()
    page.wait_for_selector("#question:enabled")
    wait_for_answer(page, 1)
    page.click("[data-rate=up]")
    page.wait_for_selector("[data-rate=up]:disabled")
    assert len(heard(page)) == 2  # what is shown again is not said again
    page.click("#switch")
    page.wait_for_function("document.documentElement.lang !== 'en'")
    assert len(heard(page)) == 2
    page.evaluate("shopper.write('language', 'en')")
    page.reload()
    page.wait_for_selector("#question:enabled")
    wait_for_answer(page, 1)
    ask(page, "mugs")
    ask(page, "mugs")  # the same words once more are an answer of their own
    assert len(heard(page)) == 4
    assert heard(page)[-2:] == [first, first]
    assert watch == Watch()

"""One tap to talk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import BOX, see_chips, wait_for_answer
from tests.browser.conftest import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TALK = "[data-testid=microphone-button]"


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

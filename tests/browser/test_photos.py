"""Photos: pasted, dropped, cut out, one after another."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from tests.browser.actions import SEND, ask, photo, titles, wait_for_answer
from tests.browser.conftest import Watch, jpeg

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BRING = """([kind, encoded]) => {
    const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
    const event = kind === "paste"
        ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
        : new DragEvent("drop", { dataTransfer: data, bubbles: true });
    document.body.dispatchEvent(event);
}"""


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_photo_is_brought_in_anywhere_on_the_page(
    page: Page, catalogue_folder: Path, watch: Watch, kind: str
) -> None:
    content = base64.b64encode(photo(catalogue_folder)["buffer"]).decode()
    page.evaluate(BRING, [kind, content])
    page.wait_for_selector("#box .thumbnail-item img")
    page.click(SEND)
    wait_for_answer(page)
    assert "Red mug" in titles(page)[:3]
    assert watch == Watch()


def test_of_several_things_in_a_photo_one_is_chosen(page: Page) -> None:
    image = Image.new("RGB", (480, 240), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 60, 160, 200), fill="#c8202c")
    draw.ellipse((300, 60, 440, 200), fill="#1f4fd8")
    file = {"name": "two.jpg", "mimeType": "image/jpeg", "buffer": jpeg(image)}
    page.set_input_files("#box [data-for=attach]", [file])  # type: ignore[list-item]
    page.wait_for_selector(".choices .choice >> nth=1")
    assert page.locator(".choice").count() == 2
    page.locator(".choice").nth(1).click()
    page.wait_for_selector(".choices", state="detached")
    page.wait_for_function(  # the cut-out is narrower than the photo was
        """() => {
            const { naturalWidth, naturalHeight } = document.querySelector(".thumbnail-item img");
            return naturalWidth > 0 && naturalWidth < 1.4 * naturalHeight;
        }"""
    )


def test_a_region_is_tapped(page: Page, catalogue_folder: Path) -> None:
    page.set_input_files("#box [data-for=attach]", [photo(catalogue_folder)])
    page.click(".thumbnail-crop")
    page.click(".cropping .thing")
    page.wait_for_selector(".cropping", state="detached")
    page.wait_for_function(
        """() => {
            const width = document.querySelector(".thumbnail-item img").naturalWidth;
            return width > 0 && width < 240;
        }"""
    )


def test_a_second_photo_says_whether_it_replaces_or_joins(
    page: Page, catalogue_folder: Path
) -> None:
    ask(page, "", photo(catalogue_folder))
    page.set_input_files("#box [data-for=attach]", [photo(catalogue_folder)])
    page.wait_for_selector(".joining :text('takes the place of the earlier one')")
    page.check(".joining input")
    page.wait_for_selector(".joining :text('Both photos count together')")
    before = page.locator("#chat .bot.message").count()
    page.click(SEND)
    wait_for_answer(page, before)
    page.wait_for_selector(".chip :text('Your photos')")
    assert page.locator(".chip-pictures img").count() == 2

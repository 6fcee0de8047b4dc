"""What a shopper does on the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.browser.conftest import jpeg

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

BOX = "#box textarea"
SEND = "[data-testid=submit-button]"


def ask(page: Page, text: str = "", *files: FilePayload) -> None:
    """Send a message and wait until its answer stands."""
    before = page.locator("#chat .bot.message").count()
    if files:
        page.set_input_files("#box input[type=file]", list(files))
        page.wait_for_selector("#box .thumbnail-item")
    page.fill(BOX, text)
    page.click(SEND)
    wait_for_answer(page, before)


def press(page: Page, selector: str) -> None:
    """Click on something that is answered in words, and wait until the answer stands."""
    before = page.locator("#chat .bot.message").count()
    page.locator(selector).first.click()
    wait_for_answer(page, before)


def wait_for_answer(page: Page, before: int = 0) -> None:
    """Wait until there are more answers than `before`, and the last one stands."""
    page.wait_for_function(
        """before => {
            const answers = document.querySelectorAll("#chat .bot.message");
            const last = answers.length > before && [...answers].at(-1);
            return last && last.innerText.trim() && !last.querySelector(".pending");
        }""",
        arg=before,
    )


def open_product(page: Page, title: str = "") -> None:
    """Open the view of a card's product by a click on the card, not on its title."""
    card = page.locator(".card", has_text=title).first
    picture = card.locator(".card-picture")
    picture.scroll_into_view_if_needed()
    place = picture.bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_selector(".sheet .product")


def photo(folder: Path) -> FilePayload:
    """The catalogue's picture of the red mug, as a shopper would send it."""
    [path] = folder.glob(f"images/00/{1:064x}.webp")
    return {"name": "mug.jpg", "mimeType": "image/jpeg", "buffer": jpeg(Image.open(path))}


def wait_for_picture(page: Page, selector: str) -> None:
    """Wait until a picture is drawn."""
    page.wait_for_function("one => document.querySelector(one)?.naturalWidth > 0", arg=selector)


def titles(page: Page) -> list[str]:
    """The titles of the cards, in order."""
    page.wait_for_selector(".card")
    return [title.strip() for title in page.locator(".card-title").all_inner_texts()]


def see(page: Page, selector: str, *wanted: str) -> None:
    """Wait until the elements say just this, in any order: the parts of an answer come one by
    one."""
    page.wait_for_function(
        """([selector, wanted]) => {
            const found = [...document.querySelectorAll(selector)];
            const said = found.map((one) => one.innerText.trim());
            return JSON.stringify(said.sort()) === JSON.stringify(wanted.sort());
        }""",
        arg=[selector, list(wanted)],
    )


def see_cards(page: Page, *wanted: str) -> None:
    """Wait until these products are shown."""
    see(page, ".card-title", *wanted)


def see_chips(page: Page, *wanted: str) -> None:
    """Wait until these constraints are in force."""
    see(page, ".chip .chip-words", *wanted)

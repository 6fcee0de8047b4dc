"""Whoever keeps the catalogue adds a feed and decides what is the same, on a server of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask, titles
from tests.browser.conftest import Watch, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FEED = (
    b"id,title,price,category\n"
    b"1,Orange spinning top,12 EUR,Toys > Spinning tops\n"
    b",A row without an id,5 EUR,Toys\n"
)


@pytest.fixture(scope="module")
def address(catalogue_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose sources may be changed."""
    folder = tmp_path_factory.mktemp("sources")
    shutil.copytree(catalogue_folder, folder / "catalog")
    with serving(folder / "catalog", folder) as address:
        yield address


def open_tab(page: Page) -> None:
    page.click("[role=tab]:has-text('Sources')")
    page.wait_for_selector("#keeper h2:has-text('The same thing?')")


def look_at(page: Page, shop: str, feed: bytes) -> None:
    """Have a file looked at, and wait for what would be read."""
    page.get_by_label("Shop", exact=True).fill(shop)
    sent = {"name": f"{shop.lower()}.csv", "mimeType": "text/csv", "buffer": feed}
    page.set_input_files("#feed input[type=file]", sent)
    page.wait_for_selector("#feed a[href]")  # there once it is uploaded
    page.click("#look")
    page.wait_for_selector(".preview", timeout=300_000)


def ready(page: Page, shop: str) -> None:
    """Have a feed of one row looked at."""
    look_at(page, shop, f"id,title,price\n1,{shop} whistle,3 EUR\n".encode())


def add(page: Page, shop: str) -> None:
    """Have it taken."""
    ready(page, shop)
    page.click("[data-preview=add]")
    page.wait_for_selector(f"#work .result:has-text('{shop}')", timeout=300_000)
    page.wait_for_selector(f".shops tr:has-text('{shop}')")


def test_an_unsure_pair_is_decided_by_a_click(page: Page, watch: Watch) -> None:
    open_tab(page)
    pair = page.locator(".pair")
    assert "titles 60% alike" in pair.inner_text()
    page.click(".pair >> text=Skip")
    page.wait_for_selector("#pairs :text('1 skipped')")
    page.click("text=show again")
    page.click(".pair >> text=Different")
    page.wait_for_selector("#pairs :text('Nothing to decide')")
    page.wait_for_selector("#work .result:has-text('kept')", timeout=300_000)
    assert watch == Watch()


def test_a_feed_is_uploaded_read_and_found(page: Page, watch: Watch) -> None:
    open_tab(page)
    look_at(page, "Cedar", FEED)
    assert "Of these rows 1 can be taken, 1 cannot" in page.inner_text(".preview")
    assert "Orange spinning top" in page.inner_text(".preview")
    assert page.locator(".sources tr", has_text="Cedar").count() == 0  # nothing is stored yet
    assert "/" not in page.inner_text(".preview h3")
    page.click("[data-preview=add]")
    page.wait_for_selector("#work .result:has-text('Cedar')", timeout=300_000)
    assert "1 added" in page.locator("#work").inner_text()
    page.wait_for_selector("#quarantine :text('Cedar')")  # the parts come one by one
    row = page.locator(".sources tr", has_text="UTC").filter(has_text="Cedar").inner_text()
    assert "1" in row.split()
    page.click("summary:has-text('How Cedar was read')")
    assert "Spinning tops" in page.locator(".reading[open]").inner_text()
    export = page.request.get(page.url + "quarantine.csv")
    assert "A row without an id" in export.text()
    page.click("[role=tab]:has-text('Assistant')")
    ask(page, "a spinning top")
    assert titles(page) == ["Orange spinning top"]
    assert watch == Watch()


def test_an_address_inside_the_network_is_refused_in_words(page: Page) -> None:
    open_tab(page)
    page.get_by_label("Shop", exact=True).fill("Elm")
    page.get_by_label("Address of the feed").fill("http://127.0.0.1:1/feed.csv")
    page.click("#look")
    page.wait_for_selector("#work .problem")
    assert "Traceback" not in page.locator("#work").inner_text()
    assert page.locator(".sources tr", has_text="Elm").count() == 0


def test_a_column_is_meant_otherwise_before_anything_is_stored(page: Page) -> None:
    open_tab(page)
    look_at(page, "Elm", b"id,title,Anno\n1,Spinning wheel,12 EUR\n")
    page.select_option("select[data-column=Anno]", "price")
    page.wait_for_selector(".preview td:has-text('€12')", timeout=300_000)
    page.click("[data-preview=cancel]")
    page.wait_for_selector(".preview", state="detached")
    assert page.locator(".sources tr", has_text="Elm").count() == 0


def test_a_source_is_renamed_and_removed(page: Page, watch: Watch) -> None:
    open_tab(page)
    add(page, "Hazel")
    page.locator(".shops tr", has_text="Hazel").locator("[data-source-act=rename]").click()
    page.fill(".rename-field", "Fir & <b>")
    page.keyboard.press("Enter")
    page.wait_for_selector("#work .result:has-text('Fir & <b> now')", timeout=300_000)
    row = page.locator(".shops tr", has_text="Fir & <b>")
    row.locator("[data-source-act=remove]").click()
    assert row.count() == 1  # it is asked twice
    row.locator("[data-source-act=remove]").click()
    page.wait_for_selector("#work .result:has-text('forgotten')", timeout=300_000)
    page.wait_for_function("!document.querySelector('.sources').innerText.includes('Fir')")
    assert watch == Watch()


def test_a_name_that_is_not_kept_is_not_taken(page: Page, watch: Watch) -> None:
    open_tab(page)
    row = page.locator(".shops tr", has_text="Birch")
    for leave in ("Escape", "Tab"):
        row.locator("[data-source-act=rename]").click()
        page.fill(".rename-field", "Larch")
        page.keyboard.press(leave)
        page.wait_for_selector(".rename-field", state="detached")
        assert row.locator("[data-source-act=rename]").inner_text() == "Rename"
    assert "Larch" not in page.inner_text("#desk")
    assert watch == Watch()


def test_a_table_drawn_anew_takes_nothing_out_of_the_keepers_hands(
    page: Page, watch: Watch
) -> None:
    """A feed has been read while a name is typed, and while it is asked whether to remove."""
    open_tab(page)
    add(page, "Maple")

    def draw_anew(shop: str) -> None:
        page.evaluate("document.querySelector('[data-preview=add]').click()")
        page.wait_for_selector(f".shops tr:has-text('{shop}')", timeout=300_000)

    ready(page, "Acacia")
    row = page.locator(".shops tr", has=page.locator("[data-source='Maple']"))
    row.locator("[data-source-act=rename]").click()
    page.fill(".rename-field", "Mountain ma")
    draw_anew("Acacia")  # stands above it
    page.keyboard.type("ple")
    page.keyboard.press("Enter")
    page.wait_for_selector("#work .result:has-text('Mountain maple now')", timeout=300_000)
    ready(page, "Bamboo")
    row = page.locator(".shops tr", has=page.locator("[data-source='Mountain maple']"))
    row.locator("[data-source-act=remove]").click()
    draw_anew("Bamboo")
    assert page.locator(".shops :text('for good')").count() == 1
    assert "for good" in row.inner_text()
    row.locator("[data-source-act=remove]").click()
    page.wait_for_selector("#work .result:has-text('forgotten')", timeout=300_000)
    page.wait_for_function("!document.querySelector('.sources').innerText.includes('Mountain')")
    assert watch == Watch()

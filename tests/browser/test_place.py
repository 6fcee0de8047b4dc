"""A shopper's place on the page: off until asked for, shown, removable; stores on cards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.branches.branch import Branch, Stocked
from retrieval.catalogue import Catalogue
from tests.browser.actions import ask, open_product, wait_for_answer
from tests.browser.conftest import PATIENCE, Watch, serving, visit, watch_over
from tests.browser.test_taste import stored

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

LEIPZIG = {"latitude": 51.339621, "longitude": 12.371291}


@pytest.fixture(scope="module")
def shop(catalogue_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dozen products, some of them in two stores that never close."""
    folder = tmp_path_factory.mktemp("stores")
    catalogue = Catalogue.open(shutil.copytree(catalogue_folder, folder / "catalog"))
    with catalogue.writing():
        catalogue.branches.replace(
            "stores",
            [
                Branch("Birch", "L", "Birch Markt", 51.341, 12.375, "Markt 1, Leipzig", "24/7",
                       "Europe/Berlin"),
                Branch("Alder", "H", "Alder Halle", 51.482, 11.97, "Markt 3, Halle"),
            ],
        )  # fmt: skip
        stock = [Stocked("Birch", str(n), "L", 2, "in_stock") for n in (1, 5)]
        stock += [Stocked("Alder", str(n), "H", 1, "in_stock") for n in (0, 4)]
        catalogue.branches.replace_stock("stock", stock)
    catalogue.close()
    with serving(folder / "catalog", folder) as address:
        yield address


def opened(browser: Browser, shop: str, watch: Watch, *allowed: str) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, permissions=list(allowed), geolocation=LEIPZIG
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch_over(page, watch, shop)
    visit(page, shop)
    return context


def use_my_place(page: Page) -> None:
    page.click(".settings > summary")
    before = page.locator("#chat .bot.message").count()
    page.check("[data-place]")
    wait_for_answer(page, before)
    page.keyboard.press("Escape")


def test_the_browsers_place_is_asked_for_used_shown_and_removed(
    browser: Browser, shop: str, watch: Watch
) -> None:
    context = opened(browser, shop, watch, "geolocation")
    [page] = context.pages
    ask(page, "a mug")
    assert page.locator(".card-store").count() == 0
    use_my_place(page)
    page.wait_for_selector(".kind-place")
    assert page.inner_text(".kind-place .chip-words") == "my place: Leipzig"
    store = page.locator(".card", has_text="Blue mug").locator(".card-store")
    assert store.inner_text().strip() == "under 1 km · Birch Markt · never closes"
    ask(page, "near me")
    assert "Blue mug" in page.locator(".card-title").first.inner_text()
    assert "less than 1 km away at Birch Markt" in page.locator("#chat .bot").last.inner_text()
    open_product(page, "Blue mug")
    page.wait_for_selector("#product-stores")
    assert "Birch Markt" in page.inner_text("#product-stores")
    assert "Nearness" in page.inner_text(".why-parts")
    page.keyboard.press("Escape")
    page.click(".settings > summary")
    assert page.is_checked("[data-place]")
    before = page.locator("#chat .bot.message").count()
    page.uncheck("[data-place]")
    wait_for_answer(page, before)
    assert page.locator(".kind-place").count() == 0
    assert page.locator(".card-store").count() == 0
    assert [one for one in stored(page) if "51." in one] == []
    assert watch.errors == []
    assert watch.foreign == []
    context.close()


def test_what_leaves_the_browser_is_coarse(browser: Browser, shop: str, watch: Watch) -> None:
    context = opened(browser, shop, watch, "geolocation")
    [page] = context.pages
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or ""))
    use_my_place(page)
    bodies = [body for body in sent if "51.3" in body]
    assert bodies
    assert all("51.34,12.37" in body and "51.339" not in body for body in bodies)
    context.close()


def test_a_browser_that_gives_no_place_is_told_of(
    browser: Browser, shop: str, watch: Watch
) -> None:
    context = opened(browser, shop, watch)
    [page] = context.pages
    page.click(".settings > summary")
    page.click("[data-place]")
    page.wait_for_selector("[data-place-denied]:visible")
    assert not page.is_checked("[data-place]")
    page.keyboard.press("Escape")
    ask(page, "I'm in Leipzig")
    assert page.inner_text(".kind-place .chip-words") == "my place: Leipzig"
    before = page.locator("#chat .bot.message").count()
    page.click(".kind-place .chip-remove")
    wait_for_answer(page, before)
    assert "forgotten" in page.locator("#chat .bot").last.inner_text()
    assert watch.errors == []
    context.close()

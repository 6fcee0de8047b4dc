"""What shoppers asked for, as a keeper sees it; the thumbs under an answer. Runs on its own server,
whose counts no other test adds to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask, open_product
from tests.browser.conftest import PATIENCE, serving, visit
from tests.browser.test_reach import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shop(catalogue_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("insight")
    shutil.copytree(catalogue_folder, folder / "catalog")
    with serving(folder / "catalog", folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, shop: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, shop)
    yield page
    context.close()


def open_tab(page: Page) -> str:
    page.click("[role=tab]:has-text('Insight')")
    page.wait_for_selector("#insight .tiles")
    return page.inner_text("#insight")


def forget(page: Page) -> None:
    page.click("#insight [data-forget]")
    page.click("#insight [data-forget]")
    page.wait_for_selector("#insight :text('Nothing has been counted')")


def test_what_was_asked_and_not_found_is_told(page: Page) -> None:
    ask(page, "a trampoline for Wilhelmina Schmidtlein")
    ask(page, "a red mug")
    told = open_tab(page)
    assert "trampoline" in told
    assert "Wilhelmina" not in told
    assert "schmidtlein" not in told.lower()
    assert page.locator("#insight .plot svg rect.all").count() == 30
    assert "mug" in page.inner_text("#insight .bars")
    page.click("#insight [data-period='7']")
    page.wait_for_selector("#insight [data-period='7'][aria-pressed=true]")
    assert page.locator("#insight .plot svg rect.all").count() == 7
    export = page.request.get(page.url + "insight.csv").text()
    assert "trampoline" in export
    assert "wilhelmina" not in export.lower()
    forget(page)


def test_a_thumb_down_asks_why_and_is_counted_once(page: Page) -> None:
    ask(page, "a red mug")
    page.click(".rate [data-rate=down]")
    page.click(".rate .why:has-text('Too expensive')")
    page.wait_for_selector(".rate :text('Thank you')")
    assert page.locator(".rate .why").count() == 0
    told = open_tab(page)
    assert "0 good · 1 bad" in told
    assert "Too expensive" in told
    forget(page)


def test_a_thumb_goes_by_keyboard_too(page: Page) -> None:
    ask(page, "a red mug")
    page.focus(".rate [data-rate=up]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".rate :text('Thank you')")
    assert "1 good · 0 bad" in open_tab(page)
    forget(page)


def test_the_way_to_a_shop_is_counted(page: Page) -> None:
    ask(page, "a red mug")
    open_product(page, "Red mug")
    page.context.route("https://shop.example/**", lambda route: route.abort())
    with page.expect_request("**/opened") as sent:
        page.locator(".sheet a.buy").click()
    assert sent.value.post_data_json["shop"] == "Alder"
    page.bring_to_front()
    page.keyboard.press("Escape")
    page.wait_for_function(
        "fetch('insight.csv').then((r) => r.text()).then((t) => t.includes('opened'))"
    )
    assert "Red mug Alder" in open_tab(page)
    forget(page)


def test_the_switch_stops_the_counting(page: Page) -> None:
    open_tab(page)
    page.uncheck("#insight [data-counting]")
    page.wait_for_timeout(1000)
    page.click("[role=tab]:has-text('Assistant')")
    ask(page, "a red mug")
    assert "Nothing has been counted" in open_tab(page)
    page.check("#insight [data-counting]")
    page.wait_for_timeout(1000)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_rule_is_violated(browser: Browser, shop: str, theme: str) -> None:
    context = browser.new_context(color_scheme=theme, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, shop)
    ask(page, "a red mug")
    page.click(".rate [data-rate=down]")
    page.wait_for_selector(".rate .why")
    assert violations(page) == [], "why"
    open_tab(page)
    assert violations(page) == [], "insight"
    context.close()


def test_what_is_not_counted_has_no_tab_and_no_file(
    browser: Browser, catalogue_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(catalogue_folder, tmp_path / "catalog")
    with serving(tmp_path / "catalog", tmp_path, "--no-insight") as address:
        page = browser.new_page(locale="en-GB")
        page.set_default_timeout(PATIENCE)
        visit(page, address)
        assert "counted" not in page.inner_text("#privacy")
        ask(page, "a trampoline")
        assert page.locator("[role=tab]").all_inner_texts() == ["Assistant", "Sources"]
        assert page.request.get(f"{address}/insight.csv").status == 403
        page.close()
        assert not list((tmp_path / "catalog").glob("insight*"))
    assert not list((tmp_path / "catalog").glob("insight*"))

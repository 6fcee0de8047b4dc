"""The page by keyboard and for screen readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.actions import ask, open_product
from tests.browser.conftest import PATIENCE, ROOT, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AXE = ROOT / ".browser" / "axe.min.js"  # see `make browser`
RUN = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`));
}"""


def violations(page: Page) -> list[str]:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (see `make browser`)")
    page.wait_for_timeout(600)  # colours are judged once nothing fades any more
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_state_of_the_page_violates_a_rule(browser: Browser, address: str, theme: str) -> None:
    context = browser.new_context(color_scheme=theme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, address)
    assert violations(page) == []
    ask(page, "a lamp under 5 euros")
    assert violations(page) == [], "ways out"
    ask(page, "mugs")
    page.click(".facet summary")
    assert violations(page) == [], "results"
    ask(page, "compare 1 and 2")
    assert violations(page) == [], "comparison"
    open_product(page)
    page.wait_for_selector("#product-alike:not([hidden])")
    assert violations(page) == [], "product"
    page.keyboard.press("Escape")
    page.click(".settings summary")
    assert violations(page) == [], "settings"
    page.click("[role=tab]:has-text('Sources')")
    page.wait_for_selector("#keeper h2")
    assert violations(page) == [], "sources"
    page.get_by_label("Shop", exact=True).fill("Elm")
    page.get_by_label("Address of the feed").fill("http://127.0.0.1:1/feed.csv")
    page.click("#look")
    page.wait_for_selector("#work .problem")
    assert violations(page) == [], "an error"
    context.close()


def test_the_first_card_is_five_tabs_from_the_box(page: Page) -> None:
    ask(page, "mugs")
    page.focus("#question")
    stops = []
    for _ in range(5):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.className"))
        if "card-open" in stops[-1]:
            break
    assert "chip" in " ".join(stops)
    assert "card-open" in stops[-1]


def test_arrows_go_from_one_control_of_a_group_to_the_next(page: Page) -> None:
    page.focus("[data-do=attach]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.do") != "attach"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.do") == "attach"


def test_the_first_stop_skips_to_the_box(page: Page, catalogue_folder: Path) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "question"
    assert page.locator("h1").count() == 1
    log = page.locator("#chat [role=log]")
    assert log.get_attribute("aria-live") == "polite"


def test_nothing_moves_for_whoever_wants_no_motion(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, address)
    ask(page, "mugs")
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()

"""A shop's own name, logo, colour, words, questions and answers, as a shopper meets them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.browser.actions import ask, press, wait_for_answer
from tests.browser.conftest import PATIENCE, serving, visit
from tests.browser.test_reach import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STYLE = """
name = "Linden & Daughters"
logo = "logo.png"
accent = "#ffcc00"
languages = ["zh", "en"]
answers = "answers.md"
examples = ["a red mug", "a lamp under 50 euros"]
[welcome]
en = "What may we bring you?"
"""
ANSWERS = "## What does delivery cost?\nFive euros, and nothing from fifty euros.\n"


@pytest.fixture(scope="module")
def house(catalogue_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same catalogue in a shop's own style."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(catalogue_folder, folder / "catalog")
    (folder / "shop.toml").write_text(STYLE, encoding="utf-8")
    (folder / "answers.md").write_text(ANSWERS, encoding="utf-8")
    Image.new("RGB", (400, 160), "#aa2200").save(folder / "logo.png")
    with serving(folder / "catalog", folder, f"--shop={folder / 'shop.toml'}") as address:
        yield address


@pytest.fixture
def page(browser: Browser, house: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, house)
    yield page
    context.close()


def test_the_page_bears_the_shop_s_name_and_logo(page: Page) -> None:
    assert page.title() == "Linden & Daughters"
    assert page.inner_text(".brand").strip() == "Linden & Daughters"
    assert page.locator("h1").inner_text() == "Linden & Daughters"
    page.wait_for_function("document.querySelector('.brand img').naturalWidth > 0")
    assert "What may we bring you?" in page.inner_text("#welcome")


def test_its_example_questions_are_asked_by_a_click(page: Page) -> None:
    assert [one.split("\n")[-1] for one in page.locator(".example").all_inner_texts()] == [
        "A red mug",
        "A lamp under 50 euros",
    ]
    page.locator(".example").first.click()
    wait_for_answer(page)
    assert "Red mug" in page.inner_text("#shelf")


def test_the_switch_knows_the_shop_s_languages_alone(page: Page) -> None:
    seen = []
    for _ in range(2):
        page.click("#switch")
        page.wait_for_timeout(1000)
        seen.append(page.evaluate("document.documentElement.lang"))
    assert seen == ["zh", "en"]


def test_a_question_to_the_shop_gets_the_shop_s_answer(page: Page) -> None:
    ask(page, "how much is shipping?")
    assert "Five euros, and nothing from fifty" in page.locator(".bot .said").last.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_colour_can_be_read_in_either_theme(browser: Browser, house: str, theme: str) -> None:
    context = browser.new_context(color_scheme=theme, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit(page, house)
    accent = page.evaluate("getComputedStyle(document.body).getPropertyValue('--accent').trim()")
    assert accent == ("#ffcc00" if theme == "dark" else "#836900")
    assert violations(page) == []
    ask(page, "mugs")
    press(page, "[data-act=compare]")
    assert violations(page) == [], "results"
    context.close()

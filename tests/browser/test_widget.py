"""The widget on a shop's page of another origin, under a strict policy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.actions import photo
from tests.browser.conftest import PATIENCE, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DEMO = ROOT / "docs" / "demo-shop"
HOME = "http://127.0.0.1:7860"  # as the demo's page names the assistant


class ShopPage(SimpleHTTPRequestHandler):
    """The demo's page as a careful shop serves it: nothing runs or loads but what it names."""

    assistant = ""

    def end_headers(self) -> None:
        home = self.assistant
        policy = (
            f"default-src 'none'; script-src 'self' {home}; style-src 'self'; img-src {home}; "
            f"connect-src {home}; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'"
        )
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # browsers ask for it unasked
            self.send_response(204)
            return self.end_headers()
        if self.path not in ("/", "/index.html"):
            return super().do_GET()
        page = (DEMO / "index.html").read_text().replace(HOME, self.assistant).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def shop(
    catalogue_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """(the shop's address, the assistant's, which allows it)."""
    handler = partial(ShopPage, directory=str(DEMO))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    page = f"http://localhost:{server.server_address[1]}"
    catalogue = tmp_path_factory.mktemp("widget") / "catalog"
    shutil.copytree(catalogue_folder, catalogue)
    options = ["--port=0", "--no-demo", f"--catalog={catalogue}", f"--allow-origin={page}"]
    program = subprocess.Popen(
        [sys.executable, "app.py", *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout is not None
        found = re.search(r"http://\S+", program.stdout.readline())
        assert found
        ShopPage.assistant = found[0]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield page, found[0]
    finally:
        server.shutdown()
        program.terminate()
        program.wait(timeout=120)


@pytest.fixture
def seen(browser: Browser, shop: tuple[str, str]) -> Iterator[tuple[Page, list[str]]]:
    """The shop's page, and what went wrong on it: foreign requests, errors, broken policies."""
    page_address, assistant = shop
    context = browser.new_context(permissions=["microphone"])
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)

    def note(url: str) -> None:
        if not url.startswith((page_address, assistant, "blob:", "data:")):
            wrong.append(url)

    page.on("request", lambda sent: note(sent.url))
    _ready(page, assistant)
    page.goto(page_address)
    page.wait_for_selector("shop-assistant textarea")
    yield page, wrong
    context.close()


def _ready(page: Page, assistant: str) -> None:
    """Wait until the assistant answers."""
    for _ in range(600):
        if page.request.get(f"{assistant}/readyz").ok:
            return
        page.wait_for_timeout(500)
    raise AssertionError("the assistant did not open")


def ask(page: Page, text: str) -> None:
    page.fill("shop-assistant textarea", text)
    page.press("shop-assistant textarea", "Enter")


def titles(page: Page) -> list[str]:
    page.wait_for_selector("shop-assistant .card h3")
    page.wait_for_selector("shop-assistant .log[aria-busy=false]")
    return page.locator("shop-assistant .card h3").all_inner_texts()


def test_a_shopper_asks_on_the_shops_page_and_opens_a_product_in_it(
    seen: tuple[Page, list[str]],
) -> None:
    page, wrong = seen
    ask(page, "green lamp")
    assert titles(page)[0] == "1. Green lamp"
    page.locator("shop-assistant .card img").first.evaluate("image => image.decode()")  # it shows
    page.locator("shop-assistant .card button").first.click()
    page.wait_for_selector("#product:not([hidden])")
    assert page.locator("#product h2").inner_text() == "Green lamp"
    assert len(page.context.pages) == 1
    assert wrong == []


def test_a_photo_is_enough(seen: tuple[Page, list[str]], catalogue_folder: Path) -> None:
    page, wrong = seen
    page.set_input_files("shop-assistant input[type=file]", [photo(catalogue_folder)])
    page.wait_for_selector("shop-assistant .photos canvas")
    page.click("shop-assistant form .primary")
    assert any("Red mug" in title for title in titles(page)[:3])
    assert wrong == []


def test_a_spoken_question_is_heard(seen: tuple[Page, list[str]], spoken: Path | None) -> None:
    if spoken is None:
        pytest.skip("flite is not installed (see `make browser`)")
    page, wrong = seen
    page.click("shop-assistant .voice")
    page.wait_for_selector("shop-assistant .voice[aria-pressed=true]")
    page.wait_for_timeout(4000)
    page.click("shop-assistant .voice")
    page.wait_for_selector("shop-assistant .log[aria-busy=false]")
    assert page.locator("shop-assistant .turn .said").last.inner_text()
    assert wrong == []


def test_a_constraint_can_be_taken_away(seen: tuple[Page, list[str]]) -> None:
    page, wrong = seen
    ask(page, "a blue kettle")
    titles(page)
    page.get_by_role("button", name="Remove blue").click()
    page.wait_for_selector("shop-assistant .log[aria-busy=false]")
    page.get_by_role("button", name="Remove blue").wait_for(state="detached")
    assert wrong == []


def test_the_keyboard_is_enough_above_the_page(seen: tuple[Page, list[str]]) -> None:
    page, wrong = seen
    page.click("[data-layout=overlay]")
    launch = page.get_by_role("button", name="Ask the shopping assistant")
    launch.focus()
    page.keyboard.press("Enter")
    assert launch.get_attribute("aria-expanded") == "true"
    page.keyboard.type("red mug")
    page.keyboard.press("Enter")
    assert titles(page)[0] == "1. Red mug"
    page.keyboard.press("Escape")
    page.wait_for_selector("shop-assistant dialog:not([open])", state="attached")
    page.wait_for_selector("shop-assistant [aria-expanded=false]")  # its event comes after
    assert wrong == []


def test_screen_readers_find_names_and_roles(seen: tuple[Page, list[str]]) -> None:
    page, _ = seen
    assert page.get_by_role("log", name="Shopping assistant").count() == 1
    assert page.get_by_role("textbox", name="What are you looking for?").count() == 1
    for name in ("Add a photo", "Speak", "Send", "Start over"):
        assert page.get_by_role("button", name=name).count() == 1
    ask(page, "red mug")
    titles(page)
    assert page.get_by_role("button", name="View: Red mug").count() == 1
    page.locator("shop-assistant").evaluate("one => one.setAttribute('lang', 'zh')")
    assert page.get_by_role("button", name="发送").count() == 1


def test_a_page_that_is_not_allowed_is_told_so(browser: Browser, shop: tuple[str, str]) -> None:
    page_address, _ = shop
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(page_address.replace("localhost", "127.0.0.1"))  # another origin, not on the list
    page.wait_for_selector("shop-assistant textarea")
    ask(page, "red mug")
    page.wait_for_selector("shop-assistant .log[aria-busy=false]")
    assert page.locator("shop-assistant .card").count() == 0
    assert "cannot be reached" in page.locator("shop-assistant .said").last.inner_text()
    context.close()

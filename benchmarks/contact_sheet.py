"""The page's states on one sheet, some of them as pictures, and what it costs to see them.

    python -m benchmarks.contact_sheet --address http://127.0.0.1:7860 --out docs/images

Needs a server with the demo catalogue, Chromium (`make browser`) and a Chinese font (Debian:
fonts-noto-cjk). Prints bytes and milliseconds until the page can be asked and until the first
answer stands, and the shift of its layout.
"""

from __future__ import annotations

import argparse
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PIL import Image

PATIENCE = 180_000  # milliseconds
TILE = 640  # pixels a tile is wide
GAP = 12
PHOTO = Path(__file__).parents[1] / "demo/photos/teapot-02.jpg"
PICTURES = ("page", "product", "comparison", "sources", "insight")
"""States that are kept as pictures of their own, in the first look."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 200);
})"""


@dataclass(frozen=True)
class Look:
    """How the page is looked at."""

    width: int
    height: int
    language: str
    theme: Literal["light", "dark"]


LOOKS = (
    Look(1280, 800, "en-GB", "light"),
    Look(1280, 800, "zh-CN", "dark"),
    Look(390, 844, "en-GB", "dark"),
    Look(390, 844, "zh-CN", "light"),
)
WORDS = {
    "en-GB": (
        "a teapot under 60 euros, not white",
        "only in stock",
        "compare 1 and 3",
        "a lamp under 2 euros",
    ),
    "zh-CN": ("60欧元以下的茶壶，不要白色", "只看有货的", "比较第一个和第三个", "2欧元以下的灯"),
}


def ask(page: Any, text: str) -> None:
    """Ask, and wait until the answer stands."""
    before = page.locator("#chat .bot.message").count()
    page.fill("#question", text)
    page.click("[data-testid=submit-button]")
    page.wait_for_function(
        """n => document.querySelectorAll("#chat .bot.message").length > n
            && !document.querySelector("#chat .pending")""",
        arg=before,
    )
    page.wait_for_timeout(1200)  # pictures, and sentences that come one after the other


def states(page: Any, words: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """(name, picture) of each state, in the order in which a shopper, then a keeper, sees them."""
    shot: Callable[[], bytes] = page.screenshot
    yield "welcome", shot()
    ask(page, words[0])
    ask(page, words[1])
    yield "page", shot()
    page.locator(".facet summary").first.click()
    yield "facet", shot()
    page.keyboard.press("Escape")
    page.locator(".card-open").first.click()
    page.wait_for_selector("#product-alike:not([hidden])")
    yield "product", shot()
    page.locator("#product-alike").scroll_into_view_if_needed()
    page.wait_for_timeout(800)
    yield "similar", shot()
    page.keyboard.press("Escape")
    page.locator(".heart").first.click()
    page.wait_for_selector(".saved summary b")
    page.click(".saved summary")
    yield "saved", shot()
    page.keyboard.press("Escape")
    ask(page, words[2])
    yield "comparison", shot()
    ask(page, words[3])
    yield "near misses", shot()
    page.locator(".card-open").first.click()
    page.click("[data-watch]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#watches .watch", state="attached")
    page.click("#watches summary")
    yield "watch", shot()
    page.set_input_files("#box [data-for=attach]", [PHOTO])
    page.wait_for_selector(".thumbnail-item img")
    page.wait_for_timeout(2500)
    yield "photo", shot()
    for number, name in enumerate(("sources", "insight"), start=1):
        page.locator("[role=tab]").nth(number).click()
        page.wait_for_timeout(2500)
        yield name, shot()


def measure(browser: Any, address: str) -> dict[str, float]:
    """What a first visit and a first answer cost."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    sizes: list[int] = []
    page.on("response", lambda one: sizes.append(int(one.headers.get("content-length") or 0)))
    page.goto(address)
    page.wait_for_selector("#question:enabled")
    ready = page.evaluate("performance.now()")
    first = sum(sizes)
    page.fill("#question", "armchairs")
    begun = page.evaluate("performance.now()")
    page.click("[data-testid=submit-button]")
    page.wait_for_selector("#chat .user.message")
    stands = page.evaluate("performance.now()") - begun
    page.wait_for_selector(".card")
    cards = page.evaluate("performance.now()") - begun
    page.wait_for_function("!document.querySelector('.pending')")
    answer = page.evaluate("performance.now()") - begun
    page.wait_for_timeout(1500)
    figures = {
        "page ready, ms": ready,
        "bytes stated until then": first,
        "question stands, ms": stands,
        "first cards, ms": cards,
        "answer stands, ms": answer,
        "bytes stated in all": sum(sizes),
        "layout shift": page.evaluate(SHIFT),
    }
    page.context.close()
    return figures


def compose(looks: list[list[bytes]], out: Path) -> None:
    """The pictures on one sheet, those of a look in a row."""
    rows = [[_tile(picture) for picture in pictures] for pictures in looks]
    width = max(sum(one.width + GAP for one in row) for row in rows) + GAP
    height = sum(max(one.height for one in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), "#8a8f8c")
    top = GAP
    for row in rows:
        left = GAP
        for one in row:
            sheet.paste(one, (left, top))
            left += one.width + GAP
        top += max(one.height for one in row) + GAP
    sheet.save(out, quality=72)


def _tile(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return image.resize((round(TILE * image.width / 1280), round(TILE * image.height / 1280)))


def main() -> None:
    """Look at every state, write the sheet, print the figures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:7860")
    parser.add_argument("--out", type=Path, default=Path("docs/images"), help="folder")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    options.out.mkdir(parents=True, exist_ok=True)
    looks: list[list[bytes]] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, figure in measure(browser, options.address).items():
            print(f"{name}: {figure:,.3f}" if figure < 10 else f"{name}: {figure:,.0f}")
        for look in LOOKS:
            context = browser.new_context(
                viewport={"width": look.width, "height": look.height},
                locale=look.language,
                color_scheme=look.theme,
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(options.address)
            page.wait_for_selector("#question:enabled")
            page.wait_for_selector(".example")
            found = dict(states(page, WORDS[look.language]))
            if not looks:
                for name in PICTURES:
                    (options.out / f"{name}.png").write_bytes(found[name])
            looks.append(list(found.values()))
            context.close()
        browser.close()
    sheet = options.out / "states.jpg"
    compose(looks, sheet)
    print(f"{sum(map(len, looks))} states on {sheet}")


if __name__ == "__main__":
    main()

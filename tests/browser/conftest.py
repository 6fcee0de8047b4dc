"""The program as a shopper meets it: `app.py` in a process of its own, Chromium in front of it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import JudgedPair, MatchStore
from retrieval.images import save_clean
from retrieval.money import Money
from retrieval.offers import Offer, Review

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
PATIENCE = 120_000  # milliseconds, with a browser and a server on a busy machine
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --use-fake-ui-for-media-stream "
    "--use-fake-device-for-media-stream"
).split()

COLOURS = {"red": "#c8202c", "blue": "#1f4fd8", "green": "#1f8a3b", "yellow": "#e8c51c"}
SHAPES = ("mug", "lamp", "kettle")
HOSTILE = (
    '<img src="x" onerror="window.pwned=1"> ${window.pwned=2} ${alert(3)} {{7*7}} '
    "![x](https://evil.example/x.png) <script src=https://evil.example/x.js></script> gadget"
)


@pytest.fixture(scope="session")
def catalogue_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen plain products, one whose every text is hostile, one that two shops sell, and a
    pair that nobody is sure of. It is never served itself: whoever serves it, serves a copy."""
    from retrieval import indexing
    from retrieval.encoders import load_encoder

    folder = tmp_path_factory.mktemp("browser") / "catalog"
    catalogue = Catalogue.create(folder)
    offers = [
        Offer(
            source=("Alder", "Birch")[number % 2],
            offer_id=str(number),
            title=f"{colour.capitalize()} {shape}",
            category=f"Home > {shape.capitalize()}s",
            price=Money.of(10 + number, "EUR"),
            availability="in_stock",
            url=f"https://shop.example/{number}",
            image=_draw(catalogue, number, shape, value),
            attributes={"colour": colour},
        )
        for number, (shape, colour, value) in enumerate(
            (shape, colour, value) for shape in SHAPES for colour, value in COLOURS.items()
        )
    ]
    hostile = Offer(
        source=HOSTILE,
        offer_id="hostile",
        title=HOSTILE,
        description=HOSTILE,
        category=HOSTILE,
        brand=HOSTILE,
        url="javascript:window.pwned=4",
        attributes={HOSTILE: HOSTILE},
    )
    for source in {offer.source for offer in (*offers, hostile)}:
        catalogue.save_source(source, "table", "")
    sold_twice = _sold_twice(catalogue)
    catalogue.save_offers([*offers, hostile, *sold_twice])
    catalogue.reviews.replace(
        "reviews",
        [
            Review("Alder", "pot", 5, "Lovely", "I love the handle. It came on a Monday."),
            Review("Alder", "pot", 4, "Good", "The handle is great."),
        ],
    )
    _match(catalogue, sold_twice)
    with catalogue.writing():
        indexing.update(catalogue, load_encoder("compact"))
    catalogue.close()
    return folder


def _sold_twice(catalogue: Catalogue) -> list[Offer]:
    """A pot of two shops that differ on its material; one has become cheaper."""
    pot = Offer(
        source="Alder",
        offer_id="pot",
        title="Purple cooking pot",
        category="Home > Pots",
        price=Money.of(40, "EUR"),
        availability="in_stock",
        url="https://shop.example/pot",
        attributes={"material": "steel", "height_cm": "20"},
        description="A pot for soup. " * 3,
        image=_draw(catalogue, 90, "mug", "#7b2d8b"),
    )
    catalogue.save_source("Alder", "table", "")
    catalogue.save_offers([pot])
    other = replace(
        pot,
        source="Birch",
        price=Money.of(39, "USD"),
        attributes={"material": "iron"},
        image=_draw(catalogue, 91, "mug", "#7b2d8b"),
    )
    return [replace(pot, price=Money.of(30, "EUR")), other]


def _match(catalogue: Catalogue, pot: list[Offer]) -> None:
    """One sure pair, one unsure."""
    keys = [(offer.source, offer.offer_id) for offer in pot]
    unsure = [("Alder", "0"), ("Birch", "1")]
    store = MatchStore(catalogue.engine)
    store.replace_pairs(
        [*keys, *unsure],
        [
            JudgedPair(keys[0], keys[1], 0.99, False, ("same title",)),
            JudgedPair(unsure[0], unsure[1], 0.7, True, ("title similarity 0.6",)),
        ],
    )
    store.assign(dict.fromkeys(keys, "pot"))


def _draw(catalogue: Catalogue, number: int, shape: str, colour: str) -> str:
    """Put a plain drawing of the thing into the catalogue's store; its name."""
    image = Image.new("RGB", (240, 240), "white")
    draw = ImageDraw.Draw(image)
    if shape == "mug":
        draw.rectangle((70, 80, 150, 190), fill=colour)
        draw.arc((130, 100, 190, 160), -90, 90, fill=colour, width=12)
    elif shape == "lamp":
        draw.polygon([(80, 110), (160, 110), (140, 50), (100, 50)], fill=colour)
        draw.rectangle((116, 110, 124, 200), fill="black")
    else:
        draw.ellipse((60, 90, 170, 200), fill=colour)
        draw.polygon([(160, 120), (215, 90), (165, 150)], fill=colour)
    name = f"{number + 1:064x}"
    path = catalogue.image_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_clean(image, path)
    return name


@pytest.fixture(scope="session")
def address(catalogue_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the program serves."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(catalogue_folder, folder / "catalog")
    with serving(folder / "catalog", folder) as address:
        yield address


@contextmanager
def serving(catalogue: Path, logs: Path, *options: str) -> Iterator[str]:
    """Where the program serves a catalogue; it must end cleanly when it is told to."""
    log = logs / "stderr"
    command = [sys.executable, "app.py", "--port=0", "--no-demo", f"--catalog={catalogue}"]
    command += options
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found, log.read_text()
            yield found[0]
            assert process.poll() is None, log.read_text()
        finally:
            process.terminate()
            ended = process.wait(timeout=120)
    assert ended == 0
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """A spoken question, None where there is no voice to speak it."""
    if not shutil.which("flite"):
        return None
    path = tmp_path_factory.mktemp("speech") / "question.wav"
    subprocess.run(
        ["flite", "-voice", "slt", "-t", "I am looking for a blue kettle", "-o", str(path)],
        check=True,
        timeout=120,
    )
    _add_silence(path)
    return path


def _add_silence(path: Path) -> None:
    """Four seconds of silence after the words: whoever listens can tell that they have ended."""
    with wave.open(str(path)) as recording:
        options, frames = recording.getparams(), recording.readframes(recording.getnframes())
    silence = bytes(4 * options.framerate * options.sampwidth * options.nchannels)
    with wave.open(str(path), "wb") as recording:
        recording.setparams(options)
        recording.writeframes(frames + silence)


@pytest.fixture(scope="session")
def browser(spoken: Path | None) -> Iterator[Browser]:
    """Chromium with a microphone that hears the spoken question, again and again."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (see `make browser`)")
    hears = [f"--use-file-for-fake-audio-capture={spoken}"] if spoken else []
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS + hears)
        yield chromium
        chromium.close()


@dataclass
class Watch:
    """What a page did that it should not do."""

    foreign: list[str] = field(default_factory=list)  # requests to other machines
    errors: list[str] = field(default_factory=list)  # uncaught, or of the content security policy


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture(params=[(1280, 800)], ids=["desktop"])
def page(
    request: pytest.FixtureRequest, browser: Browser, address: str, watch: Watch
) -> Iterator[Page]:
    """The page, ready for a question."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, permissions=["microphone"]
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch_over(page, watch, address)
    visit(page, address)
    yield page
    context.close()


def watch_over(page: Page, watch: Watch, *homes: str) -> None:
    """Note what a page does that it should not do; it may ask the servers at `homes`."""
    page.on("request", lambda sent: _note_foreign(watch, homes, sent.url))
    page.on("pageerror", lambda error: _note_error(watch, str(error)))
    page.on("dialog", lambda dialog: (watch.errors.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda line: _note_violation(watch, line.text))


def visit(page: Page, address: str) -> None:
    """Open the page, and wait until it may be asked."""
    page.goto(address)
    page.wait_for_selector(".example", timeout=600_000)  # the models are loaded first
    page.wait_for_selector("#box textarea:enabled")


def _note_foreign(watch: Watch, homes: tuple[str, ...], url: str) -> None:
    if not url.startswith((*homes, "data:", "blob:")):
        watch.foreign.append(url)


def _note_error(watch: Watch, error: str) -> None:
    # Gradio's recorder gives up loading a recording when it is attached before it is drawn.
    if error != "signal is aborted without reason":
        watch.errors.append(error)


def _note_violation(watch: Watch, line: str) -> None:
    if "Content Security Policy" in line or "Error rendering" in line:
        watch.errors.append(line)


def jpeg(image: Image.Image) -> bytes:
    """The image as a JPEG file."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()

"""What shoppers who ask at once wait: with torch's threads limited and without.

    python -m benchmarks.shoppers --catalog DIR [--threads 0 1] [--turns 4] [--rounds 3]

Conversations through the line in which turns of programs wait, without HTTP; each shopper says the
next thing as soon as the last is answered. `--threads 0` leaves torch one a core, as it would take
by itself. Settings take turns; ratios are what compares, and CPU milliseconds: on a busy machine
nobody knows whose the waiting was.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import statistics
import time
from contextlib import closing
from functools import partial

import torch
from PIL import Image

from assistant.api.answering import Line
from assistant.assistant import Assistant
from assistant.cli.common import add_catalog
from assistant.dialogue import Conversation
from assistant.places import CORES
from assistant.startup import open_assistant
from assistant.turn import Turn

AT_ONCE = (1, 4, 16)
PHOTOS = 8
SAID = ("a lamp", "under 100 euros", "not black", "cheaper", "a red one", "now a chair", "undo")


async def converse(assistant: Assistant, line: Line, turns: int, waits: list[float]) -> None:
    """One shopper, who says the next thing once the last is answered; milliseconds of each."""
    talk = Conversation(assistant, 6)
    for number in range(turns):
        begun = time.perf_counter()
        await line.run(partial(talk.say, Turn(SAID[number % len(SAID)])))
        waits.append(1000 * (time.perf_counter() - begun))


async def crowd(assistant: Assistant, shoppers: int, turns: int) -> dict[str, float]:
    """So many at once: the median wait, and CPU milliseconds a turn."""
    waits: list[float] = []
    line = Line()
    begun = time.process_time()
    await asyncio.gather(*(converse(assistant, line, turns, waits) for _ in range(shoppers)))
    cpu = 1000 * (time.process_time() - begun) / len(waits)
    return {"p50 ms": statistics.median(waits), "CPU ms a turn": cpu}


async def behind_photos(assistant: Assistant, photos: list[bytes], apart: bool) -> float:
    """Milliseconds until a typed question is answered that came after as many photos; `apart`:
    these have places of their own."""
    line = Line()

    def asked(turn: Turn) -> asyncio.Task:
        talk = Conversation(assistant, 6)
        return asyncio.create_task(line.run(partial(talk.say, turn), apart and turn.shows))

    before = [asked(Turn(photos=(photo,))) for photo in photos]
    await asyncio.sleep(0.05)
    begun = time.perf_counter()
    await asked(Turn("a lamp"))
    waited = 1000 * (time.perf_counter() - begun)
    await asyncio.gather(*before)
    return waited


def photos_of(assistant: Assistant, count: int) -> list[bytes]:
    """Product pictures as JPEGs, turned a little."""
    found: list[bytes] = []
    for product in assistant.catalogue.all_products():
        if product.image and len(found) < count:
            picture = Image.open(assistant.catalogue.image_path(product.image)).convert("RGB")
            data = io.BytesIO()
            picture.resize((1200, 1200)).rotate(7, fillcolor="grey").save(data, "JPEG")
            found.append(data.getvalue())
    return found


def photographed(assistant: Assistant, photo: bytes) -> tuple[float, float]:
    """Milliseconds by the clock, and of computing, of a turn that is a photo."""
    begun, busy = time.perf_counter(), time.process_time()
    Conversation(assistant, 6).say(Turn(photos=(photo,)))
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - busy)


def at_once(assistant: Assistant, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Setting → figures, the settings in turns, so that all see the same of a busy machine."""
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(options.rounds):
        for threads in options.threads:
            torch.set_num_threads(threads or CORES)  # for threads that are made from now on
            figures = found.setdefault(f"{threads or 'all'} threads", {})
            for shoppers in AT_ONCE:
                one = asyncio.run(crowd(assistant, shoppers, options.turns))
                for name, figure in one.items():
                    figures.setdefault(f"{shoppers} at once: {name}", []).append(figure)
    return {
        setting: {name: statistics.median(several) for name, several in figures.items()}
        for setting, figures in found.items()
    }


def table(columns: dict[str, dict[str, float]]) -> None:
    """Print one table: a row a figure, a column a setting."""
    print("\n| | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for figure in next(iter(columns.values())):
        cells = [f"{one[figure]:,.1f}" for one in columns.values()]
        print(f"| {figure} | " + " | ".join(cells) + " |")


def main() -> None:
    """Print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_catalog(parser)
    parser.add_argument("--threads", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--turns", type=int, default=4, help="of each conversation")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with closing(open_assistant(options.catalog, None, lambda *_: None)) as assistant:
        photos = photos_of(assistant, PHOTOS)
        first, *later = (photographed(assistant, photo) for photo in photos)
        usual = [statistics.median(figures) for figures in zip(*later, strict=True)]
        rows = {"first photo after the start": first, "later ones, median": usual}
        named = {name: dict(zip(("ms", "CPU ms"), row, strict=True)) for name, row in rows.items()}
        table(named)
        asyncio.run(crowd(assistant, 1, len(SAID)))  # what loads on first use
        columns = at_once(assistant, options)
        for figures in columns.values():
            few, many = (figures[f"{n} at once: p50 ms"] for n in (AT_ONCE[0], AT_ONCE[-1]))
            figures[f"p50 of {AT_ONCE[-1]} ÷ p50 of one"] = many / few
        table(columns)
        waits: dict[str, list[float]] = {"in one line": [], "photos apart": []}
        for _ in range(options.rounds):
            for name, kept in waits.items():
                apart = name == "photos apart"
                kept.append(asyncio.run(behind_photos(assistant, photos, apart)))
        behind = f"a typed question behind {PHOTOS} photos, ms"
        table({name: {behind: statistics.median(kept)} for name, kept in waits.items()})


if __name__ == "__main__":
    main()

"""How fast a catalogue answers, how soon the page is up, and how much memory it takes.

    python -m benchmarks.serving --catalog DIR [--turns 60] [--json]

The turns are made from the catalogue itself: titles as typed questions, product pictures (turned
and re-encoded) as photos. The first part runs in this process; the second starts `app.py` on a
free port and asks through the page's own server.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

from assistant.assistant import Assistant
from assistant.dialogue.conversation import ask
from assistant.turn import Turn
from retrieval.catalogue import Catalogue

ROOT = Path(__file__).parents[1]


def make_turns(catalogue: Catalogue, count: int, seed: int = 0) -> dict[str, list[Turn]]:
    """`count` turns of each kind."""
    everything = [p for p in catalogue.all_products() if p.image and p.offers[0].title]
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    titles = [product.title for product in chosen]
    photos = [phone_photo(catalogue.image_path(product.image)) for product in chosen]
    return {
        "text": [Turn(title) for title in titles],
        "text, price limit": [Turn(f"{title} under 50") for title in titles],
        "photo": [Turn(photos=(photo,)) for photo in photos],
        "text + photo": [Turn(t, (p,)) for t, p in zip(titles, photos, strict=True)],
    }


def phone_photo(path: Path, side: int = 2000) -> bytes:
    """A JPEG as large as a phone's, from a product picture."""
    image = Image.open(path).convert("RGB").resize((side, side)).rotate(7, fillcolor="grey")
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    return data.getvalue()


def time_turns(ask: Callable[[Turn], object], turns: list[Turn]) -> dict[str, float]:
    """Median and 95th percentile of the milliseconds a turn takes."""
    times = []
    for turn in turns:
        before = time.perf_counter()
        ask(turn)
        times.append((time.perf_counter() - before) * 1000)
    return {
        "p50 ms": statistics.median(times),
        "p95 ms": statistics.quantiles(times, n=20)[-1],
    }


def in_process(folder: Path, count: int) -> dict:
    """Latency of each kind of turn through `Assistant.ask`, and the peak memory of the process."""
    before = time.perf_counter()
    assistant = Assistant.open(folder)
    assistant.warm_up()
    opened = time.perf_counter() - before
    turns = make_turns(assistant.catalogue, count)
    ask(assistant, turns["photo"][0])
    figures = {kind: time_turns(partial(ask, assistant), asked) for kind, asked in turns.items()}
    return {
        "products": len(assistant.catalogue),
        "open and warm up s": opened,
        "turns": figures,
        "peak memory GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def page(folder: Path) -> dict[str, float]:
    """Seconds from starting `app.py` to the first page, and the server's memory after a minute."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    before = time.perf_counter()
    command = [sys.executable, "app.py", "--catalog", str(folder.resolve()), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                    answer.read()
                break
            except OSError:
                time.sleep(0.05)
        first_page = time.perf_counter() - before
        time.sleep(60)
        return {"first page s": first_page, "server memory GB": peak_memory(server.pid)}
    finally:
        server.terminate()
        server.wait(30)


def peak_memory(pid: int) -> float:
    """Peak resident memory of a process so far, GB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 2**20


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--turns", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = {**in_process(options.catalog, options.turns), **page(options.catalog)}
    if options.json:
        print(json.dumps(report, indent=2))
        return
    for name, value in report.items():
        if isinstance(value, dict):
            for kind, figures in value.items():
                cells = "  ".join(f"{measure} {figure:7.1f}" for measure, figure in figures.items())
                print(f"{kind:<20} {cells}")
        else:
            print(f"{name:<20} {value:.2f}" if isinstance(value, float) else f"{name:<20} {value}")


if __name__ == "__main__":
    main()

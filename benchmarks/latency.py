"""How long a caller of the API waits: for the first event of a turn, the products, the whole.

    python -m benchmarks.latency --catalog DIR --turns 60

Serves DIR on this machine, asks over a socket as any client does, one turn at a time, and prints
milliseconds: median, 95th percentile, longest. On a busy machine the CPU of a turn says more.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import httpx

from assistant.assistant import Assistant
from benchmarks.own_server import served

QUESTIONS = (
    "a {kind}", "something in red", "a {kind} under 60 euros", "the cheapest {kind}",
    "a blue {kind} in stock", "{kind} as a gift",
)  # fmt: skip
WARMING = 6  # turns that are not counted
Waits = dict[str, list[float]]


def kinds_of(assistant: Assistant) -> list[str]:
    """The kinds of things that are sold, as their shops name them."""
    products = assistant.catalogue.all_products()
    paths = (offer.category for product in products for offer in product.offers if offer.category)
    return list(dict.fromkeys(path.split(">")[-1].strip().lower() for path in paths))


def measure(base: str, kinds: list[str], turns: int) -> Waits:
    """Milliseconds until each event came first, over `turns` turns, a conversation each."""
    waits: Waits = {}
    with httpx.Client(base_url=base, timeout=60) as client:
        for number in range(WARMING + turns):
            talk = client.post("/v1/conversations", json={}).json()["conversation_id"]
            kind = kinds[number * 7 % len(kinds)]
            text = QUESTIONS[number % len(QUESTIONS)].format(kind=kind)
            for name, ms in _events(client, talk, text).items():
                if number >= WARMING:
                    waits.setdefault(name, []).append(ms)
    return waits


def _events(client: httpx.Client, talk: str, text: str) -> dict[str, float]:
    """Event → milliseconds from asking to its first line."""
    came: dict[str, float] = {}
    begun = time.perf_counter()
    url, accept = f"/v1/conversations/{talk}/turns", {"Accept": "text/event-stream"}
    with client.stream("POST", url, json={"text": text}, headers=accept) as answer:
        for line in answer.iter_lines():
            if line.startswith("event: "):
                came.setdefault(line[7:], (time.perf_counter() - begun) * 1000)
    return came


def main() -> None:
    """Print how long a caller waits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=Path("catalog"), metavar="DIR")
    parser.add_argument("--turns", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with served(options.catalog) as (base, assistant):
        print(f"{len(assistant.catalogue):,} products")
        begun = time.process_time()
        waits = measure(base, kinds_of(assistant), options.turns)
        busy = (time.process_time() - begun) / (WARMING + options.turns)
    if options.json:
        print(json.dumps(waits))
        return
    print(f"CPU of a turn, client included: {busy * 1000:.0f} ms")
    for name, all_ms in waits.items():
        ordered = sorted(all_ms)
        late = ordered[int(0.95 * (len(ordered) - 1))]
        print(f"{name:12} {statistics.median(ordered):7.0f} {late:7.0f} {ordered[-1]:7.0f} ms")


if __name__ == "__main__":
    main()

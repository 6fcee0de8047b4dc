"""What a conversation comes to where several servers share it: bytes, and what carrying it costs.

    python -m benchmarks.conversations --catalog DIR

The same turns again and again, each followed by writing the conversation down and going on from
that; figures are medians over all turns after the first of each conversation.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from contextlib import closing

from assistant.assistant import Assistant
from assistant.cli.common import add_catalog
from assistant.conversations import restored, snapshot
from assistant.dialogue import Conversation
from assistant.turn import Turn
from retrieval.images import decode_image

SAID = (
    "a lamp", "under 100 euros", "not black", "cheaper", "more", "undo", "in stock",
    "compare the first two", "now a chair", "like the first", "something else", "back to the lamps",
)  # fmt: skip


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_catalog(parser)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with closing(Assistant.open(options.catalog)) as assistant:
        print(json.dumps(measured(assistant, options.rounds), indent=2))


def measured(assistant: Assistant, rounds: int) -> dict[str, float]:
    """Bytes and milliseconds of computing."""
    sizes, written, read, turns = [], [], [], []
    for number in range(rounds):
        talk = Conversation(assistant, 6)
        if number % 2:  # every other one begins with a photo
            product = next(one for one in assistant.catalogue.all_products() if one.image)
            path = assistant.catalogue.image_path(product.image)
            decode_image(path)
            talk.say(Turn(photos=(path,)))
        for text in SAID:
            begun = time.process_time()
            talk.say(Turn(text))
            turns.append(time.process_time() - begun)
            begun = time.process_time()
            content = snapshot(talk)
            written.append(time.process_time() - begun)
            begun = time.process_time()
            talk = restored(content, assistant, 6)
            read.append(time.process_time() - begun)
            sizes.append(len(content))
    return {
        "bytes_median": statistics.median(sizes),
        "bytes_most": max(sizes),
        "write_cpu_ms": round(1000 * statistics.median(written), 1),
        "read_cpu_ms": round(1000 * statistics.median(read), 1),
        "turn_cpu_ms": round(1000 * statistics.median(turns), 1),
    }


if __name__ == "__main__":
    main()

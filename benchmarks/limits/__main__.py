"""Is what is wished for met by what is shown?

    python -m benchmarks.limits --catalog DIR [--talks 320 160] [--half 0|1] [--show]

Conversations of one to three turns are written over a catalogue (`writing.py`), held, and each
answer is checked from what the catalogue states (`checking.py`). Half of the conversations, drawn
by a fixed seed, are kept back.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing

from assistant.assistant import Assistant
from assistant.cli.common import add_catalog
from assistant.dialogue import Conversation
from assistant.recommendation import Recommendation
from assistant.turn import Turn
from benchmarks.limits.checking import faults
from benchmarks.limits.shelf import Shelf
from benchmarks.limits.writing import Talk, Writer
from retrieval.errors import AssistantError


def main() -> None:
    """Write, hold and check; print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_catalog(parser)
    parser.add_argument("--talks", type=int, nargs=2, default=(320, 160), metavar=("EN", "ZH"))
    parser.add_argument("--skip", type=int, default=0, help="so many of each language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only one half")
    parser.add_argument("--show", action="store_true", help="print what fails of the first half")
    options = parser.parse_args()
    count: Counter[tuple[int, str]] = Counter()
    kinds: Counter[str] = Counter()
    with closing(Assistant.open(options.catalog)) as assistant:
        shelf = Shelf(assistant)
        for language, talks in zip(("en", "zh"), options.talks, strict=True):
            writer = Writer(shelf, language, options.seed)
            for talk in map(writer.talk, range(options.skip, talks)):
                if options.half in (None, talk.half):
                    for wrong in _held(shelf, talk, options.show and talk.half == 0):
                        count[talk.half, language] += 1
                        count[talk.half, f"{language} right"] += not wrong
                        kinds.update(f"{talk.half} {one}" for one in wrong)
    print(json.dumps(_figures(count, kinds), indent=2))


def _held(shelf: Shelf, talk: Talk, show: bool) -> list[list[str]]:
    """What is wrong with each turn of a conversation."""
    conversation = Conversation(shelf.assistant, 5)
    before: Sequence[Recommendation] = ()
    found: list[list[str]] = []
    lines: list[str] = []
    for said in talk.turns:
        try:
            answer = conversation.say(Turn(said.text))
        except AssistantError as error:
            found.append([f"error: {error}"])
            continue
        wrong = faults(shelf, said, answer, before)
        found.append(wrong)
        lines.append(f"{'  ' if not wrong else '! '}{said.text}   [{said.name}] {wrong or ''}")
        if wrong:
            lines.append(f"      force={json.dumps(answer.wishes.as_dict(), ensure_ascii=False)}")
            lines.append(f"      gold={json.dumps(said.gold.wishes.as_dict(), ensure_ascii=False)}"
                         f" {said.gold.words or ''} {said.gold.order or ''}")  # fmt: skip
            lines.append(f"      {answer.intent}: {answer.reply[:300]}")
            for card in answer.recommendations[:3]:
                near = [miss.name for miss in card.misses]
                lines.append(f"        - {card.product.title} | {card.offer.price} {near or ''}")
        before = answer.recommendations
    if show and any(found):
        print("\n".join([f"== {talk.language} {talk.kind}", *lines]), flush=True)
    return found


def _figures(count: Counter[tuple[int, str]], kinds: Counter[str]) -> dict[str, object]:
    """Shares of right turns by half and language, and what was wrong how often."""
    shares = {}
    for half, name in sorted(count):
        if (half, f"{name} right") in count:
            right, turns = count[half, f"{name} right"], count[half, name]
            shares[f"half {half} {name}"] = f"{right}/{turns} = {right / turns:.3f}"
    return {"right": shares, "wrong": dict(kinds.most_common())}


if __name__ == "__main__":
    main()

"""Whether the kind of thing that is asked for is shown, and what is not sold is said to be.

    python -m benchmarks.kinds --catalog DIR [--of demo] [--half 0] [--every N] [--failures]

`kinds.jsonl` has what people say who want a thing: a line is a catalogue (`demo`, or a real shop's
clothes, `luma`, or a general store, `store`, as docs/dialogue.md tells), the kinds that are meant,
whether they are sold, and turns that begin a conversation or come after something else was shown. A
thing that is sold must be all that is shown first (that no shop calls it so may be said: of a salad
bowl among bowls); of one that is not, it must be said, and nothing new be shown but what the line
lists as akin. A turn's half is drawn by its checksum; `--failures`
prints those of the even half alone, which served to develop with.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from assistant.assistant import Assistant
from assistant.dialogue import Conversation, sayings
from assistant.dialogue.answer import DialogueAnswer
from assistant.recommendation import Recommendation
from assistant.turn import Turn
from retrieval.words import plain

HERE = Path(__file__).parent
FIRST = 3  # things shown that must be of the kind
BEFORE = {
    "en": {"demo": ("yoga mats", "a vase"), "luma": ("a watch",), "store": ("a necklace",)},
    "zh": {"demo": ("瑜伽垫", "花瓶"), "luma": ("手表",), "store": ("项链",)},
}
"""What is shown before a later turn; the second where the turn is about the first."""


@dataclass(frozen=True)
class Case:
    """A turn, and what it is to show."""

    say: str
    language: str
    sold: bool
    kinds: tuple[str, ...]  # of which all is that is shown first; or what may stand in
    before: str  # what was said before, "" for nothing

    @property
    def half(self) -> int:
        """0 or 1, by the words' checksum."""
        return crc32(self.say.encode()) % 2


def cases(catalogue: str) -> Iterator[Case]:
    """The turns for one catalogue."""
    for line in (HERE / "kinds.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if one["catalogue"] != catalogue:
            continue
        ways = BEFORE[one["language"]][catalogue]
        before = ways[-1] if one["kinds"] == ["yoga-mat"] else ways[0]
        for name in ("first", "later"):
            for say in one.get(name, ()):
                told = before if name == "later" else ""
                yield Case(say, one["language"], one["sold"], tuple(one["kinds"]), told)


def demo_kinds() -> dict[str, str]:
    """Offer → kind, by the name of its picture, which all shops share and no reader sees."""
    return {
        row["id"]: re.sub(r"-\d.*", "", Path(row["image"]).stem)
        for path in (HERE.parent / "demo" / "catalog").glob("*.csv")
        for row in csv.DictReader(path.open(newline="", encoding="utf-8"))
    }


def is_of(item: Recommendation, case: Case, known: dict[str, str]) -> bool:
    """Whether a thing is of a kind that was meant."""
    if kind := known.get(item.offer.offer_id):
        return kind in case.kinds
    text = plain(f"{item.offer.category} {item.offer.title}")
    return any(kind in text for kind in case.kinds)


def denies(answer: DialogueAnswer) -> bool:
    """Whether the reply says that something is not sold."""
    messages = (sayings.say(answer.language, key, kind="\0") for key in ("kind.missing", "no_kind"))
    return any(part in answer.reply for one in messages for part in one.split("\0") if part[2:])


def holds(case: Case, assistant: Assistant, known: dict[str, str]) -> tuple[bool, DialogueAnswer]:
    """Whether a turn is answered with its kind, or honestly; and the answer."""
    talk = Conversation(assistant, 5)
    shown: list[str] = []
    if case.before:
        before = talk.say(Turn(case.before)).recommendations
        shown = [one.product.product_id for one in before]
    answer = talk.say(Turn(case.say))
    of_kind = [is_of(one, case, known) for one in answer.recommendations]
    if case.sold:
        return bool(of_kind) and all(of_kind[:FIRST]), answer
    kept = [one.product.product_id for one in answer.recommendations] == shown
    return denies(answer) and (all(of_kind) or kept), answer


def report(name: str, right: Sequence[bool]) -> None:
    """One line."""
    if right:
        print(f"{name:<24} {len(right):>5}  {sum(right) / len(right):.3f}", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--of", choices=("demo", "luma", "store"), default="demo")
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask each Nth turn only")
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    assistant = Assistant.open(options.catalog)
    known = demo_kinds() if options.of == "demo" else {}
    results: dict[str, list[bool]] = defaultdict(list)
    asked = [case for case in cases(options.of) if case.half == options.half]
    for case in asked[:: options.every]:
        right, answer = holds(case, assistant, known)
        place = "later" if case.before else "first"
        results[f"{'sold' if case.sold else 'not sold'} {place} {case.language}"].append(right)
        results["all"].append(right)
        if options.failures and not options.half and not right:
            titles = " / ".join(one.offer.title[:40] for one in answer.recommendations[:FIRST])
            print(f"{case.say} [{'|'.join(case.kinds)}] → {answer.reply[:90]!r}: {titles}")
    for name, right_ones in sorted(results.items()):
        report(name, right_ones)


if __name__ == "__main__":
    main()

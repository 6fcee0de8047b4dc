"""Questions about things that are shown: `python -m benchmarks.questions --catalog DIR`.

Each line of `questions.jsonl` shows things of the demo catalogue and asks about the first, or about
all of them; `has` lists what the reply must say, one of each inner list. The rest of what a reply
must do goes by the group: docs/dialogue.md. Phrasings are split into two halves by chance: faults
may be read in the first, the second is only counted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.cli.common import add_catalog
from assistant.dialogue import Conversation
from assistant.dialogue.answer import DialogueAnswer
from assistant.dialogue.linking import product_of
from assistant.dialogue.state import State
from assistant.recommendation import Recommendation
from assistant.turn import Turn
from retrieval.errors import AssistantError
from retrieval.lexical import tokens
from retrieval.words import is_cjk

FILE = Path(__file__).with_suffix(".jsonl")
BESIDE = 4  # other things on the screen
MOST_SENTENCES = 5  # of a reply, a quoted one counted once
_QUOTED = re.compile(r"“[^”]*”")
_SILENT = re.compile(
    r"says? (?:nothing|anything)|not stated|do(?:es)? not (?:say|state|mention)"
    r"|没有写|没写|没有注明|未注明|没有提"
)
_YES = re.compile(r"^(?:yes|是的|可以|能|有|够|会|适合)", re.IGNORECASE)
_NO = re.compile(r"^(?:no\b|不|没有|不能|装不下|放不下)", re.IGNORECASE)
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_CHINESE = "零一两三四五六七八九十"


@dataclass(frozen=True)
class Question:
    """One turn, and what its reply must do."""

    half: int
    group: str
    show: tuple[tuple[str, str], ...]  # (shop, offer) of each thing; the first one is meant
    say: str
    has: tuple[tuple[str, ...], ...] = ()
    verdict: str = ""  # "yes" or "no"
    silent: bool = False  # nothing of it is stated, and the reply says so and quotes nothing
    first: tuple[tuple[str, str], ...] = ()  # named first
    names: tuple[tuple[str, str], ...] = ()  # named before any of `others` is
    others: tuple[tuple[str, str], ...] = field(default=())


def questions(file: Path = FILE) -> Iterator[Question]:
    """All of a file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        for name in ("show", "has", "first", "names", "others"):
            row[name] = tuple(tuple(one) for one in row.get(name, ()))
        yield Question(**row)


def spellings(value: str) -> list[str]:
    """How a reply may say a value: "26 cm" in inches too, "3 buyers" in words."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) (cm|g|l|hours|inch|years|m|pieces|buyers)", value)
    if not found:
        return [value.casefold()]
    number, unit = float(found[1]), found[2]
    if unit in ("pieces", "buyers", "years"):
        n = int(number)
        words = [_NUMBERS[n]] if n < len(_NUMBERS) else []
        words += [_CHINESE[n]] if n < len(_CHINESE) else []
        none = ["none of", "nobody", "没有买家", "都没有", "没有人"] if n == 0 else []
        birth = ["birth", "出生"] if n == 0 and unit == "years" else []
        return [f"{n}", *words, *none, *birth]
    others = {
        "cm": ((1, "cm 厘米"), (10, "mm 毫米"), (0.01, "m 米"), (1 / 2.54, "in inches ″ 英寸")),
        "g": ((1, "g 克"), (0.001, "kg 公斤 千克"), (0.002, "斤"), (1 / 453.6, "lb pounds 磅")),
        "l": ((1, "l 升 liters litres"), (1000, "ml 毫升"), (33.814, "fl")),
        "hours": ((1, "hours h 小时 个小时"),),
        "inch": ((1, "in inch inches ″ 英寸 寸"),),
        "m": ((1, "m 米 metres"),),
    }[unit]
    figures = [
        (f"{number * factor:.{digits}f}", name)
        for factor, names in others
        for name in names.split()
        for digits in (0, 1, 2, 3)
        if abs(round(number * factor, digits) - number * factor) <= 0.03 * number * factor
    ]
    plain = [(re.sub(r"\.?0+$", "", f) if "." in f else f, name) for f, name in figures]
    return [f"{f}{space}{name}" for f, name in plain for space in ("", " ", "-")]


def says(reply: str, values: Sequence[str]) -> bool:
    """Whether a reply says one of the values; a number not as a part of another."""
    for spelling in (one for value in values for one in spellings(value)):
        edge = r"(?<![\d.,])" if spelling[0].isdigit() else r"(?<![a-z])"
        behind = r"(?!\d|\.\d)" if spelling[-1].isdigit() else ""
        if re.search(edge + re.escape(spelling) + behind, reply):
            return True
        words = set(tokens(spelling))
        if len(words) > 1 and not spelling[0].isdigit() and words <= set(tokens(reply)):
            return True
    return False


class Asking:
    """Asks questions of one assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._opened: dict[str, State] = {}

    def faults(self, question: Question) -> tuple[list[str], str]:
        """What is wrong with the reply, and the reply."""
        talk = Conversation(self.assistant, 5)
        items = [self._item(key) for key in question.show]
        talk.state = self._showing(items)
        try:
            answer = talk.say(Turn(question.say))
        except AssistantError as error:
            return [f"refused: {error}"], ""
        return list(self._wrong(question, answer, items)), answer.reply

    def _item(self, key: tuple[str, str]) -> Recommendation:
        item = product_of(self.assistant, self.assistant.catalogue.products_of([key]).get(key, ""))
        assert item is not None, f"{key} is not in this catalogue"
        return item

    def _showing(self, items: Sequence[Recommendation]) -> State:
        """As after a wish for their kind: these, and behind a single one what else it found."""
        kind = re.split(r"[>,] ?", items[0].offer.category)[-1].strip()
        if kind not in self._opened:
            talk = Conversation(self.assistant, 5)
            talk.say(Turn(kind))
            self._opened[kind] = talk.state
        state = self._opened[kind]
        here = {one.product.product_id for one in items}
        rest = [one for one in state.screen if one.product.product_id not in here]
        screen = (*items, *(rest[:BESIDE] if len(items) == 1 else ()))
        return replace(state, screen=screen, focus=1 if len(items) == 1 else 0)

    def _wrong(
        self, question: Question, answer: DialogueAnswer, items: Sequence[Recommendation]
    ) -> Iterator[str]:
        titles = {title for one in items for title in one.product.titles}
        reply = answer.reply
        for title in sorted(titles, key=len, reverse=True):
            reply = reply.replace(f"“{title}”", "")
        reply = reply.strip().casefold()
        yield from (f"lacks {'/'.join(one)}" for one in question.has if not says(reply, one))
        pattern = {"yes": _YES, "no": _NO}.get(question.verdict)
        if pattern and not pattern.search(reply):
            yield f"no “{question.verdict}”"
        if question.silent and not _SILENT.search(reply):
            yield "does not say that it is not stated"
        if question.silent and [q for q in _QUOTED.findall(reply) if len(q.split()) > 3]:
            yield "quotes something"
        if not question.silent and not question.names and _SILENT.search(_QUOTED.sub("", reply)):
            yield "says that something is not stated"
        if is_cjk(question.say) != is_cjk(_QUOTED.sub("", answer.reply)):
            yield "another language"
        if len(re.findall(r"[.!?](?=\s|$)|[。！？]", _QUOTED.sub("", reply))) > MOST_SENTENCES:
            yield "too long"
        if question.first or question.names:
            yield from self._named(question, answer.reply)

    def _named(self, question: Question, reply: str) -> Iterator[str]:
        def place(key: tuple[str, str]) -> int:
            found = [reply.find(title) for title in self._item(key).product.titles]
            return min((at for at in found if at >= 0), default=-1)

        places = [place(key) for key in (question.first or question.names)]
        rest = [
            place(key) for key in question.show if key not in (question.first or question.names)
        ]
        if min(places) < 0:
            yield "does not name it"
        elif any(0 <= at < max(places) for at in rest):
            yield "names another one before"


def main() -> None:
    """Print how many replies are right, by group and language."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_catalog(parser)
    parser.add_argument("--half", type=int, choices=(1, 2), default=1)
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--groups", default="", help="only these, parted by commas")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th of them")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    groups = set(options.groups.split(",")) - {""} or {one.group for one in questions(options.file)}
    asking = Asking(Assistant.open(options.catalog))
    right, asked = Counter[str](), Counter[str]()
    asked_here = [
        one for one in questions(options.file) if one.half == options.half and one.group in groups
    ]
    for one in asked_here[:: options.every]:
        wrong, reply = asking.faults(one)
        names = (one.group, "Chinese" if is_cjk(one.say) else "English", "all of them")
        asked.update(names)
        right.update(() if wrong else names)
        if wrong and options.show:
            print(f"{one.group}: {one.say}\n  {'; '.join(wrong)}\n  {reply}", flush=True)
    for name, count in asked.items():
        print(f"{name:12} {right[name]:4} of {count:4}  {right[name] / count:.3f}")


if __name__ == "__main__":
    main()

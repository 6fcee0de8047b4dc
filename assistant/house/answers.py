"""A shop's own answers – delivery, returns, payment – as a file of questions and answers.

Markdown: a heading is a question, what stands below it is the answer. CSV: a column `question` and
a column `answer`. Text becomes plain text on the way in, as a feed's does.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.house.errors import BadHouse
from retrieval.catalogue import Catalogue
from retrieval.sources.cleaning import plain_text

MOST = 500  # answers of a shop
QUESTION = 300  # characters
ANSWER = 1200
MAX_BYTES = 2 * 2**20
KEY = "answers"  # the setting in which a catalogue keeps them
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_ITEM = re.compile(r"^\s*[-*+]\s+")

Pair = tuple[str, str]
"""A question and its answer, as they stand."""


@dataclass(frozen=True)
class HouseAnswer:
    """One question, and what the shop says to it."""

    question: str
    answer: str


def read_answers(path: Path) -> tuple[HouseAnswer, ...]:
    """The answers in a Markdown or CSV file. Raises `BadHouse`."""
    kind = path.suffix.lower()
    if kind not in READERS:
        raise BadHouse(f"answers: {path.name} is no Markdown (.md) or CSV (.csv) file.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadHouse(f"answers: {path.name} has more than {MAX_BYTES // 2**20} MB.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadHouse(f"answers: {path.name} is not written in UTF-8; save it so.") from error
    except OSError as error:
        raise BadHouse(f"answers: {path.name} cannot be read ({error.strerror}).") from error
    found = tuple(_told(READERS[kind](text)))
    if not found:
        raise BadHouse(f"answers: {path.name} has no question with an answer; {_HINTS[kind]}.")
    if len(found) > MOST:
        raise BadHouse(f"answers: {path.name} has {len(found):,} answers; at most {MOST} are used.")
    return found


def keep_answers(catalogue: Catalogue, answers: Sequence[HouseAnswer]) -> None:
    """Keep answers with a catalogue, in the place of those it has. Raises what writing does."""
    catalogue.set(KEY, json.dumps([asdict(one) for one in answers], ensure_ascii=False))


def kept_answers(catalogue: Catalogue) -> tuple[HouseAnswer, ...]:
    """The answers that are kept with a catalogue."""
    return tuple(HouseAnswer(**one) for one in json.loads(catalogue.get(KEY, "[]")))


def _told(pairs: Iterator[Pair]) -> Iterator[HouseAnswer]:
    for question, answer in pairs:
        asked, said = plain_text(question, QUESTION), plain_text(answer, ANSWER)
        if asked and said:
            yield HouseAnswer(asked, said)


def _markdown(text: str) -> Iterator[Pair]:
    question, lines = "", list[str]()
    for line in [*text.splitlines(), "# "]:
        heading = _HEADING.match(line) or (line == "# ")
        if not heading:
            lines.append(_ITEM.sub("", line))
            continue
        yield question, _unmarked(" ".join(lines))
        question, lines = _unmarked(heading[1]) if isinstance(heading, re.Match) else "", []


def _unmarked(text: str) -> str:
    """Without Markdown's marks; a link keeps its address."""
    return _MARKS.sub(r"\2", _LINK.sub(r"\1 (\2)", text))


def _csv(text: str) -> Iterator[Pair]:
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:4000], ",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        for row in csv.DictReader(io.StringIO(text), dialect=dialect):
            named = {str(name).strip().casefold(): value for name, value in row.items()}
            yield str(named.get("question") or ""), str(named.get("answer") or "")
    except csv.Error as error:
        raise BadHouse(f"answers: the CSV file cannot be read ({error}).") from error


READERS = {".md": _markdown, ".markdown": _markdown, ".csv": _csv}
"""How a file's name ends → what reads it."""
_HINTS = {
    ".md": "write each question as a heading (## …) and its answer below",
    ".markdown": "write each question as a heading (## …) and its answer below",
    ".csv": "name its columns question and answer",
}

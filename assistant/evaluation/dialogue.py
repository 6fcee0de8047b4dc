"""`evaluate dialogue`: utterances and scripted conversations in, figures out.

The files and what a turn must do are described in docs/dialogue.md.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.cli.chat import read_turn
from assistant.dialogue import Conversation
from assistant.evaluation.canonical import canonical
from assistant.evaluation.expectations import Before, turn_failures
from assistant.language import Context, Vocabulary, Wishes, understand
from assistant.samples import demo_shops
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from retrieval.encoders import Encoder, load_encoder
from retrieval.errors import AssistantError, BadFeed
from retrieval.ingest import ingest, ingest_shops
from retrieval.progress import Progress, silent
from retrieval.words import is_cjk

TABLES = (".csv", ".tsv", ".jsonl", ".parquet")


@dataclass(frozen=True)
class Judged:
    """One utterance or turn: what is wrong with it (nothing: ""), and where it stands."""

    place: str
    say: str
    wrong: str
    ms: float


def evaluate_dialogue(
    data: Path,
    *,
    encoder: str = "compact",
    keep: Path | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Ingest the catalogue of `data` and judge its utterances and dialogues.

    Returns {"groups": {group: {"cases", "right", "ms"}}, "failures": […]}, "ms" being medians of
    understanding an utterance and of answering a turn. Raises `BadFeed` for a file that is
    missing or a line that cannot be read.
    """
    utterances = list(_lines(data / "utterances.jsonl"))
    dialogues = list(_lines(data / "dialogues.jsonl"))
    if not (utterances or dialogues):
        raise BadFeed(f"{data} has neither utterances.jsonl nor dialogues.jsonl.")
    with _assistant(data, encoder, keep, progress) as assistant:
        assistant.warm_up()
        said = [_utterance(row, place, assistant.vocabulary) for place, row in utterances]
        talks = []
        for done, (place, row) in enumerate(dialogues, start=1):
            talks.append(_dialogue(row, place, data, assistant))
            progress("Talking", done, len(dialogues))
    turns = [turn for talk in talks for turn in talk]
    return {
        "groups": _grouped(said, talks),
        "failures": [
            f"{one.place}: {one.say!r}: {one.wrong}" for one in (*said, *turns) if one.wrong
        ],
    }


def _utterance(row: Mapping[str, Any], place: str, vocabulary: Vocabulary) -> Judged:
    """Right when the intent and all constraints are, exactly; references where they are given."""
    try:
        expect, context = row["expect"], row.get("context") or {}
        wanted = {"intent": expect["intent"], **canonical(expect.get("constraints") or {})}
        where = Context(
            int(context.get("shown", 0)),
            Wishes.from_dict(context.get("constraints") or {}),
            bool(context.get("photo")),
            bool(context.get("photo")) and not context.get("shown"),
            bool(context),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadFeed(f"{place} is not an utterance: {error}.") from error
    started = time.perf_counter()
    found = understand(row["say"], vocabulary, where)
    elapsed = (time.perf_counter() - started) * 1000
    got = {"intent": found.intent, **canonical(found.wishes.as_dict())}
    wrong = [
        f"{name}: {got.get(name)} instead of {wanted.get(name)}"
        for name in dict.fromkeys((*wanted, *got))
        if got.get(name) != wanted.get(name)
    ]
    if "references" in expect and dict(found.references) != expect["references"]:
        wrong.append(f"references: {dict(found.references)} instead of {expect['references']}")
    return Judged(place, row["say"], "; ".join(wrong), elapsed)


def _dialogue(
    row: Mapping[str, Any], place: str, folder: Path, assistant: Assistant
) -> list[Judged]:
    """Every turn of a conversation, each judged by what it must do."""
    conversation = Conversation(assistant, int(row.get("k", 5)))
    judged, before = [], Before()
    name = row.get("name", place)
    for number, said in enumerate(row["turns"], start=1):
        try:
            turn: Turn = read_turn(said, folder)
            must = said.get("must") or {}
        except (ValueError, TypeError, AttributeError) as error:
            raise BadFeed(f"{place}, turn {number} is not a turn: {error}.") from error
        started = time.perf_counter()
        try:
            answer = conversation.say(turn)
            wrong = turn_failures(must, answer, before, assistant.catalogue)
            before = Before.of(answer)
        except AssistantError as error:
            wrong = [f"refused: {error}"]
        elapsed = (time.perf_counter() - started) * 1000
        judged.append(Judged(f"{name}, turn {number}", turn.text, "; ".join(wrong), elapsed))
    return judged


def _grouped(said: list[Judged], talks: list[list[Judged]]) -> dict[str, dict[str, float]]:
    turns = [turn for talk in talks for turn in talk]
    chinese = [one for one in said if is_cjk(one.say)]
    groups = {
        "utterances": _figures(said),
        "utterances, English": _figures([one for one in said if one not in chinese]),
        "utterances, Chinese or mixed": _figures(chinese),
        "turns": _figures(turns),
        "whole dialogues": {
            "cases": len(talks),
            "right": statistics.fmean(not any(t.wrong for t in talk) for talk in talks)
            if talks
            else 0.0,
            "ms": statistics.median(sum(t.ms for t in talk) for talk in talks) if talks else 0.0,
        },
    }
    return {name: figures for name, figures in groups.items() if figures["cases"]}


def _figures(judged: list[Judged]) -> dict[str, float]:
    if not judged:
        return {"cases": 0, "right": 0.0, "ms": 0.0}
    return {
        "cases": len(judged),
        "right": statistics.fmean(not one.wrong for one in judged),
        "ms": statistics.median(one.ms for one in judged),
    }


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, object) of each line of a file; nothing where there is none."""
    if not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFeed(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            place = f"{path.name}, line {number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadFeed(f"{place} is not JSON: {error}.") from error
            if not isinstance(row, dict):
                raise BadFeed(f"{place} is not a JSON object.")
            yield place, row


def _fill(catalogue: Catalogue, data: Path, encoder: Encoder, progress: Progress) -> None:
    """Ingest the catalogue of an evaluation set: its own tables, or the demo's shops."""
    folder = data / "catalog"
    if (data / "catalog.csv").exists():
        tables = [data / "catalog.csv"]
    elif folder.is_dir():
        tables = sorted(path for path in folder.iterdir() if path.suffix in TABLES)
        if not tables:
            raise BadFeed(f"{folder} has no tables; put the catalogue in {data / 'catalog.csv'}.")
    else:
        shops = demo_shops()
        if shops is None:
            raise BadFeed(
                f"{data} has no catalogue, and the demo's is not here; put one in "
                f"{data / 'catalog.csv'}."
            )
        ingest_shops(catalogue, encoder, shops, progress)
        return
    for table in tables:
        ingest(catalogue, encoder, str(table), progress=progress)


@contextmanager
def _assistant(
    data: Path, encoder: str, keep: Path | None, progress: Progress
) -> Iterator[Assistant]:
    """An assistant over the set's catalogue, ingested into a temporary folder or into `keep`."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary) / "catalog"
        catalogue = Catalogue.create(folder)
        _fill(catalogue, data, load_encoder(encoder), progress)
        catalogue.close()
        assistant = Assistant.open(folder)
        yield assistant
        assistant.close()

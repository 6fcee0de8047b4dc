"""`python -m assistant chat [--script FILE]`"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.cli.common import add_answering, open_assistant
from assistant.dialogue import Conversation, DialogueAnswer
from assistant.house import House
from assistant.place.spot import Spot
from assistant.turn import Turn
from retrieval.errors import AssistantError, BadQuery


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--script",
        type=Path,
        metavar="FILE",
        help='replay a conversation: a line a turn, {"say": …, "photo": …, "voice": …}',
    )
    add_answering(parser)


def run(options: argparse.Namespace) -> int:
    """Hold one conversation, turn by turn."""
    turns = _scripted(options.script) if options.script else _typed()
    assistant = open_assistant(options)
    if not (options.script or options.json):
        _greet(assistant.house)
    conversation = Conversation(assistant, options.k)
    for turn in turns:
        try:
            answer = conversation.say(turn)
        except AssistantError as error:  # the conversation goes on
            print(json.dumps({"error": str(error)}) if options.json else error, flush=True)
            continue
        if options.json:
            print(json.dumps(answer.as_dict(), ensure_ascii=False), flush=True)
        else:
            _print(answer)
    return 0


def read_turn(row: dict, folder: Path) -> Turn:
    """A turn from `{"say", "photo", "voice", "video"}`; files are relative to `folder`.

    "photo" may be one path or a list, "location" {"latitude", "longitude"}. Raises `ValueError`,
    and `BadQuery` for a location that is none.
    """
    if not isinstance(row, dict):
        raise ValueError("it is not a JSON object")
    photos = row.get("photo") or ()
    photos = [photos] if isinstance(photos, str) else photos
    return Turn(
        str(row.get("say") or ""),
        tuple(folder / photo for photo in photos),
        folder / row["voice"] if row.get("voice") else None,
        folder / row["video"] if row.get("video") else None,
        spot=Spot.read(row["location"]) if row.get("location") else None,
    )


def _scripted(path: Path) -> Iterator[Turn]:
    """The turns of a script, all read before the first is said."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuery(f"The script {path} cannot be read: {error}.") from error
    turns = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                turns.append(read_turn(json.loads(line), path.parent))
            except (ValueError, TypeError) as error:
                raise BadQuery(f"{path}, line {number} is not a turn: {error}.") from error
    return iter(turns)


def _typed() -> Iterator[Turn]:
    """What is typed, until the end of input or an empty line at a terminal."""
    terminal = sys.stdin.isatty()
    while True:
        if terminal:
            print("> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line or (terminal and not line.strip()):
            return
        if line.strip():
            yield Turn(line.strip())


def _greet(house: House) -> None:
    """The shop's name and welcome, where it has them."""
    said = " – ".join(filter(None, (house.name, house.welcome(house.languages[0]))))
    if said:
        print(said)


def _print(answer: DialogueAnswer) -> None:
    if answer.transcript is not None:
        print(f"I heard: {answer.transcript}")
    print(answer.reply)
    for number, one in enumerate(answer.recommendations, start=1):
        print(f"  {number}. {one.product.title} – {one.offer.price or '?'} at {one.offer.source}")
    if answer.table:
        for name, values in answer.table.rows:
            print(f"  {name:<16}" + " | ".join(values))

"""`python -m assistant ask [TEXT]`"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.common import add_answering, open_assistant, print_json
from assistant.dialogue import DialogueAnswer
from assistant.dialogue.conversation import ask
from assistant.turn import Turn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("text", nargs="?", default="", metavar="TEXT", help="the question")
    parser.add_argument("--photo", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("--voice", type=Path, metavar="FILE", help="a recording of the question")
    parser.add_argument("--video", type=Path, metavar="FILE", help="a short clip of the thing")
    add_answering(parser)


def run(options: argparse.Namespace) -> int:
    """Answer one question and print it."""
    assistant = open_assistant(options)
    turn = Turn(options.text, tuple(options.photo), options.voice, options.video)
    answer = ask(assistant, turn, options.k)
    if options.json:
        print_json(answer.as_single())
    else:
        _print(answer)
    return 0


def _print(answer: DialogueAnswer) -> None:
    if answer.transcript is not None:
        print(f"I heard: {answer.transcript}")
    print(answer.reply)
    for number, one in enumerate(answer.recommendations, start=1):
        price = one.offer.price or "no price"
        print(f"\n{number}. {one.product.title}\n   {price} at {one.offer.source}  {one.offer.url}")
        parts = ", ".join(f"{name} {part:.2f}" for name, part in one.contributions.items() if part)
        print(f"   score {one.score:.2f} = {parts}")
        for reason in one.reasons:
            print(f"   · {reason.claim}")

"""`python -m assistant ask [TEXT]`"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.assistant import Answer, Assistant, Turn
from assistant.cli.common import ProgressBar, add_catalog, add_json, add_llm, print_json
from retrieval.errors import BadQuery


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("text", nargs="?", default="", metavar="TEXT", help="the question")
    parser.add_argument("--photo", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("--voice", type=Path, metavar="FILE", help="a recording of the question")
    parser.add_argument("--video", type=Path, metavar="FILE", help="a short clip of the thing")
    parser.add_argument("--k", type=int, default=5, help="how many products (default: %(default)s)")
    parser.add_argument("--speech", default="pocketsphinx", help="or whisper:<size>")
    add_llm(parser)
    add_catalog(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Answer one question and print it."""
    if not 1 <= options.k <= 100:
        raise BadQuery(f"--k is {options.k}; ask for 1 to 100 products.")
    progress = ProgressBar()
    try:
        assistant = Assistant.open(
            options.catalog, speech=options.speech, llm=options.llm, progress=progress
        )
    finally:
        progress.close()
    turn = Turn(options.text, tuple(options.photo), options.voice, options.video)
    answer = assistant.ask(turn, options.k)
    if options.json:
        print_json(answer.as_dict())
    else:
        _print(answer)
    return 0


def _print(answer: Answer) -> None:
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

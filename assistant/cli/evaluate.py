"""`python -m assistant evaluate TASK --data DIR`"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from assistant.cli.common import (
    ProgressBar,
    add_json,
    add_reading,
    catalog_address,
    print_json,
    reading_seconds,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--encoder", default="compact", help="or openclip:<model>/<weights>")
    parser.add_argument("--speech", default="faster-whisper", help="or whisper:<size>")
    parser.add_argument(
        "--catalog", type=catalog_address, metavar="PLACE", help="speech: expect its words"
    )
    parser.add_argument("--exact", action="store_true", help="search exactly, not through Chroma")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the catalogue it makes here")
    add_reading(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Run one evaluation and print its figures."""
    report = TASKS[options.task](options)
    if options.json:
        print_json(report)
    else:
        _print(report)
    return 0


def _search(options: argparse.Namespace) -> dict:
    from assistant.evaluation.search import evaluate_search
    from retrieval.search import SearchOptions

    with closing(ProgressBar()) as progress:
        return evaluate_search(
            options.data,
            encoder=options.encoder,
            speech=options.speech,
            search=SearchOptions(exact=options.exact),
            keep=options.keep,
            reading=reading_seconds(options),
            progress=progress,
        )


def _matching(options: argparse.Namespace) -> dict:
    from assistant.evaluation.matching import evaluate_matching

    with closing(ProgressBar()) as progress:
        return evaluate_matching(options.data, encoder=options.encoder, progress=progress)


def _dialogue(options: argparse.Namespace) -> dict:
    from assistant.evaluation.dialogue import evaluate_dialogue

    with closing(ProgressBar()) as progress:
        return evaluate_dialogue(
            options.data, encoder=options.encoder, keep=options.keep, progress=progress
        )


def _speech(options: argparse.Namespace) -> dict:
    from assistant.evaluation.speech import evaluate_speech

    with closing(ProgressBar()) as progress:
        return evaluate_speech(
            options.data, speech=options.speech, catalogue=options.catalog, progress=progress
        )


TASKS: dict[str, Callable[[argparse.Namespace], dict]] = {
    "search": _search,
    "matching": _matching,
    "dialogue": _dialogue,
    "speech": _speech,
}
"""Task → what runs it."""


def _print(report: dict) -> None:
    """A table, one line a kind of query."""
    groups = report["groups"]
    names = list(next(iter(groups.values())))
    width = max(map(len, groups))
    print(" " * width + "".join(f"{name:>12}" for name in names))
    for group, figures in groups.items():
        print(f"{group:<{width}}" + "".join(f"{_cell(value):>12}" for value in figures.values()))
    for name, value in report.items():
        if isinstance(value, list):
            print(f"{name}: {len(value)}", *value, sep="\n  ")
        elif name != "groups":
            print(f"{name}: {value}")


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"

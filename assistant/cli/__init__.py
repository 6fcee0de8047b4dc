"""The command line. A command is a sibling file with `add_arguments` and `run`."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence

from retrieval.errors import AssistantError
from retrieval.trouble import trouble

COMMANDS = {
    "serve": "serve the page, and the interface for programs",
    "worker": "read feeds that are due, and finish indexes: the one writer of many servers",
    "ingest": "read products from a feed into a catalogue",
    "export": "write every offer on sale, as JSON lines, CSV or a feed",
    "sources": "list, show or remove sources; see rows that were not taken",
    "ask": "answer one question: typed, spoken, or about a photo",
    "chat": "hold a conversation, or replay one from a script",
    "evaluate": "measure search, matching or conversations on a data set",
    "mcp": "serve the catalogue's tools to a program that starts this one",
    "match": "group offers into products, decide what is unsure, train the matcher",
    "train": "learn how to fuse words and photos, from a catalogue or a data set",
    "compare": "train every strategy on a data set and say which is worth it",
    "models": "list models, or fetch one",
    "doctor": "check a catalogue, its index and the models",
    "keys": "make, list and revoke keys of programs; set the shop keeper's password",
}
"""Command → what it does; its code is in the module of the same name."""

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when all is well, 2 for wrong use or input, 1 for our faults."""
    options = _parse(list(sys.argv[1:] if arguments is None else arguments))
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.WARNING,
        format="%(levelname)s %(name)s: %(message)s",
    )
    try:
        return options.run(options) or 0
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "Stopped; what was committed is kept, run the command again to go on.", file=sys.stderr
        )
        return 130
    except BrokenPipeError:  # `… | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        log.info("fault", exc_info=True)
        if lacking := trouble(error):
            print(lacking, file=sys.stderr)
            return 2
        print(
            f"Something went wrong in the program: {type(error).__name__}: {error} "
            "(run again with --verbose before the command for the details).",
            file=sys.stderr,
        )
        return 1


def _name() -> str:
    """How the program was called: by its module, or as the command that is installed with it."""
    installed = os.path.basename(sys.argv[0]).startswith("shopping-assistant")
    return "shopping-assistant" if installed else "python -m assistant"


def _parse(arguments: list[str]) -> argparse.Namespace:
    """Only the module of the command that is asked for is imported."""
    parser = argparse.ArgumentParser(
        prog=_name(), description="A conversational shopping assistant."
    )
    parser.add_argument("--verbose", action="store_true", help="log what happens, with tracebacks")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = next((word for word in arguments if word in COMMANDS), None)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
        if name == wanted:
            module = importlib.import_module(f"assistant.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser.parse_args(arguments)

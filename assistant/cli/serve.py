"""`python -m assistant serve` and `python app.py`: the page, and the interface for programs."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.access.options import AccessOptions, access_options, add_access
from assistant.cli.common import add_catalog, add_llm, add_shop
from assistant.logs import FORMATS, configure
from assistant.samples import demo_shops
from retrieval.errors import AssistantError
from retrieval.trouble import trouble


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Returns 0, or 2 for wrong use or bad input."""
    parser = argparse.ArgumentParser(description="Serve the shopping assistant as a web page.")
    add_arguments(parser)
    try:
        return run(parser.parse_args(arguments))
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 2
    except Exception as error:
        if lacking := trouble(error):
            print(lacking, file=sys.stderr)
            return 2
        raise


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted. Raises `AssistantError` where it cannot begin."""
    configure(options.log)
    rules = access_options(options)
    with _listen(options.host, options.port) as listener:
        return _serve(options, rules, listener)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add_catalog(parser)
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s, this machine")
    parser.add_argument("--port", type=int, default=7860, help="default: %(default)s")
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="fill an empty catalogue with the demo's products",
    )
    add_access(parser)
    add_llm(parser)
    add_shop(parser)
    parser.add_argument(
        "--insight",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="count what shoppers ask for, without words that identify (docs/insight.md)",
    )
    parser.add_argument(
        "--read-only",
        action="store_true",
        help="leave all writing to `python -m assistant worker`: any number of such servers may "
        "share a catalogue",
    )
    parser.add_argument(
        "--conversations",
        metavar="URL",
        default=os.environ.get("ASSISTANT_CONVERSATIONS", ""),
        help="keep what programs say where all servers find it: redis://host:6379/0 or "
        "postgresql+psycopg://… (default: $ASSISTANT_CONVERSATIONS, or each server its own)",
    )
    parser.add_argument(
        "--log", choices=FORMATS, default=FORMATS[0], help="JSON has a line a request too"
    )
    parser.add_argument(
        "--telemetry",
        action="store_true",
        help="send traces and figures to where OTEL_EXPORTER_OTLP_ENDPOINT says",
    )


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket: taken before the slow imports, so that a port in use is known at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None) or 0  # 0 where the port, < 0 where the host is odd
        reason = os.strerror(number) if number > 0 else "there is no such address"
        raise AssistantError(
            f"Port {port} of {host} cannot be used ({reason}); choose another one with --port."
        ) from error


def _serve(options: argparse.Namespace, rules: AccessOptions, listener: socket.socket) -> int:
    from assistant.access import Access
    from assistant.conversations.stores import open_store
    from assistant.house import house_of
    from assistant.startup import Opening, check_catalogue, open_assistant
    from assistant.telemetry import OFF, open_telemetry
    from retrieval.scratch import scratch_folder

    demo = demo_shops() if options.demo and not options.read_only else None
    store = open_store(options.conversations)
    if not options.read_only:  # such a server waits until there is one
        check_catalogue(options.catalog, demo)
    house = house_of(options.catalog.folder, options.shop)
    house = replace(house, insight=house.insight and options.insight)
    # Ended by SIGTERM, the program cleans up behind itself too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with scratch_folder() as folder:
        # Gradio reads these when it is imported.
        os.environ["GRADIO_TEMP_DIR"] = str(folder / "uploads")
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        from assistant.ui.server import create_app, run

        app = create_app(
            Opening(
                partial(
                    open_assistant,
                    options.catalog,
                    demo,
                    llm=options.llm,
                    house=house,
                    read_only=options.read_only,
                )
            ),
            Access(rules, options.catalog.folder, os.environ.get("ASSISTANT_ADMIN_PASSWORD", "")),
            open_telemetry() if options.telemetry else OFF,
            house,
            store=store,
            read_only=options.read_only,
        )
        print(
            f"Serving http://{options.host}:{listener.getsockname()[1]} (Ctrl-C ends it)",
            flush=True,
        )
        run(app, listener)
    return 0

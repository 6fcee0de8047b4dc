"""`python -m assistant worker`: the one writer of a catalogue that several servers read."""

from __future__ import annotations

import argparse
import signal
import threading

from assistant.cli.common import add_catalog
from assistant.logs import FORMATS, configure
from assistant.samples import demo_shops


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add_catalog(parser)
    parser.add_argument(
        "--demo", action="store_true", help="fill an empty catalogue with the demo's products"
    )
    parser.add_argument("--log", choices=FORMATS, default=FORMATS[0])


def run(options: argparse.Namespace) -> int:
    """Work until interrupted."""
    configure(options.log)
    from assistant.worker import Worker

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    print("Working (Ctrl-C ends it)", flush=True)
    Worker(options.catalog, demo_shops() if options.demo else None).run(stop)
    return 0

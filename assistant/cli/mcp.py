"""`python -m assistant mcp`"""

from __future__ import annotations

import argparse
from functools import partial

from assistant.cli.common import add_catalog
from assistant.startup import Opening, check_catalogue, open_assistant


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add_catalog(parser)
    parser.add_argument(
        "--address",
        default="",
        metavar="URL",
        help="where this catalogue is served as well, for the addresses of pictures",
    )


def run(options: argparse.Namespace) -> int:
    """Serve the catalogue's tools through standard input and output until the input ends."""
    from assistant.api.mcp.stdio import serve

    check_catalogue(options.catalog, None)
    opening = Opening(partial(open_assistant, options.catalog, None))
    serve(opening, options.address.rstrip("/"))
    if opening.assistant:
        opening.assistant.close()
    return 0

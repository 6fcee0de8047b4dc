"""`python -m assistant export`"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing

from assistant.cli.common import add_catalog
from retrieval.catalogue import Catalogue
from retrieval.export import EXPORTS
from retrieval.export.base import Exported


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--source", default="", metavar="NAME", help="one shop (default: all)")
    parser.add_argument("--format", choices=EXPORTS, default="jsonl", help="default: %(default)s")
    add_catalog(parser)


def run(options: argparse.Namespace) -> int:
    """Print every offer on sale."""
    with closing(Catalogue.open(options.catalog)) as catalogue:
        if options.source:
            catalogue.sources.info(options.source)
        for text in EXPORTS[options.format].write(_offers(catalogue, options.source)):
            sys.stdout.write(text)
    return 0


def _offers(catalogue: Catalogue, source: str) -> Iterator[Exported]:
    for product_id, offer, picture in catalogue.offers_on_sale(source):
        yield Exported(product_id, offer, picture)

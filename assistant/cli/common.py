"""What several commands share."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from retrieval.errors import BadCatalogue, BadQuery

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from retrieval.catalogue.address import Address


def add_catalog(parser: argparse.ArgumentParser) -> None:
    """`--catalog PLACE`, which the environment's ASSISTANT_CATALOG may also set."""
    parser.add_argument(
        "--catalog",
        metavar="PLACE",
        type=catalog_address,
        default=os.environ.get("ASSISTANT_CATALOG", "catalog"),
        help="the catalogue's folder, or postgresql+psycopg://user:password@host/name?data=FOLDER "
        "(default: $ASSISTANT_CATALOG or catalog)",
    )


def catalog_address(stated: str) -> Address:
    """Where a catalogue is, as the type of an option."""
    from retrieval.catalogue.address import Address  # slow to import: not before a port is tried

    try:
        return Address.of(stated)
    except BadCatalogue as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def add_llm(parser: argparse.ArgumentParser) -> None:
    """`--llm MODEL`."""
    parser.add_argument(
        "--llm",
        metavar="MODEL",
        default="",
        help="a language model that helps out: transformers:<folder or id>, or "
        "http(s)://host/v1[#model] (default: none)",
    )


def add_shop(parser: argparse.ArgumentParser) -> None:
    """`--shop FILE`."""
    parser.add_argument(
        "--shop",
        metavar="FILE",
        type=Path,
        help="the house style (default: shop.toml in the catalogue's folder, if there is one)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="print JSON for programs")


def add_answering(parser: argparse.ArgumentParser) -> None:
    """What every command that answers a shopper may be told: see `open_assistant`."""
    parser.add_argument("--k", type=int, default=5, help="how many products (default: %(default)s)")
    parser.add_argument("--speech", default="faster-whisper", help="or whisper:<size>")
    add_llm(parser)
    add_shop(parser)
    add_catalog(parser)
    add_json(parser)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Declare how long the pictures of products are read; `reading_seconds` has it."""
    parser.add_argument(
        "--ocr-seconds",
        type=float,
        default=120.0,
        metavar="S",
        help="read what is printed on new pictures for so long (default: %(default)g); "
        "those of products without words come first, the rest is left to the next ingest",
    )
    parser.add_argument("--no-ocr", action="store_true", help="read no pictures of products")


def reading_seconds(options: argparse.Namespace) -> float:
    """How long `add_reading`'s options allow; 0 for not at all."""
    return 0.0 if options.no_ocr else max(0.0, options.ocr_seconds)


def open_assistant(options: argparse.Namespace) -> Assistant:
    """The assistant that `add_answering`'s options ask for. Raises `BadQuery` for an odd --k."""
    from assistant.assistant import Assistant
    from assistant.house import house_of

    if not 1 <= options.k <= 100:
        raise BadQuery(f"--k is {options.k}; ask for 1 to 100 products.")
    progress = ProgressBar()
    try:
        return Assistant.open(
            options.catalog,
            speech=options.speech,
            llm=options.llm,
            progress=progress,
            house=house_of(options.catalog.folder, options.shop),
        )
    finally:
        progress.close()


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


class ProgressBar:
    """Shows `Progress` as one bar a stage on standard error, when that is a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        if not sys.stderr.isatty():
            return
        if stage != self._stage:
            self.close()
            self._bar, self._stage = tqdm(desc=stage, total=total, unit=""), stage
        assert self._bar is not None
        self._bar.total = max(total, done) if total else total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave the last bar on the screen and end it."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

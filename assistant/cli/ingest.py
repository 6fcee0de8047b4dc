"""`python -m assistant ingest SOURCE …`"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import available_timezones

from assistant.cli.common import (
    ProgressBar,
    add_catalog,
    add_json,
    add_reading,
    print_json,
    reading_seconds,
)
from assistant.house import read_answers
from assistant.house.answers import keep_answers
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.errors import AssistantError
from retrieval.ingest import IngestOptions, ingest, own_encoder
from retrieval.money import currency_code
from retrieval.schedules import plan, read_every
from retrieval.sources import FORMATS
from retrieval.sources.cleaning import web_address
from retrieval.sources.locations import check_location, is_address
from retrieval.sources.table import mapping_of, read_mapping
from retrieval.stores import DEFAULT, STORES
from retrieval.sync import SyncSummary

SHOWN = 10  # rejected rows printed for a person; --json and `sources quarantine` have them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="feed file, folder, .zip, .gz or web address"
    )
    parser.add_argument("--format", choices=FORMATS, help="feed format (default: by its content)")
    parser.add_argument("--source", metavar="NAME", help="name of the shop (default: file name)")
    parser.add_argument("--currency", default="", help="ISO code of prices that name no currency")
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="JSON or TOML: our field = a table's column"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="what a table's column is, from now on for this shop; FIELD is one of ours, "
        "attribute, ignore or auto; may be repeated",
    )
    parser.add_argument("--site", default="", metavar="URL", help="address of the shop, for links")
    parser.add_argument(
        "--timezone", default="", metavar="ZONE", help="of the shop, such as Europe/Berlin"
    )
    parser.add_argument(
        "--every",
        default="",
        metavar="PACE",
        help="have the server read it again by itself: 15m to 30d, as in 6h, or off; with --source",
    )
    parser.add_argument(
        "--allow-shrink", action="store_true", help="retire offers even if most of a shop is gone"
    )
    parser.add_argument(
        "--answers",
        type=Path,
        metavar="FILE",
        help="the shop's own answers (delivery, returns, payment), which are kept: Markdown or CSV",
    )
    parser.add_argument("--encoder", help="compact (default) or openclip:<model>/<weights>")
    parser.add_argument(
        "--fusion", metavar="NAME", help="a trained adapter: its name, its file, or none"
    )
    parser.add_argument(
        "--store",
        choices=STORES,
        help=f"what finds the nearest vectors, from now on (default: the one it has; {DEFAULT} at "
        "first, or chroma-server where CHROMA_URL names one); no feed is needed to change it",
    )
    add_reading(parser)
    add_catalog(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Ingest every source and print what happened."""
    wanted = _checked(options)
    answers = read_answers(options.answers) if options.answers else None
    chosen = load_encoder(options.encoder) if options.encoder else None
    catalogue = Catalogue.create(options.catalog)
    progress = ProgressBar()
    try:
        if answers is not None:
            keep_answers(catalogue, answers)
        summaries = []
        if options.sources or options.store:
            summaries = ingest(
                catalogue,
                chosen or own_encoder(catalogue),
                options.sources,
                wanted,
                adapter=options.fusion or "",
                store=options.store or "",
                progress=progress,
            )
        if options.every:
            plan(catalogue, options.source, read_every(options.every), _whole(options.sources))
    finally:
        progress.close()
        catalogue.close()
    if options.json:
        print_json({"sources": [summary.as_dict() for summary in summaries]})
    else:
        if answers is not None:
            print(f"{len(answers):,} answers of the shop's own are kept.")
        for summary in summaries:
            _print(summary)
    failed = [summary for summary in summaries if summary.problem]
    for summary in failed:
        print(f"{summary.source}: {summary.problem}", file=sys.stderr)
    return 2 if failed else 0


def _checked(options: argparse.Namespace) -> IngestOptions:
    """The options, looked at before an empty catalogue is left behind by a mistyped path."""
    if not (options.sources or options.answers or options.store):
        raise AssistantError("Name a feed to read: a file, a folder, an archive or a web address.")
    if options.every:
        read_every(options.every)
        if not (options.source and options.sources):
            raise AssistantError("--every is about one shop; name it with --source, and its feeds.")
    if options.currency and not currency_code(options.currency):
        raise AssistantError(
            f"{options.currency!r} is not a currency; give an ISO code such as EUR."
        )
    if options.site and not web_address(options.site):
        raise AssistantError(
            f"{options.site!r} is no address; give one such as https://shop.example."
        )
    if options.timezone and options.timezone not in available_timezones():
        raise AssistantError(
            f"{options.timezone!r} is no time zone; give one such as Europe/Berlin."
        )
    for location in options.sources:
        check_location(location)
    mapping = read_mapping(options.mapping) if options.mapping else {}
    return IngestOptions(
        options.format,
        options.source,
        currency_code(options.currency),
        mapping | mapping_of(options.map),
        options.allow_shrink,
        reading_seconds(options),
        options.site,
        options.timezone,
    )


def _whole(places: Sequence[str]) -> list[str]:
    """Places as another process finds them, wherever it was started."""
    return [one if is_address(one) else str(Path(one).resolve()) for one in places]


def _print_columns(summary: SyncSummary) -> None:
    """How each column was read, a line each; those that are not used in one."""
    used = [one for one in summary.columns if one.taken_for]
    width = min(max((len(one.column) for one in used), default=0), 40)
    for one in used:
        print(f"  {one.column:<{width}} → {one.taken_for:<12} {one.example}".rstrip())
    unused = ", ".join(one.column for one in summary.columns if not one.taken_for)
    if unused:
        print(f"  not used: {unused}")


def _branches(summary: SyncSummary) -> str:
    if not (summary.branches or summary.stocked):
        return ""
    return f"{summary.branches:,} stores, {summary.stocked:,} things in them, "


def _print(summary: SyncSummary) -> None:
    if summary.problem:
        return
    print(
        f"{summary.source}: {summary.rows:,} rows: {summary.added:,} added, "
        f"{summary.changed:,} changed, {summary.unchanged:,} unchanged, "
        f"{summary.retired:,} retired, {summary.reviews:,} reviews, "
        f"{summary.questions:,} questions, "
        f"{_branches(summary)}{len(summary.rejected):,} rejected ({summary.seconds:.1f} s)"
    )
    for notice in [*summary.notices, *summary.findings]:
        print(f"  ! {notice}")
    if summary.held_back:
        print("  ! --allow-shrink allows it")
    _print_columns(summary)
    for heading, problems in (("rejected", summary.rejected), ("no picture", summary.warnings)):
        for problem in problems[:SHOWN]:
            print(f"  {heading}: row {problem.row}: {problem.reason}")
        if len(problems) > SHOWN:
            print(f"  … and {len(problems) - SHOWN:,} more; --json lists them all")

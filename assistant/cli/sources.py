"""`python -m assistant sources list|show|quarantine|rename|remove`"""

from __future__ import annotations

import argparse
import dataclasses
from datetime import datetime
from pathlib import Path

from assistant import quarantine
from assistant.cli.common import ProgressBar, add_catalog, add_json, print_json
from retrieval.catalogue import Catalogue
from retrieval.catalogue.renaming import rename_source
from retrieval.catalogue.sources import SourceInfo
from retrieval.errors import AssistantError
from retrieval.findings import last_reading
from retrieval.ingest import ensure_current
from retrieval.schedules import schedule_of

SHOWN = 20  # quarantined rows printed for a person; --json and --export have them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="every source and its figures")
    showing = actions.add_parser("show", help="one source and its last sync")
    showing.add_argument("name", metavar="NAME")
    held = actions.add_parser("quarantine", help="rows that were not taken, and why")
    held.add_argument("name", metavar="NAME", nargs="?", help="one source (default: all)")
    held.add_argument("--export", type=Path, metavar="FILE", help="write them to a CSV file")
    renaming = actions.add_parser("rename", help="give a source another name")
    renaming.add_argument("name", metavar="NAME")
    renaming.add_argument("new", metavar="NEW")
    removing = actions.add_parser("remove", help="forget a source and all it brought")
    removing.add_argument("name", metavar="NAME")
    for action in (listing, showing, held, renaming, removing):
        add_catalog(action)
        add_json(action)


def run(options: argparse.Namespace) -> int:
    """Do one action."""
    catalogue = Catalogue.open(options.catalog)
    try:
        ACTIONS[options.action](catalogue, options)
    finally:
        catalogue.close()
    return 0


def _list(catalogue: Catalogue, options: argparse.Namespace) -> None:
    known = catalogue.sources.list()
    if options.json:
        print_json({"sources": [_as_dict(one) for one in known]})
        return
    width = max((len(one.name) for one in known), default=6)
    print(
        f"{'source':<{width}}  {'offers':>8}  {'retired':>8}  {'held':>6}"
        f"  {'last sync':<16}  {'next sync':<16}  format"
    )
    for one in known:
        print(
            f"{one.name:<{width}}  {one.offers:>8,}  {one.retired:>8,}  {one.quarantined:>6,}"
            f"  {_when(one.completed_at):<16}  {_next(catalogue, one.name):<16}  {one.format}"
        )


def _show(catalogue: Catalogue, options: argparse.Namespace) -> None:
    one = catalogue.sources.info(options.name)
    if options.json:
        print_json(_as_dict(one) | last_reading(catalogue, one.name))
        return
    for name, value in _as_dict(one).items():
        if name != "summary":
            print(f"{name}: {value}")
    if one.summary:
        print("last sync: " + ", ".join(f"{k} {v}" for k, v in one.summary.items()))
    reading = last_reading(catalogue, one.name)
    for finding in reading["findings"]:
        print(f"! {finding}")
    for column in reading["columns"]:
        print(f"{column['column']} → {column['taken_for'] or 'not used'}")


def _quarantine(catalogue: Catalogue, options: argparse.Namespace) -> None:
    rows = catalogue.sources.quarantined(options.name)
    if options.export:
        path = options.export
        try:
            with path.open("w", newline="", encoding="utf-8") as file:
                count = quarantine.write_csv(rows, file)
        except OSError as error:
            raise AssistantError(f"{path} cannot be written ({error.strerror}).") from error
        print(f"{count:,} rows are in {path}.")
        return
    held = list(rows)
    if options.json:
        print_json({"quarantine": [_plain(dataclasses.asdict(one)) for one in held]})
        return
    for one in held[:SHOWN]:
        print(f"{one.source}: row {one.row}: {one.reason}\n    {one.raw[:200]}")
    if len(held) > SHOWN:
        print(f"… and {len(held) - SHOWN:,} more; --export FILE.csv writes them all")
    if not held:
        print("Nothing is in quarantine.")


def _remove(catalogue: Catalogue, options: argparse.Namespace) -> None:
    progress = ProgressBar()
    try:
        with catalogue.writing():  # until it ends, products bear the names of what is gone
            catalogue.sources.remove(options.name)
            ensure_current(catalogue, progress)
    finally:
        progress.close()
    if options.json:
        print_json({"removed": options.name})
    else:
        print(f"{options.name} is forgotten.")


def _rename(catalogue: Catalogue, options: argparse.Namespace) -> None:
    progress = ProgressBar()
    try:
        with catalogue.writing():
            rename_source(catalogue.engine, options.name, options.new)
            ensure_current(catalogue, progress)
    finally:
        progress.close()
    if options.json:
        print_json({"renamed": options.name, "to": options.new})
    else:
        print(f"{options.name} is called {options.new} now.")


ACTIONS = {
    "list": _list,
    "show": _show,
    "quarantine": _quarantine,
    "rename": _rename,
    "remove": _remove,
}
"""Action → what does it."""


def _as_dict(one: SourceInfo) -> dict:
    return _plain(dataclasses.asdict(one))


def _plain(values: dict) -> dict:
    """With times as ISO 8601 text."""
    return {k: f"{v.isoformat()}Z" if isinstance(v, datetime) else v for k, v in values.items()}


def _next(catalogue: Catalogue, name: str) -> str:
    schedule = schedule_of(catalogue, name)
    return schedule.next.strftime("%Y-%m-%d %H:%M") if schedule else "–"


def _when(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "never"

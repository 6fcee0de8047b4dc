"""`python -m assistant doctor`"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from assistant.cli.common import add_catalog, add_json, print_json
from retrieval.adapters import adapter_print, current_adapter
from retrieval.catalogue import Catalogue
from retrieval.catalogue.repair import awaited, mendable
from retrieval.encoders import load_encoder
from retrieval.errors import AssistantError
from retrieval.generation import Generation
from retrieval.matching.resolution import matcher_of
from retrieval.models import list_models


@dataclass(frozen=True)
class Check:
    """One thing looked at. `advice` says what to do when it is not well."""

    name: str
    well: bool
    found: str
    advice: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--deep",
        action="store_true",
        help="read everything whole: every row, every picture, every vector",
    )
    add_catalog(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Look at everything and print it; returns 2 when something is not well."""
    catalogue = Catalogue.open(options.catalog)
    checks = list(examine(catalogue, options.deep))
    if options.json:
        print_json({"well": all(c.well for c in checks), "checks": [vars(c) for c in checks]})
    else:
        for check in checks:
            print(f"{'ok ' if check.well else 'BAD'}  {check.name}: {check.found}")
            if check.advice:
                print(f"     {check.advice}")
    return 0 if all(check.well for check in checks) else 2


def examine(catalogue: Catalogue, deep: bool = False) -> Iterator[Check]:
    """Every check, in an order in which one rests on those before it."""
    for look in (_database, _rows, _offers, _pictures, _encoder, _adapter, _matcher, _index):
        try:
            yield look(catalogue, deep)
        except (AssistantError, SQLAlchemyError) as error:
            yield Check(look.__name__.strip("_"), False, str(error).partition("\n")[0])
    yield from _models()


def _database(catalogue: Catalogue, deep: bool) -> Check:
    problem = catalogue.integrity_problem(deep)
    if problem:
        return Check(
            "database", False, problem, "Restore the catalogue from a backup, or ingest anew."
        )
    return Check("database", True, "intact")


def _rows(catalogue: Catalogue, deep: bool) -> Check:
    """Whether every row is what was written."""
    found = catalogue.damaged_rows(deep)
    if not found:
        return Check("rows", True, "all are as written" if deep else "as written (blocks: --deep)")
    counts = ", ".join(f"{len(one.rows) + one.lost:,} of {one.table}" for one in found)
    if len(mendable(found)) == len(found):
        return Check("rows", False, f"altered: {counts}", "Ingest the feeds again: it mends them.")
    return Check("rows", False, f"altered: {counts}", "Restore the catalogue from a backup.")


def _offers(catalogue: Catalogue, deep: bool) -> Check:
    counts = catalogue.counts()
    shops = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
    found = f"{sum(counts.values()):,} of {len(catalogue):,} products ({shops or 'no shops'})"
    if waiting := awaited(catalogue):
        found += f"; {waiting:,} that were damaged are off sale"
        return Check("offers", False, found, "Ingest the feeds again: they come back.")
    if not counts:
        return Check("offers", False, found, "Fill it: python -m assistant ingest FEED.")
    return Check("offers", True, found)


def _pictures(catalogue: Catalogue, deep: bool) -> Check:
    images = {product.image for product in catalogue.all_products() if product.image}
    bad = len(catalogue.pictures.damaged(images, deep))
    if bad:
        found = f"{bad:,} of {len(images):,} are gone or damaged"
        return Check("pictures", False, found, "Ingest again: they are written anew.")
    return Check("pictures", True, f"all {len(images):,} are here" + (", whole" if deep else ""))


def _encoder(catalogue: Catalogue, deep: bool) -> Check:
    spec = catalogue.get("encoder", "compact")
    return _attempt("encoder", lambda: f"{spec} ({load_encoder(spec).fingerprint})")


def _adapter(catalogue: Catalogue, deep: bool) -> Check:
    """What opening would refuse to do without."""
    return _attempt("adapter", lambda: adapter_print(current_adapter(catalogue)) or "none in use")


def _matcher(catalogue: Catalogue, deep: bool) -> Check:
    return _attempt("matcher", lambda: matcher_of(catalogue).fingerprint)


def _index(catalogue: Catalogue, deep: bool) -> Check:
    live = catalogue.generations.live
    if live is None:
        return Check("index", False, "none", "Ingest a feed.")
    folder = catalogue.generations.folder(live.number)

    def look() -> str:
        generation = Generation.open(folder)
        try:
            problems = generation.verify() if deep else generation.problems
            size = len(generation.ids)
        finally:
            generation.close()
        if problems:
            raise AssistantError(" ".join(problems))
        seen = "every vector verified" if deep else "as it was built"
        return f"generation {live.number}, {size:,} products, {seen}"

    check = _attempt("index", look)
    if not check.well:
        advice = "Ask a question: the index is rebuilt from the catalogue."
        return Check("index", False, check.found, advice)
    if catalogue.generations.stale:
        return Check("index", False, "older than the offers", "Ask a question: it is brought up.")
    return check


def _models() -> Iterator[Check]:
    """Every model that is here, or should be: version, licence, size, whether its hash holds."""
    for model in list_models():
        if not (model.here or model.problem):
            continue
        hash_says = {None: "hash unknown", True: "hash holds", False: "hash differs"}[model.sound]
        parts = (model.version, model.licence, f"{model.size / 2**20:,.0f} MiB", hash_says)
        found = ", ".join(filter(None, parts))
        yield Check(f"model {model.name}", not model.problem, found, model.problem)


def _attempt(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except AssistantError as error:
        return Check(name, False, str(error))

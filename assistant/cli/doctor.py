"""`python -m assistant doctor`"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.cli.common import add_catalog, add_json, print_json
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.errors import AssistantError
from retrieval.generation import Generation
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
    add_catalog(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Look at everything and print it; returns 2 when something is not well."""
    catalogue = Catalogue.open(options.catalog)
    checks = list(examine(catalogue))
    if options.json:
        print_json({"well": all(c.well for c in checks), "checks": [vars(c) for c in checks]})
    else:
        for check in checks:
            print(f"{'ok ' if check.well else 'BAD'}  {check.name}: {check.found}")
            if check.advice:
                print(f"     {check.advice}")
    return 0 if all(check.well for check in checks) else 2


def examine(catalogue: Catalogue) -> Iterator[Check]:
    """Every check, in an order in which one rests on those before it."""
    for look in (_database, _offers, _pictures, _encoder, _index):
        yield look(catalogue)
    yield from _models()


def _database(catalogue: Catalogue) -> Check:
    problem = catalogue.integrity_problem()
    if problem:
        return Check(
            "database", False, problem, "Restore the catalogue from a backup, or ingest anew."
        )
    return Check("database", True, "intact")


def _offers(catalogue: Catalogue) -> Check:
    counts = catalogue.counts()
    shops = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
    found = f"{sum(counts.values()):,} of {len(catalogue):,} products ({shops or 'no shops'})"
    if not counts:
        return Check("offers", False, found, "Fill it: python -m assistant ingest FEED.")
    return Check("offers", True, found)


def _pictures(catalogue: Catalogue) -> Check:
    images = {product.image for product in catalogue.all_products() if product.image}
    gone = sum(not catalogue.image_path(image).is_file() for image in images)
    if gone:
        return Check("pictures", False, f"{gone:,} of {len(images):,} are gone", "Ingest again.")
    return Check("pictures", True, f"all {len(images):,} are here")


def _encoder(catalogue: Catalogue) -> Check:
    spec = catalogue.get("encoder", "compact")
    return _attempt("encoder", lambda: f"{spec} ({load_encoder(spec).fingerprint})")


def _index(catalogue: Catalogue) -> Check:
    live = catalogue.generations.live
    if live is None:
        return Check("index", False, "none", "Ingest a feed.")
    folder = catalogue.generations.folder(live.number)

    def look() -> str:
        generation = Generation.open(folder)
        try:
            problems = generation.verify()
            size = len(generation.ids)
        finally:
            generation.close()
        if problems:
            raise AssistantError(" ".join(problems))
        return f"generation {live.number}, {size:,} products, every vector verified"

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

"""What nearness as a part of the score gives and costs, on an evaluation set.

    python -m benchmarks.near --data DIR --catalog NEW [--seed N] [--first N]

Ingests the words of DIR/catalog.csv into NEW (or uses what is there), puts 20 made-up stores within
30 km of a place, each product with probability 1/2 in three of them, and asks the typed queries of
DIR/queries.jsonl as from that place at each weight: how often the first product is a right one, and
how far its nearest store is (no store counts as 60 km).
"""

from __future__ import annotations

import argparse
import csv
import random
from dataclasses import replace
from math import cos, radians, sin, sqrt, tau
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from assistant.assistant import Assistant
from assistant.evaluation.search import SOURCE, Case, read_cases
from fusion.place import NearOptions
from retrieval.branches.branch import Branch, Stocked
from retrieval.branches.nearest import nearest
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.evaluation.metrics import reciprocal_rank
from retrieval.ingest import IngestOptions, ingest
from retrieval.query import Query
from retrieval.search import SearchOptions

HERE = (51.34, 12.37)
STORES, RADIUS, IN_HOW_MANY, NOWHERE = 20, 30.0, 3, 60.0
WEIGHTS = (0.0, 0.1, 0.4, 0.05, 0.2)
DEGREE = 111.2  # km from south to north


def put_stores(catalogue: Catalogue, seed: int) -> None:
    """Stores around `HERE`, evenly over the area, and what they have."""
    dice = random.Random(seed)
    places = []
    for number in range(STORES):
        far, turn = RADIUS * sqrt(dice.random()), tau * dice.random()
        north, east = far * cos(turn) / DEGREE, far * sin(turn) / DEGREE / cos(radians(HERE[0]))
        places.append(Branch(SOURCE, str(number), f"S{number}", HERE[0] + north, HERE[1] + east))
    stock = [
        Stocked(SOURCE, offer.offer_id, one.code, 1, "in_stock")
        for product in catalogue.all_products()
        for offer in product.offers
        if dice.random() < 0.5
        for one in dice.sample(places, IN_HOW_MANY)
    ]
    with catalogue.writing():
        catalogue.branches.replace("benchmark", places)
        catalogue.branches.replace_stock("benchmark", stock)


def measured(assistant: Assistant, cases: list[Case]) -> dict[str, float]:
    """R@1, MRR, and the mean distance of what comes first."""
    rows = []
    for case in cases:
        query = Query(case.turn.text, near=HERE)
        hits = assistant.searcher.search(query, 10)
        found = [hit.offers[0].offer_id for hit in hits]
        first = nearest(hits[0].offers, *HERE) if hits else None
        right = [one in case.gains for one in found]
        rows.append(
            {
                "R@1": float(right[0]) if right else 0.0,
                "MRR": reciprocal_rank(found, case.gains),
                "km": first.km if first else NOWHERE,
            }
        )
    return {name: fmean(row[name] for row in rows) for name in rows[0]}


def ingested(data: Path, folder: Path) -> Catalogue:
    """The catalogue of an evaluation set without its pictures, made where there is none."""
    if folder.exists():
        return Catalogue.open(folder)
    catalogue = Catalogue.create(folder)
    with TemporaryDirectory() as place:
        words = Path(place) / "catalog.csv"
        with (data / "catalog.csv").open(encoding="utf-8", newline="") as file:
            rows = [{**row, "image": ""} for row in csv.DictReader(file)]
        with words.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        options = IngestOptions(format_name="table", source=SOURCE)
        ingest(catalogue, load_encoder("compact"), str(words), options)
    return catalogue


def main() -> None:
    """Print a line a weight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--catalog", type=Path, required=True, metavar="NEW")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument(
        "--first", type=int, default=None, metavar="N", help="queries that are asked"
    )
    options = parser.parse_args()
    catalogue = ingested(options.data, options.catalog)
    put_stores(catalogue, options.seed)
    cases = [
        case for case in read_cases(options.data / "queries.jsonl")
        if case.turn.text and not (case.turn.photos or case.turn.voice)
    ]  # fmt: skip
    cases = cases[: options.first]
    print(f"{len(cases)} queries, {STORES} stores")
    for most in WEIGHTS:
        search = replace(SearchOptions(), near=NearOptions(most=most))
        figures = measured(Assistant(catalogue, options=search), cases)
        told = "  ".join(f"{n} {v:.3f}" for n, v in figures.items())
        print(f"weight {most:<5}{told}", flush=True)


if __name__ == "__main__":
    main()

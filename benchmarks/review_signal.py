"""What reviews as a ranking signal do to the search results of an evaluation set.

    python -m benchmarks.review_signal --data DIR --catalog NEW [--reviews FILE [--products FILE]]

Ingests DIR/catalog.csv into NEW (or uses what is there), puts the reviews in FILE with its
products, and asks the queries of DIR/queries.jsonl that name an aspect at each weight: nothing
else can change. `--asking WORDS` puts WORDS into every query that has words, so that all of them
name an aspect: what it costs those who ask for an opinion besides a thing. FILE has the columns
offer_id (or sku) and text (or review); `--products` maps its offer ids to the catalogue's, in the
columns offer_id and product.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from assistant.assistant import Assistant
from assistant.evaluation.search import SOURCE, Case, ask_all, read_cases
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.ingest import IngestOptions, ingest
from retrieval.offers import Review
from retrieval.opinions.signal import ReviewOptions, asked_aspects
from retrieval.progress import silent
from retrieval.search import SearchOptions

WEIGHTS = (0.0, 0.02, 0.1)


def read_reviews(path: Path, products: Path | None) -> list[Review]:
    """The reviews, under the evaluation catalogue's names."""
    names: dict[str, list[str]] = {}
    for row in _rows(products) if products else []:
        names.setdefault(row["offer_id"], []).append(row["product"])
    found = []
    for row in _rows(path):
        offer = row.get("offer_id") or row["sku"]
        text = row.get("text") or row.get("review") or ""
        found += [Review(SOURCE, name, text=text) for name in names.get(offer, [offer])]
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Print a line a weight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--catalog", type=Path, required=True, metavar="NEW")
    parser.add_argument("--reviews", type=Path, nargs="+", default=[], metavar="FILE")
    parser.add_argument("--products", type=Path, metavar="FILE")
    parser.add_argument("--asking", default="", metavar="WORDS")
    options = parser.parse_args()
    cases = [case for case in read_cases(options.data / "queries.jsonl") if not case.turn.voice]
    if options.asking:
        cases = [_asking(case, options.asking) for case in cases if case.turn.text]
    reviews = [one for path in options.reviews for one in read_reviews(path, options.products)]
    catalogue = _ingested(options.data, options.catalog)
    with catalogue.writing():
        catalogue.reviews.replace("benchmark", reviews)
    named = [case for case in cases if asked_aspects(case.turn.text)]
    print(f"{len(reviews)} reviews; {len(cases)} queries, {len(named)} name an aspect")
    for weight in WEIGHTS:
        search = SearchOptions(reviews=ReviewOptions(weight=weight))
        figures, _ = ask_all(Assistant(catalogue, options=search), named, silent)
        print(f"weight {weight:<5} {_means(figures)}")


def _asking(case: Case, words: str) -> Case:
    return replace(case, turn=replace(case.turn, text=f"{case.turn.text} {words}"))


def _means(rows: list[dict[str, float]]) -> str:
    names = ("R@1", "R@5", "MRR", "nDCG@10")
    return "  ".join(f"{n} {fmean(row[n] for row in rows):.4f}" for n in names) if rows else "–"


def _ingested(data: Path, folder: Path) -> Catalogue:
    """The catalogue of the evaluation set, made where there is none."""
    if folder.exists():
        return Catalogue.open(folder)
    catalogue = Catalogue.create(folder)
    options = IngestOptions(format_name="table", source=SOURCE)
    ingest(catalogue, load_encoder("compact"), str(data / "catalog.csv"), options)
    return catalogue


if __name__ == "__main__":
    main()

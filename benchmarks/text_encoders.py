"""Encoders' texts against each other: dense alone, and the whole default, on the same questions.

    python -m benchmarks.text_encoders --data DIR [DIR …] [--encoders compact openclip:…]
        [--questions FILE] [--whole]

`--data` names folders as `evaluate search` reads them; only questions in words are asked, those of
`queries.jsonl` and of `--questions`, by kind. To each folder's questions are added, as kind
"quoted", 8 to 12 words from the middle of descriptions, which no title holds. `--whole` asks the
whole search too (BM25, pictures and bridges). Reported are the mean reciprocal rank and R@10 of
each encoder, and the difference of reciprocal ranks with a 95 % interval of a paired bootstrap.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.documents import embedding_text
from retrieval.encoders import Encoder, load_encoder
from retrieval.evaluation.metrics import recall_at, reciprocal_rank
from retrieval.fetching import Fetcher
from retrieval.indexing import open_live
from retrieval.ingest import IngestOptions, ingest, sync_all
from retrieval.offers import Product
from retrieval.query import Query
from retrieval.search import SearchOptions
from retrieval.sources.locations import find_feeds
from retrieval.training.comparison import paired_bootstrap

RESAMPLES = 2000
BATCH = 16
DEPTH = 50
QUOTED = 150  # questions of a folder that are fragments of descriptions


@dataclass(frozen=True)
class Asked:
    """One question in words, and the offers that answer it."""

    kind: str
    text: str
    relevant: frozenset[str]


def questions(path: Path, known: frozenset[str]) -> Iterator[Asked]:
    """The questions in words of a file whose answers are in the catalogue."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        relevant = frozenset(map(str, row["relevant"])) & known
        if row.get("text") and not row.get("photo") and relevant:
            yield Asked(row.get("kind", ""), row["text"], relevant)


def quoted(products: Sequence[Product], seed: int = 0) -> list[Asked]:
    """Fragments from the middle of descriptions that only one product has."""
    chance = random.Random(seed)
    found = []
    for product in chance.sample(list(products), len(products)):
        words = product.offers[0].description.split()
        count = chance.randint(8, 12)
        if len(words) >= count + 8:
            start = chance.randint(4, len(words) - count - 4)
            text = " ".join(words[start : start + count])
            offer_id = product.offers[0].offer_id
            same = [p for p in products if text in " ".join(p.offers[0].description.split())]
            if len(same) == 1:
                found.append(Asked("quoted", text, frozenset([offer_id])))
    return found[:QUOTED]


def dense(encoder: Encoder, products: Sequence[Product], asked: Sequence[Asked]) -> list[list[str]]:
    """What the text vectors alone find, best first."""
    items = _encoded(encoder.encode_texts, [embedding_text(one) for one in products])
    queries = _encoded(encoder.encode_queries, [one.text for one in asked])
    best = np.argsort(-(queries @ items.T), axis=1, kind="stable")[:, :DEPTH]
    return [[products[row].offers[0].offer_id for row in rows] for rows in best]


def whole(catalogue: Catalogue, encoder: Encoder, asked: Sequence[Asked]) -> list[list[str]]:
    """What the whole search finds, best first."""
    searcher, _ = open_live(catalogue, SearchOptions(), encoder)
    return [
        [hit.offers[0].offer_id for hit in searcher.search(Query(one.text), DEPTH)] for one in asked
    ]


def _encoded(encode: Callable[[Sequence[str]], np.ndarray], texts: Sequence[str]) -> np.ndarray:
    """Vectors of texts, encoded in batches of like length."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    rows = [
        encode([texts[i] for i in order[at : at + BATCH]]) for at in range(0, len(order), BATCH)
    ]
    return np.concatenate(rows)[np.argsort(order)]


def measure(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """The rows of the table for one folder."""
    encoders = [load_encoder(spec) for spec in options.encoders]
    with tempfile.TemporaryDirectory() as place:
        found: dict[str, list[list[list[str]]]] = {"dense": [], "whole": []}
        asked: list[Asked] = []
        for number, encoder in enumerate(encoders):
            catalogue = Catalogue.create(Path(place) / str(number))
            feed, read = str(folder / "catalog.csv"), IngestOptions("table", "data")
            if options.whole:
                ingest(catalogue, encoder, feed, read)
            else:
                with catalogue.writing():
                    sync_all(catalogue, find_feeds(feed, Path(place), Fetcher()), read, Fetcher())
            products = sorted(catalogue.all_products(), key=lambda one: one.offers[0].offer_id)
            asked = asked or _asked(folder, options, products)
            found["dense"].append(dense(encoder, products, asked))
            if options.whole:
                found["whole"].append(whole(catalogue, encoder, asked))
            catalogue.close()
    for way, lists in found.items():
        if lists:
            yield from _rows(f"{folder.name}, {way}", asked, lists)


def _asked(folder: Path, options: argparse.Namespace, products: Sequence[Product]) -> list[Asked]:
    known = frozenset(one.offers[0].offer_id for one in products)
    files = [path for path in (folder / "queries.jsonl", *options.questions) if path.is_file()]
    return [one for path in files for one in questions(path, known)] + quoted(products)


def _rows(name: str, asked: Sequence[Asked], lists: list[list[list[str]]]) -> Iterator[str]:
    """A row for each kind of question."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(asked):
        kinds[one.kind].append(row)
    for kind, rows in kinds.items():
        ranks = [
            np.array([reciprocal_rank(found[row], asked[row].relevant) for row in rows])
            for found in lists
        ]
        recalls = [
            np.mean([recall_at(10, found[row], asked[row].relevant) for row in rows])
            for found in lists
        ]
        figures = [
            f"{mrr.mean():.3f} / {recall:.3f}" for mrr, recall in zip(ranks, recalls, strict=True)
        ]
        gap = ""
        if len(ranks) == 2:
            middle, low, high = paired_bootstrap(
                [ranks[1]], [ranks[0]], [np.arange(len(rows))], RESAMPLES
            )
            gap = f" {middle:+.3f} ({low:+.3f} … {high:+.3f}) |"
        yield f"| {name} | {kind} | {len(rows)} | {' | '.join(figures)} |{gap}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--encoders", nargs="+", default=["compact"])
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    names = " | ".join(f"{spec} MRR / R@10" for spec in options.encoders)
    print(f"| set | questions | number | {names} | MRR, second − first |")
    print("| --- " * (4 + len(options.encoders)) + "|")
    for folder in options.data:
        print("\n".join(measure(folder, options)), flush=True)


if __name__ == "__main__":
    main()

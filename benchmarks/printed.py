"""What the words on packages add: `python -m benchmarks.printed --data DIR --catalog DIR`

DIR is a set of `benchmarks.datasets`, the catalogue one that `assistant evaluate search --keep`
or `assistant ingest` made of it with its pictures read. Every photo is asked with is read once,
without a limit of time, and searched with and without what was read.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np

from assistant.evaluation.search import read_cases
from retrieval.catalogue import Catalogue
from retrieval.images import decode_image
from retrieval.indexing import open_live
from retrieval.query import Query
from retrieval.reading import PATIENT, Reader, Reading
from retrieval.search import Searcher, SearchOptions

DEPTH = 10


def reciprocal(searcher: Searcher, query: Query, relevant: set[str]) -> float:
    """One over the place of the first relevant product among ten, 0 for none."""
    for place, hit in enumerate(searcher.search(query, DEPTH), start=1):
        if any(offer.offer_id in relevant for offer in hit.product.offers):
            return 1 / place
    return 0.0


def measure(data: Path, catalog: Path, sample: int, seed: int = 0) -> dict[str, object]:
    """Figures with and without the printed words over `sample` photos."""
    cases = [case for case in read_cases(data / "queries.jsonl") if case.turn.photos]
    cases = random.Random(seed).sample(cases, min(sample, len(cases)))
    searcher, _ = open_live(Catalogue.open(catalog), SearchOptions())
    reader = Reader(PATIENT)
    rows, seconds, legible = [], [], 0
    for done, case in enumerate(cases, start=1):
        images = tuple(decode_image(photo) for photo in case.turn.photos)
        started = time.perf_counter()
        read = reader.read(images[0])
        seconds.append(time.perf_counter() - started)
        legible += bool(read.lines)
        relevant = set(case.gains)
        plain = reciprocal(searcher, Query(images=images), relevant)
        query = Query(images=images, reading=Reading.done(read))
        rows.append((plain, reciprocal(searcher, query, relevant)))
        if done % 20 == 0:
            print(done, json.dumps(_figures(np.array(rows), seed)), flush=True)
    reader.close()
    return {
        "photos": len(rows),
        "with legible words": legible,
        **_figures(np.array(rows), seed),
        "seconds a photo, median and p95": np.quantile(seconds, [0.5, 0.95]).round(2).tolist(),
    }


def _figures(ranks: np.ndarray, seed: int) -> dict[str, object]:
    """R@1 and MRR without and with, and the 95 % interval of R@1's gain (paired bootstrap)."""
    first = ranks == 1
    gain = (first[:, 1].astype(float) - first[:, 0])[:, None]
    drawn = np.random.default_rng(seed).integers(0, len(gain), (2000, len(gain)))
    low, high = np.quantile(gain[drawn].mean(axis=(1, 2)), [0.025, 0.975])
    with_words = first[:, 1][drawn].mean(axis=1)
    return {
        "R@1": first.mean(axis=0).round(3).tolist(),
        "R@1 with, interval": np.quantile(with_words, [0.025, 0.975]).round(3).tolist(),
        "MRR": ranks.mean(axis=0).round(3).tolist(),
        "gain of R@1": [round(float(low), 3), round(float(high), 3)],
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.catalog, options.sample, options.seed)))


if __name__ == "__main__":
    main()

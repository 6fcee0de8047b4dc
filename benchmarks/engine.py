"""Search by PostgreSQL with pgvector beside a local search: the same answers, recall, milliseconds.

    python -m benchmarks.engine --catalog DIR --questions FILE --server postgresql://user@host/name

FILE: words, a line a question, or JSON lines with a `text`. The index is published to the server
if it is not there. Questions are asked under no limit and under random ones; computing is this
process's own, the clock has the server's share too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import benchmarks.scaling.phase  # noqa: F401  (the encoder of catalogues that it makes)
from fusion.blocks import QueryBlocks
from retrieval.backends.base import SearchBackend
from retrieval.backends.local import LocalBackend
from retrieval.backends.pgvector import Engine
from retrieval.catalogue import Catalogue
from retrieval.indexing import open_live
from retrieval.query import Query
from retrieval.scoring import Scorer
from retrieval.search import Searcher, SearchOptions

K = 10
N = 100  # asked of each channel, as a search does
SHARES = (1.0, 0.5, 0.05, 0.0005)
NEAR = 1e-5  # of two sums of the same floats in another order


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--most", type=int, default=100, help="questions")
    options = parser.parse_args()
    texts = list(questions(options.questions))[: options.most]
    searcher, _ = open_live(Catalogue.open(options.catalog), SearchOptions())
    engine = Engine(options.server)
    begun, computed = time.monotonic(), time.process_time()
    engine.publish(searcher.generation)
    told = {
        "products": len(searcher.generation),
        "published_s": time.monotonic() - begun,
        "published_own_cpu_s": time.process_time() - computed,
    }
    print(json.dumps(told | compared(searcher, engine, texts), indent=2))


def questions(path: Path) -> Iterator[str]:
    """The words of each question in a file that has any."""
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line).get("text", "") if line.startswith("{") else line
        if said.strip():
            yield said


def compared(searcher: Searcher, engine: Engine, texts: list[str]) -> dict:
    """The engine, exactly and with its graphs, beside exact and usual search in this process."""
    generation = searcher.generation
    usual = {
        "local exact": LocalBackend(generation, exact=True),
        "local": LocalBackend(generation),
        "engine exact": engine.backend(generation, exact=True),
        "engine": engine.backend(generation, exact=False),
    }
    random = np.random.default_rng(1)
    masks = {share: random.random(len(generation.ids)) < share for share in SHARES}
    return {
        f"{share:.2%} allowed": {
            name: asked(searcher, backend, usual["local exact"], texts, masks[share], share == 1)
            for name, backend in usual.items()
        }
        for share in SHARES
    }


def asked(
    searcher: Searcher,
    backend: SearchBackend,
    oracle: SearchBackend,
    texts: list[str],
    mask: np.ndarray,
    free: bool,
) -> dict[str, float]:
    """How much of the K best one backend finds, whether their scores are the oracle's, and what a
    question costs once its words have been encoded."""
    allowed = None if free else mask
    same, shares, clock, computing = [], [], [], []
    for text in texts:
        fused = searcher.encode(Query(text))
        scores = best(searcher, oracle, fused, text, allowed)
        begun, computed = time.perf_counter(), time.process_time()
        found = best(searcher, backend, fused, text, allowed)
        clock.append(time.perf_counter() - begun)
        computing.append(time.process_time() - computed)
        enough = scores.min(initial=np.inf) - NEAR  # equal scores are equal
        shares.append(float((found >= enough).sum()) / len(scores) if len(scores) else 1.0)
        same.append(len(scores) == len(found) and np.allclose(scores, found, atol=NEAR))
    return {
        "recall": statistics.mean(shares),
        "same ten": statistics.mean(same),
        "ms": 1000 * statistics.median(clock),
        "own CPU ms": 1000 * statistics.median(computing),
    }


def best(
    searcher: Searcher,
    backend: SearchBackend,
    fused: QueryBlocks,
    text: str,
    allowed: np.ndarray | None,
) -> np.ndarray:
    """The K best scores that a backend finds, best first."""
    score = searcher.score
    scorer = Scorer(backend, score.n, score.completeness, score.late, score.gate)
    _, parts = scorer.search(fused, text, N, allowed)
    return np.sort(-(parts["text"] + parts["image"]))[:K] * -1


if __name__ == "__main__":
    main()

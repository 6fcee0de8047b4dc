"""Recall and speed of the default path to candidates against exact search.

    python -m benchmarks.vector_search --products 100000 [--data DIR …] [--json]

`--data` names folders with a `catalog.csv` (columns title and image) whose products are encoded,
once, and multiplied; without it the items are synthetic clusters. What takes long (vectors, the
built generation) is kept in `--cache`, so that a run that was cut off goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.blocks import Sample, encode_folders, enlarge, filled, fitted_bridge, synthetic
from fusion.blocks import ItemBlocks, QueryBlocks, block_weights
from fusion.bridge import Bridge
from retrieval.generation import Generation
from retrieval.indexes.base import Index

K = 10  # of recall@10
ASKED = 100  # candidates that a search asks for
SHARES = {"text": (0.0, 0.1, 0.3), "photo": (1.0, 0.8), "photo and text": (0.5, 0.7)}
"""Kind of question → shares of the image block to try."""
ALLOWED = (0.5, 0.05, 0.0005)
"""Shares of products that a filter leaves."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--data", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path, default=Path("build/vector_search"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    folder, queries = _prepare(options)
    report = {
        "products": options.products,
        "build": _alone(_build, folder),
        "search": _alone(_search, folder, queries),
    }
    print(json.dumps(report, indent=1) if options.json else "\n".join(_lines(report)))


def _prepare(options: argparse.Namespace) -> tuple[Path, dict[str, list[QueryBlocks]]]:
    """A folder with the blocks of the items, and questions about items like them but not there."""
    if options.data:
        sample = encode_folders(options.data, options.cache / "encoded")
    else:
        sample = synthetic(options.products + options.queries)
    pictured = np.flatnonzero(sample.blocks.image.any(axis=1))
    held_out = np.random.default_rng(0).permutation(pictured)[: options.queries]
    items = sample[np.setdiff1d(np.arange(len(sample.questions)), held_out)]
    bridge = fitted_bridge(items.blocks)
    folder = options.cache / f"{options.products}-{bridge.fingerprint}"
    if not (folder / "image.npy").exists():
        folder.mkdir(parents=True, exist_ok=True)
        blocks = filled(enlarge(items, options.products), bridge)
        np.save(folder / "text.npy", blocks.text)
        np.save(folder / "image.npy", blocks.image)
    return folder, questions(sample[held_out], bridge)


def questions(asked: Sample, bridge: Bridge) -> dict[str, list[QueryBlocks]]:
    """Every kind of question about each item of a sample."""
    text, image = asked.questions, asked.blocks.image
    of_kind = {
        "text": (text, bridge.image_from_text(text)),
        "photo": (bridge.text_from_image(image), image),
        "photo and text": (np.roll(text, 1, axis=0), image),  # "like this, but …"
    }
    evidence = {"text": "text", "image": "image"}
    return {
        f"{kind}, image share {share}": [
            QueryBlocks(*pair, block_weights(share), evidence)
            for pair in zip(*of_kind[kind], strict=True)
        ]
        for kind, shares in SHARES.items()
        for share in shares
    }


def _build(folder: Path) -> dict[str, float]:
    """Build the generation, unless it is there; seconds, megabytes on disk and in memory."""
    notes = folder / "build.json"
    if not notes.exists():
        blocks = ItemBlocks(
            *(np.load(folder / f"{m}.npy", mmap_mode="r") for m in ("text", "image"))
        )
        ids = [f"product-{row}" for row in range(len(blocks))]
        start = time.perf_counter()
        Generation.build(folder / "generation", ids, blocks, ids, {}).close()
        seconds = time.perf_counter() - start
        size = sum(path.stat().st_size for path in (folder / "generation").rglob("*"))
        report = {"seconds": seconds, "folder_mb": size / 1e6, "peak_mb": _peak_mb()}
        notes.write_text(json.dumps(report))
    return json.loads(notes.read_text())


def _search(folder: Path, queries: dict[str, list[QueryBlocks]]) -> dict:
    start = time.perf_counter()
    with closing(Generation.open(folder / "generation")) as generation:
        opened = time.perf_counter() - start
        first = _timed(generation.index, next(iter(queries.values()))[0])[1]
        return {
            "open_s": opened,
            "first_query_s": first,
            "kinds": {kind: _compare(generation, asked) for kind, asked in queries.items()},
            "filtered": dict(_filtered(generation, [q for a in queries.values() for q in a])),
            "peak_mb": _peak_mb(),
        }


def _compare(generation: Generation, queries: list[QueryBlocks]) -> dict:
    """Recall@10 after exact re-scoring of the candidates, and times, of one kind of question."""
    recalls, index_s, exact_s, lengths = [], [], [], []
    for query in queries:
        rows, seconds = _timed(generation.index, query)
        best, exact_seconds = _timed(generation.exact, query)
        recalls.append(_recall(query, generation.blocks, rows, best))
        index_s.append(seconds)
        exact_s.append(exact_seconds)
        lengths.append(len(rows))
    return {
        "recall": float(np.mean(recalls)),
        "index_ms": _quantiles(index_s),
        "exact_ms": _quantiles(exact_s),
        "candidates": float(np.mean(lengths)),
    }


def _recall(query: QueryBlocks, blocks: ItemBlocks, rows: np.ndarray, best: np.ndarray) -> float:
    """The share of the K best scores that are among the candidates'; equal scores are equal."""
    worst = np.sort(query.scores(blocks[np.sort(best)]))[-K:].min()
    found = (query.scores(blocks[np.sort(rows)]) >= worst - 1e-6).sum()
    return min(int(found), K) / K


def _filtered(generation: Generation, queries: list[QueryBlocks]) -> Iterable[tuple[str, dict]]:
    random = np.random.default_rng(0)
    queries = [queries[i] for i in random.permutation(len(queries))[:100]]
    for share in ALLOWED:
        allowed = random.random(len(generation.ids)) < share
        times = [_timed(generation.index, query, allowed)[1] for query in queries]
        yield f"{share:.2%} allowed", _quantiles(times)


def _timed(
    index: Index, query: QueryBlocks, allowed: np.ndarray | None = None
) -> tuple[np.ndarray, float]:
    start = time.perf_counter()
    rows = index.candidates(query, ASKED, allowed)
    return rows, time.perf_counter() - start


def _quantiles(seconds: list[float]) -> dict[str, float]:
    p50, p95 = np.quantile(seconds, (0.5, 0.95)) * 1e3
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


def _peak_mb() -> float:
    """The most memory this process had, mapped files included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(function: Callable[..., dict], *arguments: object) -> dict:
    """The result of a call in a process of its own, whose peak of memory is its own too."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def _lines(report: dict) -> Iterator[str]:
    """The report as text."""
    build, search = report["build"], report["search"]
    yield f"{report['products']} products"
    yield (
        f"build {build['seconds']:.0f} s, {build['folder_mb']:.0f} MB on disk,"
        f" {build['peak_mb']:.0f} MB in memory at most"
    )
    yield (
        f"open {search['open_s']:.2f} s, first query {search['first_query_s']:.2f} s,"
        f" {search['peak_mb']:.0f} MB in memory at most"
    )
    yield f"{'kind of question':<34}{'recall@10':>10}{'index ms':>16}{'exact ms':>16}{'ratio':>7}"
    for kind, figures in search["kinds"].items():
        index, exact = figures["index_ms"], figures["exact_ms"]
        yield (
            f"{kind:<34}{figures['recall']:>10.4f}{_pair(index):>16}{_pair(exact):>16}"
            f"{exact['p50'] / index['p50']:>7.1f}"
        )
    for name, times in search["filtered"].items():
        yield f"filter, {name:<26}{'':>10}{_pair(times):>16}"


def _pair(times: dict[str, float]) -> str:
    return f"{times['p50']:.1f} / {times['p95']:.1f}"


if __name__ == "__main__":
    main()

"""Recall and speed of the default path to candidates against exact search.

    python -m benchmarks.vector_search --products 100000 [--data DIR …] [--json]

`--data` names folders with a `catalog.csv` (columns title and image) whose products are encoded,
once, and multiplied; without it the items are synthetic clusters. Measured is what `Searcher.rank`
gives, without BM25, which is exact anyway: questions as shoppers' are made, candidates from the
index, the gate where there are words and a photo. The truth is the score of every product. What
takes long (vectors, the built generation) is kept in `--cache`, so that a run that was cut off goes
on where it was.
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
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.blocks import Sample, encode_folders, enlarge, filled, fitted_bridge, synthetic
from fusion.blocks import MODALITIES, ItemBlocks, QueryBlocks, block_weights
from fusion.bridge import Bridge, SharedSpaceBridge
from fusion.gate import Gate
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.generation import Generation
from retrieval.search import Searcher, SearchOptions
from retrieval.segment import Content

K = 10  # of recall@10
SHARES = {
    "text": (0.0, 0.1, 0.3),
    "photo": (1.0, 0.9),
    "photo and its words": (0.5, 0.7),
    "photo and other words": (0.5, 0.7),
}
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
    bridge = fitted_bridge(items)
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
        "text": (text, bridge.image_query(text), ("text", "text")),
        "photo": (bridge.text_query(image, asked.prior), image, ("image", "image")),
        "photo and its words": (text, image, MODALITIES),
        "photo and other words": (np.roll(text, 1, axis=0), image, MODALITIES),
    }
    return {
        f"{kind}, image share {share}": [
            QueryBlocks(*pair, block_weights(share), dict(zip(MODALITIES, evidence, strict=True)))
            for pair in zip(texts, images, strict=True)
        ]
        for kind, (texts, images, evidence) in of_kind.items()
        for share in SHARES[kind]
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
        made = Content(ids, blocks, ids, np.zeros(len(ids), "S16"), np.ones((len(ids), 2), bool))
        Generation.build(folder / "generation", made, {}).close()
        seconds = time.perf_counter() - start
        size = sum(path.stat().st_size for path in (folder / "generation").rglob("*"))
        report = {"seconds": seconds, "folder_mb": size / 1e6, "peak_mb": _peak_mb()}
        notes.write_text(json.dumps(report))
    return json.loads(notes.read_text())


def _search(folder: Path, queries: dict[str, list[QueryBlocks]]) -> dict:
    start = time.perf_counter()
    with (
        TemporaryDirectory() as empty,
        closing(Catalogue.create(empty)) as catalogue,
        closing(Generation.open(folder / "generation")) as generation,
    ):
        default, exact = (
            Searcher(
                catalogue,
                generation,
                load_encoder("compact"),  # loads no weights: the questions are encoded
                SharedSpaceBridge(),
                SearchOptions(exact=way),
            )
            for way in (False, True)
        )
        opened = time.perf_counter() - start
        first = _timed(default, next(iter(queries.values()))[0])[1]
        return {
            "open_s": opened,
            "first_query_s": first,
            "kinds": {kind: _compare(default, exact, asked) for kind, asked in queries.items()},
            "filtered": dict(_filtered(default, [q for a in queries.values() for q in a])),
            "peak_mb": _peak_mb(),
        }


def _compare(default: Searcher, exact: Searcher, queries: list[QueryBlocks]) -> dict:
    """Recall@10 and times of one kind of question, through the index and with exact candidates."""
    recalls: dict[str, list[float]] = {"index": [], "exact": []}
    seconds: dict[str, list[float]] = {"index": [], "exact": []}
    for query in queries:
        scores = _scores(query, default.generation.blocks, default.score.gate_of(query))
        for name, searcher in (("index", default), ("exact", exact)):
            rows, spent = _timed(searcher, query)
            recalls[name].append(_recall(scores, rows))
            seconds[name].append(spent)
    return {
        "recall": float(np.mean(recalls["index"])),
        "exact_recall": float(np.mean(recalls["exact"])),
        "index_ms": _quantiles(seconds["index"]),
        "exact_ms": _quantiles(seconds["exact"]),
    }


def _scores(query: QueryBlocks, blocks: ItemBlocks, gate: Gate | None) -> np.ndarray:
    """The scores of all n products, (n,)."""
    parts = query.contributions(blocks)
    if gate:
        parts = gate(parts, gate.floors(parts))
    return parts["text"] + parts["image"]


def _recall(scores: np.ndarray, rows: np.ndarray) -> float:
    """The share of the K best scores that are among those of `rows`; equal scores are equal."""
    worst = np.sort(scores)[-K]
    return float((scores[rows] >= worst - 1e-6).sum()) / K


def _filtered(searcher: Searcher, queries: list[QueryBlocks]) -> Iterable[tuple[str, dict]]:
    random = np.random.default_rng(0)
    queries = [queries[i] for i in random.permutation(len(queries))[:100]]
    for share in ALLOWED:
        allowed = random.random(len(searcher.generation.ids)) < share
        times = [_timed(searcher, query, allowed)[1] for query in queries]
        yield f"{share:.2%} allowed", _quantiles(times)


def _timed(
    searcher: Searcher, query: QueryBlocks, allowed: np.ndarray | None = None
) -> tuple[np.ndarray, float]:
    """The rows of the K best, and the seconds it took to find them."""
    start = time.perf_counter()
    rows, _ = searcher.rank(query, "", K, allowed)
    return rows[:K], time.perf_counter() - start


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
    heads = f"{'recall@10':>10}{'exact':>8}{'index ms':>16}{'exact ms':>16}{'ratio':>7}"
    yield f"{'kind of question':<40}{heads}"
    for kind, figures in search["kinds"].items():
        index, exact = figures["index_ms"], figures["exact_ms"]
        yield (
            f"{kind:<40}{figures['recall']:>10.4f}{figures['exact_recall']:>8.4f}"
            f"{_pair(index):>16}{_pair(exact):>16}"
            f"{exact['p50'] / index['p50']:>7.1f}"
        )
    for name, times in search["filtered"].items():
        yield f"filter, {name:<32}{'':>18}{_pair(times):>16}"


def _pair(times: dict[str, float]) -> str:
    return f"{times['p50']:.1f} / {times['p95']:.1f}"


if __name__ == "__main__":
    main()

"""What each vector store costs and finds, on the same vectors.

    python -m benchmarks.stores 10000 100000 [--stores chroma usearch …] [--work DIR]

Vectors of 384 figures that cluster as those of products do. Each store is filled, opened anew and
asked in a process of its own, exact search beside it on the same questions, each in one thread:
CPU seconds and their ratios are what compares on a machine that does other things too. What was
measured is kept in DIR and not measured again. `chroma-server` is measured where CHROMA_URL names
one; its computing is not seen.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.stores import STORES, store_class
from retrieval.stores.base import BATCH, Place, Store
from retrieval.stores.exact import ExactStore
from retrieval.stores.keys import KeyedRows, vector_keys

DIM, LATENT, KIND = 384, 48, 50  # figures of a vector, of what varies in it; vectors of one kind
BLOCK = "text"
QUESTIONS = 150  # without a mask, and a third of them under each
SHARES = (0.5, 0.1, 0.01, 0.001)
NEAREST = 10
Asked = Callable[[Store, np.ndarray, "np.ndarray | None"], np.ndarray]


def vectors_of(n: int) -> np.ndarray:
    """n unit vectors (n, DIM) float32 in kinds of about KIND, which lie in LATENT dimensions."""
    random = np.random.default_rng(n)
    spread = random.standard_normal((LATENT, DIM)).astype(np.float32)
    kinds = random.standard_normal((max(n // KIND, 1), LATENT))
    made = np.empty((n, DIM), np.float32)
    for start in range(0, n, 10_000):
        count = min(10_000, n - start)
        latent = kinds[random.integers(0, len(kinds), count)]
        latent = latent + 0.6 * random.standard_normal((count, LATENT))
        rows = latent.astype(np.float32) @ spread + random.standard_normal((count, DIM))
        made[start : start + count] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return made


def questions_of(vectors: np.ndarray, count: int) -> np.ndarray:
    """Unit vectors (count, DIM) near some of `vectors`."""
    random = np.random.default_rng(1)
    rows = vectors[random.integers(0, len(vectors), count)]
    near = rows + 0.02 * random.standard_normal(rows.shape)
    return (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)


def place_of(vectors: np.ndarray, folder: Path) -> Place:
    """Where a store of these vectors is."""
    return Place(
        folder, "benchmark", {BLOCK: vectors}, {BLOCK: KeyedRows(vector_keys(vectors))},
        patience=60.0,
    )  # fmt: skip


def put(store: Store, rows: np.ndarray) -> float:
    """Add some rows of a store's place; CPU seconds."""
    started = time.process_time()
    vectors = store.place.vectors[BLOCK]
    for start in range(0, len(rows), BATCH):
        some = vectors[rows[start : start + BATCH]]
        store.add(BLOCK, vector_keys(some), some)
    store.save(BLOCK)
    return time.process_time() - started


def asked(store: Store, vector: np.ndarray, allowed: np.ndarray | None) -> np.ndarray:
    """What a store finds, as searches ask it."""
    return store.nearest(BLOCK, vector, NEAREST, allowed)[0]


def own_filter(store: Any, vector: np.ndarray, allowed: np.ndarray | None) -> np.ndarray:
    """What a store finds by its library's own filter."""
    assert allowed is not None
    name = type(store).__name__
    if name == "HnswStore":
        some = set(allowed.tolist())
        graph = store._graph(BLOCK)
        try:
            return graph.knn_query(vector, NEAREST, num_threads=1, filter=some.__contains__)[0][0]
        except RuntimeError:  # it found fewer, and gives none
            return np.empty(0, np.uint64)
    if name == "LanceStore":
        listed = ", ".join(map(str, allowed.tolist()))
        query = store._table(BLOCK).search(vector).distance_type("dot").ef(200).refine_factor(1)
        query = query.where(f"key IN ({listed})", prefilter=True).limit(NEAREST)
        return query.select(["key", "_distance"]).to_arrow()["key"].to_numpy()
    ids = [f"{key:016x}" for key in allowed.tolist()]
    found = store._collection(BLOCK).query([vector], ids=ids, n_results=NEAREST, include=[])
    return np.array([int(one, 16) for one in found["ids"][0]], np.uint64)


ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
OWN_FILTERS = ("chroma", "hnswlib", "lancedb")


def compared(
    ask: Asked, store: Store, questions: np.ndarray, masks: list[np.ndarray | None]
) -> dict[str, float]:
    """Milliseconds of a store and, of computing, of exact search question by question; recall."""
    exact = ExactStore(store.place)
    walls, own, other, recall = [], [], [], []
    for question, mask in zip(questions, masks, strict=True):
        started, begun = time.perf_counter(), time.process_time()
        found = ask(store, question, mask)
        between = time.process_time()
        walls.append(1000 * (time.perf_counter() - started))
        best, _ = exact.nearest(BLOCK, question, NEAREST, mask)
        own.append(1000 * (between - begun))
        other.append(1000 * (time.process_time() - between))
        recall.append(len(np.intersect1d(found, best)) / len(best) if len(best) else 1.0)
    return {
        "p50": float(np.median(walls)),
        "p95": float(np.percentile(walls, 95)),
        "cpu": float(np.median(own)),
        "ratio": float(np.median(own) / np.median(other)),
        "recall": float(np.mean(recall)),
    }


def memory() -> float:
    """MB of this process that are no file's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def built(name: str, n: int, folder: Path) -> dict[str, Any]:
    """What a store of all but one in a hundred of n vectors costs; it stays in `folder`."""
    vectors, spare = vectors_of(n), n // 100
    folder.mkdir(parents=True)
    with closing(store_class(name)(place_of(vectors[: n - spare], folder))) as store:
        store.drop(BLOCK)
        store.create(BLOCK, DIM, n)
        found = {"build": put(store, np.random.default_rng(0).permutation(n - spare))}
    return {**found, "bytes": sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())}


def asked_of(name: str, n: int, folder: Path) -> dict[str, Any]:
    """What a copy of a store that was built answers, and what adding the rest to it costs."""
    spare, found = n // 100, dict[str, Any]()
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        file, copy = Path(temporary, "vectors.npy"), Path(temporary, "store")
        np.save(file, vectors_of(n))
        shutil.copytree(folder, copy)
        vectors = np.load(file, mmap_mode="r")
        first, whole = place_of(vectors[: n - spare], copy), place_of(vectors, copy)
        before, started = memory(), time.process_time()
        with closing(store_class(name)(first)) as store:
            asked(store, vectors[0], None)
            found["open"] = time.process_time() - started
            found["memory"] = memory() - before
            found |= searches(name, store)
        with closing(store_class(name)(whole)) as store:
            found["one more"] = put(store, np.array([n - 1]))
            found["1 % more"] = put(store, np.arange(n - spare, n - 1))
            found["sound"] = not store.verify(BLOCK)
    return found


PHASES = {"built": built, "asked": asked_of}


def searches(name: str, store: Store) -> dict[str, Any]:
    """Questions without a mask, under masks by chance, and under the worst that is broad."""
    keyed, random = store.place.rows[BLOCK], np.random.default_rng(2)
    questions = questions_of(store.place.vectors[BLOCK], QUESTIONS)
    found: dict[str, Any] = {"all": compared(asked, store, questions, [None] * QUESTIONS)}
    some = questions[: QUESTIONS // 3]
    for share in SHARES:
        masks: list[np.ndarray | None] = [
            keyed.keys[random.random(keyed.distinct) < share] for _ in some
        ]
        found[f"{share:.1%}"] = compared(asked, store, some, masks)
        if name in OWN_FILTERS:
            fewer = 5 if share > 0.1 else 15  # as one takes up to seconds
            found[f"own {share:.1%}"] = compared(own_filter, store, some[:fewer], masks[:fewer])
    far: list[np.ndarray | None] = []
    for question in some:
        scores = store.place.vectors[BLOCK][keyed.first_rows(keyed.keys)] @ question
        far.append(keyed.keys[scores < np.median(scores)])
    found["far half"] = compared(asked, store, some, far)
    return found


def rows(found: dict[str, Any]) -> dict[str, str]:
    """What is told of one store, name → figure."""
    told = {
        "build, CPU s": f"{found['build']:,.1f}",
        "bytes a vector": f"{found['bytes'] / found['n']:,.0f}",
        "own memory, MB": f"{found['memory']:,.0f}",
        "opened and asked once, CPU s": f"{found['open']:.2f}",
        "one vector more, CPU s": f"{found['one more']:.2f}",
        "1 % more, CPU s": f"{found['1 % more']:.2f}",
    }
    names = {"all": "no mask", "far half": "the farther half"}
    for kind in ("all", *(f"{share:.1%}" for share in SHARES), "far half"):
        one, name = found[kind], names.get(kind, f"{kind} allowed")
        told[f"{name}: CPU × exact (ms; p50 / p95 by the clock)"] = (
            f"{one['ratio']:.2f} ({one['cpu']:.2f}; {one['p50']:.1f} / {one['p95']:.1f})"
        )
        told[f"{name}: recall@10"] = f"{one['recall']:.3f}"
        own = found.get(f"own {kind}")
        told[f"{name}, the library's own filter: CPU × exact (recall)"] = (
            f"{own['ratio']:.1f} ({own['recall']:.3f})" if own else ""
        )
    return told


def kept(name: str, n: int, work: Path) -> dict[str, Any]:
    """What was measured of a store, phase by phase, each in a process of its own, unless it was."""
    found: dict[str, Any] = {"n": n}
    folder = work / f"{name}-{n}"
    for phase in PHASES:
        path = work / f"{name}-{n}-{phase}.json"
        if not path.exists():
            if phase == "built":
                shutil.rmtree(folder, ignore_errors=True)
            arguments = [str(n), "--only", name, phase, "--work", str(folder)]
            command = [sys.executable, "-m", "benchmarks.stores", *arguments]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=ONE_THREAD)
            path.write_bytes(done.stdout.splitlines()[-1])
        found |= json.loads(path.read_text())
    return found


def table(columns: dict[str, dict[str, str]]) -> None:
    """Print one table; figures that nobody has are left out."""
    print("| | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for figure in next(iter(columns.values())):
        cells = [one[figure] for one in columns.values()]
        if any(cells):
            print(f"| {figure} | " + " | ".join(cells) + " |")


def main() -> None:
    """A table a size: a row a figure, a column a store."""
    here = [
        name
        for name, kind in STORES.items()
        if name != "chroma-server" and (not kind.package or find_spec(kind.package))
    ]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of vectors")
    parser.add_argument("--stores", nargs="+", choices=STORES, default=here)
    parser.add_argument("--work", type=Path, help="folder for figures")
    parser.add_argument("--only", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        name, phase = options.only
        print(json.dumps(PHASES[phase](name, options.sizes[0], options.work)))
        return
    work = options.work or Path(tempfile.mkdtemp(prefix="stores-"))
    work.mkdir(parents=True, exist_ok=True)
    for n in options.sizes:
        print(f"\n{n:,} vectors\n")
        table({name: rows(kept(name, n, work)) for name in options.stores})


if __name__ == "__main__":
    main()

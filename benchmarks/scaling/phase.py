"""One phase in a process of its own, of whatever checkout is first on the path: JSON on stdout.

    python phase.py ingest CATALOG FEED SHOP
    python phase.py retrieve CATALOG PLAN
    python phase.py serve CATALOG PLAN

It uses nothing of `benchmarks`, so that an older version can be measured by the same file.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from retrieval.catalogue import Catalogue
from retrieval.encoders import ENCODERS, load_encoder
from retrieval.encoders.base import Encoder
from retrieval.indexing import open_live
from retrieval.ingest import IngestOptions, ingest
from retrieval.limits import Excludes, Includes
from retrieval.money import Money
from retrieval.query import Constraints, Query
from retrieval.search import SearchOptions

if TYPE_CHECKING:
    from assistant.assistant import Assistant

TURNS = 12  # questions of each kind
WARM = 2  # of each kind that are not counted


class HashedWords(Encoder):
    """Sums of one random vector a word: as many numbers as the default encoder's, at no cost."""

    text_dim, image_dim, fingerprint = 384, 1418, "hashed-words-1"

    def __init__(self) -> None:
        self._table = np.random.default_rng(3).standard_normal((1 << 15, 384)).astype(np.float32)

    def embed_texts(self, texts):
        rows = [[crc32(w.encode()) % (1 << 15) for w in text.lower().split()] for text in texts]
        return np.stack([self._table[row or [0]].sum(0) for row in rows])

    def embed_images(self, images):
        raise NotImplementedError("these feeds have no pictures")


ENCODERS["hashed"] = lambda _: HashedWords()


def cpu() -> float:
    """CPU seconds of this process and of the children it has waited for."""
    mine, theirs = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def peak(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory that was resident, in MB."""
    return resource.getrusage(who).ru_maxrss / 1024


def resident() -> float:
    """Memory resident now that is not a file's, in MB; what is mapped can be dropped."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("RssAnon")) / 1024


def take(folder: str, feed: str, shop: str) -> dict:
    """Ingest a feed; what it cost, and in which steps."""
    steps: dict[str, float] = defaultdict(float)
    last = ["Opening", cpu()]

    def progress(step: str, done: int, total: int | None) -> None:
        now = cpu()
        steps[last[0].split(" /")[0]] += now - last[1]
        last[:] = [step, now]

    catalogue = Catalogue.create(folder)
    encoder = load_encoder("hashed")
    encoder.spec = "hashed"
    begun, wall = cpu(), time.monotonic()
    [summary] = ingest(catalogue, encoder, [feed], IngestOptions(source=shop), progress=progress)
    progress("", 0, None)
    return {
        "cpu": cpu() - begun,
        "wall": time.monotonic() - wall,
        "peak": peak(),
        "steps": {name: round(seconds, 1) for name, seconds in steps.items() if seconds > 0.2},
        "taken": [summary.rows, summary.added, summary.changed],
    }


def retrieve(folder: str, plan: dict) -> dict:
    """Open the index alone, without the models that read words, and search by limits."""
    catalogue = Catalogue.open(folder)
    begun = cpu()
    searcher, _ = open_live(catalogue, SearchOptions(), HashedWords())
    searcher.search(Query("warm up"))
    found: dict = {"open cpu": cpu() - begun, "memory": resident(), "peak": peak()}
    found["questions"] = {}
    for kind, asked in plan["limits"].items():
        costs = []
        for text, limit in asked[: WARM + TURNS]:
            query = Query(text, constraints=limits_of(limit))
            before = time.process_time()
            searcher.search(query)
            searcher.columns.count(query.constraints)
            costs.append(1000 * (time.process_time() - before))
        found["questions"][kind] = statistics.median(costs[WARM:])
    return found


def limits_of(limit: dict) -> Constraints:
    """The constraints that a plan names."""
    kinds = {"includes": Includes, "excludes": Excludes}
    made = tuple(kinds[name](facet, (phrase,)) for name, facet, phrase in limit.get("limits", []))
    price = Money(limit["most"], "EUR") if "most" in limit else None
    return Constraints(max_price=price, limits=made)


def serve(folder: str, plan: dict) -> dict:
    """Open, ask, follow two changes that another process makes."""
    from assistant.assistant import Assistant

    begun = cpu()
    assistant = Assistant.open(folder, options=SearchOptions())
    assistant.recommend(Query("warm up"), 1)
    ask(assistant, "a red thing without glass")
    found = {"open cpu": cpu() - begun, "open memory": resident()}
    found["questions"] = {
        kind: timed(assistant, texts) for kind, texts in plan["questions"].items()
    }
    found["recall"] = recall(assistant, plan["questions"]["a short wish"])
    found["memory"], found["peak"] = resident(), peak()
    for name, change in plan["changes"].items():
        found[name] = follow(assistant, folder, change)
    return found


def ask(assistant: Assistant, text: str):
    """One search as the API makes it: the words understood, limits, total, the best."""
    from assistant.catalogue_search import Search, search

    return search(assistant, Search(text))


def timed(assistant: Assistant, texts: list[str]) -> dict[str, float]:
    """Milliseconds of wall clock, and of CPU, of questions that were not asked before; and of CPU
    for the models that read the words, which is the same in a catalogue of any size."""
    from assistant.language import understand

    walls, cpus, readings = [], [], []
    for text in texts[: WARM + TURNS]:
        before, begun = time.process_time(), time.perf_counter()
        ask(assistant, text)
        walls.append(1000 * (time.perf_counter() - begun))
        cpus.append(1000 * (time.process_time() - before))
        before = time.process_time()  # what models cost at any size
        understand(text, assistant.vocabulary)
        readings.append(1000 * (time.process_time() - before))
    kept = sorted(cpus[WARM:])
    return {
        "p50": statistics.median(walls[WARM:]),
        "cpu": statistics.median(kept),
        "p95 cpu": kept[int(0.95 * (len(kept) - 1))],
        "reading": statistics.median(readings[WARM:]),
    }


def recall(assistant: Assistant, texts: list[str]) -> dict[str, float]:
    """Of the ten best by exact search, the share that the index finds, by share allowed."""
    searcher = assistant.searcher
    random, found = np.random.default_rng(1), {}
    total = len(searcher.generation.ids)
    for share in (1.0, 0.5, 0.05, 0.0005):
        allowed = None if share == 1 else random.random(total) < share
        hits = []
        for text in texts[:TURNS]:
            fused = searcher.encode(Query(text))
            want = searcher.generation.exact.candidates(fused, 10, allowed)
            got = searcher.generation.index.candidates(fused, 100, allowed)
            if len(want):
                hits.append(len(set(want.tolist()) & set(got.tolist())) / len(want))
        found[f"{share:.2%}"] = statistics.mean(hits) if hits else 1.0
    return found


def follow(assistant: Assistant, folder: str, change: dict) -> dict:
    """Have another process take a feed; until when the change is found, and who waited for it."""
    waits, stop = [], threading.Event()

    def shopper() -> None:
        number = 0
        while not stop.is_set():
            begun = time.perf_counter()
            ask(assistant, change["meanwhile"][number % len(change["meanwhile"])])
            waits.append(1000 * (time.perf_counter() - begun))
            number += 1
            time.sleep(0.2)

    other = threading.Thread(target=shopper)
    other.start()
    command = [sys.executable, __file__, "ingest", folder, change["feed"], change["shop"]]
    child = subprocess.run(command, capture_output=True, text=True, check=True)
    cost = json.loads(child.stdout.splitlines()[-1])
    before, begun = time.process_time(), time.monotonic()
    asked = 0
    while change["word"] and time.monotonic() - begun < 300:
        asked += 1
        hits = ask(assistant, change["word"]).products
        if any(change["word"] in one.product.title for one in hits):
            break
    else:
        time.sleep(2)
        ask(assistant, change["meanwhile"][0])
    until, busy = time.monotonic() - begun, time.process_time() - before
    stop.set()
    other.join()
    return {
        "ingest": cost, "found after": cost["wall"] + until, "server cpu": busy,
        "longest wait": max(waits), "median wait": statistics.median(waits),
    }  # fmt: skip


def main() -> None:
    """Run one phase."""
    phase, folder, *rest = sys.argv[1:]
    if phase == "ingest":
        result = take(folder, *rest)
    else:
        plan = json.loads(Path(rest[0]).read_text())
        result = {"retrieve": retrieve, "serve": serve}[phase](folder, plan)
    print(json.dumps(result))


if __name__ == "__main__":
    main()

"""Products that lack a picture or words: the bridge alone, ItemKNN, a graph network.

    python -m benchmarks.cold --data DIR [DIR …] [--seeds 5] [--epochs 20]

`--data` are folders as `evaluate search` reads them, with categories, brands or attributes to
borrow along. A random half of the products lose their picture (or their words); asked are photos
(or words) about these, among all products, and about the others. "bridge" predicts what is
missing, as every ingest does; the others borrow on top of it. Intervals: paired bootstrap.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from fusion.blocks import ItemBlocks
from fusion.training import TrainingOptions
from retrieval.encoders import Encoder, load_encoder
from retrieval.training.comparison import paired_bootstrap, ranks
from retrieval.training.data import DataSet, read_folder
from retrieval.training.fitting import fit

METHODS = ("bridge", "itemknn", "graph")
Found = dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]
"""(method, "lacking" or "whole") → reciprocal ranks, and the questions they are of."""


def without(data: DataSet, lost: str, cold: np.ndarray) -> DataSet:
    """The `cold` products without picture or words; questions by that alone, where they can be."""
    keep = ~cold[:, None]
    items, asked = data.items, data.queries
    if lost == "picture":
        items = ItemBlocks(items.text, items.image * keep)
        asked = ItemBlocks(0 * asked.text, asked.image)
    else:
        items = ItemBlocks(items.text * keep, items.image)
        asked = ItemBlocks(asked.text, 0 * asked.image)
    rows = np.flatnonzero(asked.text.any(axis=1) | asked.image.any(axis=1))
    relevant = tuple(data.relevant[row] for row in rows)
    return replace(data, items=items, queries=asked[rows], relevant=relevant, test=data.test[rows])


def measure(data: DataSet, encoder: Encoder, lost: str, seed: int, epochs: int) -> Found:
    """Training questions are about products that lack nothing."""
    random = np.random.default_rng(seed)
    cold = random.random(len(data.items)) < 0.5
    data = without(data, lost, cold)
    lacks = cold[data.target]
    tested = data.test if data.test.any() else random.random(len(lacks)) < 0.4
    found = {}
    for name in METHODS:
        options = TrainingOptions(epochs=epochs, seed=seed, learning_rate=0.1)
        known = np.flatnonzero(~tested & ~lacks)
        adapter = None if name == "bridge" else fit(name, data, known, options)
        for group, rows in {"lacking": tested & lacks, "whole": tested & ~lacks}.items():
            asked = np.flatnonzero(rows)
            found[name, group] = 1 / ranks(data, encoder, adapter, asked), asked
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=20)
    options = parser.parse_args()
    encoder = load_encoder("compact")
    print("| set | half lack | method | MRR, lacking | − bridge | MRR, whole | − bridge |")
    print("| --- " * 7 + "|")
    for folder in options.data:
        data = read_folder(folder, encoder)
        for lost in ("picture", "words"):
            if lost == "words" and not data.queries.text.any():
                continue
            runs = [
                measure(data, encoder, lost, seed, options.epochs) for seed in range(options.seeds)
            ]
            for name in METHODS:
                cells = " | ".join(_cells(runs, name, group) for group in ("lacking", "whole"))
                print(f"| {folder.name} | {lost} | {name} | {cells} |", flush=True)


def _cells(runs: list[Found], name: str, group: str) -> str:
    ours, theirs = ([run[one, group][0] for run in runs] for one in (name, "bridge"))
    figure = f"{np.mean([one.mean() for one in ours]):.3f}"
    if name == "bridge":
        return f"{figure} | "
    questions = [run[name, group][1] for run in runs]
    gap, low, high = paired_bootstrap(ours, theirs, questions, 2000)
    return f"{figure} | {gap:+.3f} ({low:+.3f} … {high:+.3f})"


if __name__ == "__main__":
    main()

"""Products that lack a picture: what a bridge, ItemKNN and a graph network make of them.

    python -m benchmarks.cold --data DIR [--seeds 5] [--epochs 20]

`--data` is a folder as `evaluate search` reads it, with categories or brands to borrow along. Of a
random half of the products the pictures are taken away; asked are the photos of those products,
against all products, and the photos of the others.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from fusion.blocks import ItemBlocks
from fusion.training import TrainingOptions
from retrieval.encoders import Encoder, load_encoder
from retrieval.training.comparison import ranks
from retrieval.training.data import DataSet, read_folder
from retrieval.training.fitting import fit

METHODS = ("none", "itemknn", "graph")


def measure(
    data: DataSet, encoder: Encoder, seed: int, epochs: int
) -> dict[tuple[str, str], float]:
    """MRR for products without and with a picture; training questions are about the latter."""
    random = np.random.default_rng(seed)
    cold = random.random(len(data.items)) < 0.5
    image = data.items.image * ~cold[:, None]
    data = replace(data, items=ItemBlocks(data.items.text, image))
    lacks = cold[data.target]
    tested = data.test if data.test.any() else random.random(len(lacks)) < 0.3
    found = {}
    for name in METHODS:
        options = TrainingOptions(epochs=epochs, seed=seed, learning_rate=0.1)
        known = np.flatnonzero(~tested & ~lacks)
        adapter = None if name == "none" else fit(name, data, known, options)
        for group, rows in {"cold": tested & lacks, "pictured": tested & ~lacks}.items():
            rank = ranks(data, encoder, adapter, np.flatnonzero(rows))
            found[name, group] = float((1 / rank).mean())
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=20)
    options = parser.parse_args()
    encoder = load_encoder("compact")
    data = read_folder(options.data, encoder)
    runs = [measure(data, encoder, seed, options.epochs) for seed in range(options.seeds)]
    print("| method | MRR, no picture | MRR, picture |\n| --- | --- | --- |")
    for name in METHODS:
        cells = [[run[name, group] for run in runs] for group in ("cold", "pictured")]
        print(
            f"| {name} | " + " | ".join(f"{np.mean(c):.3f} ± {np.std(c):.3f}" for c in cells) + " |"
        )


if __name__ == "__main__":
    main()

"""Feature transfer and adversarial training against mean-centring, pair of domains by pair.

    python -m benchmarks.domains --data DIR [DIR …] [--seeds 5] [--epochs 12]

Each folder is one pair: photos (the questions, of which only those about a photo alone are asked)
and catalogue pictures. As in `assistant compare`, each seed leaves the photos of a third of the
products, or kinds of product, out of training. Centring and CORAL look at no label; DANN and CDAN
at those of the training photos.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from fusion.ridge import equal_rows
from fusion.training import TrainingOptions
from retrieval.encoders import load_encoder
from retrieval.training.comparison import CompareOptions, compare
from retrieval.training.data import DataSet, read_folder

METHODS = ("centring", "none", "coral", "dann", "cdan")


def photos_only(data: DataSet) -> DataSet:
    """The questions that are a photo and nothing else; of several about one photo, the first."""
    alone = np.flatnonzero(data.queries.image.any(axis=1) & ~data.queries.text.any(axis=1))
    _, first = np.unique(equal_rows(data.queries.image[alone]), return_index=True)
    rows = alone[np.sort(first)]
    relevant = tuple(data.relevant[row] for row in rows)
    return replace(data, queries=data.queries[rows], relevant=relevant, test=data.test[rows])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=12)
    options = parser.parse_args()
    encoder = load_encoder("compact")
    training = TrainingOptions(epochs=options.epochs)
    settings = CompareOptions(strategies=METHODS, seeds=options.seeds, training=training)
    print("| pair | strategy | R@1 seen | R@1 unseen | MRR | R@1 − centring (95 %) |")
    print("| --- " * 6 + "|")
    for folder in options.data:
        data = photos_only(read_folder(folder, encoder))
        for row in compare(data, encoder, settings, against="centring"):
            figures = [row[name] for name in ("R@1 seen", "R@1 unseen", "MRR")]
            cells = " | ".join(f"{figure:.3f}" for figure in figures)
            gap = ""
            if "low" in row:
                gap = f"{row['R@1 − twin']:+.3f} ({row['low']:+.3f} … {row['high']:+.3f})"
            print(f"| {folder.name} | {row['strategy']} | {cells} | {gap} |", flush=True)


if __name__ == "__main__":
    main()

"""A new category from a few photos: prototypes, nearest neighbours, fine-tuning, meta-learning.

    python -m benchmarks.fewshot --data DIR [--seeds 5] [--epochs 6] [--by-split]

`--data` is a folder as `benchmarks.datasets grocery-adaptation` or `clothing` writes it. Half of
the products, or kinds, are there to meta-train on; of the other half 1 or 5 photos each are known,
and the rest are asked for. With `--by-split` known photos are of the training part and those asked
for of the test part: photos of other people, in the case of clothes. Catalogue pictures of the new
products are not used: they may be anything a shopper photographs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from fusion.blocks import normalise
from fusion.losses import TEMPERATURE
from fusion.strategies import meta, photo
from fusion.strategies.domains import SharedMap
from fusion.strategies.meta import EpisodeOptions
from fusion.training import TrainingOptions
from retrieval.encoders import load_encoder
from retrieval.training.data import DataSet, read_folder

SHOTS = (1, 5)
Guess = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""(examples (n, d), their classes (n,), asked (m, d)) → classes (m,)."""


def by_prototype(examples: np.ndarray, classes: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The class whose mean example is nearest."""
    names = np.unique(classes)
    means = normalise(np.stack([examples[classes == name].mean(axis=0) for name in names]))
    return names[(asked @ means.T).argmax(axis=1)]


def by_neighbour(examples: np.ndarray, classes: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The class of the nearest example."""
    return classes[(asked @ examples.T).argmax(axis=1)]


def by_tuning(
    examples: np.ndarray, classes: np.ndarray, asked: np.ndarray, steps: int = 60
) -> np.ndarray:
    """A linear classifier that starts from the prototypes and is tuned on the examples."""
    names, answer = np.unique(classes, return_inverse=True)
    start = normalise(np.stack([examples[classes == name].mean(axis=0) for name in names]))
    weights = torch.tensor(start, requires_grad=True)
    optimiser = torch.optim.Adam([weights], lr=1e-3)
    shown, target = torch.from_numpy(examples), torch.from_numpy(answer)
    for _ in range(steps):
        loss = functional.cross_entropy(shown @ weights.T / TEMPERATURE, target)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return names[(asked @ weights.detach().numpy().T).argmax(axis=1)]


def by_maml(model: SharedMap, options: EpisodeOptions) -> Guess:
    """Prototypes after a few steps of adapting the meta-learnt map to the examples."""

    def guess(examples: np.ndarray, classes: np.ndarray, asked: np.ndarray) -> np.ndarray:
        names = np.unique(classes)
        shown = torch.from_numpy(np.stack([examples[classes == name] for name in names]))
        means = functional.normalize(shown.mean(dim=1), dim=1)
        episode = meta.Episode(shown, means, shown[:0, 0], torch.zeros(0))
        weights = meta.adapted(model, dict(model.named_parameters()), episode, options)
        moved = [
            torch.func.functional_call(model, weights, (torch.from_numpy(x), 1)).detach().numpy()
            for x in (examples, asked)
        ]
        return by_prototype(moved[0], classes, moved[1])

    return guess


def measure(
    data: DataSet, seed: int, training: TrainingOptions, by_split: bool = False
) -> dict[tuple[str, int], float]:
    """Accuracy of each method with each number of examples, on one random half of the products."""
    random = np.random.default_rng(seed)
    products = random.permutation(np.unique(data.target))
    new = np.isin(data.target, products[: len(products) // 2])
    blocks = data.queries.image
    centred = normalise(blocks - blocks[~new].mean(axis=0))
    task = data.task(np.flatnonzero(~new), seed)
    apart = data.test if by_split else np.zeros(len(new), bool)
    options = EpisodeOptions()
    whitened = photo.fit(task, training).photo(blocks)
    maps = {
        "prototypes": meta.fit_prototypes(task, training),
        "maml": meta.fit_maml(task, training),
    }
    methods: dict[str, tuple[np.ndarray, Guess]] = {
        "prototypes": (centred, by_prototype),
        "nearest neighbour": (centred, by_neighbour),
        "fine-tuning": (centred, by_tuning),
        "whitened, prototypes": (whitened, by_prototype),
        "meta-trained prototypes": (maps["prototypes"].photo(blocks), by_prototype),
        "MAML": (blocks, by_maml(maps["maml"], options)),
    }
    found = {}
    for shots in SHOTS:
        known, asked = _examples(data.target, np.flatnonzero(new), shots, random, apart)
        for name, (vectors, guess) in methods.items():
            guessed = guess(vectors[known], data.target[known], vectors[asked])
            found[name, shots] = float((guessed == data.target[asked]).mean())
    return found


def _examples(
    target: np.ndarray, rows: np.ndarray, shots: int, random: np.random.Generator, apart: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """`shots` rows of each product that has more than the most shots, and the rest.

    Rows `apart` (m,) bool are no examples; if there are any, only they are asked for.
    """
    known = []
    for product in np.unique(target[rows]):
        of_one = random.permutation(rows[(target[rows] == product) & ~apart[rows]])
        if len(of_one) > max(SHOTS):
            known.append(of_one[:shots])
    chosen = np.concatenate(known)
    asked = rows[np.isin(target[rows], target[chosen]) & ~np.isin(rows, chosen)]
    return chosen, asked[apart[asked]] if apart.any() else asked


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--by-split", action="store_true")
    options = parser.parse_args()
    data = read_folder(options.data, load_encoder("compact"))
    runs = [
        measure(data, seed, TrainingOptions(epochs=options.epochs, seed=seed), options.by_split)
        for seed in range(options.seeds)
    ]
    print("| method | 1 photo | 5 photos |\n| --- | --- | --- |")
    for name in dict.fromkeys(name for name, _ in runs[0]):
        cells = [[run[name, shots] for run in runs] for shots in SHOTS]
        print(
            f"| {name} | " + " | ".join(f"{np.mean(c):.3f} ± {np.std(c):.3f}" for c in cells) + " |"
        )


if __name__ == "__main__":
    main()

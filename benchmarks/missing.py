"""Photos or words that are missing or wrong: fixed weights against the attention gate.

"gate" was taught with every kind of damage, "photo gate" with wrong and missing photos only: from
two blocks that disagree alone, nobody can tell which is the wrong one.

    python -m benchmarks.missing --catalog DIR [--products 1500] [--seeds 5] [--epochs 15]

`--catalog` is an ingested catalogue in which titles repeat, as variants' do. A question is one
variant's picture and half of the words of its title; right are the other variants.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from fusion.blocks import ItemBlocks
from fusion.strategies import attention
from fusion.strategies.joint import Tensors
from fusion.task import Task
from fusion.training import TrainingOptions
from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder

DAMAGES = ("clean", "words missing", "words wrong", "photo missing", "photo wrong")
BAD = 0.3


def variants(folder: Path, most: int, seed: int = 0) -> Task:
    """Questions about at most `most` titles that several pictured products have."""
    random = np.random.default_rng(seed)
    catalogue = Catalogue.open(folder)
    encoder = load_encoder(catalogue.get("encoder", "compact"))
    groups = defaultdict(list)
    for product in catalogue.all_products():
        if product.image and len(product.title.split()) > 2:
            groups[product.title].append(product)
    titles = [title for title, group in sorted(groups.items()) if len(group) > 1]
    titles = [titles[i] for i in random.permutation(len(titles))[:most]]
    pairs = [[groups[title][i] for title in titles] for i in (0, 1)]
    asked, items = (indexing.own_blocks(catalogue, encoder, side) for side in pairs)
    catalogue.close()
    words = encoder.encode_texts([_half(title, random) for title in titles])
    rows = np.arange(len(titles))
    return Task(items, ItemBlocks(words, asked.image), rows, rows, rows[:0], rows)


def _half(title: str, random: np.random.Generator) -> str:
    words = title.split()
    kept = sorted(random.permutation(len(words))[: max(2, len(words) // 2)])
    return " ".join(words[i] for i in kept)


def damaged(task: Task, rows: np.ndarray, kind: str, seed: int) -> tuple[torch.Tensor, ...]:
    """The blocks of questions `rows`, a share of `BAD` of them damaged."""
    random = np.random.default_rng(seed)
    text, image = task.queries.text[rows].copy(), task.queries.image[rows].copy()
    hit = random.random(len(rows)) < BAD
    block = text if kind.startswith("words") else image
    if kind.endswith("missing"):
        block[hit] = 0
    elif kind.endswith("wrong"):
        block[hit] = np.roll(block, 1, axis=0)[hit]
    return torch.from_numpy(text), torch.from_numpy(image)


def measure(task: Task, seed: int, epochs: int) -> dict[tuple[str, str], float]:
    """R@1 on a quarter of the titles, of weights learnt on the others."""
    order = np.random.default_rng(seed).permutation(len(task.items))
    test, known = np.split(order, [len(order) // 4])
    part = Task(task.items, task.queries, task.target, known, known[:0], task.category).splitted(
        0.2, seed
    )
    options = TrainingOptions(epochs=epochs, seed=seed, learning_rate=3e-3)
    gates = {"tuned weight": attention.fit_late(part), "gate": attention.fit(part, options)}
    gates["photo gate"] = attention.fit(part, options, damages=("photo missing", "photo wrong"))
    data = Tensors(task)
    found = {}
    for kind in DAMAGES:
        text, image = damaged(task, test, kind, seed)
        of_text, of_image = text @ data.text.T, image @ data.image.T
        with torch.no_grad():
            shares = {
                "equal weights": torch.tensor(0.5),
                "tuned weight": gates["tuned weight"].share,
                "gate": gates["gate"](text, image),
                "photo gate": gates["photo gate"](text, image),
            }
        for name, share in shares.items():
            best = attention.scores(share, of_text, of_image).argmax(dim=1)
            found[name, kind] = float((best == torch.from_numpy(test)).float().mean())
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--products", type=int, default=1500)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=15)
    options = parser.parse_args()
    task = variants(options.catalog, options.products)
    print(f"{len(task.items)} titles")
    runs = [measure(task, seed, options.epochs) for seed in range(options.seeds)]
    print("| weights | " + " | ".join(DAMAGES) + " |\n" + "| --- " * (1 + len(DAMAGES)) + "|")
    for name in dict.fromkeys(name for name, _ in runs[0]):
        cells = [[run[name, kind] for run in runs] for kind in DAMAGES]
        print(
            f"| {name} | " + " | ".join(f"{np.mean(c):.3f} ± {np.std(c):.3f}" for c in cells) + " |"
        )


if __name__ == "__main__":
    main()

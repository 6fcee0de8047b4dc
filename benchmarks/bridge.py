"""What the bridge adds: typed titles find pictures that no title comes with.

    python -m benchmarks.bridge --data DIR [DIR …] [--products 1500]

`--data` names folders with a `catalog.csv` (columns title and image). Four fifths of the titles
and their pictures are the pairs a bridge is fitted on; the titles of the last fifth are looked for
among its pictures. Products of one title are never on both sides.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np

from fusion.blocks import normalise
from fusion.bridge import fit_bridge
from retrieval.encoders import load_encoder
from retrieval.images import decode_image

SPLITS = 5


def encode(data: Path, products: int) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Titles, their blocks (n, d_text), pictures (n, d_image), what the prior says (n, d_text)."""
    with (data / "catalog.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["title"] and row["image"]]
    rows = random.Random(0).sample(rows, min(products, len(rows)))
    encoder, images = load_encoder(), []
    for start in range(0, len(rows), 32):
        batch = [decode_image(data / row["image"]) for row in rows[start : start + 32]]
        images.append(encoder.encode_images(batch))
    titles = [row["title"] for row in rows]
    image = np.concatenate(images)
    prior = encoder.zero_shot_text(image)
    assert prior is not None
    return titles, encoder.encode_texts(titles), image, prior


def ranks(scores: np.ndarray, titles: list[str]) -> np.ndarray:
    """For each row's title, how many pictures of another title stand before the first right one."""
    same = np.array([[a == b for b in titles] for a in titles])
    best = np.where(same, scores, -np.inf).max(axis=1, keepdims=True)
    return ((scores > best) & ~same).sum(axis=1)


def ridge(image: np.ndarray, text: np.ndarray, strength: float) -> Callable:
    """Plain ridge regression from pictures to titles, as a map."""
    mean_image, mean_text = image.mean(axis=0), text.mean(axis=0)
    x, y = image - mean_image, text - mean_text
    weights = x.T @ np.linalg.solve(x @ x.T + strength * len(x) * np.eye(len(x)), y)
    return lambda other: normalise((other - mean_image) @ weights + mean_text)


def measure(data: Path, products: int) -> None:
    """Print R@1, R@10 and MRR of each way to compare a title with a picture."""
    titles, text, image, prior = encode(data, products)
    names = sorted(set(titles))
    figures: dict[str, list[np.ndarray]] = {}
    for seed in range(SPLITS):
        held = set(random.Random(seed).sample(names, len(names) // 5))
        test = np.array([title in held for title in titles])
        train, asked = ~test, [t for t in titles if t in held]
        bridge = fit_bridge(image[train], text[train], prior[train])
        plain = ridge(image[train], text[train], 1e-3)
        for name, scores in {
            "zero-shot prior": text[test] @ prior[test].T,
            "plain ridge": text[test] @ plain(image[test]).T,
            "bridge, predicted titles": text[test]
            @ bridge.text_from_image(image[test], prior[test]).T,
            "bridge, predicted pictures": bridge.image_query(text[test]) @ image[test].T,
        }.items():
            figures.setdefault(name, []).append(ranks(scores, asked))
        both = (
            0.95 * text[test] @ bridge.text_from_image(image[test], prior[test]).T
            + 0.3 * bridge.image_query(text[test]) @ image[test].T
        )
        figures.setdefault("both, as searched", []).append(ranks(both, asked))
    for name, found in figures.items():
        rank = np.concatenate(found)
        print(
            f"{data.name:<12} {len(titles)} products, gallery {len(found[0])}  {name:<27}"
            f" R@1 {np.mean(rank < 1):.3f}  R@10 {np.mean(rank < 10):.3f}"
            f"  MRR {np.mean(1 / (1 + rank)):.3f}"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--products", type=int, default=1500)
    options = parser.parse_args()
    for data in options.data:
        measure(data, options.products)


if __name__ == "__main__":
    main()

"""Fit the projection of colour histograms on public photos; writes colour.safetensors.

    python -m benchmarks.fit_colour --studio DIR --phone DIR [--pictures 2500]

`--studio` and `--phone` are folders of product photos and of consumers' photos (ours: Myntra
fashion, MIT, and the Clothing dataset, CC0). Both kinds count alike: each is centred on its own
mean; the directions are the first principal ones of both together, scaled to equal variance. No
label is used.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from retrieval.encoders import colour
from retrieval.encoders.compact import squares_of
from retrieval.images import decode_image

BATCH = 32


def roots(folder: Path, pictures: int, seed: int) -> np.ndarray:
    """Square roots of the colour histograms of a random sample of the pictures in a folder."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    paths = random.Random(seed).sample(paths, min(pictures, len(paths)))
    rows = []
    for start in range(0, len(paths), BATCH):
        images = [decode_image(path) for path in paths[start : start + BATCH]]
        rows.append(np.sqrt(colour.histograms(squares_of(images))))
        print(f"\r{folder.name}: {start + len(images)} of {len(paths)}", end="", flush=True)
    print()
    return np.concatenate(rows)


def fit(kinds: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Mean (bins,) and whitening projection (bins, DIM) of several kinds of pictures, float32."""
    centred = np.concatenate([kind - kind.mean(axis=0) for kind in kinds])
    _, lengths, directions = np.linalg.svd(centred, full_matrices=False)
    deviations = lengths[: colour.DIM] / np.sqrt(len(centred))
    projection = directions[: colour.DIM].T / deviations
    mean = np.mean([kind.mean(axis=0) for kind in kinds], axis=0)
    return {
        "mean": mean.astype(np.float32),
        "projection": np.ascontiguousarray(projection, dtype=np.float32),
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--studio", type=Path, required=True)
    parser.add_argument("--phone", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=2500, help="of each kind")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    folders = (options.studio, options.phone)
    tensors = fit([roots(folder, options.pictures, options.seed) for folder in folders])
    colour.WEIGHTS.parent.mkdir(exist_ok=True)
    save_file(tensors, colour.WEIGHTS)
    print(f"wrote {colour.WEIGHTS}")


if __name__ == "__main__":
    main()

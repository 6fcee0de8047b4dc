"""A photo map learnt in one domain, used for a shop it has never seen.

    python -m benchmarks.travel --learnt DIR --data DIR [DIR …]

`--learnt` is a folder as `benchmarks.datasets grocery-adaptation` writes it; `--data` are folders
as `evaluate search` reads them, for example the demo's. Asked are the questions that are a photo or
words alone, over blocks and bridge: R@1 with the plain encoder, with the map, and with the map
centred on the pictures of the shop that it is used for. Intervals: paired bootstrap.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from fusion.adapter import Adapter, tensor
from fusion.training import TrainingOptions
from retrieval.encoders import Encoder, load_encoder
from retrieval.training.comparison import paired_bootstrap, ranks
from retrieval.training.data import DataSet, read_folder
from retrieval.training.fitting import fit

RESAMPLES = 2000


def centred(adapter: Adapter, pictures: np.ndarray) -> Adapter:
    """The same map, with the mean of other pictures (n, d); rows of zeros are missing."""
    moved = copy.deepcopy(adapter)
    mean = pictures[pictures.any(axis=1)].mean(axis=0)
    moved.load_state_dict({**moved.state_dict(), "picture_mean": tensor(mean)})
    return moved


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--learnt", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    encoder = load_encoder("compact")
    learnt = read_folder(options.learnt, encoder)
    adapter = fit("photo", learnt, np.flatnonzero(~learnt.test), TrainingOptions())
    print("| set | asked | R@1, plain | with the map − plain | and its own mean − plain |")
    print("| --- " * 5 + "|")
    for folder in options.data:
        for name, cells in measure(read_folder(folder, encoder), encoder, adapter):
            print(f"| {folder.name} | {name} | {cells} |", flush=True)


def measure(data: DataSet, encoder: Encoder, adapter: Adapter) -> Iterator[tuple[str, str]]:
    """What was asked, and its figures: the plain encoder's, and differences to them."""
    words, image = data.queries.text.any(axis=1), data.queries.image.any(axis=1)
    ways = (None, adapter, centred(adapter, data.items.image))
    for name, rows in {
        "photos": np.flatnonzero(image & ~words),
        "texts": np.flatnonzero(words & ~image),
    }.items():
        if len(rows):
            plain, *mapped = (ranks(data, encoder, way, rows) == 1 for way in ways)
            cells = [f"{plain.mean():.3f}"]
            for hits in mapped:
                gap, low, high = paired_bootstrap([hits], [plain], [rows], RESAMPLES)
                cells.append(f"{gap:+.3f} ({low:+.3f} … {high:+.3f})")
            yield f"{len(rows)} {name}", " | ".join(cells)


if __name__ == "__main__":
    main()

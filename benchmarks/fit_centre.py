"""Fit the mean that the text encoder takes away, and encode the names of the ImageNet classes.

    python -m benchmarks.fit_centre

Writes `e5_centre.safetensors` and `class_names.safetensors` beside the encoders. The texts are the
names of the thousand ImageNet classes, which come with OpenCLIP: everyday things of every kind,
from no shop that anything is measured on.
"""

from __future__ import annotations

import numpy as np
from open_clip.zero_shot_metadata import IMAGENET_CLASSNAMES
from safetensors.numpy import save_file

from fusion.blocks import normalise
from retrieval.encoders import compact, e5

BATCH = 32


def plain(model: e5.E5Small, prefix: str) -> np.ndarray:
    """The model's own vectors of the class names, (1000, 384) float32 unit rows."""
    names = IMAGENET_CLASSNAMES
    starts = range(0, len(names), BATCH)
    return np.concatenate([model.plain(names[at : at + BATCH], prefix) for at in starts])


def main() -> None:
    """The command line."""
    model = e5.E5Small(centre={})
    names = {prefix.strip(": "): plain(model, prefix) for prefix in (e5.QUERY, e5.PASSAGE)}
    centre = {name: rows.mean(axis=0) for name, rows in names.items()}
    save_file(centre, e5.CENTRE)
    items = normalise(names["passage"] - centre["passage"]).astype(np.float16)
    save_file({"vectors": items}, compact.CLASS_NAMES)
    print({name: round(float(np.linalg.norm(one)), 3) for name, one in centre.items()})


if __name__ == "__main__":
    main()

"""Fit the mean that the text encoder takes away; writes e5_centre.safetensors.

    python -m benchmarks.fit_centre

The texts are the names of the thousand ImageNet classes, which come with OpenCLIP: everyday things
of every kind, from no shop that anything is measured on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from open_clip.zero_shot_metadata import IMAGENET_CLASSNAMES
from safetensors.numpy import save, save_file

from retrieval.encoders import e5

BATCH = 32


def mean(model: e5.E5Small, texts: Sequence[str], prefix: str) -> np.ndarray:
    """The mean (384,) float32 of the unit vectors of texts."""
    rows = [
        model.plain(texts[start : start + BATCH], prefix) for start in range(0, len(texts), BATCH)
    ]
    return np.concatenate(rows).mean(axis=0)


def main() -> None:
    """The command line."""
    if not e5.CENTRE.exists():
        nothing = np.zeros(e5.DIM, np.float32)
        save_file({"query": nothing, "passage": nothing}, e5.CENTRE)
    model = e5.E5Small()
    found = {
        prefix.strip(": "): mean(model, IMAGENET_CLASSNAMES, prefix)
        for prefix in (e5.QUERY, e5.PASSAGE)
    }
    e5.CENTRE.write_bytes(save(found))
    print({name: round(float(np.linalg.norm(one)), 3) for name, one in found.items()})


if __name__ == "__main__":
    main()

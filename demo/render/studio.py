"""Takes the studio pictures that are missing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from demo.render import scene
from demo.render.model import LIGHT, Product

SIZE, SAMPLES, QUALITY = 480, 4, 80  # the denoiser makes up for few samples


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep Blender's own progress lines off the terminal."""
    sys.stdout.flush()
    kept, sink = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(sink)


def take(product: Product, path: Path, size: int = SIZE, samples: int = SAMPLES) -> None:
    """Build `product` and photograph it; a name ending in -b is the second shop's own angle."""
    kind, other = product.kind, path.stem.endswith("-b")
    scene.reset(size, samples)
    kind.build(product.traits)
    azimuth, elevation = kind.view
    view = (-azimuth * 0.8 - 6, elevation + 6) if other and kind.stage != "wall" else kind.view
    scene.photograph(
        kind.stage, view, product.random(path.stem), pale=product.traits["color"] in LIGHT
    )
    part = path.with_name(f".{path.name}")  # a picture is there whole or not at all
    with quiet():
        scene.save(part, QUALITY)
    part.rename(path)

"""Turntable clips: a product turning once about itself in three seconds."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

from demo.render import scene
from demo.render.model import LIGHT, Product
from demo.render.studio import quiet

SIZE, SAMPLES, FRAMES, RATE = 320, 3, 36, 12


def chosen(products: Sequence[Product]) -> list[Product]:
    """One product of every type that is worth seeing from all sides."""
    return [p for p in products if p.kind.turns and p.key.endswith("-03")]


def take(product: Product, path: Path) -> None:
    """Render the frames and encode them as H.264 in an MP4 at `path`."""
    scene.reset(SIZE, SAMPLES)
    product.kind.build(product.traits)
    pale = product.traits["color"] in LIGHT
    kind, rng = product.kind, product.random("clip")
    root = scene.photograph(kind.stage, kind.view, rng, pale, spins=True)
    start = root.rotation_euler.z
    with tempfile.TemporaryDirectory() as folder:
        frames = [Path(folder) / f"{i:03d}.png" for i in range(FRAMES)]
        for i, frame in enumerate(frames):
            root.rotation_euler.z = start + 2 * math.pi * i / FRAMES
            with quiet():
                scene.save(frame)
        part = path.with_name(f".{path.name}")
        _encode(frames, part)
        part.rename(path)


def _encode(frames: Sequence[Path], path: Path) -> None:
    import av
    from PIL import Image

    with av.open(str(path), "w", format="mp4") as video:
        stream = video.add_stream("libx264", rate=RATE, options={"crf": "24", "preset": "slow"})
        stream.width = stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            with Image.open(frame) as picture:
                image = av.VideoFrame.from_image(picture.convert("RGB"))
            video.mux(stream.encode(image))
        video.mux(stream.encode(None))

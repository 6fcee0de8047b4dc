"""Shopper photos: a product as a phone would see it at home, in poor light, among other things."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path
from random import Random

from demo.render import materials as m
from demo.render import scene
from demo.render import shapes as s
from demo.render.model import Product
from demo.render.studio import quiet

WALLS = ("#C9B9A3", "#8FA3A8", "#A8B39B", "#D8CFC2", "#B98E79", "#7C8794", "#D9D4CC", "#5E6B73")
THINGS = (
    "red",
    "navy",
    "mustard",
    "forest green",
    "terracotta",
    "cream",
    "charcoal",
    "teal",
    "pink",
)
WIDTH, HEIGHT, SAMPLES = 384, 512, 4


def chosen(products: Sequence[Product], count: int = 100) -> list[Product]:
    """`count` products, spread evenly over the types."""
    turn = sorted(products, key=lambda p: (p.key.rsplit("-", 1)[1], p.key))
    late = [p for p in turn if p.key.rsplit("-", 1)[1] in ("02", "05")]
    return sorted(late[:count], key=lambda p: p.key)


def take(product: Product, path: Path) -> None:
    """Build `product` in a room, photograph it and spoil the picture as a phone does."""
    rng = product.random("shopper")
    scene.reset(WIDTH, SAMPLES, HEIGHT)
    product.kind.build(product.traits)
    hung = product.kind.stage != "studio"
    root, points = scene.normalise(turn=0 if hung else rng.uniform(-40, 40))
    if hung:
        points = scene.against_wall(root, points)
    _room(rng, hung)
    _light(rng)
    elevation = rng.uniform(-4, 14) if hung else rng.uniform(20, 44)
    place = (rng.uniform(-0.09, 0.09), rng.uniform(-0.07, 0.07))
    azimuth = rng.uniform(-28, 28)
    scene.camera(points, azimuth, elevation, 30, rng.uniform(1.3, 1.6), rng.uniform(-7, 7), place)
    whole = path.with_suffix(".png")
    with quiet():
        scene.save(whole)
    path.write_bytes(spoil(whole, rng))
    whole.unlink()


def _room(rng: Random, hung: bool) -> None:
    """A wall, a table or floor, and clutter that never stands before the product."""
    wall = m.painted(rng.choice(WALLS), 0.0)
    behind = 0.12 if hung else rng.uniform(2.0, 3.4)
    s.box((30, 0.2, 16), wall, at=(0, behind, 2), bevel=0)
    if hung:
        _clutter_on_wall(rng)
        return
    tops = (
        m.wood("oak", "x"),
        m.wood("walnut", "x"),
        m.wood("pine", "y"),
        m.painted("#E2DED6", 0.3),
    )
    cloth = m.fabric(
        rng.choice(THINGS), 5, 0.2, pattern="checked", second="cream", period=0.3, space="xy"
    )
    top = rng.choice((*tops, cloth))
    s.box((30, 14, 0.2), top, at=(0, behind - 7, -0.1), bevel=0)
    for i in range(rng.randint(4, 7)):
        angle = rng.uniform(0.12, 0.88) * math.pi if i else 0.5 * math.pi
        far = rng.uniform(1.5, 2.3)
        x, y = far * 1.25 * math.cos(angle), min(far * math.sin(angle), behind - 0.5)
        rng.choice((_books, _cup, _carton, _fruit, _jar))(rng, x, y)


def _clutter_on_wall(rng: Random) -> None:
    for side in (-1, 1):
        x, z = side * rng.uniform(1.7, 2.2), rng.uniform(0.0, 2.0)
        size = (rng.uniform(0.5, 1.0), 0.08, rng.uniform(0.6, 1.2))
        s.box(size, m.wood("walnut", "z"), at=(x, 0, z), bevel=0.02)
        inner = (size[0] * 0.8, 0.1, size[2] * 0.8)
        s.box(inner, m.painted(rng.choice(THINGS), 0.1), at=(x, -0.01, z), bevel=0)


def _books(rng: Random, x: float, y: float) -> None:
    z = 0.0
    for _ in range(rng.randint(1, 4)):
        thick = rng.uniform(0.08, 0.2)
        turn = (0, 0, rng.uniform(-25, 25))
        s.box(
            (0.9, 0.65, thick),
            m.painted(rng.choice(THINGS), 0.2),
            (x, y, z + thick / 2),
            turn,
            0.02,
        )
        z += thick


def _cup(rng: Random, x: float, y: float) -> None:
    tone = m.ceramic(rng.choice(THINGS), 0.5)
    s.vessel([(0.2, 0), (0.24, 0.1), (0.26, 0.55)], tone, wall=0.04, at=(x, y, 0))


def _carton(rng: Random, x: float, y: float) -> None:
    size = tuple(rng.uniform(0.4, 1.1) for _ in range(3))
    tone = m.painted(rng.choice(("#B48A5C", *THINGS)), 0.0)
    s.box(size, tone, (x, y, size[2] / 2), (0, 0, rng.uniform(0, 90)), 0.02)


def _fruit(rng: Random, x: float, y: float) -> None:
    for dx in (0.0, 0.34):
        r = rng.uniform(0.15, 0.2)
        tone = m.plastic(rng.choice(("orange", "red", "yellow", "green")), 0.4)
        s.ball(r, tone, at=(x + dx, y + dx * 0.4, r))


def _jar(rng: Random, x: float, y: float) -> None:
    tall = rng.uniform(0.5, 1.2)
    profile = [(0.2, 0), (0.22, tall * 0.1), (0.22, tall * 0.7), (0.12, tall * 0.9), (0.12, tall)]
    tone = rng.choice((m.glass("sage green"), m.ceramic("cream", 0.3), m.bisque("terracotta")))
    s.vessel(s.smooth_profile(profile), tone, wall=0.03, at=(x, y, 0))


def _light(rng: Random) -> None:
    """One lamp or window from a side, and little else."""
    warm = rng.random() < 0.6
    scene.ambient("#FFE2BD" if warm else "#DCE6F5", rng.uniform(0.22, 0.4))
    side = rng.choice((-1, 1))
    spot = (3.4 * side, rng.uniform(-3.0, -1.0), rng.uniform(2.4, 4.2))
    color = "#FFC98A" if warm else "#E4EEFF"
    scene.softbox(spot, (0, 0, 0.6), 0.7 if warm else 2.0, rng.uniform(200, 340), color)


def spoil(picture: Path, rng: Random) -> bytes:
    """JPEG with sensor noise, a little blur and wrong exposure."""
    import numpy as np
    from PIL import Image, ImageFilter

    with Image.open(picture) as opened:
        image = opened.convert("RGB").filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.1)))
    noise = np.random.default_rng(rng.randrange(2**32))
    pixels = np.asarray(image, dtype=np.float32) * rng.uniform(0.72, 1.08)
    coarse = noise.normal(0, rng.uniform(4, 10), pixels.shape[:2])[..., None]
    pixels += coarse + noise.normal(0, 3, pixels.shape)
    out = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(
        out, "JPEG", quality=rng.randint(42, 68)
    )
    return out.getvalue()

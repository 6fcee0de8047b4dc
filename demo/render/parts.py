"""Parts and outlines that several product types share."""

from __future__ import annotations

import math

from demo.render import shapes as s
from demo.render.model import Traits
from demo.render.palette import (
    MATERIALS,
)


def leg(
    x: float, y: float, height: float, material: object, lean: float = 3.0, radius: float = 1.8
) -> None:
    """A tapered leg under (x, y) whose foot stands `lean` cm further out."""
    out = math.hypot(x, y) or 1.0
    foot = (x + lean * x / out, y + lean * y / out, 0.0)
    path = [
        tuple(a + (b - a) * i / 4 for a, b in zip(foot, (x, y, height), strict=True))
        for i in range(5)
    ]
    s.rings(
        [
            [
                (p[0] + w * math.cos(t), p[1] + w * math.sin(t), p[2])
                for t in (2 * math.pi * k / 20 for k in range(20))
            ]
            for p, w in zip(path, (radius * (0.6 + 0.1 * i) for i in range(5)), strict=True)
        ],
        material,
    )


def four_legs(
    width: float,
    depth: float,
    height: float,
    material: object,
    lean: float = 3.0,
    radius: float = 1.8,
) -> None:
    for x in (-1, 1):
        for y in (-1, 1):
            leg(x * width / 2, y * depth / 2, height, material, lean, radius)


def shell_weight(t: Traits, radius: float, height: float, wall: float) -> int:
    """Grams of a round vessel with walls `wall` cm thick, to the nearest ten."""
    area = 2 * math.pi * radius * height + math.pi * radius**2
    return round(area * wall * MATERIALS[t["material"]].density / 10) * 10


def superellipse(
    width: float, depth: float, power: float = 4, steps: int = 48
) -> list[tuple[float, float]]:
    """An outline between ellipse (2) and rectangle (large powers)."""
    out = []
    for i in range(steps):
        c, q = math.cos(2 * math.pi * i / steps), math.sin(2 * math.pi * i / steps)
        out.append(
            (
                math.copysign(abs(c) ** (2 / power), c) * width / 2,
                math.copysign(abs(q) ** (2 / power), q) * depth / 2,
            )
        )
    return out

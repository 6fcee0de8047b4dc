"""Flat pictures for prints: on paper in a frame, on a bag."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from demo.render import materials as m
from demo.render import shapes as s

Layer = tuple[s.Outline, str]  # an outline and its colour; later ones lie on top


def _mountains(a: float, b: float) -> Iterator[Layer]:
    for i, (color, base) in enumerate((("sky blue", 0.2), ("teal", 0.0), ("navy", -0.2))):
        ridge = [
            (-a / 2 + a * k / 10, b * (base + 0.12 * math.sin(1.9 * k + 2 * i) * (0.5 + k % 2)))
            for k in range(11)
        ]
        yield [(-a / 2, -b / 2), (a / 2, -b / 2), *reversed(ridge)], color


def _sun(a: float, b: float) -> Iterator[Layer]:
    yield s.circle(min(a, b) * 0.24, (0, b * 0.12)), "orange"
    hill = [(-a / 2 + a * k / 20, -b * 0.12 + b * 0.07 * math.sin(k * 0.4)) for k in range(21)]
    yield [(-a / 2, -b / 2), (a / 2, -b / 2), *reversed(hill)], "terracotta"


def _arches(a: float, b: float) -> Iterator[Layer]:
    for i, color in enumerate(("terracotta", "mustard", "sage green", "navy")):
        r = min(a, b) * (0.44 - 0.1 * i)
        top = [(r * math.cos(math.pi * k / 24), r * math.sin(math.pi * k / 24)) for k in range(25)]
        yield [*top, (-r, -b * 0.36), (r, -b * 0.36)], color


def _leaf(a: float, b: float) -> Iterator[Layer]:
    x, low, high = a * 0.008, -b * 0.45, b * 0.4
    yield [(-x, low), (x, low), (x, high), (-x, high)], "forest green"
    for i in range(7):
        for side in (-1, 1):
            yield _leaflet(-b * 0.28 + b * 0.1 * i, side, b * (0.19 - 0.012 * i)), "forest green"


def _leaflet(y: float, side: int, size: float) -> s.Outline:
    def edge(k: int, bend: int) -> tuple[float, float]:
        swell = bend * 0.16 * math.sin(math.pi * k / 8)
        return (side * size * 0.85 * k / 8, y + size * (0.55 * k / 8 + swell))

    return [edge(k, -1) for k in range(9)] + [edge(k, 1) for k in range(8, -1, -1)]


MOTIFS: dict[str, Callable[[float, float], Iterator[Layer]]] = {
    "mountains": _mountains,
    "sun": _sun,
    "arches": _arches,
    "leaf": _leaf,
}


def print_motif(motif: str, width: float, height: float, at: s.Point, tilt: float = 90) -> None:
    """Lay a motif on an upright face at `at`, leaning back by less than 90 degrees of `tilt`."""
    for i, (outline, color) in enumerate(MOTIFS[motif](width, height)):
        place = (at[0], at[1] - 0.03 * i, at[2])
        s.slab([outline], 0.04, m.painted(color, 0.0), bevel=0.0, at=place, rot=(tilt, 0, 0))

"""Soft shapes. See `shapes`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.render.outlines import ORIGIN, Point
from demo.render.solids import sheet


def cushion(
    width: float,
    depth: float,
    height: float,
    material: Any,
    at: Point = ORIGIN,
    rot: Point = ORIGIN,
    pinch: float = 0.08,
) -> Any:
    """A stuffed pillow lying in the xy plane, its corners drawn out a little."""

    def side(sign: int) -> Callable[[float, float], Point]:
        def surface(u: float, v: float) -> Point:
            x, y = 2 * u - 1, 2 * v - 1
            swell = ((1 - abs(x) ** 2.6) * (1 - abs(y) ** 2.6)) ** 0.5
            px = x * width / 2 * (1 - pinch * (1 - y * y))
            py = y * depth / 2 * (1 - pinch * (1 - x * x))
            return (px, py, sign * swell * height / 2)

        return surface

    sheet(side(-1), material, at=at, rot=rot)
    return sheet(side(1), material, at=at, rot=rot)

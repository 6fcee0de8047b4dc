"""Points, outlines and smooth curves: the geometry that needs no Blender. Lengths in cm."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

Point = tuple[float, ...]  # x, y, z
Outline = Sequence[tuple[float, float]]
ORIGIN = (0.0, 0.0, 0.0)


def smooth_profile(points: Outline, per_span: int = 6) -> list[tuple[float, float]]:
    """Catmull-Rom curve through `points`, `per_span` samples between neighbours."""
    pts = [points[0], *points, points[-1]]
    out = []
    for p0, p1, p2, p3 in zip(pts, pts[1:], pts[2:], pts[3:], strict=False):
        for i in range(per_span):
            out.append(
                tuple(
                    catmull(a, b, c, d, i / per_span)
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    out.append(tuple(points[-1]))
    return [(max(r, 0.0), z) for r, z in out]


def catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def smooth_path(points: Sequence[Point], per_span: int = 8) -> list[Point]:
    """Catmull-Rom curve in space."""
    pts = [points[0], *points, points[-1]]
    out: list[Point] = []
    for quad in zip(pts, pts[1:], pts[2:], pts[3:], strict=False):
        for i in range(per_span):
            out.append(tuple(catmull(*c, i / per_span) for c in zip(*quad, strict=True)))
    return [*out, tuple(points[-1])]


def cross(a: Point, b: Point) -> Point:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a: Point) -> Point:
    n = math.hypot(*a) or 1.0
    return (a[0] / n, a[1] / n, a[2] / n)


def lengths(points: Sequence[Point]) -> list[float]:
    total = [0.0]
    for a, b in itertools.pairwise(points):
        total.append(total[-1] + math.dist(a, b))
    return total


def rounded_rectangle(
    width: float, height: float, radius: float, steps: int = 8
) -> list[tuple[float, float]]:
    """Outline of a rectangle with round corners, anticlockwise, centred on the origin."""
    radius = min(radius, width / 2, height / 2)
    out = []
    for k, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for i in range(steps + 1):
            t = math.pi / 2 * (k + i / steps)
            out.append(
                (
                    sx * (width / 2 - radius) + radius * math.cos(t),
                    sy * (height / 2 - radius) + radius * math.sin(t),
                )
            )
    return out


def circle(
    radius: float, at: tuple[float, float] = (0, 0), steps: int = 64
) -> list[tuple[float, float]]:
    """Outline of a circle."""
    return [
        (
            at[0] + radius * math.cos(2 * math.pi * i / steps),
            at[1] + radius * math.sin(2 * math.pi * i / steps),
        )
        for i in range(steps)
    ]

"""Points on a sphere: turning, mixing, lifting, ordering."""

from __future__ import annotations

import math

from demo.render import shapes as s


def turn(v: s.Point, a: float, b: float) -> s.Point:
    x, y, z = v[0] * math.cos(a) - v[1] * math.sin(a), v[0] * math.sin(a) + v[1] * math.cos(a), v[2]
    return (x, y * math.cos(b) - z * math.sin(b), y * math.sin(b) + z * math.cos(b))


def mix(a: s.Point, b: s.Point, k: float) -> s.Point:
    return tuple(p + (q - p) * k for p, q in zip(a, b, strict=True))


def lift(v: s.Point, r: float) -> s.Point:
    n = math.hypot(*v)
    return tuple(r * c / n for c in v)


def around(points: list[s.Point], axis: s.Point) -> list[s.Point]:
    """Order `points` by angle about `axis`."""
    x = s.unit(s.cross(axis, (0.3, 0.5, 0.8)))
    y = s.cross(axis, x)
    return sorted(
        points,
        key=lambda p: math.atan2(
            sum(a * b for a, b in zip(p, y, strict=True)),
            sum(a * b for a, b in zip(p, x, strict=True)),
        ),
    )

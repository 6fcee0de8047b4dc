"""Balls for five games."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.spheres import around, lift, mix, turn

BALLS = {
    "football": ("football", 11.0, 430),
    "basketball": ("basketball", 12.0, 600),
    "tennis ball": ("tennis ball", 3.35, 58),
    "beach ball": ("beach ball", 18.0, 110),
    "volleyball": ("volleyball", 10.5, 270),
}


@product_type(
    "ball",
    category="Sports & Outdoors > Team sports > Balls",
    words=("ball", "ball", "ball"),
    zh="球",
    nouns={
        "football": ("football", "soccer ball", "football"),
        "basketball": ("basketball",) * 3,
        "tennis ball": ("tennis ball",) * 3,
        "beach ball": ("beach ball",) * 3,
        "volleyball": ("volleyball",) * 3,
    },
    price=(8, 42),
    accent="markings",
    choices={
        "sport": tuple(BALLS),
        "color": (
            "white",
            "orange",
            "yellow",
            "red",
            "blue",
            "green",
            "black",
            "pink",
            "turquoise",
        ),
        "accent": ("black", "navy", "red", "green", "blue"),
        "material": ("leather", "rubber"),
    },
    derive=lambda t: (
        {
            "diameter_cm": round(BALLS[t["sport"]][1] * 2, 1),
            "weight_g": BALLS[t["sport"]][2],
            "material": {
                "football": "leather",
                "volleyball": "leather",
                "beach ball": "plastic",
            }.get(t["sport"], "rubber"),
        }
        | (
            {
                "color": "yellow" if t["color"] not in ("green", "orange", "pink") else t["color"],
                "accent": "white",
            }
            if t["sport"] == "tennis ball"
            else {}
        )
        | (
            {
                "color": "orange" if t["color"] not in ("blue", "red", "pink") else t["color"],
                "accent": "black",
            }
            if t["sport"] == "basketball"
            else {}
        )
        | ({"accent": "white"} if t["color"] == t["accent"] else {})
    ),
    use=("For training and play.", "Game on, any afternoon.", "For the park or the garden."),
    phrases={
        "football": "black-seamed panels for football",
        "basketball": "deep channels for basketball",
        "tennis ball": "a felt cover for tennis",
        "beach ball": "wide segments for the beach",
        "volleyball": "curved panels for volleyball",
    },
    view=(10, 14),
)
def ball(t: Traits) -> None:
    r = BALLS[t["sport"]][1]
    BALL_BUILDERS[t["sport"]](r, t["color"], t["accent"])


def _football(r: float, color: str, accent: str) -> None:
    """White hexagons and dark pentagons: patches round the corners of an icosahedron."""
    s.ball(r, m.plastic(color, 0.35), at=(0, 0, r), steps=64)
    golden = (1 + 5**0.5) / 2
    corners: list[s.Point] = [
        v for a in (-1, 1) for b in (-golden, golden) for v in ((0, a, b), (a, b, 0), (b, 0, a))
    ]
    n = math.hypot(1, golden)
    corners = [turn(tuple(c / n for c in v), 0.35, 0.5) for v in corners]
    patch, seam = m.plastic(accent, 0.35), m.rubber("charcoal")
    near = 2 * 1.0515
    for v in corners:
        others = [w for w in corners if 0.1 < math.dist(v, w) < near * 0.6]
        ring = around([mix(v, w, 0.36) for w in others], v)
        edge = [
            lift(mix(a, b, k / 5), r * 1.014)
            for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
            for k in range(5)
        ]
        up = (0, 0, r)
        steps = (0.0, 0.3, 0.6, 0.85, 1.0)
        s.rings(
            [[lift(mix(v, e, k), r * 1.014) for e in edge] for k in steps],
            patch,
            caps=False,
            at=up,
        )
        for a, w in zip([mix(v, w, 0.36) for w in others], others, strict=True):
            s.tube(
                [lift(mix(a, mix(w, v, 0.36), k / 4), r * 1.001) for k in range(5)],
                r * 0.012,
                seam,
                at=up,
            )


def _great_circle(r: float, tilt: s.Point, material: object, width: float) -> None:
    s.torus(r, width, material, at=(0, 0, r), rot=tilt)


def _basketball(r: float, color: str, accent: str) -> None:
    s.ball(r, m.rubber(color), at=(0, 0, r), steps=64)
    seam = m.rubber(accent)
    for tilt in ((20, 10, 0), (110, 0, 25), (20, 90, 25)):
        _great_circle(r, tilt, seam, r * 0.016)
    for side in (-1, 1):
        k = 0.62
        s.torus(
            r * math.sqrt(1 - k * k),
            r * 0.016,
            seam,
            at=(side * r * k * math.cos(0.3), side * r * k * math.sin(0.3), r),
            rot=(0, 90, 17),
        )


def _tennis(r: float, color: str, accent: str) -> None:
    s.ball(r, m.fabric(color, 9, 0.9), at=(0, 0, r), steps=64)
    a, b = 0.75, 0.25
    seam = [
        (
            a * math.cos(k) + b * math.cos(3 * k),
            a * math.sin(k) - b * math.sin(3 * k),
            2 * math.sqrt(a * b) * math.sin(2 * k),
        )
        for k in (2 * math.pi * i / 60 for i in range(60))
    ]
    s.tube(
        [lift(turn(p, 0.6, 0.5), r) for p in seam],
        r * 0.04,
        m.rubber(accent),
        closed=True,
        at=(0, 0, r),
    )


def _beach(r: float, color: str, accent: str) -> None:
    skins = (m.plastic(color, 0.15), m.plastic("white", 0.15), m.plastic(accent, 0.15))
    for i in range(6):

        def segment(u: float, v: float, i: int = i) -> s.Point:
            a, b = math.pi / 3 * (i + u), math.pi * v
            return turn(
                (r * math.sin(b) * math.cos(a), r * math.sin(b) * math.sin(a), r * math.cos(b)),
                0.2,
                0.6,
            )

        s.sheet(segment, skins[(0, 1, 2, 1, 0, 2)[i]], 16, 32, at=(0, 0, r))
    s.ball(
        (r * 0.13, r * 0.13, r * 0.03),
        skins[1],
        at=mix((0, 0, r), turn((0, 0, 1), 0.2, 0.6), 0),
        rot=(35, 0, 0),
    )


def _volley(r: float, color: str, accent: str) -> None:
    s.ball(r * 0.985, m.rubber("charcoal"), at=(0, 0, r), steps=64)
    skins = (m.plastic(color, 0.4), m.plastic(accent, 0.4))
    turns = (lambda p: p, lambda p: (p[2], p[0], p[1]), lambda p: (p[1], p[2], p[0]))
    for axis in range(3):
        for side in (-1, 1):
            for strip in range(3):

                def panel(
                    u: float, v: float, axis: int = axis, side: int = side, strip: int = strip
                ) -> s.Point:
                    x, y = -0.985 + 1.97 * u, -0.985 + (strip + 0.03 + 0.94 * v) * 1.97 / 3
                    return lift(
                        turn(
                            turns[axis](
                                (math.tan(x * math.pi / 4), math.tan(y * math.pi / 4), side)
                            ),
                            0.5,
                            0.4,
                        ),
                        r,
                    )

                s.sheet(
                    panel,
                    skins[(strip + axis) % 2 if strip != 1 else (1 + axis) % 2],
                    12,
                    6,
                    at=(0, 0, r),
                )


BALL_BUILDERS = {
    "football": _football,
    "basketball": _basketball,
    "tennis ball": _tennis,
    "beach ball": _beach,
    "volleyball": _volley,
}

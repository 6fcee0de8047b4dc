"""Kitchen tools: boards and mills."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    MATERIALS,
)


@product_type(
    "cutting board",
    category="Home & Kitchen > Kitchen tools > Cutting boards",
    words=("chopping board", "cutting board", "chopping board"),
    zh="砧板",
    price=(14, 46),
    choices={
        "style": ("paddle", "round", "rectangular"),
        "material": ("oak", "walnut", "beech", "bamboo", "marble"),
        "detail": ("leather loop", "juice groove", "no groove"),
    },
    sizes={"length_cm": (28, 46, 2), "width_cm": (18, 26, 2), "thickness_cm": (1.5, 3, 0.5)},
    derive=lambda t: (
        {
            "weight_g": round(
                t["length_cm"]
                * t["width_cm"]
                * t["thickness_cm"]
                * 0.75
                * MATERIALS[t["material"]].density
                / 10
            )
            * 10
        }
        | (
            {"width_cm": t["width_cm"] + 6, "length_cm": t["width_cm"] + 6}
            if t["style"] == "round"
            else {}
        )
    ),
    use=(
        "For cutting and serving.",
        "Chop on one side, serve cheese on the other.",
        "For bread, cheese and everyday chopping.",
    ),
    phrases={
        "paddle": "a paddle handle",
        "round": "a round shape",
        "rectangular": "a rectangular shape",
        "leather loop": "a leather loop for hanging",
        "juice groove": "a groove that catches juice",
        "no groove": "a smooth surface",
    },
    view=(22, 30),
)
def cutting_board(t: Traits) -> None:
    w, long, d = t["width_cm"], t["length_cm"], t["thickness_cm"]
    material = m.marble() if t["material"] == "marble" else m.wood(t["material"], "y")
    if t["style"] == "round":
        edge, eye = s.circle(w / 2), (0, w / 2 - 2.5)
    elif t["style"] == "rectangular":
        edge, eye = s.rounded_rectangle(w, long, 2), (0, long / 2 - 2.5)
    else:
        edge, eye = _paddle(w, long), (0, long / 2 - 2.5)
    lean = (62, 0, 0)
    s.slab([edge, s.circle(0.9, eye, 24)], d, material, bevel=0.3, rot=lean)
    a = math.radians(62)
    front = (0, -d * 0.5 * math.sin(a) * 1.02, d * 0.5 * math.cos(a) * 1.02)
    if t["detail"] == "juice groove" and t["style"] != "paddle":
        groove = (
            s.circle(w / 2 - 4.3, (0, 0))
            if t["style"] == "round"
            else s.rounded_rectangle(w - 5.5, long - 8.5, 2)
        )
        s.tube(
            [(x, y, 0) for x, y in groove],
            0.32,
            m.wood("walnut", "y")
            if t["material"] != "walnut"
            else m.wood("walnut", "y", ("#3A2315", "#241208")),
            smooth=False,
            closed=True,
            at=front,
            rot=lean,
        )
    if t["detail"] == "leather loop":
        y, z = eye[1] * math.cos(a), eye[1] * math.sin(a)
        s.tube(
            [
                (0, y - d * 0.6, z),
                (0, y - d * 0.8, z - 5),
                (0.9, y - d * 0.8, z - 6.5),
                (0.4, y - d * 0.7, z),
            ],
            0.2,
            m.leather("tan"),
        )
    s.box(
        (w * 0.5, 1, 1),
        m.plastic("light grey"),
        at=(0, long * 0.12, -long / 2 * math.sin(a) + 0.4),
        bevel=0.2,
    )


def _paddle(width: float, length: float) -> list[tuple[float, float]]:
    top, grip = length / 2, 2.4
    body = length * 0.72
    shoulder = -top + body
    path = [
        (-width / 2, -top),
        (width / 2, -top),
        (width / 2, shoulder - 4),
        (grip, shoulder + 3),
        (grip, top - 1.5),
        (0, top),
        (-grip, top - 1.5),
        (-grip, shoulder + 3),
        (-width / 2, shoulder - 4),
    ]
    return _soften(path, 1.6)


def _soften(points: list[tuple[float, float]], radius: float) -> list[tuple[float, float]]:
    """Round the corners of a polygon."""
    out = []
    for a, b, c in zip([points[-1], *points], points, [*points[1:], points[0]], strict=False):
        p = [b[i] + (a[i] - b[i]) * min(0.45, radius / math.dist(a, b)) for i in range(2)]
        q = [b[i] + (c[i] - b[i]) * min(0.45, radius / math.dist(b, c)) for i in range(2)]
        for u in (0, 0.25, 0.5, 0.75, 1):
            x, y = ((1 - u) ** 2 * p[i] + 2 * u * (1 - u) * b[i] + u * u * q[i] for i in range(2))
            out.append((x, y))
    return out


@product_type(
    "pepper mill",
    category="Home & Kitchen > Kitchen tools > Mills",
    words=("pepper mill", "pepper grinder", "pepper mill"),
    zh="胡椒研磨器",
    price=(18, 48),
    choices={
        "style": ("classic turned", "cone", "hourglass"),
        "material": ("oak", "walnut", "beech", "painted wood"),
        "color": ("red", "black", "white", "navy", "forest green", "mustard"),
        "knob": ("steel knob", "brass knob"),
    },
    sizes={"height_cm": (14, 32, 2)},
    derive=lambda t: {"diameter_cm": 6.0, "weight_g": round(t["height_cm"] * 13 / 10) * 10},
    use=(
        "Ceramic grinder, fine to coarse.",
        "Twist for coarse, twist again for fine.",
        "Grinds fine or coarse.",
    ),
    phrases={
        "classic turned": "a classic turned shape",
        "cone": "a plain cone",
        "hourglass": "a waisted shape",
        "steel knob": "a steel knob",
        "brass knob": "a brass knob",
    },
    view=(20, 12),
)
def pepper_mill(t: Traits) -> None:
    h, r = t["height_cm"], 3.0
    skin = m.surface(t["material"], t["color"], along="z")
    body = {
        "classic turned": [
            (r, 0),
            (r, h * 0.08),
            (r * 0.72, h * 0.15),
            (r * 0.95, h * 0.24),
            (r * 0.62, h * 0.38),
            (r * 0.62, h * 0.58),
            (r * 0.85, h * 0.66),
            (r * 0.55, h * 0.7),
        ],
        "cone": [(r, 0), (r * 0.97, h * 0.05), (r * 0.62, h * 0.7)],
        "hourglass": [(r, 0), (r * 0.98, h * 0.1), (r * 0.55, h * 0.42), (r * 0.8, h * 0.7)],
    }[t["style"]]
    metal = m.metal("brass" if t["knob"] == "brass knob" else "stainless steel")
    s.lathe([(0, 0), *s.smooth_profile(body), (0, h * 0.7)], skin)
    top = body[-1][0]
    s.cylinder(top * 0.95, h * 0.02, metal, at=(0, 0, h * 0.7), bevel=0.05)
    s.lathe(
        [
            (0, h * 0.72),
            *s.smooth_profile(
                [(top, h * 0.72), (r * 0.92, h * 0.8), (r * 0.7, h * 0.9), (0.5, h * 0.95)]
            ),
            (0, h * 0.95),
        ],
        skin,
    )
    s.ball(h * 0.03 + 0.35, metal, at=(0, 0, h * 0.975))

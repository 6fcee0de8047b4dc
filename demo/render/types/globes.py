"""Globes."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    linear,
)
from demo.render.patterns import Graph


@product_type(
    "globe",
    category="Stationery > Globes",
    words=("globe", "desk globe", "globe"),
    zh="地球仪",
    price=(28, 95),
    accent="land",
    choices={
        "style": ("wooden foot", "metal foot"),
        "color": ("navy", "teal", "sky blue", "cream", "black", "turquoise"),
        "accent": ("mustard", "sage green", "cream", "terracotta", "white"),
        "material": ("plastic",),
    },
    sizes={"diameter_cm": (20, 32, 2)},
    derive=lambda t: (
        {"height_cm": round(t["diameter_cm"] * 1.4), "weight_g": t["diameter_cm"] * 50}
        | ({"accent": "mustard"} if t["accent"] == t["color"] else {})
    ),
    use=(
        "Turns on a tilted axis; an imaginary map.",
        "Spin it and plan something.",
        "Turns on a tilted axis; the map is fanciful.",
    ),
    phrases={"wooden foot": "a wooden foot", "metal foot": "a brass foot"},
    view=(15, 10),
)
def globe(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    g = Graph(Roughness=0.3)
    land = g.math("GREATER_THAN", g.noise(0.85 / r * 1.4, 7, rough=0.55), 0.53)
    g.set(g.surface, {"Base_Color": g.mix(land, linear(t["color"]), linear(t["accent"]))})
    z = r * 1.55
    s.ball(r, g.material, at=(0, 0, z), rot=(0, 23, 0), steps=64)
    brass = m.metal("brass")
    a = [math.radians(-100 + 200 * i / 24) for i in range(25)]
    tilt = math.radians(-23)
    ring = [(r * 1.1 * math.cos(b), 0, r * 1.1 * math.sin(b)) for b in a]
    s.tube(
        [
            (
                x * math.cos(tilt) - q * math.sin(tilt),
                0,
                z + x * math.sin(tilt) + q * math.cos(tilt),
            )
            for x, _, q in ring
        ],
        r * 0.045,
        brass,
    )
    for side in (-1, 1):
        s.cylinder(
            r * 0.05,
            r * 0.16,
            brass,
            at=(side * math.sin(-tilt) * r * 0.98, 0, z + side * math.cos(tilt) * r * 0.98),
            rot=(0, 23 if side > 0 else 203, 0),
        )
    foot = m.wood("walnut", "x") if t["style"] == "wooden foot" else brass
    s.lathe(
        s.smooth_profile(
            [
                (r * 0.66, 0),
                (r * 0.66, r * 0.07),
                (r * 0.3, r * 0.16),
                (r * 0.1, r * 0.3),
                (r * 0.07, r * 0.47),
            ]
        )
        + [(0, r * 0.48)],
        foot,
    )

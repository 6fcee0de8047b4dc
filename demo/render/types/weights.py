"""Dumbbells and kettlebells."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    BRIGHTS,
)


@product_type(
    "dumbbell",
    category="Sports & Outdoors > Fitness > Dumbbells",
    words=("dumbbell", "dumbbell", "hand weight"),
    zh="哑铃",
    price=(9, 60),
    choices={
        "style": ("hexagonal heads", "round heads", "disc plates"),
        "material": ("rubber", "cast iron", "silicone"),
        "color": BRIGHTS,
        "grip": ("knurled steel grip", "padded grip"),
    },
    sizes={"load_kg": (1, 12, 1)},
    derive=lambda t: {"length_cm": 18 + t["load_kg"], "weight_g": t["load_kg"] * 1000},
    use=("Sold singly.", "Small weight, big plans.", "For home workouts; sold singly."),
    phrases={
        "hexagonal heads": "hexagonal heads that do not roll",
        "round heads": "round heads",
        "disc plates": "two discs at each end",
        "knurled steel grip": "a knurled steel grip",
        "padded grip": "a padded grip",
    },
    view=(38, 20),
)
def dumbbell(t: Traits) -> None:
    long = float(t["length_cm"])
    r = 3.6 + 0.33 * t["load_kg"]
    head = m.rubber(t["color"]) if t["material"] != "cast iron" else m.iron()
    steel = m.metal("stainless steel", 0.3, brushed=True)
    side = (0, 90, 0)
    grip = steel if t["grip"].startswith("knurled") else m.rubber("charcoal")
    s.cylinder(1.7, long * 0.96, steel, at=(-long * 0.48, 0, r), rot=side)
    s.lathe(
        s.smooth_profile([(1.5, -long * 0.2), (2.1, 0), (1.5, long * 0.2)]),
        grip,
        at=(0, 0, r),
        rot=side,
    )
    for x in (-1, 1):
        if t["style"] == "hexagonal heads":
            ring = [
                (
                    r * math.cos(math.pi / 3 * i + math.pi / 6),
                    r * math.sin(math.pi / 3 * i + math.pi / 6),
                )
                for i in range(6)
            ]
            hexagon = s.loft(
                [
                    ([(a * k, b * k) for a, b in ring], z)
                    for k, z in ((0.8, 0), (1, r * 0.16), (1, r * 1.0), (0.8, r * 1.15))
                ],
                head,
                at=(x * long * 0.3, 0, r * 0.9),
                rot=(0, 90 * x, 0),
            )
            s.round_edges(hexagon, 0.25)
        elif t["style"] == "round heads":
            s.ball((r * 0.82, r, r), head, at=(x * long * 0.42, 0, r))
        else:
            for k, scale in ((0.25, 1.0), (0.36, 0.8)):
                s.cylinder(
                    r * scale,
                    long * 0.1,
                    head,
                    at=(x * long * k - (0 if x > 0 else long * 0.1), 0, r),
                    rot=side,
                    bevel=0.5,
                )
            s.cylinder(
                2.3, 1.6, steel, at=(x * long * 0.47 - (0 if x > 0 else 1.6), 0, r), rot=side
            )


@product_type(
    "kettlebell",
    category="Sports & Outdoors > Fitness > Kettlebells",
    words=("kettlebell", "kettlebell", "kettlebell"),
    zh="壶铃",
    price=(22, 80),
    accent="markings",
    choices={
        "style": ("round body", "flat base with band"),
        "material": ("cast iron", "rubber"),
        "color": BRIGHTS,
        "accent": ("red", "yellow", "blue", "green", "orange", "pink"),
    },
    sizes={"load_kg": (4, 24, 4)},
    derive=lambda t: {"height_cm": 19 + t["load_kg"] // 2, "weight_g": t["load_kg"] * 1000},
    use=(
        "For swings, squats and presses.",
        "One bell, whole-body workout.",
        "For swings, squats and a hard ten minutes.",
    ),
    phrases={"round body": "a round body", "flat base with band": "a broad flat base"},
    view=(18, 10),
)
def kettlebell(t: Traits) -> None:
    h = float(t["height_cm"])
    r = h * 0.36
    body = m.iron() if t["material"] == "cast iron" else m.rubber(t["color"])
    base = r * (0.5 if t["style"] == "round body" else 0.85)
    s.lathe(
        [
            (0, 0),
            *s.smooth_profile(
                [
                    (base, 0),
                    (r * 0.92, r * 0.45),
                    (r, r * 0.95),
                    (r * 0.8, r * 1.6),
                    (r * 0.35, r * 1.95),
                ]
            ),
            (0, r * 1.97),
        ],
        body,
    )
    s.tube(
        [
            (-r * 0.55, 0, r * 1.55),
            (-r * 0.82, 0, r * 2.3),
            (-r * 0.5, 0, h * 1.0),
            (r * 0.5, 0, h * 1.0),
            (r * 0.82, 0, r * 2.3),
            (r * 0.55, 0, r * 1.55),
        ],
        r * 0.17,
        body,
    )
    band = m.painted(t["accent"], 0.5)
    if t["style"] == "flat base with band":
        s.lathe(
            s.smooth_profile([(r * 0.985, r * 0.75), (r * 1.025, r * 0.95), (r * 0.99, r * 1.2)]),
            band,
        )
    for x in (-1, 1):
        s.torus(r * 0.165, r * 0.05, band, at=(x * r * 0.72, 0, r * 1.95), rot=(0, x * 20, 0))
    s.cylinder(r * 0.5, r * 0.22, band, at=(0, -r * 0.86, r * 0.98), rot=(90, 0, 0), bevel=0.3)
    ink = m.painted("white" if t["accent"] not in ("yellow", "pink") else "black", 0.2)
    s.label(f"{t['load_kg']:g}", r * 0.6, ink, at=(0, -r * 1.09, r * 0.98))

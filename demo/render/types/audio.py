"""Speakers, headphones, radios."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    TECH,
)

UP = (90, 0, 0)  # stands a disc or plate up, its face to the front


@product_type(
    "speaker",
    category="Electronics > Audio > Speakers",
    words=("Bluetooth speaker", "wireless speaker", "Bluetooth speaker"),
    zh="蓝牙音箱",
    price=(35, 180),
    accent="trim",
    choices={
        "style": ("cylinder", "retro box", "bookshelf box"),
        "color": (*TECH, "teal", "mustard", "burgundy"),
        "material": ("plastic", "oak", "walnut"),
        "accent": ("black", "light grey", "cream", "charcoal"),
    },
    sizes={"height_cm": (14, 26, 2)},
    derive=lambda t: (
        {
            "height_cm": t["height_cm"] - (6 if t["style"] == "cylinder" else 0),
            "width_cm": {
                "cylinder": round(t["height_cm"] * 1.3),
                "retro box": round(t["height_cm"] * 1.6),
                "bookshelf box": round(t["height_cm"] * 0.62),
            }[t["style"]],
            "battery_hours": 12,
            "weight_g": t["height_cm"] * 60,
        }
        | ({"material": "plastic"} if t["style"] == "cylinder" else {})
    ),
    use=(
        "Bluetooth 5, 12 hours of battery.",
        "Turns any kitchen into a dance floor.",
        "Bluetooth 5; plays twelve hours on a charge.",
    ),
    phrases={
        "cylinder": "a lying cylinder covered in cloth",
        "retro box": "a retro look with two dials and a carrying handle",
        "bookshelf box": "two visible drivers",
    },
    view=(26, 10),
)
def speaker(t: Traits) -> None:
    h, w = float(t["height_cm"]), float(t["width_cm"])
    own = t["color"] if t["material"] == "plastic" or t["style"] == "cylinder" else None
    shell = m.plastic(own, 0.4) if own else m.wood(t["material"], "x")
    cloth, steel = m.fabric(t["accent"], 9, 0.1), m.metal("aluminium")
    if t["style"] == "cylinder":
        r, side = h / 2, (0, 90, 0)
        s.cylinder(r, w, m.fabric(t["color"], 9, 0.1), at=(-w / 2, 0, r), rot=side, bevel=0.6)
        for x in (-1, 1):
            s.torus(r * 0.94, r * 0.09, m.rubber(t["accent"]), at=(x * w * 0.49, 0, r), rot=side)
            s.cylinder(
                r * 0.82, 0.5, m.plastic(t["accent"], 0.4), at=(x * w * 0.5 - 0.25, 0, r), rot=side
            )
            s.lathe(
                s.smooth_profile([(r * 0.6, 0), (r * 0.5, 0.35), (r * 0.3, 0.1), (0.01, 0.3)]),
                m.metal("aluminium"),
                at=(x * w * 0.515, 0, r),
                rot=(0, 90 * x, 0),
            )
        s.box((w * 0.5, r * 0.5, 0.4), m.rubber(t["accent"]), at=(0, 0, h - 0.05), bevel=0.15)
        s.strap(
            [
                (w * 0.42, 0, h * 0.97),
                (w * 0.56, 0, h * 1.12),
                (w * 0.6, 0, h * 0.8),
                (w * 0.52, 0, h * 0.6),
            ],
            1.2,
            0.3,
            m.leather("tan"),
            across=(0, 1, 0),
        )
        return
    d = h * 0.62
    s.box((w, d, h), shell, at=(0, 0, h / 2), bevel=1.2 if t["style"] == "retro box" else 0.4)
    front = -d / 2
    if t["style"] == "retro box":
        s.slab(
            [s.rounded_rectangle(w * 0.92, h * 0.62, 1)], 0.8, cloth, at=(0, front, h * 0.4), rot=UP
        )
        s.box((w * 0.9, 0.8, h * 0.16), steel, at=(0, front, h * 0.84), bevel=0.3)
        for knob in (-w * 0.34, w * 0.34):
            s.cylinder(
                h * 0.065,
                1.6,
                m.metal("brass"),
                at=(knob, front - 0.3, h * 0.84),
                rot=UP,
                bevel=0.2,
            )
        s.tube(
            [
                (-w * 0.4, 0, h - 0.5),
                (-w * 0.36, 0, h * 1.18),
                (w * 0.36, 0, h * 1.18),
                (w * 0.4, 0, h - 0.5),
            ],
            0.7,
            m.leather("tan"),
        )
        return
    for z, r in ((h * 0.34, w * 0.36), (h * 0.76, w * 0.18)):
        s.torus(r, r * 0.09, steel, at=(0, front, z), rot=UP)
        cone = [
            (0.01, -0.3),
            (r * 0.25, -0.2),
            (r * 0.3, 0.9),
            (r * 0.75, 0.1),
            (r * 0.85, -0.5),
            (r, -0.2),
        ]
        s.lathe(
            s.smooth_profile([(a, -b) for a, b in cone]),
            m.rubber("charcoal" if t["color"] != "charcoal" else "black"),
            at=(0, front - 0.1, z),
            rot=UP,
        )
        s.ball(
            (r * 0.28, r * 0.28, r * 0.12), m.plastic("black", 0.2), at=(0, front - 0.2, z), rot=UP
        )


@product_type(
    "headphones",
    category="Electronics > Audio > Headphones",
    words=("headphones", "over-ear headphones", "headphones"),
    zh="头戴式耳机",
    price=(40, 210),
    accent="ear pads",
    choices={
        "style": ("round cups", "oval cups"),
        "color": (*TECH, "sage green", "burgundy"),
        "accent": ("black", "tan", "brown", "light grey", "cream"),
        "material": ("plastic", "aluminium"),
    },
    derive=lambda t: {"battery_hours": 24 + 2 * len(t["accent"]), "weight_g": 260},
    use=(
        "Wireless, with noise cancelling.",
        "Your own quiet room, anywhere.",
        "Wireless; hushes trains and neighbours.",
    ),
    phrases={"round cups": "round ear cups", "oval cups": "oval ear cups"},
    view=(35, 14),
)
def headphones(t: Traits) -> None:
    shell = m.plastic(t["color"], 0.3) if t["material"] == "plastic" else m.metal("aluminium")
    pad, steel = m.leather(t["accent"]), m.metal("stainless steel")
    half = 8.0
    arch = [
        (half * math.cos(a), 0, 10 + 9 * math.sin(a)) for a in (math.pi * i / 10 for i in range(11))
    ]
    s.strap(arch, 2.6, 0.5, shell, across=(0, 1, 0))
    s.strap(
        [(x * 0.955, y, (z - 10) * 0.955 + 10) for x, y, z in arch[2:9]],
        2.9,
        0.9,
        pad,
        across=(0, 1, 0),
    )
    squash = 1.0 if t["style"] == "round cups" else 1.28
    for side in (-1, 1):
        x, z = side * half, 5.4
        s.tube([(x, 0, 10.5), (x * 1.08, 0, 8.5), (x * 1.05, 0, z)], 0.5, steel)
        turn = (0, 90 * side, 0)
        cup = [(0.01, 1.9), (2.6, 1.85), (3.6, 1.3), (4.0, 0.2), (3.9, -0.4), (0.01, -0.4)]
        for profile, skin in (
            (s.smooth_profile(cup), shell),
            (
                s.smooth_profile(
                    [(2.1, -0.3), (3.9, -0.4), (4.2, -1.2), (3.6, -2.0), (2.4, -1.9), (2.0, -1.2)]
                ),
                pad,
            ),
        ):
            s.lathe(profile, skin, at=(x, 0, z), rot=turn).scale = (squash, 1, 1)
        s.torus(2.4, 0.12, steel, at=(x + side * 1.9, 0, z), rot=turn).scale = (squash, 1, 1)

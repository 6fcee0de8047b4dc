"""Backpacks and tote bags."""

from __future__ import annotations

import math
from collections.abc import Sequence

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    FABRICS,
    LEATHERS,
)
from demo.render.parts import superellipse


def zipper(points: Sequence[s.Point], color: str = "charcoal") -> None:
    s.tube(points, 0.28, m.metal("stainless steel", 0.4) if color == "silver" else m.plastic(color))


def _backpack_sizes(t: Traits) -> Traits:
    w, d = round(t["height_cm"] * 0.66), round(t["height_cm"] * 0.36)
    return {
        "width_cm": w,
        "depth_cm": d,
        "capacity_l": round(w * d * t["height_cm"] * 0.8 / 1000),
        "weight_g": round(t["height_cm"] * 17 / 10) * 10,
    }


@product_type(
    "backpack",
    category="Bags > Backpacks",
    words=("backpack", "backpack", "rucksack"),
    zh="双肩包",
    price=(35, 110),
    accent="trim",
    choices={
        "style": ("zip top", "flap with buckle", "roll top"),
        "material": ("nylon", "canvas", "polyester", "leather"),
        "color": (*FABRICS, "black", "red"),
        "pattern": ("plain", "plain", "plain", "dotted", "striped"),
        "accent": ("tan", "black", "brown"),
    },
    sizes={"height_cm": (38, 50, 2)},
    derive=lambda t: (
        _backpack_sizes(t)
        | (
            {
                "pattern": "plain",
                "second_color": "",
                "color": "tan" if t["color"] not in LEATHERS else t["color"],
            }
            if t["material"] == "leather"
            else {}
        )
    ),
    use=(
        "For school, work and travel; laptop sleeve inside.",
        "Carries your laptop, your lunch and your plans.",
        "For the commute or a day's walk; padded laptop sleeve.",
    ),
    phrases={
        "zip top": "a zip top and a front pocket",
        "flap with buckle": "a flap that closes with a buckle",
        "roll top": "a roll top with a clip",
    },
    view=(30, 10),
    turns=True,
)
def backpack(t: Traits) -> None:
    h, w, d = t["height_cm"], t["width_cm"], t["depth_cm"]
    skin = m.surface(t["material"], t["color"], period=4.5, **contrast(t))
    trim, dark = m.leather(t["accent"]), m.fabric("charcoal")
    levels = [(0.82, 0.85, 0.0), (0.98, 1.0, 0.03), (1.0, 1.02, 0.3), (0.97, 0.95, 0.65)]
    top = {
        "zip top": [(0.88, 0.8, 0.85), (0.66, 0.55, 0.96), (0.3, 0.25, 1.0)],
        "flap with buckle": [(0.93, 0.88, 0.82), (0.8, 0.7, 0.9)],
        "roll top": [(0.95, 0.8, 0.78), (0.96, 0.35, 0.92), (0.96, 0.26, 0.97)],
    }[t["style"]]
    body = s.loft([(superellipse(w * a, d * b, 3.6), h * z) for a, b, z in levels + top], skin)
    s.subdivide(body, 1)
    pocket = s.loft(
        [
            (superellipse(w * a, d * 0.42 * b, 3), h * z)
            for a, b, z in (
                (0.66, 0.7, 0.05),
                (0.76, 1, 0.09),
                (0.76, 1, 0.34),
                (0.7, 0.8, 0.42),
                (0.5, 0.4, 0.45),
            )
        ],
        skin,
        at=(0, -d * 0.42, 0),
    )
    s.subdivide(pocket, 1)
    arc = [
        (w * 0.34 * math.cos(a), -d * 0.6, h * (0.36 + 0.05 * math.sin(a)))
        for a in (math.pi * i / 8 for i in range(9))
    ]
    zipper(arc)
    if t["style"] == "flap with buckle":

        def flap(u: float, v: float) -> s.Point:
            x = (u - 0.5) * w * (0.98 - 0.14 * max(0, v - 0.7))
            over = [
                (d * 0.42, h * 0.84),
                (d * 0.1, h * 0.95),
                (-d * 0.4, h * 0.9),
                (-d * 0.57, h * 0.74),
                (-d * 0.62, h * 0.5),
            ]
            i = min(int(v * 4), 3)
            k = v * 4 - i
            y, z = (over[i][q] * (1 - k) + over[i + 1][q] * k for q in (0, 1))
            return (x, y, z - 0.0035 * x * x)

        s.subdivide(s.solidify(s.sheet(flap, skin, 16, 12), 0.7), 1)
        for x in (-w * 0.22, w * 0.22):
            s.strap(
                [(x, -d * 0.55, h * 0.78), (x, -d * 0.68, h * 0.6), (x, -d * 0.69, h * 0.3)],
                2.4,
                0.4,
                trim,
            )
            s.slab(
                [s.rounded_rectangle(3.6, 3, 0.5), s.rounded_rectangle(2.4, 1.8, 0.3)],
                0.5,
                m.metal("brass"),
                at=(x, -d * 0.73, h * 0.44),
                rot=(90, 0, 0),
            )
    elif t["style"] == "roll top":
        s.tube([(-w * 0.46, 0, h * 0.99), (w * 0.46, 0, h * 0.99)], d * 0.11, skin, smooth=False)
        s.strap(
            [
                (0, d * 0.3, h * 0.9),
                (0, 0, h * 1.06),
                (0, -d * 0.36, h * 0.92),
                (0, -d * 0.56, h * 0.56),
            ],
            2.6,
            0.4,
            trim,
        )
    else:
        zipper(
            [
                (
                    w * 0.5 * math.cos(a),
                    -d * 0.3 * math.sin(a) - d * 0.1,
                    h * (0.6 + 0.34 * math.sin(a)),
                )
                for a in (math.pi * i / 12 for i in range(13))
            ]
        )
        s.box((w * 0.24, 0.3, h * 0.07), trim, at=(0, -d * 0.655, h * 0.22), bevel=0.1)
    s.tube(
        [
            (-w * 0.1, d * 0.25, h * 0.93),
            (-w * 0.09, d * 0.25, h * 1.08),
            (w * 0.09, d * 0.25, h * 1.08),
            (w * 0.1, d * 0.25, h * 0.93),
        ],
        0.7,
        trim,
    )
    for x in (-1, 1):
        s.strap(
            [
                (x * w * 0.2, d * 0.38, h * 0.9),
                (x * w * 0.34, d * 0.72, h * 0.72),
                (x * w * 0.4, d * 0.75, h * 0.4),
                (x * w * 0.42, d * 0.42, h * 0.1),
            ],
            5,
            1.0,
            dark,
        )

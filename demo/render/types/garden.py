"""Watering cans and bird houses."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type


@product_type(
    "watering can",
    category="Garden > Watering > Watering cans",
    words=("watering can", "watering can", "watering can"),
    zh="洒水壶",
    price=(14, 52),
    choices={
        "style": ("with rose", "long spout", "oval"),
        "material": ("steel", "copper", "plastic", "stainless steel"),
        "color": (
            "forest green",
            "sage green",
            "mustard",
            "red",
            "sky blue",
            "cream",
            "black",
            "pink",
            "navy",
        ),
    },
    sizes={"height_cm": (18, 32, 2)},
    derive=lambda t: {
        "capacity_l": round((t["height_cm"] / 10) ** 3 * 0.28, 1),
        "weight_g": t["height_cm"] * 28,
    },
    use=(
        "For house and garden.",
        "Your plants will notice.",
        "For the greenhouse or the windowsill.",
    ),
    phrases={
        "with rose": "a sprinkler rose",
        "long spout": "a long, thin spout",
        "oval": "an oval body and a short spout",
    },
    view=(8, 14),
    turns=True,
)
def watering_can(t: Traits) -> None:
    h = t["height_cm"] * 0.7
    r = h * 0.46
    skin = m.surface(t["material"], t["color"])
    brass = m.metal("brass")
    squash = 0.62 if t["style"] == "oval" else 1.0
    rings = [
        [
            (r * k * math.cos(a), r * k * squash * math.sin(a), z)
            for a in (2 * math.pi * i / 64 for i in range(64))
        ]
        for k, z in (
            (0.98, 0),
            (1.02, h * 0.03),
            (1.0, h * 0.06),
            (0.9, h * 0.94),
            (0.94, h * 0.96),
            (0.92, h),
        )
    ]
    s.rings(rings, skin)
    start = (-r * 0.85, 0, h * 0.18)
    tip = {
        "with rose": (-r * 2.3, 0, h * 1.08),
        "long spout": (-r * 2.7, 0, h * 1.25),
        "oval": (-r * 2.0, 0, h * 1.0),
    }[t["style"]]
    wide = r * 0.2
    path = s.smooth_path(
        [start, (start[0] * 0.55 + tip[0] * 0.45, 0, h * 0.5), tip]
        if t["style"] == "long spout"
        else [start, tip],
        12,
    )
    sections = []
    for i, p in enumerate(path):
        k = wide * (1 - 0.62 * i / (len(path) - 1))
        sections.append(
            [
                (p[0] + k * 0.7 * math.cos(a), k * math.sin(a), p[2] + k * 0.7 * math.cos(a))
                for a in (2 * math.pi * j / 24 for j in range(24))
            ]
        )
    s.rings(sections, skin)
    if t["style"] == "with rose":
        s.cylinder(
            wide * 0.42, h * 0.14, brass, at=tip, rot=(0, -52, 0), top=wide * 1.25, bevel=0.05
        )
        x, _, z = tip
        for i in range(12):
            a = 2 * math.pi * i / 6
            k = wide * (0.85 if i < 6 else 0.45)
            s.ball(
                wide * 0.08,
                m.plastic("black"),
                at=(
                    x - h * 0.112 + k * math.cos(a) * 0.62,
                    k * math.sin(a),
                    z + h * 0.09 + k * math.cos(a) * 0.8,
                ),
                steps=8,
            )
    s.tube(
        [
            (-r * 0.5, 0, h * 0.98),
            (-r * 0.1, 0, h * 1.42),
            (r * 0.9, 0, h * 1.35),
            (r * 1.55, 0, h * 0.85),
            (r * 0.96, 0, h * 0.25),
        ],
        r * 0.085,
        skin if t["material"] != "copper" else brass,
    )


@product_type(
    "bird house",
    category="Garden > Wildlife > Bird houses",
    words=("nesting box", "birdhouse", "bird box"),
    zh="鸟屋",
    price=(14, 42),
    accent="roof",
    choices={
        "roof": ("pitched roof", "sloping roof"),
        "material": ("pine", "oak", "painted wood"),
        "color": ("sky blue", "mint", "red", "white", "mustard", "sage green", "pink", "navy"),
        "accent": ("red", "white", "navy", "forest green", "charcoal", "terracotta", "teal"),
    },
    sizes={"height_cm": (22, 32, 2)},
    derive=lambda t: {
        "width_cm": round(t["height_cm"] * 0.62),
        "entrance_mm": 32,
        "weight_g": t["height_cm"] * 40,
    },
    use=(
        "For tits and sparrows; the floor opens for cleaning.",
        "Small home, great neighbors.",
        "For tits and sparrows; opens for cleaning.",
    ),
    phrases={"pitched roof": "a pitched roof", "sloping roof": "a sloping roof"},
    view=(28, 6),
)
def bird_house(t: Traits) -> None:
    h, w = t["height_cm"] * 0.72, t["width_cm"] * 0.8
    d = w * 0.85
    grain = "y" if t["roof"] == "pitched roof" else "z"  # in the slab's own axes: upright, level
    skin = m.surface(t["material"], t["color"], along=grain)
    roof = m.painted(t["accent"], 0.3)
    hole = m.painted("black", 0.0)
    if t["roof"] == "pitched roof":
        peak = h + w * 0.5
        s.slab(
            [[(-w / 2, 0), (w / 2, 0), (w / 2, h), (0, peak), (-w / 2, h)]],
            d,
            skin,
            bevel=0.2,
            rot=(90, 0, 0),
        )
        for side in (-1, 1):
            s.box(
                (w * 0.92, d * 1.35, 1.1),
                roof,
                at=(side * w * 0.3, 0, h + w * 0.24),
                rot=(0, side * 45, 0),
                bevel=0.2,
            )
    else:
        s.slab(
            [[(-d / 2, 0), (d / 2, 0), (d / 2, h * 1.2), (-d / 2, h * 0.95)]],
            w,
            skin,
            bevel=0.2,
            rot=(90, 0, 90),
        )
        s.box(
            (w * 1.25, d * 1.4, 1.1),
            roof,
            at=(0, -d * 0.05, h * 1.1),
            rot=(math.degrees(math.atan2(h * 0.25, d)), 0, 0),
            bevel=0.2,
        )
    s.cylinder(w * 0.17, 0.4, hole, at=(0, -d / 2 + 0.1, h * 0.68), rot=(90, 0, 0), bevel=0.02)
    s.torus(w * 0.18, w * 0.025, roof, at=(0, -d / 2 - 0.2, h * 0.68), rot=(90, 0, 0))
    s.cylinder(0.55, 4, m.wood("beech", "z"), at=(0, -d / 2 + 0.2, h * 0.42), rot=(90, 0, 0))
    s.box((w * 1.1, d * 1.2, 1), roof, at=(0, -0.4, 0), bevel=0.2)

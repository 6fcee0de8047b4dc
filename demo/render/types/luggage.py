"""Suitcases and umbrellas."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    BRIGHTS,
)


@product_type(
    "suitcase",
    category="Bags > Luggage > Suitcases",
    words=("suitcase", "carry-on suitcase", "cabin case"),
    zh="行李箱",
    price=(70, 190),
    accent="grip",
    choices={
        "style": ("ribbed shell", "smooth shell", "retro with corners"),
        "material": ("plastic", "aluminium"),
        "color": (*BRIGHTS, "sage green", "charcoal", "lilac"),
        "accent": ("tan", "black"),
    },
    sizes={"height_cm": (54, 72, 3)},
    derive=lambda t: {
        "width_cm": round(t["height_cm"] * 0.66),
        "depth_cm": round(t["height_cm"] * 0.38),
        "capacity_l": round(t["height_cm"] ** 3 * 0.66 * 0.38 * 0.85 / 1000),
        "weight_g": t["height_cm"] * 48,
    },
    use=(
        "Four wheels, telescopic handle.",
        "Rolls like it can't wait to leave.",
        "Four wheels and a telescopic handle.",
    ),
    phrases={
        "ribbed shell": "a ribbed hard shell",
        "smooth shell": "a smooth hard shell",
        "retro with corners": "leather corners",
    },
    view=(30, 10),
)
def suitcase(t: Traits) -> None:
    h, w, d = t["height_cm"] * 0.92, t["width_cm"], t["depth_cm"]
    lift = t["height_cm"] * 0.08
    skin = m.plastic(t["color"], 0.3) if t["material"] == "plastic" else m.metal("aluminium", 0.32)
    trim, black = m.leather(t["accent"]), m.plastic("black", 0.4)
    s.box((w, d, h), skin, at=(0, 0, lift + h / 2), bevel=4.5)
    s.slab(
        [s.rounded_rectangle(w + 0.6, h + 0.6, 4.5), s.rounded_rectangle(w - 1, h - 1, 4.5)],
        0.9,
        m.plastic("charcoal"),
        at=(0, 0, lift + h / 2),
        rot=(90, 0, 0),
    )
    if t["style"] == "ribbed shell":
        for i in range(9):
            x = -w * 0.42 + w * 0.84 * i / 8
            for y in (-1, 1):
                s.tube(
                    [(x, y * d / 2, lift + 5), (x, y * d / 2, lift + h - 5)],
                    0.9,
                    skin,
                    smooth=False,
                )
    if t["style"] == "retro with corners":
        for x in (-1, 1):
            for z in (0, 1):
                s.box(
                    (7, d + 0.6, 7),
                    trim,
                    at=(x * (w / 2 - 3.1), 0, lift + (3.2 if z == 0 else h - 3.2)),
                    bevel=3.2,
                )
            s.box((3, d + 0.7, h + 0.6), trim, at=(x * w * 0.22, 0, lift + h / 2), bevel=1.2)
    for x in (-1, 1):
        for y in (-1, 1):
            s.cylinder(
                2.3,
                2.2,
                black,
                at=(x * w * 0.38 - 1.1, y * d * 0.32, 2.3),
                rot=(0, 90, 0),
                bevel=0.5,
            )
            s.cylinder(1.4, 3, black, at=(x * w * 0.38, y * d * 0.32, 2.6))
        s.tube(
            [(x * w * 0.17, d * 0.3, lift + h - 1), (x * w * 0.17, d * 0.3, lift + h * 1.32)],
            0.7,
            m.metal("aluminium"),
            smooth=False,
        )
    s.box((w * 0.42, 2.6, 3), black, at=(0, d * 0.3, lift + h * 1.33), bevel=1.1)
    s.tube(
        [
            (-6, 0, lift + h - 0.5),
            (-5, 0, lift + h + 2.4),
            (5, 0, lift + h + 2.4),
            (6, 0, lift + h - 0.5),
        ],
        0.9,
        trim,
    )


@product_type(
    "umbrella",
    category="Accessories > Umbrellas",
    words=("umbrella", "stick umbrella", "umbrella"),
    zh="雨伞",
    price=(16, 48),
    choices={
        "handle": ("curved wooden handle", "straight black handle"),
        "material": ("polyester",),
        "color": (*BRIGHTS, "sage green", "burgundy", "teal", "mustard"),
        "pattern": ("plain", "plain", "panels", "dotted", "border"),
    },
    sizes={"diameter_cm": (94, 118, 4)},
    derive=lambda t: {
        "length_cm": round(t["diameter_cm"] * 0.84),
        "weight_g": t["diameter_cm"] * 5,
    },
    use=("Windproof, eight ribs.", "Laughs at puddles.", "For proper British rain; eight ribs."),
    phrases={
        "curved wooden handle": "a curved wooden handle",
        "straight black handle": "a straight black handle",
    },
    view=(20, 6),
    stage="studio",
)
def umbrella(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    second = t.get("second_color") or "white"
    pattern = t["pattern"]
    one = (
        m.fabric(t["color"], 14, 0.1, pattern="dotted", second=second, period=r * 0.16)
        if pattern == "dotted"
        else m.fabric(t["color"], 14, 0.1)
    )
    two = m.fabric(second, 14, 0.1) if pattern in ("panels", "border") else one
    height = r * 0.52
    for panel in range(8):

        def gore(u: float, v: float, panel: int = panel) -> s.Point:
            a = math.pi / 4 * (panel + u)
            sag = 1 - 0.09 * v * math.sin(math.pi * u)
            k = r * math.sin(v * math.pi / 2 * 0.92) / math.sin(math.pi / 2 * 0.92) * sag
            return (
                k * math.cos(a),
                k * math.sin(a),
                height * math.cos(v * math.pi / 2) - 0.06 * r * v * math.sin(math.pi * u) * -1,
            )

        skin = two if pattern == "panels" and panel % 2 else one
        s.sheet(gore, skin, 12, 16)
        if pattern == "border":

            def border(u: float, v: float, panel: int = panel) -> s.Point:
                return tuple(c * 1.004 for c in gore(u, 0.82 + 0.182 * v, panel))

            s.sheet(border, two, 12, 4)
        a = math.pi / 4 * panel
        s.tube(
            [(0, 0, height * 0.4), (r * 0.5 * math.cos(a), r * 0.5 * math.sin(a), height * 0.78)],
            0.35,
            m.metal("stainless steel"),
            smooth=False,
        )
    s.tube([(0, 0, height + 4), (0, 0, -r * 0.85)], 0.6, m.metal("stainless steel"), smooth=False)
    if t["handle"] == "curved wooden handle":
        z = -r * 0.85
        s.tube(
            [(0, 0, z + 10), (0, 0, z), (2.5, 0, z - 6), (7.5, 0, z - 6), (10, 0, z - 1)],
            1.5,
            m.wood("walnut", "z"),
        )
    else:
        s.cylinder(1.7, 14, m.rubber("black"), at=(0, 0, -r * 0.85 - 10), bevel=0.6)

"""Lamps that stand: table, desk and floor lamps."""

from __future__ import annotations

import itertools
import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    GLAZES,
    LAMP_COLORS,
)

SHADES = ("white", "cream", "mustard", "navy", "terracotta", "sage green", "charcoal")


METALS = ("steel", "brass", "copper", "stainless steel")


def lampshade(bottom: float, top: float, height: float, z: float, color: str) -> None:
    """A cloth shade, open above and below, glowing a little from the bulb within."""
    cloth = m.fabric(color, 8, 0.2)
    inside = m.glow("#FFE9C4", 1.6)
    s.lathe([(bottom, z), (top, z + height)], cloth)
    s.lathe([(bottom - 0.3, z + 0.1), (top - 0.3, z + height - 0.1)], inside)
    for r, at in ((bottom, z), (top, z + height)):
        s.torus(r, 0.25, cloth, at=(0, 0, at))


@product_type(
    "table lamp",
    category="Lighting > Lamps > Table lamps",
    words=("table lamp", "table lamp", "bedside lamp"),
    zh="台灯",
    price=(35, 120),
    accent="shade",
    choices={
        "style": ("gourd", "cylinder", "ball", "tripod"),
        "material": ("stoneware", "oak", "brass", "marble", "walnut"),
        "color": GLAZES,
        "accent": SHADES,
    },
    sizes={"height_cm": (34, 58, 2)},
    derive=lambda t: {"diameter_cm": round(t["height_cm"] * 0.56), "weight_g": t["height_cm"] * 40},
    use=(
        "For living room and bedside; E27 socket.",
        "Warm light for late chapters.",
        "For the bedside or the hall table; E27 bulb.",
    ),
    phrases={
        "gourd": "a gourd-shaped foot",
        "cylinder": "a plain cylindrical foot",
        "ball": "a round foot",
        "tripod": "three legs",
    },
    view=(20, 8),
)
def table_lamp(t: Traits) -> None:
    h, r = t["height_cm"], t["height_cm"] * 0.28
    body = m.surface(t["material"], t["color"], along="z")
    foot = h * 0.55
    profiles = {
        "gourd": [
            (r * 0.45, 0),
            (r * 0.62, foot * 0.25),
            (r * 0.3, foot * 0.55),
            (r * 0.36, foot * 0.72),
            (r * 0.12, foot),
        ],
        "cylinder": [
            (r * 0.42, 0),
            (r * 0.42, foot * 0.5),
            (r * 0.42, foot * 0.86),
            (r * 0.1, foot * 0.9),
        ],
        "ball": [
            (r * 0.25, 0),
            (r * 0.6, foot * 0.2),
            (r * 0.7, foot * 0.42),
            (r * 0.55, foot * 0.68),
            (r * 0.12, foot * 0.82),
        ],
    }
    if t["style"] == "tripod":
        for i in range(3):
            a = math.radians(90 + 120 * i + 10)
            s.tube(
                [
                    (r * 0.8 * math.cos(a), r * 0.8 * math.sin(a), 0.6),
                    (0.4 * math.cos(a), 0.4 * math.sin(a), foot * 1.02),
                ],
                0.8,
                body,
                smooth=False,
            )
        s.cylinder(1.6, 2, body, at=(0, 0, foot * 0.95))
    else:
        s.lathe([(0, 0), *s.smooth_profile(profiles[t["style"]])], body)
    s.cylinder(0.5, h * 0.2, m.metal("brass"), at=(0, 0, foot * 0.8))
    lampshade(r, r * 0.68, h * 0.42, h * 0.58, t["accent"])


@product_type(
    "desk lamp",
    category="Lighting > Lamps > Desk lamps",
    words=("desk lamp", "task lamp", "reading lamp"),
    zh="书桌灯",
    price=(28, 95),
    choices={
        "style": ("jointed arm", "curved neck"),
        "material": METALS,
        "color": LAMP_COLORS,
        "base": ("round base", "wooden base"),
    },
    sizes={"height_cm": (36, 52, 2)},
    derive=lambda t: {"width_cm": round(t["height_cm"] * 0.8), "weight_g": t["height_cm"] * 35},
    use=(
        "For desk work; turns and tilts.",
        "Puts the light where the work is.",
        "For the desk or the sewing table.",
    ),
    phrases={
        "jointed arm": "a jointed arm",
        "curved neck": "a curved neck",
        "round base": "a round metal base",
        "wooden base": "a wooden base",
    },
    view=(12, 10),
)
def desk_lamp(t: Traits) -> None:
    h = t["height_cm"]
    body = m.surface(t["material"], t["color"])
    base = m.wood("beech", "x") if t["base"] == "wooden base" else body
    s.cylinder(h * 0.2, h * 0.045, base, at=(0, 0, 0), bevel=0.5)
    head = (h * 0.42, 0.0, h * 0.74)
    if t["style"] == "jointed arm":
        joints = [(0, 0, h * 0.04), (-h * 0.22, 0, h * 0.5), (head[0] - h * 0.06, 0, h * 0.92)]
        for a, b in itertools.pairwise(joints):
            for y in (-0.7, 0.7):
                s.tube([(a[0], y, a[2]), (b[0], y, b[2])], 0.45, body, smooth=False)
        for x, _, z in joints[1:]:
            s.cylinder(1.2, 3, m.metal("brass"), at=(x, 1.5, z), rot=(90, 0, 0))
    else:
        s.tube(
            [
                (0, 0, 0),
                (-h * 0.03, 0, h * 0.5),
                (h * 0.1, 0, h * 0.95),
                (head[0] - h * 0.05, 0, h * 0.93),
            ],
            0.65,
            body,
        )
    profile = s.smooth_profile(
        [(h * 0.19, 0), (h * 0.15, h * 0.1), (h * 0.06, h * 0.17), (h * 0.045, h * 0.24)]
    )
    tilt = (0, 22, 0)
    for radius, z, skin in ((1.0, 0.0, body), (0.97, -0.15, m.painted("white", 0.2))):
        s.lathe(
            [(r * radius, q + z) for r, q in [*profile, (0.01, profile[-1][1])]],
            skin,
            at=head,
            rot=tilt,
        )
    s.ball(h * 0.06, m.glow("#FFE3B5", 5), at=(head[0] + h * 0.02, 0, head[2] + h * 0.03))


@product_type(
    "floor lamp",
    category="Lighting > Lamps > Floor lamps",
    words=("floor lamp", "floor lamp", "standard lamp"),
    zh="落地灯",
    price=(70, 220),
    accent="shade",
    choices={
        "style": ("tripod", "straight", "arc"),
        "material": ("oak", "walnut", "steel", "brass"),
        "color": ("black", "white"),
        "accent": SHADES,
    },
    sizes={"height_cm": (140, 170, 5)},
    derive=lambda t: {"diameter_cm": 46, "weight_g": t["height_cm"] * 32},
    use=(
        "For the living room; E27 socket.",
        "Lights up the corner everyone fights over.",
        "For the corner by the settee; E27 bulb.",
    ),
    phrases={
        "tripod": "three legs",
        "straight": "a straight pole",
        "arc": "a pole that bends over in an arc",
    },
    view=(14, 7),
)
def floor_lamp(t: Traits) -> None:
    h = t["height_cm"]
    body = m.surface(t["material"], t["color"], along="z")
    if t["style"] == "tripod":
        for i in range(3):
            a = math.radians(80 + 120 * i)
            s.tube(
                [
                    (30 * math.cos(a), 30 * math.sin(a), 0.8),
                    (3 * math.cos(a), 3 * math.sin(a), h * 0.76),
                ],
                1.6,
                body,
                smooth=False,
            )
        s.cylinder(4.5, 3, body, at=(0, 0, h * 0.74))
        lampshade(23, 18, h * 0.2, h * 0.78, t["accent"])
        return
    s.cylinder(15, 2.5, body, at=(0, 0, 0), bevel=0.8)
    if t["style"] == "straight":
        s.cylinder(1.3, h * 0.82, body)
        lampshade(23, 16, h * 0.2, h * 0.78, t["accent"])
        return
    s.tube(
        [(0, 0, 1), (-4, 0, h * 0.5), (10, 0, h * 0.9), (38, 0, h * 0.98), (58, 0, h * 0.84)],
        1.3,
        body,
    )
    cloth = m.fabric(t["accent"], 8, 0.2)
    s.lathe(s.smooth_profile([(21, 0), (19, 9), (11, 16), (1, 19)]), cloth, at=(58, 0, h * 0.72))
    s.ball(6, m.glow("#FFE3B5", 4), at=(58, 0, h * 0.74))

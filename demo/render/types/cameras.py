"""Cameras."""

from __future__ import annotations

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.types.audio import UP


@product_type(
    "camera",
    category="Electronics > Cameras",
    words=("camera", "digital camera", "camera"),
    zh="相机",
    price=(120, 480),
    accent="covering",
    choices={
        "style": ("rangefinder", "reflex"),
        "accent": ("black", "tan", "navy", "forest green", "white", "burgundy", "mint"),
        "body": ("silver body", "black body"),
        "material": ("aluminium",),
        "strap": ("no strap", "leather strap"),
    },
    derive=lambda t: {
        "color": t["body"].split()[0],
        "width_cm": 13.5,
        "height_cm": 9 if t["style"] == "reflex" else 8,
        "depth_cm": 8,
        "weight_g": 480,
    },
    use=(
        "24 megapixels, 35 mm lens.",
        "Point, breathe, click.",
        "24 megapixels with a 35 mm lens.",
    ),
    phrases={
        "rangefinder": "a viewfinder window at the side",
        "reflex": "a viewfinder hump above the lens",
        "silver body": "a silver body",
        "black body": "a black body",
        "leather strap": "a leather strap",
    },
    view=(24, 14),
)
def camera(t: Traits) -> None:
    w, h, d = 13.5, 7.4, 3.6
    metal = m.metal("aluminium", 0.3) if t["body"] == "silver body" else m.plastic("black", 0.35)
    grip, black = m.leather(t["accent"]), m.plastic("black", 0.25)
    s.box((w, d, h), metal, at=(0, 0, h / 2), bevel=1.2)
    s.box((w + 0.12, d + 0.16, h * 0.56), grip, at=(0, 0, h * 0.46), bevel=1.2)
    y = -d / 2
    for r, long, skin in (
        (3.3, 1.2, metal),
        (2.9, 3.0, black),
        (3.05, 3.9, metal),
        (2.8, 4.6, black),
    ):
        s.cylinder(r, long, skin, at=(0, y, h * 0.46), rot=UP, bevel=0.15)
    s.torus(2.35, 0.35, black, at=(0, y - 4.5, h * 0.46), rot=UP)
    s.ball((2.1, 2.1, 0.7), m.plastic("#0B1222", 0.03), at=(0, y - 4.3, h * 0.46), rot=UP)
    s.ball((1.0, 1.0, 0.5), m.plastic("#33225E", 0.03), at=(0, y - 4.65, h * 0.46), rot=UP)
    if t["style"] == "reflex":
        s.loft(
            [
                (s.rounded_rectangle(5.2 * k, 4.0 * k, 0.8), z)
                for k, z in ((1, h - 0.6), (0.95, h + 0.6), (0.6, h + 2.0), (0.5, h + 2.1))
            ],
            metal,
        )
    else:
        s.box(
            (2.2, 0.4, 1.3), m.plastic("#0B1222", 0.05), at=(w * 0.3, y - 0.1, h * 0.87), bevel=0.15
        )
    for x, r, tall in (
        (w * 0.36, 1.1, 0.9),
        (w * 0.2 if t["style"] == "rangefinder" else w * 0.27, 0.6, 0.7),
        (-w * 0.36, 1.2, 0.7),
    ):
        s.cylinder(
            r,
            tall,
            metal if t["body"] == "silver body" else m.metal("aluminium"),
            at=(x, 0, h - 0.05),
            bevel=0.12,
        )
    if t["strap"] == "leather strap":
        s.strap(
            [
                (w / 2, 0, h * 0.85),
                (w * 0.62, 1, h * 0.4),
                (w * 0.6, 5, 0.3),
                (0, 8, 0.4),
                (-w * 0.6, 5, 0.3),
                (-w * 0.62, 1, h * 0.4),
                (-w / 2, 0, h * 0.85),
            ],
            1.2,
            0.25,
            grip,
            across=(0, 0.3, 0.95),
        )

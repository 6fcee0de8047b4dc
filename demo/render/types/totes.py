"""Tote bags."""

from __future__ import annotations

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    FABRICS,
)
from demo.render.parts import superellipse
from demo.render.prints import print_motif


@product_type(
    "tote bag",
    category="Bags > Tote bags",
    words=("tote bag", "tote", "shopper bag"),
    zh="托特包",
    price=(15, 60),
    accent="handles",
    choices={
        "print": ("no print", "sun print", "leaf print", "arches print"),
        "material": ("cotton", "canvas", "linen", "leather", "felt"),
        "color": (*FABRICS, "black", "white", "tan"),
        "pattern": ("plain", "plain", "striped", "dotted", "checked"),
        "accent": ("tan", "black", "brown"),
    },
    sizes={"width_cm": (34, 46, 2)},
    derive=lambda t: (
        {
            "height_cm": round(t["width_cm"] * 0.92),
            "depth_cm": 12,
            "capacity_l": round(t["width_cm"] ** 2 * 0.92 * 9 / 1000),
            "weight_g": t["width_cm"] * 9,
        }
        | (
            {"pattern": "plain", "second_color": "", "print": "no print"}
            if t["material"] == "leather"
            else {}
        )
        | ({"pattern": "plain", "second_color": ""} if t["print"] != "no print" else {})
    ),
    use=(
        "For shopping, beach and work.",
        "Farmers market on Saturday, laptop on Monday.",
        "For the shops, the beach or the library.",
    ),
    phrases={
        "sun print": "a print of a sun",
        "leaf print": "a print of a leaf",
        "arches print": "a print of arches",
    },
    view=(20, 8),
)
def tote_bag(t: Traits) -> None:
    w, h, d = t["width_cm"], t["height_cm"], t["depth_cm"]
    skin = m.surface(t["material"], t["color"], period=w * 0.13, **contrast(t))
    trim = m.leather(t["accent"])
    body = s.loft(
        [
            (superellipse(w * a, d * b, 5), h * z)
            for a, b, z in (
                (0.78, 0.9, 0),
                (0.86, 1, 0.02),
                (0.93, 0.98, 0.3),
                (1.0, 0.7, 0.7),
                (1.04, 0.5, 1.0),
            )
        ],
        skin,
        caps=False,
    )
    s.solidify(body, 0.4)
    s.loft([(superellipse(w * a, d * 0.9, 5), z) for a, z in ((0.78, 0.0), (0.78, 0.4))], skin)
    for y in (-1, 1):
        s.strap(
            [
                (-w * 0.24, y * d * 0.31, h * 0.8),
                (-w * 0.23, y * d * 0.26, h * 1.05),
                (-w * 0.13, y * d * 0.15, h * 1.4),
                (w * 0.13, y * d * 0.15, h * 1.4),
                (w * 0.23, y * d * 0.26, h * 1.05),
                (w * 0.24, y * d * 0.31, h * 0.8),
            ],
            2.4,
            0.35,
            trim,
            across=(0.0, 1, 0),
        )
    motif = t["print"].split()[0]
    if motif != "no":
        print_motif(motif, w * 0.55, w * 0.55, (0, -0.95 - d * 0.42, h * 0.47), tilt=86)

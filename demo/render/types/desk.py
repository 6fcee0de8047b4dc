"""Notebooks, desk organisers, globes."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    BRIGHTS,
    LEATHERS,
)


@product_type(
    "notebook",
    category="Stationery > Notebooks",
    words=("notebook", "journal", "notebook"),
    zh="笔记本",
    price=(6, 26),
    choices={
        "binding": ("elastic band", "spiral binding", "ribbon marker"),
        "material": ("paper", "leather", "linen", "cork"),
        "color": (*BRIGHTS, *LEATHERS),
        "pattern": ("plain", "plain", "striped", "dotted", "checked", "zigzag"),
        "pages": (96, 128, 192),
    },
    sizes={"height_cm": (18, 25, 3.5)},
    derive=lambda t: (
        {
            "width_cm": round(t["height_cm"] * 0.7, 1),
            "weight_g": round(t["pages"] * t["height_cm"] * 0.1),
        }
        | (
            {"pattern": "plain", "second_color": ""}
            if t["material"] in ("leather", "linen")
            else {}
        )
        | (
            {"color": "tan", "pattern": "plain", "second_color": ""}
            if t["material"] == "leather" and t["color"] not in LEATHERS
            else {}
        )
    ),
    use=("Dotted pages.", "For lists, plans and half-ideas.", "Dotted pages that lie flat."),
    phrases={
        "elastic band": "an elastic band",
        "spiral binding": "a spiral binding",
        "ribbon marker": "a ribbon marker",
    },
    view=(24, 40),
)
def notebook(t: Traits) -> None:
    w, h, d = t["width_cm"], t["height_cm"], 0.9 + t["pages"] / 130
    skin = m.surface(
        t["material"],
        t["color"],
        **({"period": w * 0.16, "space": "xy", **contrast(t)} if t["material"] == "paper" else {}),
    )
    dark = m.fabric("black" if t["color"] not in ("black", "navy") else "red", 9)
    s.slab(
        [s.rounded_rectangle(w - 0.5, h - 0.5, 0.5)],
        d - 0.3,
        m.painted("cream", 0.0),
        bevel=0.02,
        at=(0.1, 0, d / 2),
    )
    for i in range(8):
        s.slab(
            [s.rounded_rectangle(w - 0.44, h - 0.44, 0.5)],
            0.02,
            m.painted("beige", 0.0),
            bevel=0,
            at=(0.1, 0, 0.25 + (d - 0.5) * i / 7),
        )
    for z in (0.1, d - 0.1):
        s.slab([s.rounded_rectangle(w, h, 0.7)], 0.24, skin, bevel=0.08, at=(0, 0, z))
    if t["binding"] == "spiral binding":
        for i in range(int(h / 0.9)):
            s.torus(
                d * 0.62,
                0.09,
                m.metal("chrome"),
                at=(-w / 2 + 0.25, -h / 2 + 0.6 + 0.9 * i, d / 2),
                rot=(90, 0, 0),
            )
        return
    s.box((0.4, h * 0.985, d * 0.96), skin, at=(-w / 2 + 0.18, 0, d / 2), bevel=0.18)
    if t["binding"] == "elastic band":
        s.box((0.7, h + 0.1, d + 0.12), dark, at=(w * 0.34, 0, d / 2), bevel=0.05)
    else:
        s.strap(
            [
                (w * 0.05, -h * 0.47, d * 0.5),
                (w * 0.06, -h * 0.53, d * 0.4),
                (w * 0.12, -h * 0.62, 0.1),
            ],
            0.6,
            0.05,
            dark,
        )
        s.slab(
            [s.rounded_rectangle(w * 0.5, h * 0.18, 0.3)],
            0.03,
            m.painted("cream", 0.0),
            bevel=0,
            at=(0, h * 0.2, d + 0.05),
        )


@product_type(
    "desk organiser",
    category="Stationery > Desk organisers",
    words=("desk organiser", "desk organizer", "desk tidy"),
    zh="桌面收纳",
    price=(10, 38),
    choices={
        "style": ("pen cup", "compartment box", "three cups"),
        "material": ("oak", "walnut", "painted wood", "concrete", "cork", "steel"),
        "color": ("white", "sage green", "navy", "mustard", "pink", "black", "terracotta"),
    },
    sizes={"height_cm": (9, 12, 1)},
    derive=lambda t: {
        "width_cm": {"pen cup": 8, "compartment box": 22, "three cups": 22}[t["style"]],
        "weight_g": t["height_cm"] * 30,
    },
    use=(
        "For pens, clips and scissors (not included).",
        "Corral the pens, reclaim the desk.",
        "For pens, clips and odds and ends (not included).",
    ),
    phrases={
        "pen cup": "one round cup",
        "compartment box": "three compartments",
        "three cups": "three round cups on a tray",
    },
    view=(24, 24),
)
def desk_organiser(t: Traits) -> None:
    h = float(t["height_cm"])
    skin = m.surface(t["material"], t["color"], along="z")
    if t["style"] == "compartment box":
        for x, y, w, d, tall in (
            (-6.5, 0, 8, 10, h),
            (3.5, 2.7, 12, 4.6, h * 0.72),
            (3.5, -2.6, 12, 5.4, h * 0.4),
        ):
            edge = s.rounded_rectangle(w, d, 0.4)
            inner = s.rounded_rectangle(w - 1.2, d - 1.2, 0.3)
            s.slab([edge, inner], tall, skin, bevel=0.12, at=(x, y, tall / 2))
            s.slab([edge], 0.6, skin, bevel=0.05, at=(x, y, 0.3))
        _pens(-6.5, 0, h)
        return
    cups = (0.0,) if t["style"] == "pen cup" else (-7.0, 0.0, 7.0)
    if len(cups) == 3:
        s.slab(
            [s.rounded_rectangle(22, 8, 4)],
            1,
            m.surface(t["material"], t["color"], along="x"),
            bevel=0.2,
            at=(0, 0, 0.5),
        )
    for i, x in enumerate(cups):
        tall = h * (1.0, 0.8, 0.62)[i]
        r = 3.8 if len(cups) == 1 else 3.1
        s.vessel([(r, 1 if len(cups) == 3 else 0), (r, tall)], skin, wall=0.5, at=(x, 0, 0))
    _pens(cups[0], 0, h)


def _pens(x: float, y: float, h: float) -> None:
    """A few pencils, to show what it is for."""
    for i, color in enumerate(("red", "yellow", "navy", "green")):
        a = 1.4 * i + 0.4
        lean = (1.5 * math.cos(a), 1.5 * math.sin(a))
        low, high = (
            (x - lean[0] * 0.4, y - lean[1] * 0.4, 1.2),
            (x + lean[0] * 1.2, y + lean[1] * 1.2, h * 1.45 + i),
        )
        s.tube([low, high], 0.38, m.painted(color, 0.5), smooth=False)
        s.rings(
            [
                [
                    (high[0] + r * math.cos(b), high[1] + r * math.sin(b), high[2] + z)
                    for b in (math.pi / 6 * k for k in range(12))
                ]
                for r, z in ((0.38, 0), (0.12, 1.0), (0.01, 1.3))
            ],
            m.wood("beech", "z"),
        )

"""Bottles and glasses."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    BRIGHTS,
    GLASS_TINTS,
)


def _bottle_sizes(t: Traits) -> Traits:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    return {
        "capacity_l": round(0.8 * math.pi * (r - 0.25) ** 2 * h / 1000, 2),
        "weight_g": round(r * h * {"glass": 9, "plastic": 3}.get(t["material"], 7) / 10) * 10,
    }


@product_type(
    "water bottle",
    category="Sports & Outdoors > Hydration > Water bottles",
    words=("drinking bottle", "water bottle", "water bottle"),
    zh="水瓶",
    price=(12, 34),
    choices={
        "closure": ("loop lid", "wooden stopper", "flip straw"),
        "material": ("steel", "stainless steel", "glass", "plastic"),
        "color": (*BRIGHTS, "sage green", "sky blue"),
        "pattern": ("plain", "plain", "dipped", "striped", "dotted"),
    },
    sizes={"height_cm": (20, 28, 1), "diameter_cm": (6.5, 8.5, 0.5)},
    derive=lambda t: (
        _bottle_sizes(t)
        | ({"pattern": "plain", "second_color": ""} if t["material"] == "glass" else {})
    ),
    use=(
        "For school, office and sport; does not leak.",
        "Throw it in your bag and forget about spills.",
        "For the desk, the gym and the train.",
    ),
    phrases={
        "loop lid": "a screw lid with a carrying loop",
        "wooden stopper": "a wooden stopper",
        "flip straw": "a lid with a straw",
    },
)
def water_bottle(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    body = [
        (r * 0.85, 0),
        (r * 0.98, 0.5),
        (r, 1.5),
        (r, h * 0.74),
        (r * 0.93, h * 0.8),
        (r * 0.56, h * 0.87),
        (r * 0.54, h * 0.92),
    ]
    tint = t["color"] if t["color"] in ("sky blue", "sage green", "pink", "green") else "sky blue"
    skin = (
        m.glass(tint)
        if t["material"] == "glass"
        else m.surface(t["material"], t["color"], period=2.2, level=h * 0.35, **contrast(t))
    )
    s.vessel(s.smooth_profile(body, 4), skin, wall=0.3)
    if t["material"] == "glass":  # a silicone sleeve in the colour of the product
        s.vessel(
            [(r + 0.05, 0.0), (r + 0.25, 1), (r + 0.25, h * 0.45)], m.rubber(t["color"]), wall=0.2
        )
    top, cap = h * 0.91, m.plastic("charcoal", 0.4)
    if t["closure"] == "wooden stopper":
        s.cylinder(r * 0.52, h * 0.09, m.wood("beech", "z"), at=(0, 0, top), top=r * 0.6)
        return
    s.cylinder(r * 0.66, h * 0.09, cap, at=(0, 0, top - 0.6), bevel=0.3)
    z = top + h * 0.09 - 0.6
    if t["closure"] == "loop lid":
        s.tube(
            [
                (-r * 0.5, 0, z - 0.4),
                (-r * 0.5, 0, z + 1.6),
                (0, 0, z + 2.4),
                (r * 0.5, 0, z + 1.6),
                (r * 0.5, 0, z - 0.4),
            ],
            0.42,
            cap,
        )
    else:
        s.tube(
            [
                (-r * 0.2, 0, z - 0.5),
                (-r * 0.2, 0, z + 2.4),
                (r * 0.1, 0, z + 3.2),
                (r * 0.75, 0, z + 3.4),
            ],
            0.4,
            m.rubber("light grey"),
        )


def _glass_sizes(t: Traits) -> Traits:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    return {
        "capacity_l": round(0.6 * math.pi * r**2 * h * 0.5 / 1000, 2),
        "weight_g": round(r * h * 3.2 / 10) * 10,
    }


@product_type(
    "wine glass",
    category="Home & Kitchen > Drinkware > Wine glasses",
    words=("wine glass", "stemmed wine glass", "wine glass"),
    zh="葡萄酒杯",
    price=(7, 19),
    choices={
        "style": ("balloon", "tulip", "flute", "coupe"),
        "color": GLASS_TINTS,
        "stem": ("clear stem", "coloured stem"),
        "material": ("glass",),
    },
    sizes={"height_cm": (18, 24, 1), "diameter_cm": (7, 10, 0.5)},
    derive=lambda t: (
        {"diameter_cm": t["diameter_cm"] - (2 if t["style"] == "flute" else 0)} | _glass_sizes(t)
    ),
    use=("For wine, sparkling or still.", "Raise one to Friday.", "For wine at supper."),
    phrases={
        "balloon": "a large round bowl for red wine",
        "tulip": "a bowl that narrows at the rim",
        "flute": "a slim, tall bowl for sparkling wine",
        "coupe": "a shallow, open bowl",
        "clear stem": "a clear stem",
        "coloured stem": "a stem in the same colour",
    },
    view=(20, 9),
)
def wine_glass(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    stem = h * {"balloon": 0.45, "tulip": 0.48, "flute": 0.36, "coupe": 0.62}[t["style"]]
    bowl = {
        "balloon": [
            (0.5, stem),
            (r * 0.75, stem + (h - stem) * 0.15),
            (r * 1.08, stem + (h - stem) * 0.5),
            (r * 0.84, h),
        ],
        "tulip": [
            (0.5, stem),
            (r * 0.85, stem + (h - stem) * 0.22),
            (r, stem + (h - stem) * 0.45),
            (r * 0.7, h),
        ],
        "flute": [
            (0.5, stem),
            (r * 0.8, stem + (h - stem) * 0.2),
            (r, stem + (h - stem) * 0.6),
            (r * 0.9, h),
        ],
        "coupe": [
            (0.5, stem),
            (r * 0.9, stem + (h - stem) * 0.35),
            (r * 1.12, stem + (h - stem) * 0.75),
            (r * 1.15, h),
        ],
    }[t["style"]]
    tinted, clear = m.glass(t["color"]), m.glass("clear")
    s.vessel(s.smooth_profile(bowl), tinted, wall=0.22)
    foot = tinted if t["stem"] == "coloured stem" else clear
    s.lathe(
        s.smooth_profile(
            [
                (0.01, 0.05),
                (r * 0.95, 0.05),
                (r * 0.95, 0.25),
                (r * 0.3, 0.6),
                (0.42, 1.6),
                (0.36, stem * 0.6),
                (0.5, stem),
            ]
        ),
        foot,
    )

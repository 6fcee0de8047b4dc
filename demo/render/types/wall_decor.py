"""What hangs on a wall: clocks and framed prints."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.prints import print_motif

FACES = {
    "numerals": "numerals all round",
    "markers": "a line for every hour",
    "dots": "a dot for every hour",
}


@product_type(
    "wall clock",
    category="Home Decor > Clocks > Wall clocks",
    words=("wall clock", "wall clock", "wall clock"),
    zh="挂钟",
    price=(18, 75),
    choices={
        "face": tuple(FACES),
        "material": ("oak", "walnut", "steel", "brass", "plastic"),
        "color": ("black", "red", "navy", "mustard", "sage green", "white", "teal"),
        "dial": ("white", "cream", "black", "navy"),
    },
    sizes={"diameter_cm": (22, 42, 2)},
    derive=lambda t: {"depth_cm": 4, "weight_g": t["diameter_cm"] * 22},
    use=(
        "Quiet sweep movement, one AA battery.",
        "No tick, no tock, just the time.",
        "Silent movement; takes one AA battery.",
    ),
    phrases=FACES,
    stage="wall",
    view=(14, 4),
)
def wall_clock(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    rim = m.surface(t["material"], t["color"], along="x")
    dark = t["dial"] in ("black", "navy")
    ink = m.painted("white" if dark else "black", 0.2)
    up = (90, 0, 0)
    s.lathe(
        [(0, 0), (r, 0), (r, 3.2), (r - 0.4, 3.8), (r - 1.4, 3.8), (r - 1.8, 3.2), (r - 1.8, 2.2)],
        rim,
        rot=up,
    )
    s.cylinder(r - 1.7, 2.2, m.painted(t["dial"], 0.1), rot=up, bevel=0.02)
    for hour in range(1, 13):
        a = math.radians(90 - 30 * hour)
        k = (r - 1.8) * 0.82
        at = (k * math.cos(a), -2.25, k * math.sin(a))
        if t["face"] == "numerals":
            s.label(str(hour), r * 0.24, ink, at=at)
        elif t["face"] == "dots":
            s.cylinder(r * (0.05 if hour % 3 == 0 else 0.03), 0.15, ink, at=at, rot=up, bevel=0.02)
        else:
            s.box(
                (r * 0.03, 0.1, r * (0.18 if hour % 3 == 0 else 0.1)),
                ink,
                at=at,
                rot=(0, 30 * hour, 0),
                bevel=0,
            )
    for angle, length, width in ((304, 0.45, 0.05), (54, 0.66, 0.035)):
        a = math.radians(90 - angle)
        s.box(
            (r * width, 0.15, r * length),
            ink,
            at=(r * length * 0.42 * math.cos(a), -2.5, r * length * 0.42 * math.sin(a)),
            rot=(0, angle, 0),
            bevel=0,
        )
    s.cylinder(r * 0.045, 0.6, m.metal("brass"), at=(0, -2.3, 0), rot=up, bevel=0.05)


@product_type(
    "picture frame",
    category="Home Decor > Frames",
    words=("picture frame", "photo frame", "picture frame"),
    zh="相框",
    price=(9, 38),
    choices={
        "motif": ("mountains", "sun", "arches", "leaf"),
        "material": ("oak", "walnut", "painted wood", "brass", "aluminium"),
        "color": ("black", "white", "red", "navy", "sage green", "mustard"),
        "format": ("portrait", "landscape"),
    },
    sizes={"height_cm": (24, 54, 5)},
    derive=lambda t: {
        "width_cm": round(t["height_cm"] * (0.75 if t["format"] == "portrait" else 1.34)),
        "depth_cm": 2.5,
        "weight_g": t["height_cm"] * 22,
    },
    use=(
        "With mat and print; hangs either way.",
        "Comes with the print, ready to hang.",
        "Comes with a mount and the print shown.",
    ),
    phrases={
        "mountains": "a print of mountains",
        "sun": "a print of a sun over hills",
        "arches": "a print of coloured arches",
        "leaf": "a print of a leaf",
        "portrait": "an upright format",
        "landscape": "a wide format",
    },
    stage="wall",
    view=(18, 3),
)
def picture_frame(t: Traits) -> None:
    w, h = t["width_cm"], t["height_cm"]
    bar = max(1.4, w * 0.04)
    up = (90, 0, 0)
    skin = m.surface(t["material"], t["color"], along="y")
    s.slab(
        [s.rounded_rectangle(w, h, 0.1, 1), s.rounded_rectangle(w - 2 * bar, h - 2 * bar, 0.1, 1)],
        2.4,
        skin,
        bevel=0.2,
        at=(0, -1.2, 0),
        rot=up,
    )
    s.slab(
        [s.rounded_rectangle(w - bar, h - bar, 0.1, 1)],
        0.4,
        m.painted("white", 0.0),
        at=(0, -0.6, 0),
        rot=up,
    )
    a, b = (w - 2 * bar) * 0.68, (h - 2 * bar) * 0.7
    s.slab(
        [s.rounded_rectangle(a, b, 0.05, 1)], 0.1, m.painted("cream", 0.0), at=(0, -0.86, 0), rot=up
    )
    print_motif(t["motif"], a, b, (0, -0.95, 0))

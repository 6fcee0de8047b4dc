"""Radios."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.types.audio import UP


@product_type(
    "radio",
    category="Electronics > Audio > Radios",
    words=("radio", "portable radio", "kitchen radio"),
    zh="收音机",
    price=(38, 140),
    choices={
        "style": ("one large dial", "dial and scale"),
        "color": ("red", "cream", "mint", "navy", "mustard", "black", "sky blue", "teal"),
        "material": ("plastic", "walnut", "oak"),
    },
    sizes={"width_cm": (20, 30, 2)},
    derive=lambda t: {
        "height_cm": round(t["width_cm"] * 0.56),
        "depth_cm": round(t["width_cm"] * 0.36),
        "weight_g": t["width_cm"] * 50,
    },
    use=(
        "FM and DAB+, mains or battery.",
        "Morning news, evening jazz.",
        "DAB+ and FM; runs on mains or batteries.",
    ),
    phrases={
        "one large dial": "one large tuning dial",
        "dial and scale": "a lit tuning scale and two knobs",
    },
    view=(26, 10),
)
def radio(t: Traits) -> None:
    w, h, d = float(t["width_cm"]), float(t["height_cm"]), float(t["depth_cm"])
    shell = (
        m.plastic(t["color"], 0.25) if t["material"] == "plastic" else m.wood(t["material"], "x")
    )
    s.box((w, d, h), shell, at=(0, 0, h / 2 + 0.6), bevel=2.2)
    z, front = h / 2 + 0.6, -d / 2
    for x in (-w * 0.36, w * 0.36):
        s.cylinder(0.9, 1, m.rubber("black"), at=(x, 0, 0))
    brass = m.metal("brass")
    s.slab(
        [s.rounded_rectangle(w * 0.5, h * 0.74, 1)],
        0.5,
        m.plastic("black", 0.5),
        at=(-w * 0.2, front, z),
        rot=UP,
    )
    for i in range(13):
        s.tube(
            [
                (-w * 0.43 + w * 0.46 * i / 12, front - 0.3, z - h * 0.33),
                (-w * 0.43 + w * 0.46 * i / 12, front - 0.3, z + h * 0.33),
            ],
            w * 0.0105,
            m.plastic("cream", 0.4),
            smooth=False,
        )
    ink = m.painted("black", 0.2)
    if t["style"] == "one large dial":
        s.cylinder(
            h * 0.3, 1.0, m.painted("cream", 0.3), at=(w * 0.27, front + 0.3, z), rot=UP, bevel=0.2
        )
        s.cylinder(h * 0.14, 2.2, brass, at=(w * 0.27, front, z), rot=UP, bevel=0.3)
        for i in range(10):
            a = math.radians(210 - 26.7 * i)
            s.box(
                (0.12, 0.1, h * 0.05),
                ink,
                at=(w * 0.27 + h * 0.25 * math.cos(a), front - 0.72, z + h * 0.25 * math.sin(a)),
                rot=(0, 90 - math.degrees(a), 0),
                bevel=0,
            )
    else:
        s.slab(
            [s.rounded_rectangle(w * 0.34, h * 0.3, 0.5)],
            0.5,
            m.glow("#FFE6B8", 0.9),
            at=(w * 0.27, front, z + h * 0.18),
            rot=UP,
        )
        for i in range(9):
            s.box(
                (0.1, 0.1, h * (0.14 if i % 2 else 0.08)),
                ink,
                at=(w * 0.13 + w * 0.28 * i / 8, front - 0.27, z + h * 0.2),
                bevel=0,
            )
        s.box(
            (0.2, 0.15, h * 0.26),
            m.painted("red", 0.5),
            at=(w * 0.3, front - 0.3, z + h * 0.18),
            bevel=0,
        )
        for x in (w * 0.18, w * 0.36):
            s.cylinder(h * 0.1, 1.7, brass, at=(x, front, z - h * 0.2), rot=UP, bevel=0.25)
    s.tube(
        [(-w * 0.36, 0, h), (-w * 0.33, 0, h * 1.26), (w * 0.33, 0, h * 1.26), (w * 0.36, 0, h)],
        w * 0.022,
        m.leather("tan"),
    )
    s.tube(
        [(w * 0.42, d * 0.3, h), (w * 0.62, d * 0.3, h * 1.7)],
        0.18,
        m.metal("chrome"),
        smooth=False,
    )

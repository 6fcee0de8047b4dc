"""Chairs and stools."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    PAINTS,
)
from demo.render.parts import four_legs

WOODS = ("oak", "walnut", "beech", "painted wood")


CHAIR_BACKS = {
    "spindle": "a back of slim spindles",
    "panel": "a curved panel back",
    "upholstered": "an upholstered seat and back",
}


@product_type(
    "chair",
    category="Furniture > Seating > Chairs",
    words=("chair", "dining chair", "dining chair"),
    zh="餐椅",
    price=(65, 190),
    choices={
        "style": tuple(CHAIR_BACKS),
        "material": WOODS,
        "color": PAINTS,
        "upholstery": ("light grey", "mustard", "navy", "terracotta", "forest green"),
    },
    sizes={"height_cm": (78, 92, 2), "width_cm": (44, 50, 2)},
    derive=lambda t: (
        {"depth_cm": t["width_cm"] + 4, "seat_height_cm": 46, "weight_g": t["height_cm"] * 60}
        | ({} if t["style"] == "upholstered" else {"upholstery": ""})
    ),
    use=(
        "For the dining table.",
        "Pull it up and stay for dessert.",
        "For the kitchen table or a desk.",
    ),
    phrases=CHAIR_BACKS,
    view=(32, 12),
    turns=True,
)
def chair(t: Traits) -> None:
    w, h, seat = t["width_cm"], t["height_cm"], 45.0
    frame = m.surface(t["material"], t["color"], along="z")
    board = m.surface(t["material"], t["color"], along="y")
    four_legs(w - 9, w - 9, seat - 1, frame)
    s.slab([s.rounded_rectangle(w, w, 9)], 3, board, bevel=1.0, at=(0, 0, seat))
    back = w / 2 - 3
    if t["style"] == "upholstered":
        cloth = m.fabric(t["upholstery"])
        s.slab([s.rounded_rectangle(w - 2, w - 2, 9)], 6, cloth, bevel=2.6, at=(0, 0, seat + 4))
        for x in (-1, 1):
            s.tube(
                [
                    (x * (w / 2 - 5), back, seat),
                    (x * (w / 2 - 5), back + 3, seat + 22),
                    (x * (w / 2 - 6), back + 6, h - 10),
                ],
                1.4,
                frame,
            )
        s.slab(
            [s.rounded_rectangle(w - 3, (h - seat) * 0.6, 7)],
            6,
            cloth,
            bevel=2.6,
            at=(0, back + 4, h - (h - seat) * 0.3),
            rot=(82, 0, 0),
        )
        return
    arch = [
        (x, back + 4 - 0.012 * x * x + 3, h - 3) for x in (-w / 2 + 2, -w / 4, 0, w / 4, w / 2 - 2)
    ]
    if t["style"] == "panel":
        s.strap(arch, 13, 1.8, board, across=(0, 0.1, 1))
        posts = (-w / 2 + 5, w / 2 - 5)
    else:
        s.tube(arch, 2.2, board)
        posts = tuple(-w / 2 + 5 + (w - 10) * i / 6 for i in range(7))
    for x in posts:
        s.tube(
            [(x * 0.9, back, seat), (x, back + 6.5 - 0.012 * x * x, h - 4)],
            1.3 if len(posts) == 2 else 0.75,
            frame,
        )


@product_type(
    "stool",
    category="Furniture > Seating > Stools",
    words=("stool", "bar stool", "stool"),
    zh="凳子",
    price=(38, 110),
    choices={
        "seat": ("round wooden seat", "padded leather seat", "padded fabric seat"),
        "material": ("oak", "walnut", "steel", "painted wood"),
        "color": PAINTS,
        "upholstery": ("tan", "black", "mustard", "navy", "forest green"),
    },
    sizes={"height_cm": (44, 74, 5), "diameter_cm": (30, 38, 2)},
    derive=lambda t: (
        {"weight_g": t["height_cm"] * 55} | ({"upholstery": ""} if "wooden" in t["seat"] else {})
    ),
    use=(
        "For kitchen, bar or workshop.",
        "Pulls up to the counter in a second.",
        "For the kitchen counter or the shed.",
    ),
    phrases={
        "round wooden seat": "a round wooden seat",
        "padded leather seat": "a padded leather seat",
        "padded fabric seat": "a padded fabric seat",
    },
    view=(25, 14),
)
def stool(t: Traits) -> None:
    h, r = t["height_cm"], t["diameter_cm"] / 2
    frame = m.surface(t["material"], t["color"], along="z")
    spread, thin = r * 0.62, 1.2 if t["material"] == "steel" else 1.9
    four_legs(spread * 1.4, spread * 1.4, h - 3, frame, lean=h * 0.09, radius=thin)
    for z, k in ((h * 0.32, 1.0), (h * 0.55, 0.94)):
        d = spread * 0.7 * k + h * 0.09 * 0.7 * (1 - z / h)
        for a in range(4):
            c, e = math.cos(a * math.pi / 2), math.sin(a * math.pi / 2)
            ends = [(d, -d, z + a % 2 * 2), (d, d, z + a % 2 * 2)]
            s.tube(
                [(x * c - y * e, x * e + y * c, q) for x, y, q in ends],
                thin * 0.55,
                frame,
                smooth=False,
            )
    if t["seat"] == "round wooden seat":
        top = (
            m.wood("oak", "y")
            if t["material"] == "steel"
            else m.surface(t["material"], t["color"], along="y")
        )
        s.cylinder(r, 3.2, top, at=(0, 0, h - 3.2), bevel=1.2)
        return
    pad = m.leather(t["upholstery"]) if "leather" in t["seat"] else m.fabric(t["upholstery"])
    s.cylinder(r * 0.97, 2, frame, at=(0, 0, h - 6.5))
    s.lathe(
        s.smooth_profile(
            [(0.01, h - 5), (r * 0.95, h - 5), (r * 1.03, h - 3), (r * 0.92, h - 0.9), (0.01, h)]
        ),
        pad,
    )
    s.torus(r * 1.02, 0.25, pad, at=(0, 0, h - 3))

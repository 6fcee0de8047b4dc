"""Cushions and baskets."""

from __future__ import annotations

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    FABRICS,
)


@product_type(
    "cushion",
    category="Home Decor > Textiles > Cushions",
    words=("cushion", "throw pillow", "scatter cushion"),
    zh="抱枕",
    price=(14, 48),
    choices={
        "shape": ("square", "oblong"),
        "material": ("cotton", "linen", "velvet", "wool"),
        "color": (*FABRICS, "red", "lilac"),
        "pattern": ("plain", "striped", "checked", "dotted", "zigzag", "pinstriped"),
    },
    sizes={"width_cm": (40, 60, 5)},
    derive=lambda t: {
        "height_cm": round(t["width_cm"] * (0.62 if t["shape"] == "oblong" else 1)),
        "weight_g": t["width_cm"] * 12,
    },
    use=(
        "For sofa and bed; cover with zip.",
        "Makes any couch the good couch.",
        "For the settee or the bed; zipped cover.",
    ),
    phrases={"square": "a square shape", "oblong": "an oblong shape"},
    view=(16, 14),
)
def cushion(t: Traits) -> None:
    w, h = t["width_cm"], t["height_cm"]
    cloth = m.surface(t["material"], t["color"], period=w * 0.1, space="xy", **contrast(t))
    s.cushion(w, h, w * 0.3, cloth, at=(0, 0, h / 2), rot=(74, 0, 0))


@product_type(
    "basket",
    category="Home > Storage > Baskets",
    words=("basket", "storage basket", "basket"),
    zh="收纳篮",
    price=(16, 55),
    choices={
        "style": ("round with handles", "round with lid", "tall"),
        "material": ("rattan", "straw", "felt", "cotton"),
        "color": ("light grey", "charcoal", "mustard", "terracotta", "navy", "cream"),
    },
    sizes={"diameter_cm": (24, 44, 2)},
    derive=lambda t: {
        "height_cm": round(t["diameter_cm"] * (1.25 if t["style"] == "tall" else 0.75)),
        "weight_g": t["diameter_cm"] * 22,
    },
    use=(
        "For blankets, toys or laundry.",
        "Hides the mess in style.",
        "For logs, toys or washing.",
    ),
    phrases={
        "round with handles": "two loop handles",
        "round with lid": "a lid with a knob",
        "tall": "tall sides",
    },
    view=(20, 18),
)
def basket(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, float(t["height_cm"])
    skin = (
        m.woven(t["color"], r * 0.075)
        if t["material"] in ("rattan", "straw", "cotton")
        else m.surface(t["material"], t["color"])
    )
    s.vessel(
        s.smooth_profile([(r * 0.84, 0), (r * 0.98, h * 0.3), (r, h * 0.6), (r * 0.95, h)]),
        skin,
        wall=1.0,
    )
    s.torus(r * 0.94, 0.9, skin, at=(0, 0, h))
    if t["style"] == "round with lid":
        s.lathe(
            s.smooth_profile(
                [
                    (r * 0.97, h + 0.6),
                    (r * 0.9, h + 2),
                    (r * 0.4, h + r * 0.25),
                    (0.01, h + r * 0.3),
                ]
            ),
            skin,
        )
        s.ball(r * 0.1, m.wood("oak"), at=(0, 0, h + r * 0.36))
    else:
        grip = m.leather("tan") if t["material"] in ("felt", "cotton") else skin
        for side in (-1, 1):
            x = side * r * 0.94
            s.tube(
                [
                    (x, -r * 0.3, h - 1),
                    (x, -r * 0.24, h + r * 0.28),
                    (x, r * 0.24, h + r * 0.28),
                    (x, r * 0.3, h - 1),
                ],
                0.9,
                grip,
            )

"""Hats: fedoras, sun hats, bucket hats, beanies."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    FABRICS,
)

HATS = {
    "fedora": "a pinched crown and a broad brim",
    "sun hat": "a wide, soft brim",
    "bucket hat": "a short sloping brim",
    "beanie": "a turned-up edge and a pompom",
}


@product_type(
    "hat",
    category="Accessories > Hats",
    words=("hat", "hat", "hat"),
    zh="帽子",
    nouns={
        "fedora": ("fedora hat", "fedora", "fedora hat"),
        "sun hat": ("sun hat", "wide-brim sun hat", "sun hat"),
        "bucket hat": ("bucket hat",) * 3,
        "beanie": ("beanie", "pompom beanie", "bobble hat"),
    },
    price=(14, 55),
    accent="trim",
    choices={
        "style": tuple(HATS),
        "color": (*FABRICS, "black", "red", "lilac"),
        "accent": ("black", "navy", "burgundy", "brown", "cream"),
        "material": ("felt", "cotton", "straw"),
    },
    derive=lambda t: (
        {
            "material": {
                "beanie": "wool",
                "sun hat": "straw",
                "bucket hat": "cotton",
                "fedora": "felt",
            }[t["style"]],
            "head_cm": 54 + 2 * (len(t["color"]) % 3),
            "weight_g": 110,
        }
        | ({"color": "beige"} if t["style"] == "sun hat" else {})
        | ({"accent": ""} if t["style"] == "bucket hat" else {})
    ),
    use=(
        "For every day.",
        "Goes with everything but bad weather moods.",
        "For days out in all weathers.",
    ),
    phrases=HATS,
    view=(20, 18),
)
def hat(t: Traits) -> None:
    style = t["style"]
    if style == "beanie":
        skin = m.knit(t["color"])
        s.lathe(s.smooth_profile([(10, 4), (10.2, 9), (9, 14.5), (5.5, 18.5), (0.01, 20)]), skin)
        s.lathe(
            s.smooth_profile([(10.2, 0), (11, 0.6), (11.1, 5.6), (10.6, 6.2), (10.1, 5.8)]), skin
        )
        _pompom(m.fabric(t["accent"], 2, 1.0))
        return
    skin = m.woven("beige", 0.55) if style == "sun hat" else m.surface(t["material"], t["color"])
    crown = {
        "fedora": [(9.6, 0), (9.3, 5), (8.4, 10), (7.4, 11.8), (5, 11.6), (0.01, 10)],
        "sun hat": [(10, 0), (9.8, 5), (8.5, 9), (4, 11.2), (0.01, 11.6)],
        "bucket hat": [(10.4, 0), (9.4, 6), (8.5, 9.2), (8.1, 9.6), (0.01, 9.8)],
    }[style]
    s.lathe(s.smooth_profile(crown), skin)
    reach, drop, wave = {
        "fedora": (17, 0.6, 1.5),
        "sun hat": (23, -1.5, 1.2),
        "bucket hat": (15, -4.5, 0.2),
    }[style]

    def brim(u: float, v: float) -> s.Point:
        a, r = 2 * math.pi * u, 9.5 + (reach - 9.5) * v
        return (r * math.cos(a), r * math.sin(a) * 1.06, drop * v + wave * v * v * math.cos(2 * a))

    s.solidify(s.sheet(brim, skin, 72, 8), 0.35)
    if t["accent"]:
        r = 9.75 if style == "fedora" else 10.1
        s.lathe(
            [(r + 0.05, 0.2), (r + 0.25, 0.4), (r + 0.05, 3.4), (r - 0.2, 3.5)],
            m.fabric(t["accent"], 9, 0.3),
        )


def _pompom(wool: object) -> None:
    for i in range(70):
        z = 1 - 2 * (i + 0.5) / 70
        a, k = 2.399963 * i, math.sqrt(1 - z * z)
        s.ball(
            1.1, wool, at=(2.6 * k * math.cos(a), 2.6 * k * math.sin(a), 22.3 + 2.6 * z), steps=12
        )

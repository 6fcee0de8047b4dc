"""Vases and candles."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    GLASS_TINTS,
    GLAZES,
)
from demo.render.parts import shell_weight

VASES = {
    "bottle": "a bottle neck",
    "amphora": "round shoulders and a narrow foot",
    "cylinder": "straight sides",
    "bud": "a small mouth for a single stem",
    "flared": "a wide, flared rim",
}


@product_type(
    "vase",
    category="Home Decor > Vases",
    words=("vase", "flower vase", "vase"),
    zh="花瓶",
    price=(14, 70),
    choices={
        "style": tuple(VASES),
        "material": ("stoneware", "porcelain", "earthenware", "terracotta", "glass"),
        "color": GLAZES,
        "pattern": ("plain", "striped", "dotted", "speckled", "dipped", "zigzag"),
    },
    sizes={"height_cm": (14, 38, 2)},
    derive=lambda t: (
        {
            "diameter_cm": round(t["height_cm"] * 0.48),
            "weight_g": shell_weight(t, t["height_cm"] * 0.2, t["height_cm"], 0.6),
        }
        | (
            {
                "color": GLASS_TINTS[len(t["color"]) % len(GLASS_TINTS)],
                "pattern": "plain",
                "second_color": "",
            }
            if t["material"] == "glass"
            else {}
        )
    ),
    use=(
        "For fresh or dried flowers.",
        "Looks good even before the flowers.",
        "For cut flowers or a few dried stems.",
    ),
    phrases=VASES,
    view=(15, 12),
)
def vase(t: Traits) -> None:
    h, r = t["height_cm"], t["height_cm"] * 0.24
    outline = {
        "bottle": [
            (r * 0.7, 0),
            (r, h * 0.2),
            (r * 0.95, h * 0.45),
            (r * 0.35, h * 0.68),
            (r * 0.32, h * 0.9),
            (r * 0.42, h),
        ],
        "amphora": [
            (r * 0.45, 0),
            (r * 0.7, h * 0.25),
            (r * 1.1, h * 0.62),
            (r * 0.75, h * 0.86),
            (r * 0.5, h * 0.92),
            (r * 0.62, h),
        ],
        "cylinder": [(r * 0.74, 0), (r * 0.78, h * 0.04), (r * 0.78, h * 0.5), (r * 0.78, h)],
        "bud": [
            (r * 0.6, 0),
            (r * 1.15, h * 0.25),
            (r * 1.2, h * 0.42),
            (r * 0.6, h * 0.72),
            (r * 0.26, h * 0.86),
            (r * 0.34, h),
        ],
        "flared": [
            (r * 0.62, 0),
            (r * 0.6, h * 0.1),
            (r * 0.55, h * 0.5),
            (r * 0.75, h * 0.8),
            (r * 1.15, h),
        ],
    }[t["style"]]
    skin = (
        m.glass(t["color"])
        if t["material"] == "glass"
        else m.surface(t["material"], t["color"], period=h * 0.11, level=h * 0.4, **contrast(t))
    )
    s.vessel(s.smooth_profile(outline), skin, wall=0.5)


SCENTS = ("cedar", "fig", "vanilla", "orange peel", "lavender", "sea salt")


@product_type(
    "candle",
    category="Home Decor > Candles > Scented candles",
    words=("scented candle", "candle", "scented candle"),
    zh="香薰蜡烛",
    price=(8, 28),
    choices={
        "vessel": ("glass jar", "tin", "pillar", "stoneware cup"),
        "material": ("soy wax",),
        "color": (
            "cream",
            "sage green",
            "terracotta",
            "pink",
            "lilac",
            "mustard",
            "white",
            "navy",
            "burgundy",
            "teal",
        ),
        "scent": SCENTS,
    },
    sizes={"height_cm": (7, 13, 1)},
    derive=lambda t: {
        "diameter_cm": 7.5,
        "burning_hours": t["height_cm"] * 4,
        "weight_g": t["height_cm"] * 30,
    },
    use=("Cotton wick.", "Light it, breathe, repeat.", "Hand-poured, with a cotton wick."),
    phrases={
        "glass jar": "a clear glass jar",
        "tin": "a tin in the same colour",
        "pillar": "a free-standing pillar shape",
        "stoneware cup": "a speckled stoneware cup",
        **{x: f"the scent of {x}" for x in SCENTS},
    },
    view=(15, 24),
)
def candle(t: Traits) -> None:
    h, r = t["height_cm"], 3.75
    fill = h * {"pillar": 1.0, "glass jar": 0.8}.get(t["vessel"], 0.93)
    s.lathe(
        [
            (0, 0.3),
            (r - 0.4, 0.3),
            (r - 0.35, 0.8),
            (r - 0.35, fill - 0.4),
            (r - 0.7, fill),
            (r * 0.4, fill - 0.25),
            (0, fill - 0.35),
        ],
        m.wax(t["color"]),
    )
    s.tube([(0, 0, fill - 0.5), (0.1, 0, fill + 0.8)], 0.1, m.bisque("charcoal"), smooth=False)
    s.ball((0.32, 0.32, 0.9), m.glow("#FFB347", 10), at=(0.1, 0, fill + 1.5))
    shell = {
        "glass jar": lambda: m.glass("clear"),
        "tin": lambda: m.painted(t["color"], 0.6),
        "stoneware cup": lambda: m.ceramic(
            t["color"], 0.4, pattern="speckled", second="charcoal", period=0.9
        ),
    }.get(t["vessel"])
    if shell:
        s.vessel([(r - 0.4, 0), (r, 0.4), (r, h)], shell(), wall=0.28)
        if t["vessel"] == "glass jar":  # the label
            s.rings(
                [
                    [
                        (r * 1.01 * math.sin(a), -r * 1.01 * math.cos(a), z)
                        for a in (-0.55 + 1.1 * i / 16 for i in range(17))
                    ]
                    for z in (h * 0.22, h * 0.6)
                ],
                m.painted("white", 0.0),
                caps=False,
                closed=False,
            )
            s.label(
                t["scent"].upper(),
                r * min(0.24, 1.15 / len(t["scent"])),  # within the label
                m.painted("black", 0.1),
                at=(0, -r * 1.03, h * 0.41),
            )

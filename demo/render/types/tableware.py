"""Tableware: mugs, teapots, bowls."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    GLAZES,
)
from demo.render.parts import shell_weight

CLAYS = ("stoneware", "porcelain", "earthenware")


def _mug_sizes(t: Traits) -> Traits:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    fill = {"straight": 1.0, "tapered": 0.78, "rounded": 0.95, "footed": 0.8}[t["style"]]
    liters = round(0.92 * fill * math.pi * (r - 0.4) ** 2 * (h - 0.5) / 1000, 2)
    return {"capacity_l": liters, "weight_g": shell_weight(t, r, h, 0.4)}


@product_type(
    "mug",
    category="Home & Kitchen > Drinkware > Mugs",
    words=("mug", "coffee mug", "tea mug"),
    zh="马克杯",
    price=(8, 22),
    choices={
        "style": ("straight", "tapered", "rounded", "footed"),
        "material": (*CLAYS, "enamel"),
        "color": GLAZES,
        "pattern": ("plain", "plain", "striped", "dotted", "speckled", "dipped", "zigzag"),
    },
    sizes={"height_cm": (8, 11, 0.5), "diameter_cm": (7.5, 9.5, 0.5)},
    derive=_mug_sizes,
    use=(
        "For coffee, tea and cocoa.",
        "Made for slow mornings and strong coffee.",
        "A proper cup for a proper brew.",
    ),
    phrases={
        "straight": "straight sides",
        "tapered": "sides that narrow towards the foot",
        "rounded": "a round belly",
        "footed": "a small raised foot",
    },
    turns=True,
)
def mug(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    outside = {
        "straight": [(r * 0.9, 0), (r, 0.5), (r, h * 0.5), (r, h)],
        "tapered": [(r * 0.62, 0), (r * 0.7, 0.5), (r * 0.86, h * 0.5), (r, h)],
        "rounded": [(r * 0.6, 0), (r * 0.88, h * 0.14), (r * 1.05, h * 0.45), (r * 0.95, h)],
        "footed": [
            (r * 0.6, 0),
            (r * 0.56, h * 0.07),
            (r * 0.62, h * 0.11),
            (r * 0.98, h * 0.3),
            (r, h),
        ],
    }[t["style"]]
    glaze = m.surface(t["material"], t["color"], period=1.5, level=h * 0.38, **contrast(t))
    s.vessel(s.smooth_profile(outside), glaze, wall=0.25 if t["material"] == "enamel" else 0.42)
    plain = m.surface(t["material"], t["color"])
    rim = {"rounded": 1.0}.get(t["style"], 0.97)
    s.tube(
        [
            (r * rim - 0.2, 0, h * 0.8),
            (r + 2.2, 0, h * 0.8),
            (r + 2.5, 0, h * 0.45),
            (r * 0.9, 0, h * 0.27),
        ],
        0.5,
        plain,
        flat=1.25,
    )
    if t["material"] == "enamel":
        s.torus(
            r + 0.05 if t["style"] != "rounded" else r * 0.96,
            0.18,
            m.painted("navy", 0.8),
            at=(0, 0, h + 0.05),
        )


def _teapot_sizes(t: Traits) -> Traits:
    r = t["height_cm"] * {"round": 0.62, "tall": 0.46, "squat": 0.72}[t["style"]]
    liters = round(0.45 * math.pi * r**2 * t["height_cm"] * 0.8 / 1000, 1)
    return {
        "width_cm": round(r * 3.2),
        "capacity_l": liters,
        "weight_g": shell_weight(t, r, t["height_cm"], 0.5),
    }


@product_type(
    "teapot",
    category="Home & Kitchen > Drinkware > Teapots",
    words=("teapot", "tea pot", "teapot"),
    zh="茶壶",
    price=(24, 58),
    choices={
        "style": ("round", "tall", "squat"),
        "handle": ("ceramic loop", "bamboo bail"),
        "material": (*CLAYS, "cast iron"),
        "color": GLAZES,
        "pattern": ("plain", "plain", "speckled", "dotted", "striped", "dipped"),
    },
    sizes={"height_cm": (11, 16, 1)},
    derive=_teapot_sizes,
    use=(
        "For loose tea; the lid sits deep and stays on when pouring.",
        "Pour a round for the whole table.",
        "For tea, made the long way.",
    ),
    phrases={
        "round": "a ball-shaped body",
        "tall": "a tall, slim body",
        "squat": "a low, wide body",
        "ceramic loop": "a loop handle at the side",
        "bamboo bail": "a bamboo handle over the lid",
    },
    turns=True,
)
def teapot(t: Traits) -> None:
    h = t["height_cm"] * 0.85
    r = t["height_cm"] * {"round": 0.62, "tall": 0.46, "squat": 0.72}[t["style"]]
    glaze = m.surface(t["material"], t["color"], period=1.8, level=h * 0.4, **contrast(t))
    plain = m.surface(t["material"], t["color"])
    body = [(r * 0.55, 0), (r * 0.9, h * 0.2), (r, h * 0.45), (r * 0.85, h * 0.8), (r * 0.42, h)]
    s.lathe(s.smooth_profile([(0, 0), *body, (0, h)][:-1]) + [(0, h)], glaze)
    s.lathe(
        s.smooth_profile([(r * 0.46, h - 0.2), (r * 0.4, h + 0.4), (r * 0.12, h + 0.9)])
        + [(0, h + 0.95)],
        plain,
    )
    s.ball((r * 0.13, r * 0.13, r * 0.12), plain, at=(0, 0, h + 1.2))
    path = s.smooth_path(
        [(-r * 0.75, 0, h * 0.3), (-r * 1.25, 0, h * 0.5), (-r * 1.5, 0, h * 0.95)]
    )
    widths = [r * (0.24 - 0.14 * i / (len(path) - 1)) for i in range(len(path))]
    s.rings([_disc(p, w, 35) for p, w in zip(path, widths, strict=True)], plain)
    if t["handle"] == "bamboo bail":
        cane = m.wood("bamboo", "x")
        s.tube(
            [
                (-r * 0.7, 0, h * 0.85),
                (-r * 0.75, 0, h * 1.35),
                (0, 0, h * 1.75),
                (r * 0.75, 0, h * 1.35),
                (r * 0.7, 0, h * 0.85),
            ],
            0.45,
            cane,
        )
    else:
        s.tube(
            [
                (r * 0.8, 0, h * 0.8),
                (r * 1.55, 0, h * 0.85),
                (r * 1.5, 0, h * 0.35),
                (r * 0.9, 0, h * 0.22),
            ],
            0.6,
            plain,
        )


def _disc(at: s.Point, radius: float, tilt: float) -> list[s.Point]:
    """A ring of points round `at`, leaning by `tilt` degrees about y: a section of a spout."""
    a = math.radians(tilt)
    angles = [2 * math.pi * i / 24 for i in range(24)]
    return [
        (
            at[0] + radius * math.cos(b) * math.cos(a),
            at[1] + radius * math.sin(b),
            at[2] + radius * math.cos(b) * math.sin(a),
        )
        for b in angles
    ]


def _bowl_sizes(t: Traits) -> Traits:
    depth = {"deep": 0.55, "wide": 0.32, "footed": 0.5}[t["style"]]
    h = round(t["diameter_cm"] * depth, 1)
    r = t["diameter_cm"] / 2
    return {
        "height_cm": h,
        "capacity_l": round(0.55 * math.pi * r**2 * h / 1000, 1),
        "weight_g": shell_weight(t, r * 0.8, h, 0.6),
    }


@product_type(
    "bowl",
    category="Home & Kitchen > Tableware > Bowls",
    words=("bowl", "serving bowl", "bowl"),
    zh="碗",
    price=(12, 38),
    choices={
        "style": ("deep", "wide", "footed"),
        "material": (*CLAYS, "oak", "walnut", "glass"),
        "color": GLAZES,
        "pattern": ("plain", "striped", "dotted", "speckled", "dipped", "zigzag"),
    },
    sizes={"diameter_cm": (13, 28, 1)},
    derive=lambda t: (
        _bowl_sizes(t)
        | ({"pattern": "plain", "second_color": ""} if t["material"] == "glass" else {})
    ),
    use=(
        "For salad, fruit or soup.",
        "Toss it, serve it, leave it on the table.",
        "For salads, fruit and second helpings.",
    ),
    phrases={"deep": "deep sides", "wide": "a wide, shallow shape", "footed": "a turned foot"},
)
def bowl(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    look = contrast(t)
    material = (
        m.glass(t["color"])
        if t["material"] == "glass"
        else m.surface(t["material"], t["color"], period=r * 0.26, level=h * 0.4, **look)
    )
    outside = {
        "deep": [(r * 0.45, 0), (r * 0.8, h * 0.28), (r * 0.97, h * 0.65), (r, h)],
        "wide": [(r * 0.4, 0), (r * 0.7, h * 0.25), (r * 0.92, h * 0.7), (r, h)],
        "footed": [
            (r * 0.42, 0),
            (r * 0.34, h * 0.14),
            (r * 0.42, h * 0.22),
            (r * 0.88, h * 0.55),
            (r, h),
        ],
    }[t["style"]]
    s.vessel(s.smooth_profile(outside), material, wall=0.3 if t["material"] == "glass" else 0.6)

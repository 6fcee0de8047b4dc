"""Pendant lamps and lanterns."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    LAMP_COLORS,
    linear,
)
from demo.render.patterns import Graph
from demo.render.types.lamps import METALS


def metal_shade(profile: s.Outline, material: object, z: float) -> None:
    """A metal shade over `profile` from its rim upward, white inside, with a lit bulb."""
    s.lathe([(r, h + z) for r, h in profile], material)
    s.lathe([(max(r - 0.25, 0.01), h + z - 0.1) for r, h in profile], m.painted("white", 0.3))
    s.ball(profile[0][0] * 0.3, m.glow("#FFE3B5", 5), at=(0, 0, z + profile[0][0] * 0.25))


@product_type(
    "pendant lamp",
    category="Lighting > Ceiling lights > Pendant lamps",
    words=("pendant lamp", "pendant light", "ceiling light"),
    zh="吊灯",
    price=(38, 140),
    choices={
        "style": ("dome", "bell", "paper globe", "cone", "rattan"),
        "material": METALS,
        "color": LAMP_COLORS,
    },
    sizes={"diameter_cm": (22, 46, 2)},
    derive=lambda t: (
        {"height_cm": round(t["diameter_cm"] * 0.7), "weight_g": t["diameter_cm"] * 40}
        | (
            {"material": "paper", "color": "white"}
            if t["style"] == "paper globe"
            else {"material": "rattan", "color": "light brown"}
            if t["style"] == "rattan"
            else {}
        )
    ),
    use=(
        "To hang over a table; E27 socket, 120 cm cable.",
        "Hang it over the table and dim the rest.",
        "For over the kitchen table; E27 bulb, 120 cm flex.",
    ),
    phrases={
        "dome": "a dome-shaped shade",
        "bell": "a bell-shaped shade",
        "paper globe": "a ribbed paper globe",
        "cone": "a cone-shaped shade",
        "rattan": "a woven rattan shade",
    },
    view=(15, -6),
    stage="air",
)
def pendant_lamp(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    skin, cable = m.surface(t["material"], t["color"]), m.plastic("black")
    top = {"dome": 0.75, "bell": 1.15, "paper globe": 1.9, "cone": 1.0, "rattan": 0.95}[
        t["style"]
    ] * r
    if t["style"] == "paper globe":
        ribs = [
            (r * math.sin(a) + 0.25 * math.cos(20 * a), r - r * math.cos(a))
            for a in (math.pi * (0.06 + 0.88 * i / 160) for i in range(161))
        ]
        g = Graph(
            Base_Color=linear("white"),
            Roughness=0.9,
            Emission_Color=linear("#FFE9C8"),
            Emission_Strength=0.25,
        )
        s.lathe(ribs, g.material)
    else:
        profile = {
            "dome": [(r, 0), (r * 0.96, r * 0.25), (r * 0.7, r * 0.58), (r * 0.12, top)],
            "bell": [
                (r, 0),
                (r * 0.8, r * 0.2),
                (r * 0.55, r * 0.6),
                (r * 0.4, r * 0.95),
                (r * 0.1, top),
            ],
            "cone": [(r, 0), (r * 0.55, r * 0.5), (r * 0.1, top)],
            "rattan": [(r * 0.9, 0), (r, r * 0.25), (r * 0.75, r * 0.7), (r * 0.2, top)],
        }[t["style"]]
        metal_shade(s.smooth_profile(profile) if t["style"] != "cone" else profile, skin, 0)
    s.cylinder(r * 0.13, r * 0.22, m.metal("brass"), at=(0, 0, top * 0.98))
    s.cylinder(0.3, r * 1.1, cable, at=(0, 0, top + r * 0.15), bevel=0.02)


@product_type(
    "lantern",
    category="Home Decor > Candles > Lanterns",
    words=("lantern", "candle lantern", "lantern"),
    zh="提灯",
    price=(18, 62),
    choices={
        "style": ("square", "round"),
        "material": ("steel", "brass", "copper", "oak"),
        "color": ("black", "white", "sage green", "navy", "red"),
        "candle": ("white", "red", "mustard"),
    },
    sizes={"height_cm": (20, 42, 2)},
    derive=lambda t: {"width_cm": round(t["height_cm"] * 0.5), "weight_g": t["height_cm"] * 30},
    use=(
        "With a candle; for table, window and terrace.",
        "Candlelight, indoors or out.",
        "For the doorstep, the patio or the mantelpiece.",
    ),
    phrases={
        "square": "a square frame with glass sides",
        "round": "a round frame with a glass cylinder",
    },
    view=(30, 10),
)
def lantern(t: Traits) -> None:
    h, w = t["height_cm"] * 0.8, t["width_cm"]
    frame, plate = (m.surface(t["material"], t["color"], along=axis) for axis in "zx")
    pane = m.glass("clear")
    bar = w * 0.045
    if t["style"] == "square":
        for z in (bar * 1.5, h * 0.72):
            s.box((w, w, bar * 3), plate, at=(0, 0, z), bevel=0.12)
        for x in (-1, 1):
            for y in (-1, 1):
                s.box(
                    (bar * 2, bar * 2, h * 0.72),
                    frame,
                    at=(x * (w / 2 - bar - 0.15), y * (w / 2 - bar - 0.15), h * 0.36),
                    bevel=0.1,
                )
            s.box((w * 0.86, 0.2, h * 0.66), pane, at=(0, x * (w / 2 - bar), h * 0.36), bevel=0)
            s.box((0.2, w * 0.86, h * 0.66), pane, at=(x * (w / 2 - bar), 0, h * 0.36), bevel=0)
        _pyramid(w, h, plate)
    else:
        s.cylinder(w / 2, bar * 2.5, plate, bevel=0.3)
        s.lathe([(w * 0.42, bar * 2), (w * 0.42, h * 0.72)], pane)
        for i in range(4):
            a = math.pi / 4 + math.pi / 2 * i
            s.cylinder(bar, h * 0.72, frame, at=(w * 0.46 * math.cos(a), w * 0.46 * math.sin(a), 0))
        s.lathe(
            s.smooth_profile(
                [
                    (w * 0.52, h * 0.72),
                    (w * 0.5, h * 0.76),
                    (w * 0.22, h * 0.9),
                    (w * 0.12, h),
                    (0.01, h * 1.02),
                ]
            ),
            plate,
        )
    s.cylinder(w * 0.2, h * 0.36, m.wax(t["candle"]), at=(0, 0, bar * 2), bevel=0.4)
    s.ball(
        (w * 0.035, w * 0.035, w * 0.1),
        m.glow("#FFB347", 9),
        at=(0, 0, h * 0.36 + bar * 2 + w * 0.1),
    )
    s.torus(w * 0.24, bar * 0.7, frame, at=(0, 0, h * 1.02 + w * 0.2), rot=(90, 0, 25))


def _pyramid(w: float, h: float, material: object) -> None:
    """The roof of a square lantern."""
    rings = [
        ([(x * k, y * k) for x, y in s.rounded_rectangle(w, w, 0.3, 2)], z)
        for k, z in ((1.08, h * 0.76), (1.08, h * 0.79), (0.3, h * 0.97), (0.26, h * 1.02))
    ]
    s.loft(rings, material)

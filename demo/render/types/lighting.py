"""Lighting: table, desk, floor and pendant lamps, lanterns."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import GLAZES

SHADES = ("white", "cream", "mustard", "navy", "terracotta", "sage green", "charcoal")
METALS = ("steel", "brass", "copper", "stainless steel")
LAMP_COLORS = ("black", "white", "red", "mustard", "sage green", "navy", "teal", "orange")


def lampshade(bottom: float, top: float, height: float, z: float, color: str) -> None:
    """A cloth shade, open above and below, glowing a little from the bulb within."""
    cloth = m.fabric(color, 8, 0.2)
    inside = m.glow("#FFE9C4", 1.6)
    s.lathe([(bottom, z), (top, z + height)], cloth)
    s.lathe([(bottom - 0.3, z + 0.1), (top - 0.3, z + height - 0.1)], inside)
    for r, at in ((bottom, z), (top, z + height)):
        s.torus(r, 0.25, cloth, at=(0, 0, at))


def metal_shade(profile: s.Outline, material: object, z: float) -> None:
    """A metal shade over `profile` from its rim upward, white inside, with a lit bulb."""
    s.lathe([(r, h + z) for r, h in profile], material)
    s.lathe([(max(r - 0.25, 0.01), h + z - 0.1) for r, h in profile], m.painted("white", 0.3))
    s.ball(profile[0][0] * 0.3, m.glow("#FFE3B5", 5), at=(0, 0, z + profile[0][0] * 0.25))


@product_type(
    "table lamp",
    category="Lighting > Lamps > Table lamps",
    words=("table lamp", "table lamp", "bedside lamp"),
    zh="台灯",
    price=(35, 120),
    choices={
        "style": ("gourd", "cylinder", "ball", "tripod"),
        "material": ("stoneware", "oak", "brass", "marble", "walnut"),
        "color": GLAZES,
        "accent": SHADES,
    },
    sizes={"height_cm": (34, 58, 2)},
    derive=lambda t: {"diameter_cm": round(t["height_cm"] * 0.56), "weight_g": t["height_cm"] * 40},
    use=(
        "For living room and bedside; E27 socket.",
        "Warm light for late chapters.",
        "For the bedside or the hall table; E27 bulb.",
    ),
    phrases={
        "gourd": "a gourd-shaped foot",
        "cylinder": "a plain cylindrical foot",
        "ball": "a round foot",
        "tripod": "three legs",
    },
    view=(20, 8),
)
def table_lamp(t: Traits) -> None:
    h, r = t["height_cm"], t["height_cm"] * 0.28
    body = m.surface(t["material"], t["color"], along="z")
    foot = h * 0.55
    profiles = {
        "gourd": [
            (r * 0.45, 0),
            (r * 0.62, foot * 0.25),
            (r * 0.3, foot * 0.55),
            (r * 0.36, foot * 0.72),
            (r * 0.12, foot),
        ],
        "cylinder": [
            (r * 0.42, 0),
            (r * 0.42, foot * 0.5),
            (r * 0.42, foot * 0.86),
            (r * 0.1, foot * 0.9),
        ],
        "ball": [
            (r * 0.25, 0),
            (r * 0.6, foot * 0.2),
            (r * 0.7, foot * 0.42),
            (r * 0.55, foot * 0.68),
            (r * 0.12, foot * 0.82),
        ],
    }
    if t["style"] == "tripod":
        for i in range(3):
            a = math.radians(90 + 120 * i + 10)
            s.tube(
                [
                    (r * 0.8 * math.cos(a), r * 0.8 * math.sin(a), 0.6),
                    (0.4 * math.cos(a), 0.4 * math.sin(a), foot * 1.02),
                ],
                0.8,
                body,
                smooth=False,
            )
        s.cylinder(1.6, 2, body, at=(0, 0, foot * 0.95))
    else:
        s.lathe([(0, 0), *s.smooth_profile(profiles[t["style"]])], body)
    s.cylinder(0.5, h * 0.2, m.metal("brass"), at=(0, 0, foot * 0.8))
    lampshade(r, r * 0.68, h * 0.42, h * 0.58, t["accent"])


@product_type(
    "desk lamp",
    category="Lighting > Lamps > Desk lamps",
    words=("desk lamp", "task lamp", "reading lamp"),
    zh="书桌灯",
    price=(28, 95),
    choices={
        "style": ("jointed arm", "curved neck"),
        "material": METALS,
        "color": LAMP_COLORS,
        "base": ("round base", "wooden base"),
    },
    sizes={"height_cm": (36, 52, 2)},
    derive=lambda t: {"width_cm": round(t["height_cm"] * 0.8), "weight_g": t["height_cm"] * 35},
    use=(
        "For desk work; turns and tilts.",
        "Puts the light where the work is.",
        "For the desk or the sewing table.",
    ),
    phrases={
        "jointed arm": "a jointed arm",
        "curved neck": "a curved neck",
        "round base": "a round metal base",
        "wooden base": "a wooden base",
    },
    view=(12, 10),
)
def desk_lamp(t: Traits) -> None:
    h = t["height_cm"]
    body = m.surface(t["material"], t["color"])
    base = m.wood("beech", "x") if t["base"] == "wooden base" else body
    s.cylinder(h * 0.2, h * 0.045, base, at=(0, 0, 0), bevel=0.5)
    head = (h * 0.42, 0.0, h * 0.74)
    if t["style"] == "jointed arm":
        joints = [(0, 0, h * 0.04), (-h * 0.22, 0, h * 0.5), (head[0] - h * 0.06, 0, h * 0.92)]
        for a, b in zip(joints, joints[1:], strict=False):
            for y in (-0.7, 0.7):
                s.tube([(a[0], y, a[2]), (b[0], y, b[2])], 0.45, body, smooth=False)
        for x, _, z in joints[1:]:
            s.cylinder(1.2, 3, m.metal("brass"), at=(x, 1.5, z), rot=(90, 0, 0))
    else:
        s.tube(
            [
                (0, 0, 0),
                (-h * 0.03, 0, h * 0.5),
                (h * 0.1, 0, h * 0.95),
                (head[0] - h * 0.05, 0, h * 0.93),
            ],
            0.65,
            body,
        )
    profile = s.smooth_profile(
        [(h * 0.19, 0), (h * 0.15, h * 0.1), (h * 0.06, h * 0.17), (h * 0.045, h * 0.24)]
    )
    tilt = (0, 22, 0)
    for radius, z, skin in ((1.0, 0.0, body), (0.97, -0.15, m.painted("white", 0.2))):
        s.lathe(
            [(r * radius, q + z) for r, q in [*profile, (0.01, profile[-1][1])]],
            skin,
            at=head,
            rot=tilt,
        )
    s.ball(h * 0.06, m.glow("#FFE3B5", 5), at=(head[0] + h * 0.02, 0, head[2] + h * 0.03))


@product_type(
    "floor lamp",
    category="Lighting > Lamps > Floor lamps",
    words=("floor lamp", "floor lamp", "standard lamp"),
    zh="落地灯",
    price=(70, 220),
    choices={
        "style": ("tripod", "straight", "arc"),
        "material": ("oak", "walnut", "steel", "brass"),
        "color": ("black", "white"),
        "accent": SHADES,
    },
    sizes={"height_cm": (140, 170, 5)},
    derive=lambda t: {"diameter_cm": 46, "weight_g": t["height_cm"] * 32},
    use=(
        "For the living room; E27 socket.",
        "Lights up the corner everyone fights over.",
        "For the corner by the settee; E27 bulb.",
    ),
    phrases={
        "tripod": "three legs",
        "straight": "a straight pole",
        "arc": "a pole that bends over in an arc",
    },
    view=(14, 7),
)
def floor_lamp(t: Traits) -> None:
    h = t["height_cm"]
    body = m.surface(t["material"], t["color"], along="z")
    if t["style"] == "tripod":
        for i in range(3):
            a = math.radians(80 + 120 * i)
            s.tube(
                [
                    (30 * math.cos(a), 30 * math.sin(a), 0.8),
                    (3 * math.cos(a), 3 * math.sin(a), h * 0.76),
                ],
                1.6,
                body,
                smooth=False,
            )
        s.cylinder(4.5, 3, body, at=(0, 0, h * 0.74))
        lampshade(23, 18, h * 0.2, h * 0.78, t["accent"])
        return
    s.cylinder(15, 2.5, body, at=(0, 0, 0), bevel=0.8)
    if t["style"] == "straight":
        s.cylinder(1.3, h * 0.82, body)
        lampshade(23, 16, h * 0.2, h * 0.78, t["accent"])
        return
    s.tube(
        [(0, 0, 1), (-4, 0, h * 0.5), (10, 0, h * 0.9), (38, 0, h * 0.98), (58, 0, h * 0.84)],
        1.3,
        body,
    )
    cloth = m.fabric(t["accent"], 8, 0.2)
    s.lathe(s.smooth_profile([(21, 0), (19, 9), (11, 16), (1, 19)]), cloth, at=(58, 0, h * 0.72))
    s.ball(6, m.glow("#FFE3B5", 4), at=(58, 0, h * 0.74))


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
        g = m.Graph(
            Base_Color=m.linear("white"),
            Roughness=0.9,
            Emission_Color=m.linear("#FFE9C8"),
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
    frame = m.surface(t["material"], t["color"], along="z")
    pane = m.glass("clear")
    bar = w * 0.045
    if t["style"] == "square":
        for z in (bar * 1.5, h * 0.72):
            s.box((w, w, bar * 3), frame, at=(0, 0, z), bevel=0.12)
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
        _pyramid(w, h, frame)
    else:
        s.cylinder(w / 2, bar * 2.5, frame, bevel=0.3)
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
            frame,
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

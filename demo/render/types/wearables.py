"""Hats, sunglasses, watches."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.parts import superellipse


@product_type(
    "sunglasses",
    category="Accessories > Sunglasses",
    words=("sunglasses", "sunglasses", "sunglasses"),
    zh="太阳镜",
    price=(18, 75),
    choices={
        "style": ("round", "square", "cat eye"),
        "material": ("plastic", "brass", "stainless steel"),
        "color": ("black", "red", "navy", "white", "pink", "amber", "forest green", "turquoise"),
        "lens": ("grey lenses", "brown lenses", "green lenses", "blue lenses"),
    },
    sizes={"width_cm": (13.2, 14.8, 0.2)},
    derive=lambda t: {"height_cm": 5, "weight_g": 28},
    use=("UV 400 protection.", "Shade, with an attitude.", "UV 400 lenses."),
    phrases={
        "round": "round lenses",
        "square": "square lenses",
        "cat eye": "lenses swept up at the outer edge",
        "grey lenses": "grey lenses",
        "brown lenses": "brown lenses",
        "green lenses": "green lenses",
        "blue lenses": "blue lenses",
    },
    view=(22, 16),
)
def sunglasses(t: Traits) -> None:
    w = t["width_cm"]
    frame = m.plastic(t["color"], 0.2) if t["material"] == "plastic" else m.metal(t["material"])
    thick = 0.42 if t["material"] == "plastic" else 0.16
    tint = {
        "grey lenses": "#2B2D31",
        "brown lenses": "#4A2C16",
        "green lenses": "#21402B",
        "blue lenses": "#1B3D66",
    }[t["lens"]]
    dark = m.plastic(tint, 0.05)
    z = 2.6
    for side in (-1, 1):
        outline = _lens(t["style"], side)
        cx = side * w * 0.245
        s.slab([outline], 0.12, dark, bevel=0.03, at=(cx, 0, z), rot=(90, 0, 0))
        s.tube(
            [(x + cx, 0, y + z) for x, y in outline], thick * 0.75, frame, smooth=False, closed=True
        )
        s.tube(
            [
                (side * w * 0.47, 0, z + 1.2),
                (side * w * 0.505, 1.2, z + 1.2),
                (side * w * 0.5, 9.5, z + 1.0),
                (side * w * 0.485, 13.6, z - 1.9),
            ],
            thick * 0.7,
            frame,
        )
        s.tube(
            [(side * (w * 0.245 + 2.3), 0, z + 1.1), (side * w * 0.475, 0, z + 1.2)],
            thick * 0.8,
            frame,
            smooth=False,
        )
    s.tube(
        [(-w * 0.245 + 2.35, 0, z + 0.7), (0, -0.2, z + 1.15), (w * 0.245 - 2.35, 0, z + 0.7)],
        thick * 0.8,
        frame,
    )


def _lens(style: str, side: int) -> list[tuple[float, float]]:
    if style == "round":
        return s.circle(2.45, steps=48)
    if style == "square":
        return [(x * 1.0, y - 0.07 * abs(x)) for x, y in s.rounded_rectangle(5.2, 4.2, 0.9)]
    return [
        (x, y + (0.55 * (x * side / 2.6) if y > 0 else 0.0) + 0.1 * x * side)
        for x, y in superellipse(5.4, 4.0, 2.7)
    ]


@product_type(
    "watch",
    category="Accessories > Watches",
    words=("wristwatch", "watch", "watch"),
    zh="手表",
    price=(45, 190),
    accent="strap",
    choices={
        "strap": ("leather strap", "metal link strap", "fabric strap"),
        "material": ("stainless steel", "brass", "copper"),
        "dial": ("white", "black", "navy", "forest green", "cream"),
        "accent": ("tan", "black", "brown", "navy", "burgundy"),
    },
    sizes={"diameter_cm": (3.4, 4.4, 0.2)},
    derive=lambda t: (
        {"water_resistant_m": 50, "weight_g": 70}
        | ({"accent": ""} if t["strap"] == "metal link strap" else {})
    ),
    use=(
        "Quartz movement, water resistant to 50 m.",
        "Always on time, never in a hurry.",
        "Quartz movement; safe to 50 m in water.",
    ),
    phrases={
        "leather strap": "a leather strap",
        "metal link strap": "a strap of metal links",
        "fabric strap": "a fabric strap",
    },
    view=(26, 34),
)
def watch(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    case = m.metal(t["material"])
    dark = t["dial"] not in ("white", "cream")
    ink = m.metal("aluminium") if dark else m.painted("black", 0.3)
    tilt = (62, 0, 0)
    s.lathe(
        [(0, 0), (r, 0), (r + 0.08, 0.3), (r, 0.75), (r - 0.22, 0.85), (r - 0.3, 0.7)],
        case,
        rot=tilt,
    )
    s.cylinder(r - 0.25, 0.7, m.painted(t["dial"], 0.5), rot=tilt, bevel=0.01)
    a0 = math.radians(62)

    def face(x: float, y: float, lift: float = 0.72) -> s.Point:
        return (x, y * math.cos(a0) - lift * math.sin(a0), y * math.sin(a0) + lift * math.cos(a0))

    for hour in range(12):
        a = math.radians(30 * hour)
        s.box(
            (0.07, 0.03, 0.3),
            ink,
            at=face(0.76 * r * math.sin(a), 0.76 * r * math.cos(a)),
            rot=(62 - 90, 0, 0) if hour % 6 == 0 else (0, 0, 0),
            bevel=0,
        ) if hour % 6 == 0 else s.ball(
            0.06, ink, at=face(0.76 * r * math.sin(a), 0.76 * r * math.cos(a)), steps=12
        )
    for angle, length, width in ((-56, 0.5, 0.045), (54, 0.72, 0.03)):
        a = math.radians(angle)
        tip = face(length * r * math.sin(a), length * r * math.cos(a), 0.76)
        s.tube([face(0, 0, 0.76), tip], width, ink, smooth=False)
    s.cylinder(
        0.16,
        0.32,
        case,
        at=(r + 0.02, -0.35 * math.sin(a0), 0.35 * math.cos(a0)),
        rot=(0, 90, 0),
        bevel=0.05,
    )
    if t["strap"] == "metal link strap":
        band = case
    else:
        band = (
            m.leather(t["accent"]) if t["strap"] == "leather strap" else m.fabric(t["accent"], 20)
        )
    loop = [
        face(0, 0.92 * r, 0.3),
        face(0, 1.45 * r, -0.2),
        face(0, 1.6 * r, -1.6),
        face(0, 0.9 * r, -3.6),
        face(0, -0.4 * r, -4.2),
        face(0, -1.5 * r, -3.2),
        face(0, -1.75 * r, -1.4),
        face(0, -1.45 * r, -0.1),
        face(0, -0.92 * r, 0.3),
    ]
    if band is case:
        for p in s.smooth_path(loop, 4):
            s.box((r * 1.05, 0.42, 0.42), case, at=p, rot=(30, 0, 0), bevel=0.1)
    else:
        s.strap(loop, r * 1.1, 0.24, band)

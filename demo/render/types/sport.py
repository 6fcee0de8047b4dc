"""Yoga mats, skateboards, tennis rackets."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    BRIGHTS,
    FABRICS,
)


@product_type(
    "yoga mat",
    category="Sports & Outdoors > Fitness > Yoga mats",
    words=("yoga mat", "yoga mat", "exercise mat"),
    zh="瑜伽垫",
    price=(16, 60),
    choices={
        "strap": ("carrying strap", "two elastic bands", "no strap"),
        "material": ("rubber", "cork", "cotton"),
        "color": (*FABRICS, "lilac", "purple", "turquoise"),
        "pattern": ("plain", "plain", "striped"),
    },
    sizes={"thickness_cm": (0.4, 1.0, 0.2), "length_cm": (173, 188, 5)},
    derive=lambda t: {"width_cm": 61, "weight_g": round(t["thickness_cm"] * 2600)},
    use=(
        "Non-slip, rolls up.",
        "Roll it out and breathe in.",
        "For yoga, stretching and Pilates; non-slip.",
    ),
    phrases={"carrying strap": "a carrying strap", "two elastic bands": "two elastic bands"},
    view=(38, 22),
)
def yoga_mat(t: Traits) -> None:
    d = t["thickness_cm"] * 1.3
    skin = (
        m.rubber(t["color"]) if t["material"] == "rubber" else m.surface(t["material"], t["color"])
    )
    if t["pattern"] == "striped":
        skin = m.rubber(
            t["color"],
            pattern="striped",
            second=t.get("second_color", "white"),
            period=9,
            space="yx",
        )
    turns, start = 4.5, 1.6
    spiral = []
    for i in range(int(turns * 40) + 1):
        a = 2 * math.pi * i / 40
        k = start + d * 1.12 * a / (2 * math.pi)
        spiral.append((k * math.cos(a), k * math.sin(a)))
    radius = math.hypot(*spiral[-1])

    sections = [[(-30.5, a, b), (30.5, a, b)] for a, b in spiral]
    mat = s.rings(sections, skin, caps=False, closed=False, at=(0, 0, radius), sharp=180)
    s.solidify(mat, d)
    if t["strap"] != "no strap":
        band = m.fabric("charcoal", 10)
        for side in (-14, 14):
            s.lathe(
                [
                    (radius + d * 0.5, -1.6),
                    (radius + d * 0.5 + 0.4, -1.5),
                    (radius + d * 0.5 + 0.4, 1.5),
                    (radius + d * 0.5, 1.6),
                ],
                band,
                at=(side, 0, radius),
                rot=(0, 90, 0),
            )
        if t["strap"] == "carrying strap":
            s.strap(
                [
                    (-14, 0, 2 * radius + d),
                    (-11, -2, 2 * radius + 9),
                    (11, -2, 2 * radius + 9),
                    (14, 0, 2 * radius + d),
                ],
                3,
                0.4,
                band,
                across=(0, 1, 0),
            )


@product_type(
    "skateboard",
    category="Sports & Outdoors > Skateboards",
    words=("skateboard", "skateboard", "skateboard"),
    zh="滑板",
    price=(38, 110),
    accent="wheels",
    choices={
        "shape": ("popsicle deck", "cruiser deck", "longboard deck"),
        "material": ("bamboo", "painted wood", "plastic"),
        "color": BRIGHTS,
        "accent": ("red", "yellow", "turquoise", "orange", "white", "green", "pink"),
        "pattern": ("plain", "striped", "zigzag", "checked"),
    },
    sizes={"width_cm": (19, 23, 1)},
    derive=lambda t: {
        "length_cm": {"popsicle deck": 80, "cruiser deck": 70, "longboard deck": 104}[t["shape"]],
        "weight_g": 2300,
    },
    use=("Ready to ride.", "Push off and go.", "Complete and ready to ride."),
    phrases={
        "popsicle deck": "a deck turned up at both ends",
        "cruiser deck": "a short deck with a kick tail",
        "longboard deck": "a long flat deck",
    },
    view=(30, 22),
)
def skateboard(t: Traits) -> None:
    w, long = t["width_cm"], float(t["length_cm"])
    kick = {"popsicle deck": (5, 5), "cruiser deck": (0.5, 5), "longboard deck": (0.8, 0.8)}[
        t["shape"]
    ]
    power = {"popsicle deck": 5, "cruiser deck": 2.9, "longboard deck": 2.6}[t["shape"]]
    pattern = {
        "pattern": t["pattern"],
        "second": t.get("second_color", "white"),
        "period": 7.0,
        "space": "xy",
    }
    skin = (
        m.wood("bamboo", "x")
        if t["material"] == "bamboo"
        else m.painted(t["color"], 0.5, **pattern)
    )

    def deck(u: float, v: float) -> s.Point:
        x = 2 * u - 1
        half = w / 2 * max(1 - abs(x) ** (power * 2.2), 0.0) ** 0.5
        up = kick[x > 0] * max(0, (abs(x) - 0.68) / 0.32) ** 1.6
        return (x * long / 2, (2 * v - 1) * half, up + 0.25 * (2 * v - 1) ** 2)

    tilt = (64, 0, 0)  # on its side, the painted underside with the wheels to the camera
    s.solidify(s.sheet(deck, skin, 64, 12, rot=tilt), 1.1)
    steel, wheel = m.metal("aluminium"), m.rubber(t["accent"])
    a = math.radians(64)

    def below(x: float, y: float, z: float) -> s.Point:
        return (x, y * math.cos(a) - z * math.sin(a), y * math.sin(a) + z * math.cos(a))

    for x in (-long * 0.29, long * 0.29):
        s.box((7, 4.4, 3.4), steel, at=below(x, 0, 2.2), rot=tilt, bevel=0.8)
        s.tube([below(x, -w * 0.46, 4), below(x, w * 0.46, 4)], 0.7, steel, smooth=False)
        for y in (-1, 1):
            s.cylinder(
                2.9, 3.4, wheel, at=below(x, y * w * 0.4 + 1.7, 4), rot=(64 + 90, 0, 0), bevel=0.8
            )


@product_type(
    "tennis racket",
    category="Sports & Outdoors > Tennis > Rackets",
    words=("tennis racket", "tennis racquet", "tennis racket"),
    zh="网球拍",
    price=(35, 140),
    accent="grip",
    choices={
        "style": ("modern", "classic wooden"),
        "material": ("aluminium", "plastic", "beech"),
        "color": BRIGHTS,
        "accent": ("white", "black", "yellow", "red", "turquoise"),
    },
    derive=lambda t: (
        (
            {"style": "classic wooden"}
            if t["material"] == "beech"
            else {
                "style": "modern",
                "color": t["color"] if t["material"] == "plastic" else "silver",
            }
        )
        | {"length_cm": 69, "width_cm": 26, "weight_g": 290}
    ),
    use=("Strung, ready to play.", "Your backhand will thank you.", "Ready strung."),
    phrases={"modern": "an open throat", "classic wooden": "a wooden head and a solid throat"},
    view=(12, 8),
    stage="wall",
)
def tennis_racket(t: Traits) -> None:
    frame = (
        m.wood("beech", "z")
        if t["material"] == "beech"
        else m.metal("aluminium")
        if t["material"] == "aluminium"
        else m.plastic(t["color"], 0.2)
    )
    wrap, gut = m.rubber(t["accent"]), m.plastic("cream", 0.4)
    a, b, z = 12.0, 16.0, 50.0
    lean = (0, 24, 0)
    head = [
        (a * math.cos(k), 0, z + b * math.sin(k)) for k in (2 * math.pi * i / 48 for i in range(48))
    ]
    s.tube(head, 0.95, frame, closed=True, rot=lean)
    s.tube([(x * 1.0, y, q) for x, y, q in head[3:22]], 1.02, m.plastic(t["accent"], 0.3), rot=lean)
    for i in range(-7, 8):
        x = i * 1.5
        k = b * math.sqrt(max(1 - (x / a) ** 2, 0))
        s.tube([(x, 0, z - k), (x, 0, z + k)], 0.09, gut, smooth=False, rot=lean)
    for i in range(-9, 10):
        y = i * 1.6
        k = a * math.sqrt(max(1 - (y / b) ** 2, 0))
        s.tube([(-k, 0, z + y), (k, 0, z + y)], 0.09, gut, smooth=False, rot=lean)
    for x in (-1, 1):
        s.tube(
            [(x * 8.6, 0, z - b * 0.7), (x * 4, 0, z - b * 1.25), (x * 0.8, 0, z - b * 1.75)],
            0.95,
            frame,
            rot=lean,
        )
    s.tube([(0, 0, z - b * 1.7), (0, 0, 18)], 1.3, frame, smooth=False, rot=lean)
    s.cylinder(1.65, 19, wrap, rot=lean, bevel=0.3)
    for i in range(9):
        s.torus(
            1.66,
            0.1,
            m.rubber("charcoal"),
            at=(
                2.0 * (i + 0.6) * math.sin(math.radians(24)),
                0,
                2.0 * (i + 0.6) * math.cos(math.radians(24)),
            ),
            rot=(14, 24, 0),
        )

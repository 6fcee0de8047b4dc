"""Electronics: speakers, headphones, keyboards, mice, radios, cameras, monitors."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import TECH

UP = (90, 0, 0)  # stands a disc or plate up, its face to the front


@product_type(
    "speaker",
    category="Electronics > Audio > Speakers",
    words=("Bluetooth speaker", "wireless speaker", "Bluetooth speaker"),
    zh="蓝牙音箱",
    price=(35, 180),
    choices={
        "style": ("cylinder", "retro box", "bookshelf box"),
        "color": (*TECH, "teal", "mustard", "burgundy"),
        "material": ("plastic", "oak", "walnut"),
        "accent": ("black", "light grey", "cream", "charcoal"),
    },
    sizes={"height_cm": (14, 26, 2)},
    derive=lambda t: (
        {
            "height_cm": t["height_cm"] - (6 if t["style"] == "cylinder" else 0),
            "width_cm": {
                "cylinder": round(t["height_cm"] * 1.3),
                "retro box": round(t["height_cm"] * 1.6),
                "bookshelf box": round(t["height_cm"] * 0.62),
            }[t["style"]],
            "battery_hours": 12,
            "weight_g": t["height_cm"] * 60,
        }
        | ({"material": "plastic"} if t["style"] == "cylinder" else {})
    ),
    use=(
        "Bluetooth 5, 12 hours of battery.",
        "Turns any kitchen into a dance floor.",
        "Bluetooth 5; plays twelve hours on a charge.",
    ),
    phrases={
        "cylinder": "a lying cylinder covered in cloth",
        "retro box": "a retro look with two dials and a carrying handle",
        "bookshelf box": "two visible drivers",
    },
    view=(26, 10),
)
def speaker(t: Traits) -> None:
    h, w = float(t["height_cm"]), float(t["width_cm"])
    own = t["color"] if t["material"] == "plastic" or t["style"] == "cylinder" else None
    shell = m.plastic(own, 0.4) if own else m.wood(t["material"], "x")
    cloth, steel = m.fabric(t["accent"], 9, 0.1), m.metal("aluminium")
    if t["style"] == "cylinder":
        r, side = h / 2, (0, 90, 0)
        s.cylinder(r, w, m.fabric(t["color"], 9, 0.1), at=(-w / 2, 0, r), rot=side, bevel=0.6)
        for x in (-1, 1):
            s.torus(r * 0.94, r * 0.09, m.rubber(t["accent"]), at=(x * w * 0.49, 0, r), rot=side)
            s.cylinder(
                r * 0.82, 0.5, m.plastic(t["accent"], 0.4), at=(x * w * 0.5 - 0.25, 0, r), rot=side
            )
            s.lathe(
                s.smooth_profile([(r * 0.6, 0), (r * 0.5, 0.35), (r * 0.3, 0.1), (0.01, 0.3)]),
                m.metal("aluminium"),
                at=(x * w * 0.515, 0, r),
                rot=(0, 90 * x, 0),
            )
        s.box((w * 0.5, r * 0.5, 0.4), m.rubber(t["accent"]), at=(0, 0, h - 0.05), bevel=0.15)
        s.strap(
            [
                (w * 0.42, 0, h * 0.97),
                (w * 0.56, 0, h * 1.12),
                (w * 0.6, 0, h * 0.8),
                (w * 0.52, 0, h * 0.6),
            ],
            1.2,
            0.3,
            m.leather("tan"),
            across=(0, 1, 0),
        )
        return
    d = h * 0.62
    s.box((w, d, h), shell, at=(0, 0, h / 2), bevel=1.2 if t["style"] == "retro box" else 0.4)
    front = -d / 2
    if t["style"] == "retro box":
        s.slab(
            [s.rounded_rectangle(w * 0.92, h * 0.62, 1)], 0.8, cloth, at=(0, front, h * 0.4), rot=UP
        )
        s.box((w * 0.9, 0.8, h * 0.16), steel, at=(0, front, h * 0.84), bevel=0.3)
        for x in (-w * 0.34, w * 0.34):
            s.cylinder(
                h * 0.065, 1.6, m.metal("brass"), at=(x, front - 0.3, h * 0.84), rot=UP, bevel=0.2
            )
        s.tube(
            [
                (-w * 0.4, 0, h - 0.5),
                (-w * 0.36, 0, h * 1.18),
                (w * 0.36, 0, h * 1.18),
                (w * 0.4, 0, h - 0.5),
            ],
            0.7,
            m.leather("tan"),
        )
        return
    for z, r in ((h * 0.34, w * 0.36), (h * 0.76, w * 0.18)):
        s.torus(r, r * 0.09, steel, at=(0, front, z), rot=UP)
        cone = [
            (0.01, -0.3),
            (r * 0.25, -0.2),
            (r * 0.3, 0.9),
            (r * 0.75, 0.1),
            (r * 0.85, -0.5),
            (r, -0.2),
        ]
        s.lathe(
            s.smooth_profile([(a, -b) for a, b in cone]),
            m.rubber("charcoal" if t["color"] != "charcoal" else "black"),
            at=(0, front - 0.1, z),
            rot=UP,
        )
        s.ball(
            (r * 0.28, r * 0.28, r * 0.12), m.plastic("black", 0.2), at=(0, front - 0.2, z), rot=UP
        )


@product_type(
    "headphones",
    category="Electronics > Audio > Headphones",
    words=("headphones", "over-ear headphones", "headphones"),
    zh="头戴式耳机",
    price=(40, 210),
    choices={
        "style": ("round cups", "oval cups"),
        "color": (*TECH, "sage green", "burgundy"),
        "accent": ("black", "tan", "brown", "light grey", "cream"),
        "material": ("plastic", "aluminium"),
    },
    derive=lambda t: {"battery_hours": 24 + 2 * len(t["accent"]), "weight_g": 260},
    use=(
        "Wireless, with noise cancelling.",
        "Your own quiet room, anywhere.",
        "Wireless; hushes trains and neighbours.",
    ),
    phrases={"round cups": "round ear cups", "oval cups": "oval ear cups"},
    view=(35, 14),
)
def headphones(t: Traits) -> None:
    shell = m.plastic(t["color"], 0.3) if t["material"] == "plastic" else m.metal("aluminium")
    pad, steel = m.leather(t["accent"]), m.metal("stainless steel")
    half = 8.0
    arch = [
        (half * math.cos(a), 0, 10 + 9 * math.sin(a)) for a in (math.pi * i / 10 for i in range(11))
    ]
    s.strap(arch, 2.6, 0.5, shell, across=(0, 1, 0))
    s.strap(
        [(x * 0.955, y, (z - 10) * 0.955 + 10) for x, y, z in arch[2:9]],
        2.9,
        0.9,
        pad,
        across=(0, 1, 0),
    )
    squash = 1.0 if t["style"] == "round cups" else 1.28
    for side in (-1, 1):
        x, z = side * half, 5.4
        s.tube([(x, 0, 10.5), (x * 1.08, 0, 8.5), (x * 1.05, 0, z)], 0.5, steel)
        turn = (0, 90 * side, 0)
        cup = [(0.01, 1.9), (2.6, 1.85), (3.6, 1.3), (4.0, 0.2), (3.9, -0.4), (0.01, -0.4)]
        for profile, skin in (
            (s.smooth_profile(cup), shell),
            (
                s.smooth_profile(
                    [(2.1, -0.3), (3.9, -0.4), (4.2, -1.2), (3.6, -2.0), (2.4, -1.9), (2.0, -1.2)]
                ),
                pad,
            ),
        ):
            s.lathe(profile, skin, at=(x, 0, z), rot=turn).scale = (squash, 1, 1)
        s.torus(2.4, 0.12, steel, at=(x + side * 1.9, 0, z), rot=turn).scale = (squash, 1, 1)


@product_type(
    "keyboard",
    category="Electronics > Computers > Keyboards",
    words=("keyboard", "mechanical keyboard", "keyboard"),
    zh="键盘",
    price=(30, 150),
    choices={
        "layout": ("compact layout", "full layout"),
        "color": TECH,
        "keys": ("white", "charcoal", "light grey", "cream", "black"),
        "accent": ("orange", "red", "mint", "turquoise", "yellow", "pink"),
        "material": ("plastic", "aluminium"),
    },
    derive=lambda t: {
        "width_cm": 30 if t["layout"] == "compact layout" else 43,
        "depth_cm": 13,
        "weight_g": 620,
    },
    use=("Wireless and USB-C.", "Clicks in all the right places.", "Wireless or by USB-C."),
    phrases={
        "compact layout": "a compact layout without number pad",
        "full layout": "a number pad",
        **{c: f"{c} keys" for c in ("white", "charcoal", "light grey", "cream", "black")},
    },
    view=(20, 38),
)
def keyboard(t: Traits) -> None:
    w, d = float(t["width_cm"]), 13.0
    case = m.plastic(t["color"], 0.35) if t["material"] == "plastic" else m.metal("aluminium")
    tilt = (5, 0, 0)
    s.box((w, d, 2), case, at=(0, 0, 1), rot=tilt, bevel=0.8)
    s.box((w - 1.6, d - 1.6, 0.2), m.plastic("black", 0.6), at=(0, 0, 1.98), rot=tilt, bevel=0.05)
    keys, accent = m.plastic(t["keys"], 0.45), m.plastic(t["accent"], 0.45)
    main = 28.0
    rows = (
        (1.0,) * 13 + (2.0,),
        (1.5, *(1.0,) * 12, 1.5),
        (1.8, *(1.0,) * 11, 2.2),
        (2.3, *(1.0,) * 10, 2.7),
        (1.4, 1.2, 1.2, 6.4, 1.2, 1.2, 1.2, 1.2),
    )
    unit = main / 15
    for i, row in enumerate(rows):
        x = -w / 2 + 1
        for j, size in enumerate(row):
            hot = (i, j) in {(0, 0), (2, len(row) - 1)}
            _key(x + size * unit / 2, 4.4 - 2.15 * i, size * unit - 0.25, accent if hot else keys)
            x += size * unit
        if w > 40:
            for j in range(4):
                _key(
                    w / 2 - 1.1 - unit * (j + 0.5) - 0.2,
                    4.4 - 2.15 * i,
                    unit - 0.25,
                    accent if (i, j) == (4, 0) else keys,
                )


def _key(x: float, y: float, width: float, material: object) -> None:
    s.box((width, 1.85, 0.9), material, at=(x, y, 2.55 + y * 0.087), rot=(5, 0, 0), bevel=0.22)


@product_type(
    "computer mouse",
    category="Electronics > Computers > Mice",
    words=("computer mouse", "wireless mouse", "mouse"),
    zh="鼠标",
    price=(14, 70),
    choices={
        "style": ("low", "arched"),
        "color": TECH,
        "accent": ("black", "light grey", "orange", "red", "mint", "white"),
        "material": ("plastic",),
    },
    derive=lambda t: {"length_cm": 11, "width_cm": 6, "weight_g": 85},
    use=(
        "Wireless, two buttons and a wheel.",
        "Small mouse, no tail.",
        "Wireless; two buttons and a wheel.",
    ),
    phrases={"low": "a low, flat shape", "arched": "a high, arched back"},
    view=(35, 32),
)
def computer_mouse(t: Traits) -> None:
    tall = 2.6 if t["style"] == "low" else 3.9
    top, side = m.plastic(t["color"], 0.35), m.plastic(t["accent"], 0.4)

    def back(lift: float, grow: float):
        def surface(u: float, v: float) -> s.Point:
            x, y = 2 * u - 1, 2 * v - 1
            k = math.sqrt(x * x + y * y) / max(abs(x), abs(y), 1e-6) if (x or y) else 1
            px, py = x / k**0.62, y / k**0.62
            waist = 1 - 0.1 * math.cos(py * 2.2)
            edge = max(0.0, 1 - max(abs(x), abs(y)) ** 3.2)
            return (
                px * 3.15 * waist * grow,
                py * 5.7 * grow,
                lift + (tall * (0.86 + 0.14 * math.sin(py * 1.6 + 0.8))) * edge**0.5,
            )

        return surface

    s.sheet(back(0.45, 1.0), top, 40, 40)
    s.sheet(back(0.1, 1.015), side, 40, 40).scale = (1, 1, 0.55)
    h = tall * 0.98 + 0.35
    s.cylinder(0.8, 0.7, side, at=(-0.35, -3.0, h - 0.55), rot=(0, 90, 0), bevel=0.2)
    for y0, y1 in ((-5.0, -3.9), (-2.1, -0.4)):
        s.tube(
            [(0, y, 0.47 + _profile(y, tall)) for y in (y0, (y0 + y1) / 2, y1)],
            0.07,
            m.plastic("black"),
        )


def _profile(y: float, tall: float) -> float:
    """Height of the mouse along its middle."""
    py = y / 5.7
    return tall * (0.86 + 0.14 * math.sin(py * 1.6 + 0.8)) * max(0.0, 1 - abs(py) ** 3.2) ** 0.5


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


@product_type(
    "camera",
    category="Electronics > Cameras",
    words=("camera", "digital camera", "camera"),
    zh="相机",
    price=(120, 480),
    choices={
        "style": ("rangefinder", "reflex"),
        "accent": ("black", "tan", "navy", "forest green", "white", "burgundy", "mint"),
        "body": ("silver body", "black body"),
        "material": ("aluminium",),
        "strap": ("no strap", "leather strap"),
    },
    derive=lambda t: {
        "color": t["body"].split()[0],
        "width_cm": 13.5,
        "height_cm": 9 if t["style"] == "reflex" else 8,
        "depth_cm": 8,
        "weight_g": 480,
    },
    use=(
        "24 megapixels, 35 mm lens.",
        "Point, breathe, click.",
        "24 megapixels with a 35 mm lens.",
    ),
    phrases={
        "rangefinder": "a viewfinder window at the side",
        "reflex": "a viewfinder hump above the lens",
        "silver body": "a silver body",
        "black body": "a black body",
        "leather strap": "a leather strap",
    },
    view=(24, 14),
)
def camera(t: Traits) -> None:
    w, h, d = 13.5, 7.4, 3.6
    metal = m.metal("aluminium", 0.3) if t["body"] == "silver body" else m.plastic("black", 0.35)
    grip, black = m.leather(t["accent"]), m.plastic("black", 0.25)
    s.box((w, d, h), metal, at=(0, 0, h / 2), bevel=1.2)
    s.box((w + 0.12, d + 0.16, h * 0.56), grip, at=(0, 0, h * 0.46), bevel=1.2)
    y = -d / 2
    for r, long, skin in (
        (3.3, 1.2, metal),
        (2.9, 3.0, black),
        (3.05, 3.9, metal),
        (2.8, 4.6, black),
    ):
        s.cylinder(r, long, skin, at=(0, y, h * 0.46), rot=UP, bevel=0.15)
    s.torus(2.35, 0.35, black, at=(0, y - 4.5, h * 0.46), rot=UP)
    s.ball((2.1, 2.1, 0.7), m.plastic("#0B1222", 0.03), at=(0, y - 4.3, h * 0.46), rot=UP)
    s.ball((1.0, 1.0, 0.5), m.plastic("#33225E", 0.03), at=(0, y - 4.65, h * 0.46), rot=UP)
    if t["style"] == "reflex":
        s.loft(
            [
                (s.rounded_rectangle(5.2 * k, 4.0 * k, 0.8), z)
                for k, z in ((1, h - 0.6), (0.95, h + 0.6), (0.6, h + 2.0), (0.5, h + 2.1))
            ],
            metal,
        )
    else:
        s.box(
            (2.2, 0.4, 1.3), m.plastic("#0B1222", 0.05), at=(w * 0.3, y - 0.1, h * 0.87), bevel=0.15
        )
    for x, r, tall in (
        (w * 0.36, 1.1, 0.9),
        (w * 0.2 if t["style"] == "rangefinder" else w * 0.27, 0.6, 0.7),
        (-w * 0.36, 1.2, 0.7),
    ):
        s.cylinder(
            r,
            tall,
            metal if t["body"] == "silver body" else m.metal("aluminium"),
            at=(x, 0, h - 0.05),
            bevel=0.12,
        )
    if t["strap"] == "leather strap":
        s.strap(
            [
                (w / 2, 0, h * 0.85),
                (w * 0.62, 1, h * 0.4),
                (w * 0.6, 5, 0.3),
                (0, 8, 0.4),
                (-w * 0.6, 5, 0.3),
                (-w * 0.62, 1, h * 0.4),
                (-w / 2, 0, h * 0.85),
            ],
            1.2,
            0.25,
            grip,
            across=(0, 0.3, 0.95),
        )


@product_type(
    "monitor",
    category="Electronics > Computers > Monitors",
    words=("monitor", "computer monitor", "monitor"),
    zh="显示器",
    price=(110, 420),
    choices={
        "wallpaper": ("hills", "waves", "circles"),
        "stand": ("round stand", "rectangular stand", "V-shaped stand"),
        "color": ("black", "white", "charcoal", "light grey"),
        "material": ("plastic", "aluminium"),
    },
    sizes={"screen_inch": (22, 34, 2)},
    derive=lambda t: {
        "width_cm": round(t["screen_inch"] * 2.54 * (0.92 if t["screen_inch"] > 30 else 0.87)),
        "height_cm": round(t["screen_inch"] * 1.75),
        "weight_g": t["screen_inch"] * 180,
    },
    use=("HDMI and USB-C, tilts.", "More room for tabs.", "HDMI and USB-C; tilts."),
    phrases={
        "round stand": "a round stand",
        "rectangular stand": "a rectangular stand",
        "V-shaped stand": "a V-shaped stand",
    },
    view=(24, 8),
)
def monitor(t: Traits) -> None:
    w = float(t["width_cm"])
    h = w * (0.42 if t["screen_inch"] > 30 else 0.56)
    shell = m.plastic(t["color"], 0.4) if t["material"] == "plastic" else m.metal("aluminium")
    lift = h * 0.3
    z = lift + h / 2
    s.box(
        (w, 2.4, h),
        m.plastic("black", 0.3) if t["material"] == "aluminium" else shell,
        at=(0, 0, z),
        bevel=0.7,
    )
    s.slab(
        [s.rounded_rectangle(w * 0.97, h * 0.94, 0.4)],
        0.2,
        m.glow("#F3D9B0", 0.5),
        at=(0, -1.15, z + h * 0.005),
        rot=UP,
        bevel=0,
    )
    WALLPAPERS[t["wallpaper"]](w * 0.97, h * 0.94, z + h * 0.005)
    s.cylinder(2.2, lift + h * 0.3, shell, at=(0, 3.2, 0.5))
    if t["stand"] == "round stand":
        s.cylinder(w * 0.17, 1.2, shell, at=(0, 2, 0), bevel=0.4)
    elif t["stand"] == "rectangular stand":
        s.box((w * 0.42, w * 0.27, 1.2), shell, at=(0, 2, 0.6), bevel=0.5)
    else:
        for side in (-1, 1):
            s.tube([(0, 4, 0.9), (side * w * 0.22, -w * 0.14, 0.9)], 0.9, shell, smooth=False)


def _tile(outline: s.Outline, color: str, z: float, layer: int) -> None:
    s.slab([outline], 0.03, m.glow(color, 0.55), bevel=0.0, at=(0, -1.27 - 0.04 * layer, z), rot=UP)


def _bands(w: float, h: float, z: float, colors: tuple[str, ...], wave: float) -> None:
    for i, color in enumerate(colors):
        line = [
            (
                -w / 2 + w * k / 40,
                h * (0.24 - 0.2 * i) + h * 0.09 * math.sin(wave * k / 40 * 6.28 + i * 1.7),
            )
            for k in range(41)
        ]
        _tile([(-w / 2, -h / 2), (w / 2, -h / 2), *reversed(line)], color, z, i)


WALLPAPERS = {
    "hills": lambda w, h, z: _bands(w, h, z, ("#E9A15B", "#C4633F", "#7B3B4B", "#3B2445"), 1.2),
    "waves": lambda w, h, z: _bands(w, h, z, ("#7CC3D8", "#3A8FBF", "#1F5E9B", "#123A6B"), 2.4),
    "circles": lambda w, h, z: [
        _tile(s.circle(h * (0.42 - 0.1 * i), (w * 0.12 * i - w * 0.1, 0)), c, z, i)
        for i, c in enumerate(("#E37A6C", "#8E4A7F", "#473B78", "#F0C75E"))
    ],
}

"""Home decoration: vases, clocks, cushions, planters, baskets, candles, frames."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import FABRICS, GLASS_TINTS, GLAZES
from demo.render.types.kitchen import shell_weight

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


FACES = {
    "numerals": "numerals all round",
    "markers": "a line for every hour",
    "dots": "a dot for every hour",
}


@product_type(
    "wall clock",
    category="Home Decor > Clocks > Wall clocks",
    words=("wall clock", "wall clock", "wall clock"),
    zh="挂钟",
    price=(18, 75),
    choices={
        "face": tuple(FACES),
        "material": ("oak", "walnut", "steel", "brass", "plastic"),
        "color": ("black", "red", "navy", "mustard", "sage green", "white", "teal"),
        "dial": ("white", "cream", "black", "navy"),
    },
    sizes={"diameter_cm": (22, 42, 2)},
    derive=lambda t: {"depth_cm": 4, "weight_g": t["diameter_cm"] * 22},
    use=(
        "Quiet sweep movement, one AA battery.",
        "No tick, no tock, just the time.",
        "Silent movement; takes one AA battery.",
    ),
    phrases=FACES,
    stage="wall",
    view=(14, 4),
)
def wall_clock(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    rim = m.surface(t["material"], t["color"], along="x")
    dark = t["dial"] in ("black", "navy")
    ink = m.painted("white" if dark else "black", 0.2)
    up = (90, 0, 0)
    s.lathe(
        [(0, 0), (r, 0), (r, 3.2), (r - 0.4, 3.8), (r - 1.4, 3.8), (r - 1.8, 3.2), (r - 1.8, 2.2)],
        rim,
        rot=up,
    )
    s.cylinder(r - 1.7, 2.2, m.painted(t["dial"], 0.1), rot=up, bevel=0.02)
    for hour in range(1, 13):
        a = math.radians(90 - 30 * hour)
        k = (r - 1.8) * 0.82
        at = (k * math.cos(a), -2.25, k * math.sin(a))
        if t["face"] == "numerals":
            s.label(str(hour), r * 0.24, ink, at=at)
        elif t["face"] == "dots":
            s.cylinder(r * (0.05 if hour % 3 == 0 else 0.03), 0.15, ink, at=at, rot=up, bevel=0.02)
        else:
            s.box(
                (r * 0.03, 0.1, r * (0.18 if hour % 3 == 0 else 0.1)),
                ink,
                at=at,
                rot=(0, 30 * hour, 0),
                bevel=0,
            )
    for angle, length, width in ((304, 0.45, 0.05), (54, 0.66, 0.035)):
        a = math.radians(90 - angle)
        s.box(
            (r * width, 0.15, r * length),
            ink,
            at=(r * length * 0.42 * math.cos(a), -2.5, r * length * 0.42 * math.sin(a)),
            rot=(0, angle, 0),
            bevel=0,
        )
    s.cylinder(r * 0.045, 0.6, m.metal("brass"), at=(0, -2.3, 0), rot=up, bevel=0.05)


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


PLANTS = ("snake plant", "succulent", "rubber plant")


@product_type(
    "plant pot",
    category="Garden > Planters > Plant pots",
    words=("plant pot", "planter", "plant pot"),
    zh="花盆",
    price=(9, 42),
    choices={
        "plant": (*PLANTS, "empty"),
        "style": ("tapered", "cylinder", "bowl on feet"),
        "material": ("terracotta", "stoneware", "concrete", "enamel"),
        "color": GLAZES,
        "pattern": ("plain", "plain", "striped", "dipped", "speckled", "zigzag"),
    },
    sizes={"diameter_cm": (12, 26, 2)},
    derive=lambda t: {
        "height_cm": round(t["diameter_cm"] * (0.62 if t["style"] == "bowl on feet" else 0.9)),
        "weight_g": shell_weight(t, t["diameter_cm"] / 2, t["diameter_cm"] * 0.8, 0.7),
    },
    use=(
        "For house plants; plant not included.",
        "Give your green friend a home (plant not included).",
        "For the windowsill; plant not included.",
    ),
    phrases={
        "tapered": "sides that narrow towards the foot",
        "cylinder": "straight sides",
        "bowl on feet": "three short feet",
    },
    view=(20, 14),
)
def plant_pot(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, float(t["height_cm"])
    lift = r * 0.35 if t["style"] == "bowl on feet" else 0.0
    skin = m.surface(t["material"], t["color"], period=r * 0.35, level=h * 0.4, **contrast(t))
    outline = {
        "tapered": [
            (r * 0.68, 0),
            (r * 0.93, h * 0.84),
            (r * 0.94, h * 0.845),
            (r, h * 0.85),
            (r, h),
        ],
        "cylinder": [(r * 0.92, 0), (r * 0.96, h * 0.03), (r * 0.96, h)],
        "bowl on feet": s.smooth_profile(
            [(r * 0.55, 0), (r * 0.9, h * 0.3), (r, h * 0.7), (r * 0.95, h)]
        ),
    }[t["style"]]
    s.vessel([(a, z + lift) for a, z in outline], skin, wall=0.7)
    if lift:
        for i in range(3):
            a = math.radians(30 + 120 * i)
            s.cylinder(
                r * 0.1,
                lift + h * 0.12,
                m.wood("oak", "z"),
                at=(r * 0.55 * math.cos(a), r * 0.55 * math.sin(a), 0),
                top=r * 0.13,
            )
    if t["plant"] != "empty":
        s.cylinder(r * 0.86, 0.6, m.bisque("brown"), at=(0, 0, h * 0.86 + lift))
        PLANTING[t["plant"]](r, h * 0.88 + lift)


def leaf(
    length: float,
    width: float,
    lean: float,
    turn: float,
    z: float,
    material: object,
    curl: float = 0.3,
) -> None:
    """One pointed leaf rising from the z axis, leaning out by `lean` degrees."""

    def surface(u: float, v: float) -> s.Point:
        half = width * math.sin(math.pi * min(v * 0.9 + 0.1, 1)) ** 0.8 * (u - 0.5)
        a = math.radians(lean) * (1 + curl * v)
        return (half, -length * v * math.sin(a), length * v * math.cos(a) + abs(half) * 0.25)

    s.sheet(surface, material, 6, 12, at=(0, 0, z), rot=(0, 0, turn))


def _leaves(color: str) -> object:
    g = m.Graph(Base_Color=m.linear(color), Roughness=0.4)
    return g.material


def _snake(r: float, z: float) -> None:
    green = m.painted(
        "forest green", 0.4, pattern="striped", second="green", period=r * 0.22, space="xz"
    )
    for i in range(9):
        leaf(r * (2.6 - 0.12 * i), r * 0.42, 6 + 2.2 * i, 137 * i, z, green, curl=-0.3)


def _succulent(r: float, z: float) -> None:
    green = _leaves("#7FA886")
    for i in range(34):
        leaf(r * (0.45 + 0.018 * i), r * 0.34, 12 + 2.1 * i, 137.5 * i, z, green, curl=-0.25)


def _rubber(r: float, z: float) -> None:
    green = _leaves("#24562F")
    s.tube(
        [(0, 0, z), (r * 0.08, 0, z + r * 1.2), (0, 0, z + r * 2.2)], r * 0.05, m.bisque("brown")
    )
    for i in range(13):
        leaf(
            r * 1.15,
            r * 0.62,
            38 + (i * 29) % 40,
            137 * i,
            z + r * (0.25 + 0.15 * i),
            green,
            curl=0.5,
        )


PLANTING = {"snake plant": _snake, "succulent": _succulent, "rubber plant": _rubber}


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


@product_type(
    "candle",
    category="Home Decor > Candles > Scented candles",
    words=("scented candle", "candle", "scented candle"),
    zh="香薰蜡烛",
    price=(8, 28),
    choices={
        "vessel": ("glass jar", "tin", "pillar", "stoneware cup"),
        "material": ("soy wax",),
        "color": ("cream", "sage green", "terracotta", "pink", "lilac", "mustard", "white", "navy", "burgundy", "teal"),
        "scent": ("cedar", "fig", "vanilla", "orange peel", "lavender", "sea salt"),
    },
    sizes={"height_cm": (7, 13, 1)},
    derive=lambda t: {"diameter_cm": 7.5, "burning_hours": t["height_cm"] * 4, "weight_g": t["height_cm"] * 30},
    use=("Cotton wick.", "Light it, breathe, repeat.", "Hand-poured, with a cotton wick."),
    phrases={"glass jar": "a clear glass jar", "tin": "a tin in the same colour", "pillar": "no vessel, a free-standing pillar", "stoneware cup": "a speckled stoneware cup",
             **{x: f"the scent of {x}" for x in ("cedar", "fig", "vanilla", "orange peel", "lavender", "sea salt")}},
    view=(15, 24),
)  # fmt: skip
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
                r * min(0.24, 1.7 / len(t["scent"])),
                m.painted("black", 0.1),
                at=(0, -r * 1.03, h * 0.41),
            )


@product_type(
    "picture frame",
    category="Home Decor > Frames",
    words=("picture frame", "photo frame", "picture frame"),
    zh="相框",
    price=(9, 38),
    choices={
        "motif": ("mountains", "sun", "arches", "leaf"),
        "material": ("oak", "walnut", "painted wood", "brass", "aluminium"),
        "color": ("black", "white", "red", "navy", "sage green", "mustard"),
        "format": ("portrait", "landscape"),
    },
    sizes={"height_cm": (24, 54, 5)},
    derive=lambda t: {
        "width_cm": round(t["height_cm"] * (0.75 if t["format"] == "portrait" else 1.34)),
        "depth_cm": 2.5,
        "weight_g": t["height_cm"] * 22,
    },
    use=(
        "With mat and print; hangs either way.",
        "Comes with the print, ready to hang.",
        "Comes with a mount and the print shown.",
    ),
    phrases={
        "mountains": "a print of mountains",
        "sun": "a print of a sun over hills",
        "arches": "a print of coloured arches",
        "leaf": "a print of a leaf",
        "portrait": "an upright format",
        "landscape": "a wide format",
    },
    stage="wall",
    view=(18, 3),
)
def picture_frame(t: Traits) -> None:
    w, h = t["width_cm"], t["height_cm"]
    bar = max(1.4, w * 0.04)
    up = (90, 0, 0)
    skin = m.surface(t["material"], t["color"], along="y")
    s.slab(
        [s.rounded_rectangle(w, h, 0.1, 1), s.rounded_rectangle(w - 2 * bar, h - 2 * bar, 0.1, 1)],
        2.4,
        skin,
        bevel=0.2,
        at=(0, -1.2, 0),
        rot=up,
    )
    s.slab(
        [s.rounded_rectangle(w - bar, h - bar, 0.1, 1)],
        0.4,
        m.painted("white", 0.0),
        at=(0, -0.6, 0),
        rot=up,
    )
    a, b = (w - 2 * bar) * 0.68, (h - 2 * bar) * 0.7
    s.slab(
        [s.rounded_rectangle(a, b, 0.05, 1)], 0.1, m.painted("cream", 0.0), at=(0, -0.86, 0), rot=up
    )
    MOTIFS[t["motif"]](a, b)


def _shape(outline: s.Outline, color: str, layer: int) -> None:
    s.slab(
        [outline],
        0.04,
        m.painted(color, 0.0),
        bevel=0.0,
        at=(0, -0.95 - 0.05 * layer, 0),
        rot=(90, 0, 0),
    )


def _mountains(a: float, b: float) -> None:
    for i, (color, base) in enumerate((("sky blue", 0.2), ("teal", 0.0), ("navy", -0.2))):
        ridge = [
            (-a / 2 + a * k / 10, b * (base + 0.12 * math.sin(1.9 * k + 2 * i) * (0.5 + k % 2)))
            for k in range(11)
        ]
        _shape([(-a / 2, -b / 2), (a / 2, -b / 2), *reversed(ridge)], color, i)


def _sun(a: float, b: float) -> None:
    _shape(s.circle(min(a, b) * 0.24, (0, b * 0.12)), "orange", 0)
    hill = [(-a / 2 + a * k / 20, -b * 0.12 + b * 0.07 * math.sin(k * 0.4)) for k in range(21)]
    _shape([(-a / 2, -b / 2), (a / 2, -b / 2), *reversed(hill)], "terracotta", 1)


def _arches(a: float, b: float) -> None:
    for i, color in enumerate(("terracotta", "mustard", "sage green", "navy")):
        r = min(a, b) * (0.44 - 0.1 * i)
        top = [(r * math.cos(math.pi * k / 24), r * math.sin(math.pi * k / 24)) for k in range(25)]
        _shape([*top, (-r, -b * 0.36), (r, -b * 0.36)], color, i)


def _leaf(a: float, b: float) -> None:
    _shape(
        [
            (-a * 0.008, -b * 0.45),
            (a * 0.008, -b * 0.45),
            (a * 0.008, b * 0.4),
            (-a * 0.008, b * 0.4),
        ],
        "forest green",
        0,
    )
    for i in range(7):
        for side in (-1, 1):
            y = -b * 0.28 + b * 0.1 * i
            size = b * (0.19 - 0.012 * i)
            _shape(
                [
                    (
                        side * size * (k / 8) * 0.85,
                        y + size * 0.55 * k / 8 + bend * size * 0.16 * math.sin(math.pi * k / 8),
                    )
                    for bend, ks in ((-1, range(9)), (1, range(8, -1, -1)))
                    for k in ks
                ],
                "forest green",
                1,
            )


MOTIFS = {"mountains": _mountains, "sun": _sun, "arches": _arches, "leaf": _leaf}

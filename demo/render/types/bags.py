"""Bags and accessories: backpacks, totes, suitcases, hats, umbrellas, sunglasses, watches."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import BRIGHTS, FABRICS, LEATHERS


def superellipse(
    width: float, depth: float, power: float = 4, steps: int = 48
) -> list[tuple[float, float]]:
    """An outline between ellipse (2) and rectangle (large powers)."""
    out = []
    for i in range(steps):
        c, q = math.cos(2 * math.pi * i / steps), math.sin(2 * math.pi * i / steps)
        out.append(
            (
                math.copysign(abs(c) ** (2 / power), c) * width / 2,
                math.copysign(abs(q) ** (2 / power), q) * depth / 2,
            )
        )
    return out


def zipper(points: list[s.Point], color: str = "charcoal") -> None:
    s.tube(points, 0.28, m.metal("stainless steel", 0.4) if color == "silver" else m.plastic(color))


def _backpack_sizes(t: Traits) -> Traits:
    w, d = round(t["height_cm"] * 0.66), round(t["height_cm"] * 0.36)
    return {
        "width_cm": w,
        "depth_cm": d,
        "capacity_l": round(w * d * t["height_cm"] * 0.8 / 1000),
        "weight_g": round(t["height_cm"] * 17 / 10) * 10,
    }


@product_type(
    "backpack",
    category="Bags > Backpacks",
    words=("backpack", "backpack", "rucksack"),
    zh="双肩包",
    price=(35, 110),
    choices={
        "style": ("zip top", "flap with buckle", "roll top"),
        "material": ("nylon", "canvas", "polyester", "leather"),
        "color": (*FABRICS, "black", "red"),
        "pattern": ("plain", "plain", "plain", "dotted", "striped"),
        "accent": ("tan", "black", "brown"),
    },
    sizes={"height_cm": (38, 50, 2)},
    derive=lambda t: (
        _backpack_sizes(t)
        | (
            {
                "pattern": "plain",
                "second_color": "",
                "color": "tan" if t["color"] not in LEATHERS else t["color"],
            }
            if t["material"] == "leather"
            else {}
        )
    ),
    use=(
        "For school, work and travel; laptop sleeve inside.",
        "Carries your laptop, your lunch and your plans.",
        "For the commute or a day's walk; padded laptop sleeve.",
    ),
    phrases={
        "zip top": "a zip top and a front pocket",
        "flap with buckle": "a flap that closes with a buckle",
        "roll top": "a roll top with a clip",
    },
    view=(30, 10),
    turns=True,
)
def backpack(t: Traits) -> None:
    h, w, d = t["height_cm"], t["width_cm"], t["depth_cm"]
    skin = m.surface(t["material"], t["color"], period=4.5, **contrast(t))
    trim, dark = m.leather(t["accent"]), m.fabric("charcoal")
    levels = [(0.82, 0.85, 0.0), (0.98, 1.0, 0.03), (1.0, 1.02, 0.3), (0.97, 0.95, 0.65)]
    top = {
        "zip top": [(0.88, 0.8, 0.85), (0.66, 0.55, 0.96), (0.3, 0.25, 1.0)],
        "flap with buckle": [(0.93, 0.88, 0.82), (0.8, 0.7, 0.9)],
        "roll top": [(0.95, 0.8, 0.78), (0.96, 0.35, 0.92), (0.96, 0.26, 0.97)],
    }[t["style"]]
    body = s.loft([(superellipse(w * a, d * b, 3.6), h * z) for a, b, z in levels + top], skin)
    s.subdivide(body, 1)
    pocket = s.loft(
        [
            (superellipse(w * a, d * 0.42 * b, 3), h * z)
            for a, b, z in (
                (0.66, 0.7, 0.05),
                (0.76, 1, 0.09),
                (0.76, 1, 0.34),
                (0.7, 0.8, 0.42),
                (0.5, 0.4, 0.45),
            )
        ],
        skin,
        at=(0, -d * 0.42, 0),
    )
    s.subdivide(pocket, 1)
    arc = [
        (w * 0.34 * math.cos(a), -d * 0.6, h * (0.36 + 0.05 * math.sin(a)))
        for a in (math.pi * i / 8 for i in range(9))
    ]
    zipper(arc)
    if t["style"] == "flap with buckle":

        def flap(u: float, v: float) -> s.Point:
            x = (u - 0.5) * w * (0.98 - 0.14 * max(0, v - 0.7))
            over = [
                (d * 0.42, h * 0.84),
                (d * 0.1, h * 0.95),
                (-d * 0.4, h * 0.9),
                (-d * 0.57, h * 0.74),
                (-d * 0.62, h * 0.5),
            ]
            i = min(int(v * 4), 3)
            k = v * 4 - i
            y, z = (over[i][q] * (1 - k) + over[i + 1][q] * k for q in (0, 1))
            return (x, y, z - 0.0035 * x * x)

        s.subdivide(s.solidify(s.sheet(flap, skin, 16, 12), 0.7), 1)
        for x in (-w * 0.22, w * 0.22):
            s.strap(
                [(x, -d * 0.55, h * 0.78), (x, -d * 0.68, h * 0.6), (x, -d * 0.69, h * 0.3)],
                2.4,
                0.4,
                trim,
            )
            s.slab(
                [s.rounded_rectangle(3.6, 3, 0.5), s.rounded_rectangle(2.4, 1.8, 0.3)],
                0.5,
                m.metal("brass"),
                at=(x, -d * 0.73, h * 0.44),
                rot=(90, 0, 0),
            )
    elif t["style"] == "roll top":
        s.tube([(-w * 0.46, 0, h * 0.99), (w * 0.46, 0, h * 0.99)], d * 0.11, skin, smooth=False)
        s.strap(
            [
                (0, d * 0.3, h * 0.9),
                (0, 0, h * 1.06),
                (0, -d * 0.36, h * 0.92),
                (0, -d * 0.56, h * 0.56),
            ],
            2.6,
            0.4,
            trim,
        )
    else:
        zipper(
            [
                (
                    w * 0.5 * math.cos(a),
                    -d * 0.3 * math.sin(a) - d * 0.1,
                    h * (0.6 + 0.34 * math.sin(a)),
                )
                for a in (math.pi * i / 12 for i in range(13))
            ]
        )
        s.box((w * 0.24, 0.3, h * 0.07), trim, at=(0, -d * 0.655, h * 0.22), bevel=0.1)
    s.tube(
        [
            (-w * 0.1, d * 0.25, h * 0.93),
            (-w * 0.09, d * 0.25, h * 1.08),
            (w * 0.09, d * 0.25, h * 1.08),
            (w * 0.1, d * 0.25, h * 0.93),
        ],
        0.7,
        trim,
    )
    for x in (-1, 1):
        s.strap(
            [
                (x * w * 0.2, d * 0.38, h * 0.9),
                (x * w * 0.34, d * 0.72, h * 0.72),
                (x * w * 0.4, d * 0.75, h * 0.4),
                (x * w * 0.42, d * 0.42, h * 0.1),
            ],
            5,
            1.0,
            dark,
        )


@product_type(
    "tote bag",
    category="Bags > Tote bags",
    words=("tote bag", "tote", "shopper bag"),
    zh="托特包",
    price=(15, 60),
    choices={
        "print": ("no print", "sun print", "leaf print", "arches print"),
        "material": ("cotton", "canvas", "linen", "leather", "felt"),
        "color": (*FABRICS, "black", "white", "tan"),
        "pattern": ("plain", "plain", "striped", "dotted", "checked"),
        "accent": ("tan", "black", "brown"),
    },
    sizes={"width_cm": (34, 46, 2)},
    derive=lambda t: (
        {
            "height_cm": round(t["width_cm"] * 0.92),
            "depth_cm": 12,
            "capacity_l": round(t["width_cm"] ** 2 * 0.92 * 9 / 1000),
            "weight_g": t["width_cm"] * 9,
        }
        | (
            {"pattern": "plain", "second_color": "", "print": "no print"}
            if t["material"] == "leather"
            else {}
        )
        | ({"pattern": "plain", "second_color": ""} if t["print"] != "no print" else {})
    ),
    use=(
        "For shopping, beach and work.",
        "Farmers market on Saturday, laptop on Monday.",
        "For the shops, the beach or the library.",
    ),
    phrases={
        "sun print": "a print of a sun",
        "leaf print": "a print of a leaf",
        "arches print": "a print of arches",
    },
    view=(20, 8),
)
def tote_bag(t: Traits) -> None:
    w, h, d = t["width_cm"], t["height_cm"], t["depth_cm"]
    skin = m.surface(t["material"], t["color"], period=w * 0.13, **contrast(t))
    trim = m.leather(t["accent"])
    body = s.loft(
        [
            (superellipse(w * a, d * b, 5), h * z)
            for a, b, z in (
                (0.78, 0.9, 0),
                (0.86, 1, 0.02),
                (0.93, 0.98, 0.3),
                (1.0, 0.7, 0.7),
                (1.04, 0.5, 1.0),
            )
        ],
        skin,
        caps=False,
    )
    s.solidify(body, 0.4)
    s.loft([(superellipse(w * a, d * 0.9, 5), z) for a, z in ((0.78, 0.0), (0.78, 0.4))], skin)
    for y in (-1, 1):
        s.strap(
            [
                (-w * 0.24, y * d * 0.31, h * 0.8),
                (-w * 0.23, y * d * 0.26, h * 1.05),
                (-w * 0.13, y * d * 0.15, h * 1.4),
                (w * 0.13, y * d * 0.15, h * 1.4),
                (w * 0.23, y * d * 0.26, h * 1.05),
                (w * 0.24, y * d * 0.31, h * 0.8),
            ],
            2.4,
            0.35,
            trim,
            across=(0.0, 1, 0),
        )
    motif = t["print"].split()[0]
    if motif != "no":
        from demo.render.types.decor import MOTIFS

        before = set(s.bpy.context.scene.objects)
        MOTIFS[motif](w * 0.55, w * 0.55)
        for obj in set(s.bpy.context.scene.objects) - before:
            obj.location = (0, obj.location.y - d * 0.42, h * 0.47)
            obj.rotation_euler.x = math.radians(86)


@product_type(
    "suitcase",
    category="Bags > Luggage > Suitcases",
    words=("suitcase", "carry-on suitcase", "cabin case"),
    zh="行李箱",
    price=(70, 190),
    choices={
        "style": ("ribbed shell", "smooth shell", "retro with corners"),
        "material": ("plastic", "aluminium"),
        "color": (*BRIGHTS, "sage green", "charcoal", "lilac"),
        "accent": ("tan", "black"),
    },
    sizes={"height_cm": (54, 72, 3)},
    derive=lambda t: {
        "width_cm": round(t["height_cm"] * 0.66),
        "depth_cm": round(t["height_cm"] * 0.38),
        "capacity_l": round(t["height_cm"] ** 3 * 0.66 * 0.38 * 0.85 / 1000),
        "weight_g": t["height_cm"] * 48,
    },
    use=(
        "Four wheels, telescopic handle.",
        "Rolls like it can't wait to leave.",
        "Four wheels and a telescopic handle.",
    ),
    phrases={
        "ribbed shell": "a ribbed hard shell",
        "smooth shell": "a smooth hard shell",
        "retro with corners": "leather corners",
    },
    view=(30, 10),
    turns=True,
)
def suitcase(t: Traits) -> None:
    h, w, d = t["height_cm"] * 0.92, t["width_cm"], t["depth_cm"]
    lift = t["height_cm"] * 0.08
    skin = m.plastic(t["color"], 0.3) if t["material"] == "plastic" else m.metal("aluminium", 0.32)
    trim, black = m.leather(t["accent"]), m.plastic("black", 0.4)
    s.box((w, d, h), skin, at=(0, 0, lift + h / 2), bevel=4.5)
    s.slab(
        [s.rounded_rectangle(w + 0.6, h + 0.6, 4.5), s.rounded_rectangle(w - 1, h - 1, 4.5)],
        0.9,
        m.plastic("charcoal"),
        at=(0, 0, lift + h / 2),
        rot=(90, 0, 0),
    )
    if t["style"] == "ribbed shell":
        for i in range(9):
            x = -w * 0.42 + w * 0.84 * i / 8
            for y in (-1, 1):
                s.tube(
                    [(x, y * d / 2, lift + 5), (x, y * d / 2, lift + h - 5)],
                    0.9,
                    skin,
                    smooth=False,
                )
    if t["style"] == "retro with corners":
        for x in (-1, 1):
            for z in (0, 1):
                s.box(
                    (7, d + 0.6, 7),
                    trim,
                    at=(x * (w / 2 - 3.1), 0, lift + (3.2 if z == 0 else h - 3.2)),
                    bevel=3.2,
                )
            s.box((3, d + 0.7, h + 0.6), trim, at=(x * w * 0.22, 0, lift + h / 2), bevel=1.2)
    for x in (-1, 1):
        for y in (-1, 1):
            s.cylinder(
                2.3,
                2.2,
                black,
                at=(x * w * 0.38 - 1.1, y * d * 0.32, 2.3),
                rot=(0, 90, 0),
                bevel=0.5,
            )
            s.cylinder(1.4, 3, black, at=(x * w * 0.38, y * d * 0.32, 2.6))
        s.tube(
            [(x * w * 0.17, d * 0.3, lift + h - 1), (x * w * 0.17, d * 0.3, lift + h * 1.32)],
            0.7,
            m.metal("aluminium"),
            smooth=False,
        )
    s.box((w * 0.42, 2.6, 3), black, at=(0, d * 0.3, lift + h * 1.33), bevel=1.1)
    s.tube(
        [
            (-6, 0, lift + h - 0.5),
            (-5, 0, lift + h + 2.4),
            (5, 0, lift + h + 2.4),
            (6, 0, lift + h - 0.5),
        ],
        0.9,
        trim,
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


@product_type(
    "umbrella",
    category="Accessories > Umbrellas",
    words=("umbrella", "stick umbrella", "umbrella"),
    zh="雨伞",
    price=(16, 48),
    choices={
        "handle": ("curved wooden handle", "straight black handle"),
        "material": ("polyester",),
        "color": (*BRIGHTS, "sage green", "burgundy", "teal", "mustard"),
        "pattern": ("plain", "plain", "panels", "dotted", "border"),
    },
    sizes={"diameter_cm": (94, 118, 4)},
    derive=lambda t: {
        "length_cm": round(t["diameter_cm"] * 0.84),
        "weight_g": t["diameter_cm"] * 5,
    },
    use=("Windproof, eight ribs.", "Laughs at puddles.", "For proper British rain; eight ribs."),
    phrases={
        "curved wooden handle": "a curved wooden handle",
        "straight black handle": "a straight black handle",
    },
    view=(20, 6),
    stage="studio",
)
def umbrella(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    second = t.get("second_color") or "white"
    pattern = t["pattern"]
    one = (
        m.fabric(t["color"], 14, 0.1, pattern="dotted", second=second, period=r * 0.16)
        if pattern == "dotted"
        else m.fabric(t["color"], 14, 0.1)
    )
    two = m.fabric(second, 14, 0.1) if pattern in ("panels", "border") else one
    height = r * 0.52
    for panel in range(8):

        def gore(u: float, v: float, panel: int = panel) -> s.Point:
            a = math.pi / 4 * (panel + u)
            sag = 1 - 0.09 * v * math.sin(math.pi * u)
            k = r * math.sin(v * math.pi / 2 * 0.92) / math.sin(math.pi / 2 * 0.92) * sag
            return (
                k * math.cos(a),
                k * math.sin(a),
                height * math.cos(v * math.pi / 2) - 0.06 * r * v * math.sin(math.pi * u) * -1,
            )

        skin = two if pattern == "panels" and panel % 2 else one
        s.sheet(gore, skin, 12, 16)
        if pattern == "border":
            s.sheet(
                lambda u, v, g=gore: tuple(c * 1.004 for c in g(u, 0.82 + 0.182 * v)), two, 12, 4
            )
        a = math.pi / 4 * panel
        s.tube(
            [(0, 0, height * 0.4), (r * 0.5 * math.cos(a), r * 0.5 * math.sin(a), height * 0.78)],
            0.35,
            m.metal("stainless steel"),
            smooth=False,
        )
    s.tube([(0, 0, height + 4), (0, 0, -r * 0.85)], 0.6, m.metal("stainless steel"), smooth=False)
    if t["handle"] == "curved wooden handle":
        z = -r * 0.85
        s.tube(
            [(0, 0, z + 10), (0, 0, z), (2.5, 0, z - 6), (7.5, 0, z - 6), (10, 0, z - 1)],
            1.5,
            m.wood("walnut", "z"),
        )
    else:
        s.cylinder(1.7, 14, m.rubber("black"), at=(0, 0, -r * 0.85 - 10), bevel=0.6)


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

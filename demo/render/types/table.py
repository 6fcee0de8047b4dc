"""Kitchen and table: bottles, glasses, boards, mills, kettles."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import BRIGHTS, GLASS_TINTS, MATERIALS


def _bottle_sizes(t: Traits) -> Traits:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    return {
        "capacity_l": round(0.8 * math.pi * (r - 0.25) ** 2 * h / 1000, 2),
        "weight_g": round(r * h * {"glass": 9, "plastic": 3}.get(t["material"], 7) / 10) * 10,
    }


@product_type(
    "water bottle",
    category="Sports & Outdoors > Hydration > Water bottles",
    words=("drinking bottle", "water bottle", "water bottle"),
    zh="水瓶",
    price=(12, 34),
    choices={
        "closure": ("loop lid", "wooden stopper", "flip straw"),
        "material": ("steel", "stainless steel", "glass", "plastic"),
        "color": (*BRIGHTS, "sage green", "sky blue"),
        "pattern": ("plain", "plain", "dipped", "striped", "dotted"),
    },
    sizes={"height_cm": (20, 28, 1), "diameter_cm": (6.5, 8.5, 0.5)},
    derive=_bottle_sizes,
    use=(
        "For school, office and sport; does not leak.",
        "Throw it in your bag and forget about spills.",
        "For the desk, the gym and the train.",
    ),
    phrases={
        "loop lid": "a screw lid with a carrying loop",
        "wooden stopper": "a wooden stopper",
        "flip straw": "a lid with a straw",
    },
)
def water_bottle(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    body = [
        (r * 0.85, 0),
        (r * 0.98, 0.5),
        (r, 1.5),
        (r, h * 0.74),
        (r * 0.93, h * 0.8),
        (r * 0.56, h * 0.87),
        (r * 0.54, h * 0.92),
    ]
    tint = t["color"] if t["color"] in ("sky blue", "sage green", "pink", "green") else "sky blue"
    skin = (
        m.glass(tint)
        if t["material"] == "glass"
        else m.surface(t["material"], t["color"], period=2.2, level=h * 0.35, **contrast(t))
    )
    s.vessel(s.smooth_profile(body, 4), skin, wall=0.3)
    if t["material"] == "glass":  # a silicone sleeve in the colour of the product
        s.vessel(
            [(r + 0.05, 0.0), (r + 0.25, 1), (r + 0.25, h * 0.45)], m.rubber(t["color"]), wall=0.2
        )
    top, cap = h * 0.91, m.plastic("charcoal", 0.4)
    if t["closure"] == "wooden stopper":
        s.cylinder(r * 0.52, h * 0.09, m.wood("beech", "z"), at=(0, 0, top), top=r * 0.6)
        return
    s.cylinder(r * 0.66, h * 0.09, cap, at=(0, 0, top - 0.6), bevel=0.3)
    z = top + h * 0.09 - 0.6
    if t["closure"] == "loop lid":
        s.tube(
            [
                (-r * 0.5, 0, z - 0.4),
                (-r * 0.5, 0, z + 1.6),
                (0, 0, z + 2.4),
                (r * 0.5, 0, z + 1.6),
                (r * 0.5, 0, z - 0.4),
            ],
            0.42,
            cap,
        )
    else:
        s.tube(
            [
                (-r * 0.2, 0, z - 0.5),
                (-r * 0.2, 0, z + 2.4),
                (r * 0.1, 0, z + 3.2),
                (r * 0.75, 0, z + 3.4),
            ],
            0.4,
            m.rubber("light grey"),
        )


def _glass_sizes(t: Traits) -> Traits:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    return {
        "capacity_l": round(0.6 * math.pi * r**2 * h * 0.5 / 1000, 2),
        "weight_g": round(r * h * 3.2 / 10) * 10,
    }


@product_type(
    "wine glass",
    category="Home & Kitchen > Drinkware > Wine glasses",
    words=("wine glass", "stemmed wine glass", "wine glass"),
    zh="葡萄酒杯",
    price=(7, 19),
    choices={
        "style": ("balloon", "tulip", "flute", "coupe"),
        "color": GLASS_TINTS,
        "stem": ("clear stem", "coloured stem"),
        "material": ("glass",),
    },
    sizes={"height_cm": (18, 24, 1), "diameter_cm": (7, 10, 0.5)},
    derive=lambda t: (
        {"diameter_cm": t["diameter_cm"] - (2 if t["style"] == "flute" else 0)} | _glass_sizes(t)
    ),
    use=("For wine, sparkling or still.", "Raise one to Friday.", "For wine at supper."),
    phrases={
        "balloon": "a large round bowl for red wine",
        "tulip": "a bowl that narrows at the rim",
        "flute": "a slim, tall bowl for sparkling wine",
        "coupe": "a shallow, open bowl",
        "clear stem": "a clear stem",
        "coloured stem": "a stem in the same colour",
    },
    view=(20, 9),
)
def wine_glass(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    stem = h * {"balloon": 0.45, "tulip": 0.48, "flute": 0.36, "coupe": 0.62}[t["style"]]
    bowl = {
        "balloon": [
            (0.5, stem),
            (r * 0.75, stem + (h - stem) * 0.15),
            (r * 1.08, stem + (h - stem) * 0.5),
            (r * 0.84, h),
        ],
        "tulip": [
            (0.5, stem),
            (r * 0.85, stem + (h - stem) * 0.22),
            (r, stem + (h - stem) * 0.45),
            (r * 0.7, h),
        ],
        "flute": [
            (0.5, stem),
            (r * 0.8, stem + (h - stem) * 0.2),
            (r, stem + (h - stem) * 0.6),
            (r * 0.9, h),
        ],
        "coupe": [
            (0.5, stem),
            (r * 0.9, stem + (h - stem) * 0.35),
            (r * 1.12, stem + (h - stem) * 0.75),
            (r * 1.15, h),
        ],
    }[t["style"]]
    tinted, clear = m.glass(t["color"]), m.glass("clear")
    s.vessel(s.smooth_profile(bowl), tinted, wall=0.22)
    foot = tinted if t["stem"] == "coloured stem" else clear
    s.lathe(
        s.smooth_profile(
            [
                (0.01, 0.05),
                (r * 0.95, 0.05),
                (r * 0.95, 0.25),
                (r * 0.3, 0.6),
                (0.42, 1.6),
                (0.36, stem * 0.6),
                (0.5, stem),
            ]
        ),
        foot,
    )


@product_type(
    "cutting board",
    category="Home & Kitchen > Kitchen tools > Cutting boards",
    words=("chopping board", "cutting board", "chopping board"),
    zh="砧板",
    price=(14, 46),
    choices={
        "style": ("paddle", "round", "rectangular"),
        "material": ("oak", "walnut", "beech", "bamboo", "marble"),
        "detail": ("leather loop", "juice groove", "no groove"),
    },
    sizes={"length_cm": (28, 46, 2), "width_cm": (18, 26, 2), "thickness_cm": (1.5, 3, 0.5)},
    derive=lambda t: (
        {
            "weight_g": round(
                t["length_cm"]
                * t["width_cm"]
                * t["thickness_cm"]
                * 0.75
                * MATERIALS[t["material"]].density
                / 10
            )
            * 10
        }
        | (
            {"width_cm": t["width_cm"] + 6, "length_cm": t["width_cm"] + 6}
            if t["style"] == "round"
            else {}
        )
    ),
    use=(
        "For cutting and serving.",
        "Chop on one side, serve cheese on the other.",
        "For bread, cheese and everyday chopping.",
    ),
    phrases={
        "paddle": "a paddle handle",
        "round": "a round shape",
        "rectangular": "a rectangular shape",
        "leather loop": "a leather loop for hanging",
        "juice groove": "a groove that catches juice",
        "no groove": "a smooth surface",
    },
    view=(22, 30),
)
def cutting_board(t: Traits) -> None:
    w, long, d = t["width_cm"], t["length_cm"], t["thickness_cm"]
    material = m.marble() if t["material"] == "marble" else m.wood(t["material"], "y")
    if t["style"] == "round":
        edge, eye = s.circle(w / 2), (0, w / 2 - 2.5)
    elif t["style"] == "rectangular":
        edge, eye = s.rounded_rectangle(w, long, 2), (0, long / 2 - 2.5)
    else:
        edge, eye = _paddle(w, long), (0, long / 2 - 2.5)
    lean = (62, 0, 0)
    s.slab([edge, s.circle(0.9, eye, 24)], d, material, bevel=0.3, rot=lean)
    a = math.radians(62)
    front = (0, -d * 0.5 * math.sin(a) * 1.02, d * 0.5 * math.cos(a) * 1.02)
    if t["detail"] == "juice groove" and t["style"] != "paddle":
        groove = (
            s.circle(w / 2 - 4.3, (0, 0))
            if t["style"] == "round"
            else s.rounded_rectangle(w - 5.5, long - 8.5, 2)
        )
        s.tube(
            [(x, y, 0) for x, y in groove],
            0.32,
            m.wood("walnut", "y")
            if t["material"] != "walnut"
            else m.wood("walnut", "y", ("#3A2315", "#241208")),
            smooth=False,
            closed=True,
            at=front,
            rot=lean,
        )
    if t["detail"] == "leather loop":
        y, z = eye[1] * math.cos(a), eye[1] * math.sin(a)
        s.tube(
            [
                (0, y - d * 0.6, z),
                (0, y - d * 0.8, z - 5),
                (0.9, y - d * 0.8, z - 6.5),
                (0.4, y - d * 0.7, z),
            ],
            0.2,
            m.leather("tan"),
        )
    s.box(
        (w * 0.5, 1, 1),
        m.plastic("light grey"),
        at=(0, long * 0.12, -long / 2 * math.sin(a) + 0.4),
        bevel=0.2,
    )


def _paddle(width: float, length: float) -> list[tuple[float, float]]:
    top, grip = length / 2, 2.4
    body = length * 0.72
    shoulder = -top + body
    path = [
        (-width / 2, -top),
        (width / 2, -top),
        (width / 2, shoulder - 4),
        (grip, shoulder + 3),
        (grip, top - 1.5),
        (0, top),
        (-grip, top - 1.5),
        (-grip, shoulder + 3),
        (-width / 2, shoulder - 4),
    ]
    return _soften(path, 1.6)


def _soften(points: list[tuple[float, float]], radius: float) -> list[tuple[float, float]]:
    """Round the corners of a polygon."""
    out = []
    for a, b, c in zip([points[-1], *points], points, [*points[1:], points[0]], strict=False):
        p = [b[i] + (a[i] - b[i]) * min(0.45, radius / math.dist(a, b)) for i in range(2)]
        q = [b[i] + (c[i] - b[i]) * min(0.45, radius / math.dist(b, c)) for i in range(2)]
        out += [
            tuple((1 - u) ** 2 * p[i] + 2 * u * (1 - u) * b[i] + u * u * q[i] for i in range(2))
            for u in (0, 0.25, 0.5, 0.75, 1)
        ]
    return out


@product_type(
    "pepper mill",
    category="Home & Kitchen > Kitchen tools > Mills",
    words=("pepper mill", "pepper grinder", "pepper mill"),
    zh="胡椒研磨器",
    price=(18, 48),
    choices={
        "style": ("classic turned", "cone", "hourglass"),
        "material": ("oak", "walnut", "beech", "painted wood"),
        "color": ("red", "black", "white", "navy", "forest green", "mustard"),
        "knob": ("steel knob", "brass knob"),
    },
    sizes={"height_cm": (14, 32, 2)},
    derive=lambda t: {"diameter_cm": 6.0, "weight_g": round(t["height_cm"] * 13 / 10) * 10},
    use=(
        "Ceramic grinder, fine to coarse.",
        "Twist for coarse, twist again for fine.",
        "Grinds fine or coarse.",
    ),
    phrases={
        "classic turned": "a classic turned shape",
        "cone": "a plain cone",
        "hourglass": "a waisted shape",
        "steel knob": "a steel knob",
        "brass knob": "a brass knob",
    },
    view=(20, 12),
)
def pepper_mill(t: Traits) -> None:
    h, r = t["height_cm"], 3.0
    skin = m.surface(t["material"], t["color"], along="z")
    body = {
        "classic turned": [
            (r, 0),
            (r, h * 0.08),
            (r * 0.72, h * 0.15),
            (r * 0.95, h * 0.24),
            (r * 0.62, h * 0.38),
            (r * 0.62, h * 0.58),
            (r * 0.85, h * 0.66),
            (r * 0.55, h * 0.7),
        ],
        "cone": [(r, 0), (r * 0.97, h * 0.05), (r * 0.62, h * 0.7)],
        "hourglass": [(r, 0), (r * 0.98, h * 0.1), (r * 0.55, h * 0.42), (r * 0.8, h * 0.7)],
    }[t["style"]]
    metal = m.metal("brass" if t["knob"] == "brass knob" else "stainless steel")
    s.lathe([(0, 0), *s.smooth_profile(body), (0, h * 0.7)], skin)
    top = body[-1][0]
    s.cylinder(top * 0.95, h * 0.02, metal, at=(0, 0, h * 0.7), bevel=0.05)
    s.lathe(
        [
            (0, h * 0.72),
            *s.smooth_profile(
                [(top, h * 0.72), (r * 0.92, h * 0.8), (r * 0.7, h * 0.9), (0.5, h * 0.95)]
            ),
            (0, h * 0.95),
        ],
        skin,
    )
    s.ball(h * 0.03 + 0.35, metal, at=(0, 0, h * 0.975))


@product_type(
    "kettle",
    category="Home & Kitchen > Kitchen appliances > Kettles",
    words=("kettle", "tea kettle", "kettle"),
    zh="水壶",
    price=(32, 85),
    choices={
        "style": ("stovetop", "gooseneck"),
        "material": ("enamel", "stainless steel", "copper"),
        "color": ("red", "navy", "cream", "sage green", "black", "mustard", "sky blue", "white"),
        "handle": ("wooden handle", "black handle"),
    },
    sizes={"height_cm": (20, 26, 1)},
    derive=lambda t: {
        "capacity_l": round((t["height_cm"] / 16) ** 3 * 0.55, 1),
        "width_cm": round(t["height_cm"] * 1.1),
        "weight_g": round(t["height_cm"] * 45 / 10) * 10,
    },
    use=("For all hobs.", "From cold to tea in minutes.", "Put it on, then put your feet up."),
    phrases={
        "stovetop": "a short spout and a handle over the lid",
        "gooseneck": "a long curved spout for pour-over coffee",
        "wooden handle": "a handle of beech",
        "black handle": "a black handle",
    },
    turns=True,
)
def kettle(t: Traits) -> None:
    h = t["height_cm"] * 0.62
    r = h * 0.78
    body = m.surface(t["material"], t["color"])
    metal = m.metal("stainless steel", 0.15)
    grip = m.wood("beech", "x") if t["handle"] == "wooden handle" else m.plastic("black", 0.4)
    s.lathe(
        [
            (0, 0),
            *s.smooth_profile(
                [
                    (r * 0.95, 0),
                    (r, h * 0.08),
                    (r * 0.97, h * 0.45),
                    (r * 0.72, h * 0.85),
                    (r * 0.5, h),
                ]
            ),
            (0, h),
        ],
        body,
    )
    s.lathe(s.smooth_profile([(r * 0.52, h), (r * 0.45, h * 1.04), (0.01, h * 1.12)]), metal)
    s.ball(h * 0.075, grip, at=(0, 0, h * 1.17))
    if t["style"] == "gooseneck":
        path = [
            (-r * 0.9, 0, h * 0.2),
            (-r * 1.35, 0, h * 0.25),
            (-r * 1.45, 0, h * 0.75),
            (-r * 1.6, 0, h * 1.1),
            (-r * 1.95, 0, h * 1.13),
        ]
        s.tube(path, h * 0.06, metal if t["material"] != "enamel" else body)
        s.tube(
            [
                (r * 0.7, 0, h * 0.9),
                (r * 1.5, 0, h * 1.05),
                (r * 1.65, 0, h * 0.75),
                (r * 1.45, 0, h * 0.3),
            ],
            h * 0.085,
            grip,
        )
        return
    s.cylinder(h * 0.18, h * 0.62, body, at=(-r * 0.6, 0, h * 0.5), rot=(0, -52, 0), top=h * 0.1)
    for x in (-1, 1):
        s.tube(
            [(x * r * 0.62, 0, h * 0.85), (x * r * 0.72, 0, h * 1.4), (x * r * 0.5, 0, h * 1.55)],
            h * 0.035,
            metal,
        )
    s.tube([(-r * 0.55, 0, h * 1.54), (0, 0, h * 1.6), (r * 0.55, 0, h * 1.54)], h * 0.085, grip)

"""Toys: cars, trains, stacking rings, blocks, spinning tops, bears."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import BRIGHTS


def wheel(
    x: float, y: float, radius: float, material: object, hub: object, width: float = 2.0
) -> None:
    """A wheel on the axis y, its outside at `y`."""
    side = 1 if y > 0 else -1
    s.cylinder(radius, width, material, at=(x, y, radius), rot=(90 * side, 0, 0), bevel=0.4)
    s.cylinder(
        radius * 0.5, 0.3, hub, at=(x, y + side * 0.25, radius), rot=(90 * side, 0, 0), bevel=0.1
    )


@product_type(
    "toy car",
    category="Toys > Vehicles > Toy cars",
    words=("toy car", "toy car", "toy car"),
    zh="玩具车",
    price=(9, 32),
    choices={
        "style": ("beetle", "pickup", "van", "racer"),
        "material": ("painted wood", "plastic", "beech"),
        "color": BRIGHTS,
        "accent": ("black", "red", "navy", "yellow", "white"),
    },
    sizes={"length_cm": (12, 20, 1)},
    derive=lambda t: {"age_years": 2, "weight_g": t["length_cm"] * 18},
    use=("From 2 years.", "Vroom, straight off the shelf.", "For ages two and up."),
    phrases={
        "beetle": "a round roof",
        "pickup": "an open load bed",
        "van": "a tall boxy body",
        "racer": "an open cockpit and a rear wing",
    },
    view=(32, 16),
    turns=True,
)
def toy_car(t: Traits) -> None:
    k = t["length_cm"] / 15
    skin = m.surface(t["material"], t["color"])
    glass, tire, hub = m.plastic("#BFD9E6", 0.1), m.rubber("charcoal"), m.plastic(t["accent"], 0.4)
    w = 6.6 * k
    front, rear = -4.4 * k, 4.2 * k
    base, y = 1.6 * k, w / 2
    cabin = {
        "beetle": (-3.4, 4.2, 4.0),
        "pickup": (-3.2, 0.9, 4.0),
        "van": (-5.2, 6.9, 6.2),
        "racer": (-0.4, 2.4, 1.2),
    }[t["style"]]
    s.box((15 * k, w, 3.6 * k), skin, at=(0, 0, base + 1.8 * k), bevel=1.5 * k)
    x0, x1, tall = (c * k for c in cabin)
    top = base + 3.2 * k
    mid = (x0 + x1) / 2
    if t["style"] == "racer":
        s.ball((1.5 * k, 1.4 * k, 1.6 * k), m.plastic(t["accent"], 0.2), at=(mid, 0, top + 1.2 * k))
        s.box((2.4 * k, w, 0.5 * k), hub, at=(6.6 * k, 0, top + 2.4 * k), bevel=0.2)
        for side in (-1, 1):
            s.box(
                (0.8 * k, 0.5 * k, 2.6 * k),
                hub,
                at=(6.6 * k, side * w * 0.3, top + 1.2 * k),
                bevel=0.1,
            )
        s.cylinder(1.4 * k, 0.2, m.painted("white", 0.2), at=(-4.2 * k, 0, top + 0.35 * k))
        s.label(
            "7", 2.2 * k, m.painted("black", 0.2), at=(-4.2 * k, 0, top + 0.62 * k), rot=(0, 0, 0)
        )
    else:
        soft = {"beetle": 2.3, "pickup": 1.0, "van": 1.2}[t["style"]] * k
        s.box(
            (x1 - x0, w * 0.92, tall + 1.5 * k),
            skin,
            at=(mid, 0, top + tall / 2 - 0.75 * k),
            bevel=soft,
        )
        zone = top + tall * 0.48
        s.box(((x1 - x0) * 0.76, w * 0.945, tall * 0.44), glass, at=(mid, 0, zone), bevel=0.4 * k)
        s.box(((x1 - x0) * 1.02, w * 0.7, tall * 0.44), glass, at=(mid, 0, zone), bevel=0.4 * k)
    if t["style"] == "pickup":
        s.box(
            (5.4 * k, w * 0.78, 0.4 * k),
            m.wood("beech", "x"),
            at=(4.4 * k, 0, top + 0.3 * k),
            bevel=0.1,
        )
        for side in (-1, 1):
            s.box(
                (6.2 * k, 0.6 * k, 1.8 * k),
                skin,
                at=(4.3 * k, side * w * 0.46, top + 0.5 * k),
                bevel=0.2,
            )
    for x in (front, rear):
        for side in (-1, 1):
            wheel(x, side * (y + 0.5 * k), 2.1 * k, tire, hub, 1.7 * k)
    for side in (-1, 1):
        s.ball(
            (0.35 * k, 0.8 * k, 0.8 * k),
            m.glow("#FFF3CF", 0.9),
            at=(-7.4 * k, side * w * 0.3, base + 2.2 * k),
        )


@product_type(
    "wooden train",
    category="Toys > Vehicles > Trains",
    words=("wooden train", "toy train", "wooden train"),
    zh="木制火车",
    price=(18, 52),
    choices={
        "wagons": (1, 2, 3),
        "material": ("painted wood",),
        "color": BRIGHTS,
        "accent": ("red", "yellow", "blue", "green", "orange"),
    },
    derive=lambda t: {
        "length_cm": 13 + 11 * t["wagons"],
        "age_years": 3,
        "weight_g": 220 + 150 * t["wagons"],
    },
    use=(
        "From 3 years; magnetic couplings.",
        "All aboard the living room express.",
        "For ages three and up; magnets couple the wagons.",
    ),
    view=(-32, 20),
)
def wooden_train(t: Traits) -> None:
    skin, second = m.painted(t["color"], 0.4), m.painted(t["accent"], 0.4)
    raw, tire, brass = m.wood("beech", "x"), m.painted("black", 0.3), m.metal("brass")
    s.box((12, 5.4, 1.4), raw, at=(0, 0, 2.6), bevel=0.3)
    s.cylinder(2.3, 7, skin, at=(-5.6, 0, 5.3), rot=(0, 90, 0), bevel=0.5)
    s.box((4.6, 5.2, 6), second, at=(3.5, 0, 6), bevel=0.5)
    s.box((5.6, 6.2, 0.8), skin, at=(3.5, 0, 9.3), bevel=0.35)
    for y in (-1, 1):
        s.cylinder(1.15, 0.2, m.plastic("#BFD9E6", 0.1), at=(3.5, y * 2.6, 6.8), rot=(90 * y, 0, 0))
    s.cylinder(0.8, 3, second, at=(-4, 0, 7.2), top=1.3, bevel=0.15)
    s.ball(0.8, brass, at=(-1.2, 0, 7.6))
    s.cylinder(0.9, 0.5, brass, at=(-6, 0, 5.3), rot=(0, 90, 0))
    for x in (-4, 0, 4):
        for y in (-1, 1):
            wheel(x, y * 3.3, 1.7, tire, second, 1.2)
    for n in range(t["wagons"]):
        x = 12.3 + 11 * n
        tone = (second, skin, m.painted("white", 0.4))[n % 3]
        s.cylinder(0.35, 2.4, brass, at=(x - 6.4, 0, 2.6), rot=(0, 90, 0))
        s.box((9.4, 5.4, 1.4), raw, at=(x, 0, 2.6), bevel=0.3)
        for side in (-1, 1):
            s.box((9.2, 0.6, 2.6), tone, at=(x, side * 2.4, 4.4), bevel=0.2)
            s.box((0.6, 5.2, 2.6), tone, at=(x + side * 4.3, 0, 4.4), bevel=0.2)
        for i in range(3):
            s.ball(
                1.35,
                m.painted(("red", "yellow", "blue", "green")[(i + n) % 4], 0.5),
                at=(x - 2.7 + 2.7 * i, 0, 5.3),
            )
        for wx in (x - 2.9, x + 2.9):
            for y in (-1, 1):
                wheel(wx, y * 3.3, 1.6, tire, tone, 1.2)


RAINBOWS = {
    "bright": ("red", "orange", "yellow", "green", "blue", "purple"),
    "pastel": ("pink", "lilac", "sky blue", "mint", "cream", "terracotta"),
    "earthy": ("terracotta", "mustard", "sage green", "navy", "burgundy", "beige"),
    "sea": ("navy", "blue", "sky blue", "turquoise", "mint", "white"),
}


@product_type(
    "stacking toy",
    category="Toys > Baby toys > Stacking toys",
    words=("stacking toy", "stacking rings", "stacking toy"),
    zh="叠叠乐",
    price=(10, 30),
    choices={
        "style": ("ring tower", "rainbow arches", "block tower"),
        "palette": tuple(RAINBOWS),
        "material": ("painted wood", "silicone"),
        "pieces": (5, 6),
    },
    derive=lambda t: {
        "color": {"bright": "red", "pastel": "pink", "earthy": "terracotta", "sea": "navy"}[
            t["palette"]
        ],
        "height_cm": {"ring tower": 16, "rainbow arches": 13, "block tower": 20}[t["style"]],
        "age_years": 1,
        "weight_g": 60 * t["pieces"],
    },
    use=("From 1 year.", "Stack, topple, repeat.", "For ages one and up."),
    phrases={
        "ring tower": "rings on a peg",
        "rainbow arches": "arches that nest to a rainbow",
        "block tower": "blocks of falling size",
        "bright": "bright rainbow colours",
        "pastel": "pastel colours",
        "earthy": "earthy colours",
        "sea": "the blues of the sea",
    },
    view=(20, 16),
)
def stacking_toy(t: Traits) -> None:
    n = t["pieces"]
    skins = [
        (m.rubber if t["material"] == "silicone" else m.painted)(c)
        for c in RAINBOWS[t["palette"]][:n]
    ]
    if t["style"] == "rainbow arches":
        for i, skin in enumerate(skins):
            r = 12.4 - 2.0 * i
            outer = [
                (r * math.cos(math.pi * k / 40), r * math.sin(math.pi * k / 40)) for k in range(41)
            ]
            inner = [
                ((r - 1.75) * math.cos(math.pi * k / 40), (r - 1.75) * math.sin(math.pi * k / 40))
                for k in range(40, -1, -1)
            ]
            s.slab([outer + inner], 6, skin, bevel=0.3, at=(0, -0.5 * i, 0), rot=(90, 0, 0))
        return
    z = 0.0
    if t["style"] == "block tower":
        for i, skin in enumerate(skins):
            side = 7.0 - 0.85 * i
            s.box(
                (side, side, side * 0.78),
                skin,
                at=(0.3 * math.sin(i * 2.1), 0, z + side * 0.39),
                rot=(0, 0, 17 * math.sin(i * 1.7)),
                bevel=0.35,
            )
            z += side * 0.78
        return
    s.cylinder(5.4, 1.2, m.wood("beech", "x"), bevel=0.5)
    s.cylinder(0.9, 4 + 2.1 * n, m.wood("beech", "z"))
    z = 1.2
    for i, skin in enumerate(skins):
        r, thick = 4.4 - 0.42 * i, 1.35
        s.torus(r - 1.0, thick, skin, at=(0, 0, z + 1.15), squash=0.86)
        z += 2.15
    s.ball(1.7, skins[0], at=(0, 0, z + 1.4))


@product_type(
    "spinning top",
    category="Toys > Classic toys > Spinning tops",
    words=("spinning top", "spinning top", "spinning top"),
    zh="陀螺",
    price=(5, 16),
    choices={
        "style": ("wide", "pear", "humming top"),
        "material": ("painted wood", "beech", "steel"),
        "color": BRIGHTS,
        "pattern": ("striped", "plain", "zigzag", "dotted"),
    },
    sizes={"diameter_cm": (5, 9, 1)},
    derive=lambda t: {
        "height_cm": round(t["diameter_cm"] * 1.15, 1),
        "age_years": 3,
        "weight_g": t["diameter_cm"] * 11,
    },
    use=("From 3 years.", "One twist and the room goes quiet.", "For ages three and up."),
    phrases={
        "wide": "a wide, flat body",
        "pear": "a pear-shaped body",
        "humming top": "a round body with a knob to pump",
    },
    view=(20, 16),
)
def spinning_top(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    look = {"pattern": t["pattern"], "second": t.get("second_color", "white"), "period": r * 0.34}
    skin = m.surface(t["material"], t["color"], **look)
    grip = (
        m.wood("beech", "z")
        if t["style"] != "humming top"
        else m.painted("red" if t["color"] != "red" else "yellow", 0.6)
    )
    tilt = (0, 17, 0)
    body = {
        "wide": [
            (0.02, 0),
            (r * 0.2, r * 0.3),
            (r * 0.95, r * 0.7),
            (r, r * 0.9),
            (r * 0.8, r * 1.1),
            (r * 0.15, r * 1.25),
        ],
        "pear": [
            (0.02, 0),
            (r * 0.3, r * 0.3),
            (r * 0.85, r * 1.0),
            (r * 0.95, r * 1.35),
            (r * 0.6, r * 1.65),
            (r * 0.14, r * 1.7),
        ],
        "humming top": [
            (0.02, 0),
            (r * 0.2, r * 0.2),
            (r * 0.85, r * 0.65),
            (r, r * 1.0),
            (r * 0.85, r * 1.35),
            (r * 0.15, r * 1.7),
        ],
    }[t["style"]]
    s.lathe(s.smooth_profile(body), skin, rot=tilt)
    top = body[-1][1]
    a = math.radians(17)
    s.cylinder(
        r * 0.1,
        r * 0.75,
        grip,
        at=(top * 0.96 * math.sin(a), 0, top * 0.96 * math.cos(a)),
        rot=tilt,
        bevel=0.05,
    )
    if t["style"] == "humming top":
        k = top + r * 0.7
        s.ball((r * 0.26, r * 0.26, r * 0.2), grip, at=(k * math.sin(a), 0, k * math.cos(a)))


@product_type(
    "teddy bear",
    category="Toys > Soft toys > Bears",
    words=("teddy bear", "plush bear", "teddy bear"),
    zh="泰迪熊",
    price=(14, 48),
    choices={
        "dress": ("bow tie", "scarf", "no clothes"),
        "material": ("cotton", "wool"),
        "color": ("tan", "brown", "cream", "light grey", "pink", "sky blue", "white"),
        "accent": ("red", "navy", "mustard", "forest green", "burgundy", "teal"),
    },
    sizes={"height_cm": (22, 46, 4)},
    derive=lambda t: (
        {"age_years": 0, "weight_g": t["height_cm"] * 11}
        | ({"accent": ""} if t["dress"] == "no clothes" else {})
    ),
    use=(
        "From birth, washable at 30 degrees.",
        "Ready for a lifetime of hugs.",
        "Suitable from birth; machine washable.",
    ),
    phrases={"bow tie": "a bow tie", "scarf": "a scarf"},
    view=(16, 8),
)
def teddy_bear(t: Traits) -> None:
    fur, light = (
        m.fabric(t["color"], 4, 1.0),
        m.fabric("cream" if t["color"] != "cream" else "beige", 4, 1.0),
    )
    black = m.plastic("black", 0.15)
    s.ball((6.2, 5.4, 6.8), fur, at=(0, 0, 6.8))
    s.ball((4.2, 2.5, 4.8), light, at=(0, -3.5, 6.6))
    s.ball((5.4, 5.0, 4.9), fur, at=(0, -0.4, 16.6))
    s.ball((2.5, 2.2, 1.9), light, at=(0, -4.7, 15.6))
    s.ball((0.9, 0.6, 0.65), black, at=(0, -6.8, 16.3))
    s.tube([(0, -6.8, 15.8), (0, -6.9, 15.1), (-0.9, -6.5, 14.7)], 0.09, black)
    s.tube([(0, -6.9, 15.1), (0.9, -6.5, 14.7)], 0.09, black)
    for x in (-1, 1):
        s.ball(0.5, black, at=(x * 2.0, -4.95, 17.8))
        s.ball((1.9, 1.1, 1.9), fur, at=(x * 4.3, 0, 20.6))
        s.ball((1.2, 0.7, 1.2), light, at=(x * 4.3, -0.75, 20.5))
        s.ball((2.0, 2.1, 4.6), fur, at=(x * 6.6, -1.2, 9.2), rot=(18, x * -32, 0))
        s.ball((2.4, 4.6, 2.4), fur, at=(x * 4.5, -5.2, 2.4), rot=(0, 0, x * 20))
        s.ball((1.7, 0.5, 1.7), light, at=(x * 5.9, -9.3, 2.5), rot=(0, 0, x * 20))
    if t["dress"] == "bow tie":
        cloth = m.fabric(t["accent"], 8, 0.3)
        s.ball(0.8, cloth, at=(0, -5.0, 12.4))
        for x in (-1, 1):
            s.ball((1.9, 0.7, 1.4), cloth, at=(x * 2.1, -4.8, 12.4), rot=(0, x * 8, 0))
    elif t["dress"] == "scarf":
        cloth = m.knit(t["accent"])
        s.torus(4.3, 1.0, cloth, at=(0, -0.3, 12.3), squash=0.9)
        s.strap([(1.8, -4.6, 12.3), (2.4, -6.2, 9.8), (2.8, -6.6, 6.4)], 2.3, 0.5, cloth)

"""Furniture: chairs, stools, tables, sofas, shelves, chests of drawers."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import FABRICS

WOODS = ("oak", "walnut", "beech", "painted wood")
PAINTS = ("white", "black", "navy", "sage green", "mustard", "red", "teal", "light grey")


def leg(
    x: float, y: float, height: float, material: object, lean: float = 3.0, radius: float = 1.8
) -> None:
    """A tapered leg under (x, y) whose foot stands `lean` cm further out."""
    out = math.hypot(x, y) or 1.0
    foot = (x + lean * x / out, y + lean * y / out, 0.0)
    path = [
        tuple(a + (b - a) * i / 4 for a, b in zip(foot, (x, y, height), strict=True))
        for i in range(5)
    ]
    s.rings(
        [
            [
                (p[0] + w * math.cos(t), p[1] + w * math.sin(t), p[2])
                for t in (2 * math.pi * k / 20 for k in range(20))
            ]
            for p, w in zip(path, (radius * (0.6 + 0.1 * i) for i in range(5)), strict=True)
        ],
        material,
    )


def four_legs(
    width: float,
    depth: float,
    height: float,
    material: object,
    lean: float = 3.0,
    radius: float = 1.8,
) -> None:
    for x in (-1, 1):
        for y in (-1, 1):
            leg(x * width / 2, y * depth / 2, height, material, lean, radius)


CHAIR_BACKS = {
    "spindle": "a back of slim spindles",
    "panel": "a curved panel back",
    "upholstered": "an upholstered seat and back",
}


@product_type(
    "chair",
    category="Furniture > Seating > Chairs",
    words=("chair", "dining chair", "dining chair"),
    zh="餐椅",
    price=(65, 190),
    choices={
        "style": tuple(CHAIR_BACKS),
        "material": WOODS,
        "color": PAINTS,
        "upholstery": ("light grey", "mustard", "navy", "terracotta", "forest green"),
    },
    sizes={"height_cm": (78, 92, 2), "width_cm": (44, 50, 2)},
    derive=lambda t: (
        {"depth_cm": t["width_cm"] + 4, "seat_height_cm": 46, "weight_g": t["height_cm"] * 60}
        | ({} if t["style"] == "upholstered" else {"upholstery": ""})
    ),
    use=(
        "For the dining table.",
        "Pull it up and stay for dessert.",
        "For the kitchen table or a desk.",
    ),
    phrases=CHAIR_BACKS,
    view=(32, 12),
    turns=True,
)
def chair(t: Traits) -> None:
    w, h, seat = t["width_cm"], t["height_cm"], 45.0
    frame = m.surface(t["material"], t["color"], along="z")
    board = m.surface(t["material"], t["color"], along="y")
    four_legs(w - 9, w - 9, seat - 1, frame)
    s.slab([s.rounded_rectangle(w, w, 9)], 3, board, bevel=1.0, at=(0, 0, seat))
    back = w / 2 - 3
    if t["style"] == "upholstered":
        cloth = m.fabric(t["upholstery"])
        s.slab([s.rounded_rectangle(w - 2, w - 2, 9)], 6, cloth, bevel=2.6, at=(0, 0, seat + 4))
        for x in (-1, 1):
            s.tube(
                [
                    (x * (w / 2 - 5), back, seat),
                    (x * (w / 2 - 5), back + 3, seat + 22),
                    (x * (w / 2 - 6), back + 6, h - 10),
                ],
                1.4,
                frame,
            )
        s.slab(
            [s.rounded_rectangle(w - 3, (h - seat) * 0.6, 7)],
            6,
            cloth,
            bevel=2.6,
            at=(0, back + 4, h - (h - seat) * 0.3),
            rot=(82, 0, 0),
        )
        return
    arch = [
        (x, back + 4 - 0.012 * x * x + 3, h - 3) for x in (-w / 2 + 2, -w / 4, 0, w / 4, w / 2 - 2)
    ]
    if t["style"] == "panel":
        s.strap(arch, 13, 1.8, board, across=(0, 0.1, 1))
        posts = (-w / 2 + 5, w / 2 - 5)
    else:
        s.tube(arch, 2.2, board)
        posts = tuple(-w / 2 + 5 + (w - 10) * i / 6 for i in range(7))
    for x in posts:
        s.tube(
            [(x * 0.9, back, seat), (x, back + 6.5 - 0.012 * x * x, h - 4)],
            1.3 if len(posts) == 2 else 0.75,
            frame,
        )


@product_type(
    "stool",
    category="Furniture > Seating > Stools",
    words=("stool", "bar stool", "stool"),
    zh="凳子",
    price=(38, 110),
    choices={
        "seat": ("round wooden seat", "padded leather seat", "padded fabric seat"),
        "material": ("oak", "walnut", "steel", "painted wood"),
        "color": PAINTS,
        "upholstery": ("tan", "black", "mustard", "navy", "forest green"),
    },
    sizes={"height_cm": (44, 74, 5), "diameter_cm": (30, 38, 2)},
    derive=lambda t: (
        {"weight_g": t["height_cm"] * 55} | ({"upholstery": ""} if "wooden" in t["seat"] else {})
    ),
    use=(
        "For kitchen, bar or workshop.",
        "Pulls up to the counter in a second.",
        "For the kitchen counter or the shed.",
    ),
    phrases={
        "round wooden seat": "a round wooden seat",
        "padded leather seat": "a padded leather seat",
        "padded fabric seat": "a padded fabric seat",
    },
    view=(25, 14),
    turns=True,
)
def stool(t: Traits) -> None:
    h, r = t["height_cm"], t["diameter_cm"] / 2
    frame = m.surface(t["material"], t["color"], along="z")
    spread, thin = r * 0.62, 1.2 if t["material"] == "steel" else 1.9
    four_legs(spread * 1.4, spread * 1.4, h - 3, frame, lean=h * 0.09, radius=thin)
    for z, k in ((h * 0.32, 1.0), (h * 0.55, 0.94)):
        d = spread * 0.7 * k + h * 0.09 * 0.7 * (1 - z / h)
        for a in range(4):
            c, e = math.cos(a * math.pi / 2), math.sin(a * math.pi / 2)
            ends = [(d, -d, z + a % 2 * 2), (d, d, z + a % 2 * 2)]
            s.tube(
                [(x * c - y * e, x * e + y * c, q) for x, y, q in ends],
                thin * 0.55,
                frame,
                smooth=False,
            )
    if t["seat"] == "round wooden seat":
        top = (
            m.wood("oak", "y")
            if t["material"] == "steel"
            else m.surface(t["material"], t["color"], along="y")
        )
        s.cylinder(r, 3.2, top, at=(0, 0, h - 3.2), bevel=1.2)
        return
    pad = m.leather(t["upholstery"]) if "leather" in t["seat"] else m.fabric(t["upholstery"])
    s.cylinder(r * 0.97, 2, frame, at=(0, 0, h - 6.5))
    s.lathe(
        s.smooth_profile(
            [(0.01, h - 5), (r * 0.95, h - 5), (r * 1.03, h - 3), (r * 0.92, h - 0.9), (0.01, h)]
        ),
        pad,
    )
    s.torus(r * 1.02, 0.25, pad, at=(0, 0, h - 3))


@product_type(
    "coffee table",
    category="Furniture > Tables > Coffee tables",
    words=("coffee table", "coffee table", "side table"),
    zh="茶几",
    price=(80, 260),
    choices={
        "style": ("round", "rectangular", "drum", "oval"),
        "material": ("oak", "walnut", "beech", "marble", "painted wood"),
        "color": PAINTS,
        "legs": ("black steel legs", "brass legs", "wooden legs"),
    },
    sizes={"width_cm": (55, 110, 5), "height_cm": (36, 48, 2)},
    derive=lambda t: (
        {
            "depth_cm": t["width_cm"]
            if t["style"] in ("round", "drum")
            else round(t["width_cm"] * 0.55),
            "weight_g": t["width_cm"] * 150,
        }
        | ({"legs": "closed base"} if t["style"] == "drum" else {})
    ),
    use=(
        "For the living room.",
        "Somewhere to put your mug, your book and your feet.",
        "For the sitting room.",
    ),
    phrases={
        "round": "a round top",
        "rectangular": "a rectangular top with a lower shelf",
        "drum": "a closed, ribbed drum base",
        "oval": "an oval top",
        "black steel legs": "black steel legs",
        "brass legs": "brass legs",
        "wooden legs": "wooden legs",
    },
    view=(24, 20),
)
def coffee_table(t: Traits) -> None:
    w, d, h = t["width_cm"], t["depth_cm"], t["height_cm"]
    top = m.surface(t["material"], t["color"], along="x")
    if t["style"] == "drum":
        s.cylinder(w / 2, 3, top, at=(0, 0, h - 3), bevel=0.8)
        rib = m.surface(
            "oak" if t["material"] == "marble" else t["material"], t["color"], along="z"
        )
        for i in range(60):
            a = 2 * math.pi * i / 60
            s.cylinder(
                w * 0.0235,
                h - 3,
                rib,
                at=(w * 0.45 * math.cos(a), w * 0.45 * math.sin(a), 0),
                bevel=0.1,
            )
        return
    kind = {"black steel legs": m.painted("black", 0.3), "brass legs": m.metal("brass")}
    material = kind.get(t["legs"]) or m.wood("walnut" if t["material"] == "walnut" else "oak", "z")
    edge = (
        s.rounded_rectangle(w, d, 3)
        if t["style"] == "rectangular"
        else [(x, y * d / w) for x, y in s.circle(w / 2, steps=96)]
    )
    s.slab([edge], 3, top, bevel=0.7, at=(0, 0, h - 1.5))
    inset = 0.82 if t["style"] == "rectangular" else 0.62
    four_legs(
        w * inset,
        d * inset,
        h - 2,
        material,
        lean=4,
        radius=1.2 if "wooden" not in t["legs"] else 2.2,
    )
    if t["style"] == "rectangular":
        s.slab(
            [s.rounded_rectangle(w * 0.84, d * 0.8, 2)], 1.6, top, bevel=0.4, at=(0, 0, h * 0.38)
        )


@product_type(
    "sofa",
    category="Furniture > Seating > Sofas",
    words=("sofa", "couch", "settee"),
    zh="沙发",
    price=(420, 1150),
    choices={
        "style": ("two seats", "three seats", "rounded arms"),
        "material": ("linen", "velvet", "leather", "wool"),
        "color": (*FABRICS, "tan"),
        "legs": ("oak legs", "black legs"),
    },
    sizes={"height_cm": (76, 88, 2), "depth_cm": (84, 96, 2)},
    derive=lambda t: {
        "width_cm": {"two seats": 160, "three seats": 212, "rounded arms": 182}[t["style"]],
        "seats": 3 if t["style"] == "three seats" else 2,
        "weight_g": 14000 * (3 if t["style"] == "three seats" else 2),
    },
    use=(
        "For the living room; covers come off for cleaning.",
        "Sink in and cancel your plans.",
        "For film nights and Sunday papers.",
    ),
    phrases={
        "two seats": "two seats",
        "three seats": "three seats",
        "rounded arms": "two seats and rounded arms",
        "oak legs": "oak legs",
        "black legs": "black legs",
    },
    view=(24, 14),
)
def sofa(t: Traits) -> None:
    sofa_body(t, t["seats"], t["style"] == "rounded arms")


@product_type(
    "armchair",
    category="Furniture > Seating > Armchairs",
    words=("armchair", "accent chair", "armchair"),
    zh="单人沙发",
    price=(190, 480),
    choices={
        "style": ("box", "rounded arms"),
        "material": ("linen", "velvet", "leather", "wool"),
        "color": (*FABRICS, "tan"),
        "legs": ("oak legs", "black legs"),
    },
    sizes={"height_cm": (76, 92, 2), "width_cm": (78, 92, 2)},
    derive=lambda t: {"depth_cm": t["width_cm"], "weight_g": 19000},
    use=(
        "For reading.",
        "Your new favorite place to do nothing.",
        "For a good book and a cup of tea.",
    ),
    phrases={
        "box": "straight arms",
        "rounded arms": "rounded arms",
        "oak legs": "oak legs",
        "black legs": "black legs",
    },
    view=(30, 14),
)
def armchair(t: Traits) -> None:
    sofa_body(t, 1, t["style"] == "rounded arms")


def sofa_body(t: Traits, seats: int, rounded: bool) -> None:
    """Base, arms, back and cushions of anything soft that one sits in."""
    w, d, h, foot, seat = t["width_cm"], t["depth_cm"], t["height_cm"], 12.0, 42.0
    cloth = m.surface(t["material"], t["color"])
    soft = 5.0 if rounded else 2.5
    arm = 17.0
    s.box((w - 4, d - 4, 16), cloth, at=(0, 0, foot + 8), bevel=2)
    s.box((w - 6, 18, h - foot - 6), cloth, at=(0, d / 2 - 11, (h + foot) / 2 - 3), bevel=soft)
    for side in (-1, 1):
        x = side * (w / 2 - arm / 2)
        s.box((arm, d - 1, 46), cloth, at=(x, 0, foot + 23), bevel=8.4 if rounded else 3)
    inner = (w - 2 * arm) / seats
    for i in range(seats):
        x = -(w - 2 * arm) / 2 + inner * (i + 0.5)
        s.box((inner - 0.6, d - 20, 15), cloth, at=(x, -9, seat - 3), bevel=4.5)
        s.box(
            (inner - 1.5, 17, h - seat - 2),
            cloth,
            at=(x, d / 2 - 26, (h + seat) / 2 + 1),
            rot=(-9, 0, 0),
            bevel=6.5,
        )
    wood = m.wood("oak", "z") if t["legs"] == "oak legs" else m.painted("black", 0.3)
    four_legs(w - 16, d - 16, foot + 1, wood, lean=2, radius=2.4)


@product_type(
    "bookshelf",
    category="Furniture > Storage > Shelves",
    words=("shelf unit", "bookcase", "bookcase"),
    zh="书架",
    price=(90, 260),
    choices={
        "style": ("open back", "closed back", "ladder"),
        "material": ("oak", "walnut", "pine", "painted wood"),
        "color": PAINTS,
        "boards": (3, 4, 5),
    },
    sizes={"width_cm": (60, 90, 5), "height_cm": (110, 180, 10)},
    derive=lambda t: {"depth_cm": 30, "weight_g": t["width_cm"] * t["height_cm"] * 2},
    use=(
        "For books and folders.",
        "Room for books, plants and the things you bring home.",
        "For books, records and ornaments.",
    ),
    phrases={
        "open back": "an open back",
        "closed back": "a closed back",
        "ladder": "slanting sides like a ladder",
    },
    view=(28, 8),
)
def bookshelf(t: Traits) -> None:
    w, h, d, n = t["width_cm"], t["height_cm"], 30.0, t["boards"]
    side, board = (m.surface(t["material"], t["color"], along=a) for a in "zx")
    lean = 12.0 if t["style"] == "ladder" else 0.0
    levels = [3 + (h - 6) * i / n for i in range(n + 1)]
    for x in (-1, 1):
        if lean:
            for y in (-d / 2, d / 2):
                s.tube(
                    [(x * w / 2, y, 0), (x * w / 2, d / 2 - 4 if y < 0 else y, h)],
                    1.6,
                    side,
                    smooth=False,
                )
        else:
            s.box((2.4, d, h), side, at=(x * w / 2, 0, h / 2), bevel=0.3)
    for z in levels:
        depth = d - (d * 0.72) * z / h if lean else d
        s.box((w, depth, 2.4), board, at=(0, (d - depth) / 2, z), bevel=0.3)
    if t["style"] == "closed back":
        s.box((w, 1, h), side, at=(0, d / 2, h / 2), bevel=0)
    for i, z in enumerate(levels[:-1]):
        _books(i, w, z + 1.2, (levels[1] - levels[0]) * 0.68, d, lean)


def _books(shelf: int, width: float, z: float, room: float, depth: float, lean: float) -> None:
    """A few books, so that the size of a shelf can be seen."""
    x, tones = (
        -width / 2 + 5 + (shelf * 17) % 23,
        ("navy", "terracotta", "cream", "sage green", "mustard", "charcoal"),
    )
    for i in range(4 + shelf % 3):
        thick, tall = 2.5 + (i * 7 + shelf) % 3, min(room, 19 + (i * 5 + shelf * 3) % 8)
        s.box(
            (thick, 15, tall),
            m.painted(tones[(i + shelf * 2) % 6], 0.1),
            at=(x + thick / 2, depth / 2 - 9 if lean else 2, z + tall / 2),
            bevel=0.2,
        )
        x += thick + 0.3


@product_type(
    "chest of drawers",
    category="Furniture > Storage > Drawers",
    words=("chest of drawers", "dresser", "chest of drawers"),
    zh="抽屉柜",
    price=(140, 390),
    choices={
        "drawers": (2, 3, 4, 6),
        "material": ("oak", "walnut", "pine", "painted wood"),
        "color": PAINTS,
        "knobs": ("brass knobs", "wooden knobs", "black bar handles"),
    },
    sizes={"width_cm": (44, 60, 4)},
    derive=lambda t: {
        "width_cm": t["width_cm"] * (2 if t["drawers"] == 6 else 1),
        "height_cm": 18 + 20 * (3 if t["drawers"] == 6 else t["drawers"]),
        "depth_cm": 42,
        "weight_g": 7000 * t["drawers"],
    },
    use=(
        "For clothes and linen.",
        "A place for everything, even the odd socks.",
        "For jumpers, linen and odd socks.",
    ),
    phrases={
        "brass knobs": "brass knobs",
        "wooden knobs": "round wooden knobs",
        "black bar handles": "black bar handles",
    },
    view=(26, 13),
)
def chest_of_drawers(t: Traits) -> None:
    w, h, d = t["width_cm"], t["height_cm"], 42.0
    columns = 2 if t["drawers"] == 6 else 1
    rows = t["drawers"] // columns
    case, front = (m.surface(t["material"], t["color"], along=a) for a in "zx")
    foot = 14.0
    s.box((w, d, h - foot), case, at=(0, 0, (h + foot) / 2), bevel=0.6)
    four_legs(w - 10, d - 10, foot + 1, case, lean=2, radius=2.2)
    metal = {"brass knobs": m.metal("brass"), "wooden knobs": m.wood("beech", "y")}.get(
        t["knobs"], m.painted("black", 0.4)
    )
    cell_w, cell_h = (w - 3) / columns, (h - foot - 3) / rows
    for c in range(columns):
        for r in range(rows):
            x, z = -w / 2 + 1.5 + cell_w * (c + 0.5), foot + 1.5 + cell_h * (r + 0.5)
            s.box((cell_w - 1.2, 2.5, cell_h - 1.2), front, at=(x, -d / 2 - 0.6, z), bevel=0.5)
            if t["knobs"] == "black bar handles":
                s.tube(
                    [(x - 7, -d / 2 - 3.6, z), (x + 7, -d / 2 - 3.6, z)], 0.6, metal, smooth=False
                )
                for side in (-6, 6):
                    s.cylinder(0.45, 2.5, metal, at=(x + side, -d / 2 - 1.5, z), rot=(90, 0, 0))
            else:
                for side in (-cell_w * 0.24, cell_w * 0.24) if cell_w > 48 else (0,):
                    s.ball((1.7, 1.3, 1.7), metal, at=(x + side, -d / 2 - 3.2, z))

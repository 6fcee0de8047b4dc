"""Coffee tables, bookshelves, chests of drawers."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    PAINTS,
)
from demo.render.parts import four_legs


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

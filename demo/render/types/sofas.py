"""Sofas and armchairs."""

from __future__ import annotations

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    FABRICS,
)
from demo.render.parts import four_legs


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

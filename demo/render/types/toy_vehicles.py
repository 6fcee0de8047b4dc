"""Toy cars and wooden trains."""

from __future__ import annotations

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    BRIGHTS,
)


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
    accent="trim",
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
    accent="wagons",
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
    for x in (-4.0, 0.0, 4.0):
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

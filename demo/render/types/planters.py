"""Plant pots, with and without plants."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, contrast, product_type
from demo.render.palette import (
    GLAZES,
    linear,
)
from demo.render.parts import shell_weight
from demo.render.patterns import Graph

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
    g = Graph(Base_Color=linear(color), Roughness=0.4)
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

"""Cookware: pans, pots, kettles."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.parts import shell_weight

PAN_HANDLES = {
    "oak": "an oak handle",
    "walnut": "a walnut handle",
    "steel": "a riveted steel handle",
}


def _pan_sizes(t: Traits) -> Traits:
    r = t["diameter_cm"] / 2
    return {"length_cm": round(r * 3.9), "height_cm": 5.0, "weight_g": shell_weight(t, r, 5, 0.35)}


@product_type(
    "frying pan",
    category="Home & Kitchen > Cookware > Frying pans",
    words=("frying pan", "skillet", "frying pan"),
    zh="平底锅",
    price=(22, 70),
    choices={
        "handle": tuple(PAN_HANDLES),
        "material": ("cast iron", "stainless steel", "aluminium", "copper", "enamel"),
        "color": ("red", "navy", "forest green", "cream", "mustard", "teal"),
    },
    sizes={"diameter_cm": (20, 30, 2)},
    derive=_pan_sizes,
    use=(
        "For gas, electric and oven.",
        "Sears, sautés and goes straight to the table.",
        "For eggs, pancakes and a good sear.",
    ),
    phrases=PAN_HANDLES,
    view=(-52, 38),
)
def frying_pan(t: Traits) -> None:
    r = t["diameter_cm"] / 2
    body = m.surface(t["material"], t["color"])
    s.vessel(s.smooth_profile([(r * 0.78, 0), (r * 0.88, 1.2), (r, 4.6)]), body, wall=0.35)
    s.lathe(
        [(0, 0.4), (r * 0.76, 0.4), (r * 0.8, 0.6), (r * 0.74, 0.62), (0, 0.55)], m.iron("charcoal")
    )
    grip = m.metal("stainless steel", 0.3) if t["handle"] == "steel" else m.wood(t["handle"], "x")
    steel = m.metal("stainless steel")
    s.strap(
        [(r * 0.9, 0, 3.4), (r * 1.2, 0, 4.6), (r * 1.5, 0, 5.6)], 2.2, 0.5, steel, across=(0, 1, 0)
    )
    handle = s.tube(
        [(r * 1.35, 0, 5.2), (r * 1.8, 0, 6.3), (r * 2.4, 0, 7.2), (r * 2.85, 0, 7.0)],
        0.95,
        grip,
        flat=1.35,
    )
    handle.data.bevel_resolution = 6
    for y in (-0.7, 0.7):
        s.ball(0.28, steel, at=(r * 0.9, y, 3.8))
    s.torus(0.7, 0.2, steel, at=(r * 2.9, 0, 7.0), rot=(90, 0, 0))


def _saucepan_sizes(t: Traits) -> Traits:
    r, h = (
        t["diameter_cm"] / 2,
        round(t["diameter_cm"] * (0.75 if t["style"] == "stock pot" else 0.5), 1),
    )
    return {
        "height_cm": h,
        "capacity_l": round(math.pi * r**2 * h * 0.95 / 1000, 1),
        "weight_g": shell_weight(t, r, h * 1.3, 0.25),
    }


@product_type(
    "cooking pot",
    category="Home & Kitchen > Cookware > Pots",
    words=("cooking pot", "pot with lid", "casserole"),
    zh="汤锅",
    price=(30, 95),
    choices={
        "style": ("casserole", "stock pot"),
        "material": ("enamel", "stainless steel", "copper", "cast iron"),
        "color": ("red", "navy", "forest green", "cream", "mustard", "teal", "white", "orange"),
    },
    sizes={"diameter_cm": (18, 28, 2)},
    derive=_saucepan_sizes,
    use=(
        "For soups, stews and pasta; with lid.",
        "Braise low and slow, then serve right from the pot.",
        "For stews, soups and Sunday suppers.",
    ),
    phrases={
        "casserole": "a low, wide shape with two loop handles",
        "stock pot": "a tall shape with two loop handles",
    },
)
def cooking_pot(t: Traits) -> None:
    r, h = t["diameter_cm"] / 2, t["height_cm"]
    body = m.surface(t["material"], t["color"])
    s.vessel([(r * 0.9, 0), (r * 0.97, 0.5), (r, 1.5), (r, h)], body, wall=0.35)
    s.torus(r + 0.1, 0.25, m.metal("stainless steel"), at=(0, 0, h))
    s.lathe(
        s.smooth_profile(
            [(r, h + 0.2), (r * 0.93, h + 0.9), (r * 0.5, h + r * 0.22), (0.01, h + r * 0.27)]
        ),
        body,
    )
    knob = m.metal("brass" if t["material"] in ("enamel", "copper") else "stainless steel")
    s.cylinder(0.5, 1.4, knob, at=(0, 0, h + r * 0.26))
    s.ball((1.5, 1.5, 0.8), knob, at=(0, 0, h + r * 0.26 + 1.7))
    grip = body if t["material"] == "enamel" else knob
    for side in (-1, 1):
        x = side * r * 0.97
        s.tube(
            [
                (x, -2.6, h * 0.8),
                (x + side * 2.6, -2.2, h * 0.82),
                (x + side * 2.6, 2.2, h * 0.82),
                (x, 2.6, h * 0.8),
            ],
            0.6,
            grip,
        )


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
    use=(
        "For gas and electric hobs.",
        "From cold to tea in minutes.",
        "Put it on, then put your feet up.",
    ),
    phrases={
        "stovetop": "a short spout and a handle over the lid",
        "gooseneck": "a long curved spout for pour-over coffee",
        "wooden handle": "a handle of beech",
        "black handle": "a black handle",
    },
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

"""Stacking toys, spinning tops, teddy bears."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    BRIGHTS,
)

RAINBOWS = {
    "bright": ("red", "orange", "yellow", "green", "blue", "purple"),
    "pastel": ("pink", "lilac", "sky blue", "mint", "cream", "terracotta"),
    "earthy": ("terracotta", "mustard", "sage green", "navy", "burgundy", "beige"),
    "sea": ("navy", "blue", "sky blue", "turquoise", "mint", "white"),
}


@product_type(
    "stacking toy",
    category="Toys > Baby toys > Stacking toys",
    words=("stacking toy", "stacking toy", "stacking toy"),
    nouns={
        "ring tower": ("stacking ring tower", "ring stacker", "stacking ring tower"),
        "rainbow arches": ("stacking rainbow", "rainbow stacker", "stacking rainbow"),
        "block tower": ("stacking block tower", "block stacker", "stacking block tower"),
    },
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
    accent="neckwear",
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

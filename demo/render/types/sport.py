"""Sport: dumbbells, kettlebells, balls, mats, skateboards, rackets."""

from __future__ import annotations

import math

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import BRIGHTS, FABRICS


@product_type(
    "dumbbell",
    category="Sports & Outdoors > Fitness > Dumbbells",
    words=("dumbbell", "dumbbell", "hand weight"),
    zh="哑铃",
    price=(9, 60),
    choices={
        "style": ("hexagonal heads", "round heads", "disc plates"),
        "material": ("rubber", "cast iron", "silicone"),
        "color": BRIGHTS,
        "grip": ("knurled steel grip", "padded grip"),
    },
    sizes={"load_kg": (1, 12, 1)},
    derive=lambda t: {"length_cm": 18 + t["load_kg"], "weight_g": t["load_kg"] * 1000},
    use=("Sold singly.", "Small weight, big plans.", "For home workouts; sold singly."),
    phrases={
        "hexagonal heads": "hexagonal heads that do not roll",
        "round heads": "round heads",
        "disc plates": "two discs at each end",
        "knurled steel grip": "a knurled steel grip",
        "padded grip": "a padded grip",
    },
    view=(38, 20),
)
def dumbbell(t: Traits) -> None:
    long = float(t["length_cm"])
    r = 3.6 + 0.33 * t["load_kg"]
    head = m.rubber(t["color"]) if t["material"] != "cast iron" else m.iron()
    steel = m.metal("stainless steel", 0.3, brushed=True)
    side = (0, 90, 0)
    grip = steel if t["grip"].startswith("knurled") else m.rubber("charcoal")
    s.cylinder(1.7, long * 0.96, steel, at=(-long * 0.48, 0, r), rot=side)
    s.lathe(
        s.smooth_profile([(1.5, -long * 0.2), (2.1, 0), (1.5, long * 0.2)]),
        grip,
        at=(0, 0, r),
        rot=side,
    )
    for x in (-1, 1):
        if t["style"] == "hexagonal heads":
            ring = [
                (
                    r * math.cos(math.pi / 3 * i + math.pi / 6),
                    r * math.sin(math.pi / 3 * i + math.pi / 6),
                )
                for i in range(6)
            ]
            hexagon = s.loft(
                [
                    ([(a * k, b * k) for a, b in ring], z)
                    for k, z in ((0.8, 0), (1, r * 0.16), (1, r * 1.0), (0.8, r * 1.15))
                ],
                head,
                at=(x * long * 0.3, 0, r * 0.9),
                rot=(0, 90 * x, 0),
            )
            s.round_edges(hexagon, 0.25)
        elif t["style"] == "round heads":
            s.ball((r * 0.82, r, r), head, at=(x * long * 0.42, 0, r))
        else:
            for k, scale in ((0.25, 1.0), (0.36, 0.8)):
                s.cylinder(
                    r * scale,
                    long * 0.1,
                    head,
                    at=(x * long * k - (0 if x > 0 else long * 0.1), 0, r),
                    rot=side,
                    bevel=0.5,
                )
            s.cylinder(
                2.3, 1.6, steel, at=(x * long * 0.47 - (0 if x > 0 else 1.6), 0, r), rot=side
            )


@product_type(
    "kettlebell",
    category="Sports & Outdoors > Fitness > Kettlebells",
    words=("kettlebell", "kettlebell", "kettlebell"),
    zh="壶铃",
    price=(22, 80),
    choices={
        "style": ("round body", "flat base with band"),
        "material": ("cast iron", "rubber"),
        "color": BRIGHTS,
        "accent": ("red", "yellow", "blue", "green", "orange", "pink"),
    },
    sizes={"load_kg": (4, 24, 4)},
    derive=lambda t: {"height_cm": 19 + t["load_kg"] // 2, "weight_g": t["load_kg"] * 1000},
    use=(
        "For swings, squats and presses.",
        "One bell, whole-body workout.",
        "For swings, squats and a hard ten minutes.",
    ),
    phrases={"round body": "a round body", "flat base with band": "a broad flat base"},
    view=(18, 10),
)
def kettlebell(t: Traits) -> None:
    h = float(t["height_cm"])
    r = h * 0.36
    body = m.iron() if t["material"] == "cast iron" else m.rubber(t["color"])
    base = r * (0.5 if t["style"] == "round body" else 0.85)
    s.lathe(
        [
            (0, 0),
            *s.smooth_profile(
                [
                    (base, 0),
                    (r * 0.92, r * 0.45),
                    (r, r * 0.95),
                    (r * 0.8, r * 1.6),
                    (r * 0.35, r * 1.95),
                ]
            ),
            (0, r * 1.97),
        ],
        body,
    )
    s.tube(
        [
            (-r * 0.55, 0, r * 1.55),
            (-r * 0.82, 0, r * 2.3),
            (-r * 0.5, 0, h * 1.0),
            (r * 0.5, 0, h * 1.0),
            (r * 0.82, 0, r * 2.3),
            (r * 0.55, 0, r * 1.55),
        ],
        r * 0.17,
        body,
    )
    band = m.painted(t["accent"], 0.5)
    if t["style"] == "flat base with band":
        s.lathe(
            s.smooth_profile([(r * 0.985, r * 0.75), (r * 1.025, r * 0.95), (r * 0.99, r * 1.2)]),
            band,
        )
    for x in (-1, 1):
        s.torus(r * 0.165, r * 0.05, band, at=(x * r * 0.72, 0, r * 1.95), rot=(0, x * 20, 0))
    s.cylinder(r * 0.5, r * 0.22, band, at=(0, -r * 0.86, r * 0.98), rot=(90, 0, 0), bevel=0.3)
    ink = m.painted("white" if t["accent"] not in ("yellow", "pink") else "black", 0.2)
    s.label(f"{t['load_kg']:g}", r * 0.6, ink, at=(0, -r * 1.09, r * 0.98))


BALLS = {
    "football": ("football", 11.0, 430),
    "basketball": ("basketball", 12.0, 600),
    "tennis ball": ("tennis ball", 3.35, 58),
    "beach ball": ("beach ball", 18.0, 110),
    "volleyball": ("volleyball", 10.5, 270),
}


@product_type(
    "ball",
    category="Sports & Outdoors > Team sports > Balls",
    words=("ball", "ball", "ball"),
    zh="球",
    nouns={
        "football": ("football", "soccer ball", "football"),
        "basketball": ("basketball",) * 3,
        "tennis ball": ("tennis ball",) * 3,
        "beach ball": ("beach ball",) * 3,
        "volleyball": ("volleyball",) * 3,
    },
    price=(8, 42),
    choices={
        "sport": tuple(BALLS),
        "color": (
            "white",
            "orange",
            "yellow",
            "red",
            "blue",
            "green",
            "black",
            "pink",
            "turquoise",
        ),
        "accent": ("black", "navy", "red", "green", "blue"),
        "material": ("leather", "rubber"),
    },
    derive=lambda t: (
        {
            "diameter_cm": round(BALLS[t["sport"]][1] * 2, 1),
            "weight_g": BALLS[t["sport"]][2],
            "material": {
                "football": "leather",
                "volleyball": "leather",
                "beach ball": "plastic",
            }.get(t["sport"], "rubber"),
        }
        | (
            {
                "color": "yellow" if t["color"] not in ("green", "orange", "pink") else t["color"],
                "accent": "white",
            }
            if t["sport"] == "tennis ball"
            else {}
        )
        | (
            {
                "color": "orange" if t["color"] not in ("blue", "red", "pink") else t["color"],
                "accent": "black",
            }
            if t["sport"] == "basketball"
            else {}
        )
        | ({"accent": "white"} if t["color"] == t["accent"] else {})
    ),
    use=("For training and play.", "Game on, any afternoon.", "For the park or the garden."),
    phrases={
        "football": "black-seamed panels for football",
        "basketball": "deep channels for basketball",
        "tennis ball": "a felt cover for tennis",
        "beach ball": "wide segments for the beach",
        "volleyball": "curved panels for volleyball",
    },
    view=(10, 14),
)
def ball(t: Traits) -> None:
    r = BALLS[t["sport"]][1]
    BALL_BUILDERS[t["sport"]](r, t["color"], t["accent"])


def _football(r: float, color: str, accent: str) -> None:
    """White hexagons and dark pentagons: patches round the corners of an icosahedron."""
    s.ball(r, m.plastic(color, 0.35), at=(0, 0, r), steps=64)
    golden = (1 + 5**0.5) / 2
    corners = [
        v for a in (-1, 1) for b in (-golden, golden) for v in ((0, a, b), (a, b, 0), (b, 0, a))
    ]
    n = math.hypot(1, golden)
    corners = [_turn(tuple(c / n for c in v), 0.35, 0.5) for v in corners]
    patch, seam = m.plastic(accent, 0.35), m.rubber("charcoal")
    near = 2 * 1.0515
    for v in corners:
        others = [w for w in corners if 0.1 < math.dist(v, w) < near * 0.6]
        ring = _around([_mix(v, w, 0.36) for w in others], v)
        edge = [
            _lift(_mix(a, b, k / 5), r * 1.014)
            for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
            for k in range(5)
        ]
        up = (0, 0, r)
        steps = (0.02, 0.3, 0.6, 0.85, 1.0)
        s.rings(
            [[_lift(_mix(v, e, k), r * 1.014) for e in edge] for k in steps],
            patch,
            caps=False,
            at=up,
        )
        for a, w in zip([_mix(v, w, 0.36) for w in others], others, strict=True):
            s.tube(
                [_lift(_mix(a, _mix(w, v, 0.36), k / 4), r * 1.001) for k in range(5)],
                r * 0.012,
                seam,
                at=up,
            )


def _turn(v: s.Point, a: float, b: float) -> s.Point:
    x, y, z = v[0] * math.cos(a) - v[1] * math.sin(a), v[0] * math.sin(a) + v[1] * math.cos(a), v[2]
    return (x, y * math.cos(b) - z * math.sin(b), y * math.sin(b) + z * math.cos(b))


def _mix(a: s.Point, b: s.Point, k: float) -> s.Point:
    return tuple(p + (q - p) * k for p, q in zip(a, b, strict=True))


def _lift(v: s.Point, r: float) -> s.Point:
    n = math.hypot(*v)
    return tuple(r * c / n for c in v)


def _around(points: list[s.Point], axis: s.Point) -> list[s.Point]:
    """Order `points` by angle about `axis`."""
    x = s._unit(s._cross(axis, (0.3, 0.5, 0.8)))
    y = s._cross(axis, x)
    return sorted(
        points,
        key=lambda p: math.atan2(
            sum(a * b for a, b in zip(p, y, strict=True)),
            sum(a * b for a, b in zip(p, x, strict=True)),
        ),
    )


def _great_circle(r: float, tilt: s.Point, material: object, width: float) -> None:
    s.torus(r, width, material, at=(0, 0, r), rot=tilt)


def _basketball(r: float, color: str, accent: str) -> None:
    s.ball(r, m.rubber(color), at=(0, 0, r), steps=64)
    seam = m.rubber(accent)
    for tilt in ((20, 10, 0), (110, 0, 25), (20, 90, 25)):
        _great_circle(r, tilt, seam, r * 0.016)
    for side in (-1, 1):
        k = 0.62
        s.torus(
            r * math.sqrt(1 - k * k),
            r * 0.016,
            seam,
            at=(side * r * k * math.cos(0.3), side * r * k * math.sin(0.3), r),
            rot=(0, 90, 17),
        )


def _tennis(r: float, color: str, accent: str) -> None:
    s.ball(r, m.fabric(color, 9, 0.9), at=(0, 0, r), steps=64)
    a, b = 0.75, 0.25
    seam = [
        (
            a * math.cos(k) + b * math.cos(3 * k),
            a * math.sin(k) - b * math.sin(3 * k),
            2 * math.sqrt(a * b) * math.sin(2 * k),
        )
        for k in (2 * math.pi * i / 60 for i in range(60))
    ]
    s.tube(
        [_lift(_turn(p, 0.6, 0.5), r) for p in seam],
        r * 0.04,
        m.rubber(accent),
        closed=True,
        at=(0, 0, r),
    )


def _beach(r: float, color: str, accent: str) -> None:
    skins = (m.plastic(color, 0.15), m.plastic("white", 0.15), m.plastic(accent, 0.15))
    for i in range(6):

        def segment(u: float, v: float, i: int = i) -> s.Point:
            a, b = math.pi / 3 * (i + u), math.pi * v
            return _turn(
                (r * math.sin(b) * math.cos(a), r * math.sin(b) * math.sin(a), r * math.cos(b)),
                0.2,
                0.6,
            )

        s.sheet(segment, skins[(0, 1, 2, 1, 0, 2)[i]], 16, 32, at=(0, 0, r))
    s.ball(
        (r * 0.13, r * 0.13, r * 0.03),
        skins[1],
        at=_mix((0, 0, r), _turn((0, 0, 1), 0.2, 0.6), 0),
        rot=(35, 0, 0),
    )


def _volley(r: float, color: str, accent: str) -> None:
    s.ball(r * 0.985, m.rubber("charcoal"), at=(0, 0, r), steps=64)
    skins = (m.plastic(color, 0.4), m.plastic(accent, 0.4))
    turns = (lambda p: p, lambda p: (p[2], p[0], p[1]), lambda p: (p[1], p[2], p[0]))
    for axis in range(3):
        for side in (-1, 1):
            for strip in range(3):

                def panel(
                    u: float, v: float, axis: int = axis, side: int = side, strip: int = strip
                ) -> s.Point:
                    x, y = -0.985 + 1.97 * u, -0.985 + (strip + 0.03 + 0.94 * v) * 1.97 / 3
                    return _lift(
                        _turn(
                            turns[axis](
                                (math.tan(x * math.pi / 4), math.tan(y * math.pi / 4), side)
                            ),
                            0.5,
                            0.4,
                        ),
                        r,
                    )

                s.sheet(
                    panel,
                    skins[(strip + axis) % 2 if strip != 1 else (1 + axis) % 2],
                    12,
                    6,
                    at=(0, 0, r),
                )


BALL_BUILDERS = {
    "football": _football,
    "basketball": _basketball,
    "tennis ball": _tennis,
    "beach ball": _beach,
    "volleyball": _volley,
}


@product_type(
    "yoga mat",
    category="Sports & Outdoors > Fitness > Yoga mats",
    words=("yoga mat", "yoga mat", "exercise mat"),
    zh="瑜伽垫",
    price=(16, 60),
    choices={
        "strap": ("carrying strap", "two elastic bands", "no strap"),
        "material": ("rubber", "cork", "cotton"),
        "color": (*FABRICS, "lilac", "purple", "turquoise"),
        "pattern": ("plain", "plain", "striped"),
    },
    sizes={"thickness_cm": (0.4, 1.0, 0.2), "length_cm": (173, 188, 5)},
    derive=lambda t: {"width_cm": 61, "weight_g": round(t["thickness_cm"] * 2600)},
    use=(
        "Non-slip, rolls up.",
        "Roll it out and breathe in.",
        "For yoga, stretching and Pilates; non-slip.",
    ),
    phrases={"carrying strap": "a carrying strap", "two elastic bands": "two elastic bands"},
    view=(38, 22),
)
def yoga_mat(t: Traits) -> None:
    d = t["thickness_cm"] * 1.3
    skin = (
        m.rubber(t["color"]) if t["material"] == "rubber" else m.surface(t["material"], t["color"])
    )
    if t["pattern"] == "striped":
        skin = m.rubber(
            t["color"],
            pattern="striped",
            second=t.get("second_color", "white"),
            period=9,
            space="yx",
        )
    turns, start = 4.5, 1.6
    spiral = []
    for i in range(int(turns * 40) + 1):
        a = 2 * math.pi * i / 40
        k = start + d * 1.12 * a / (2 * math.pi)
        spiral.append((k * math.cos(a), k * math.sin(a)))
    radius = math.hypot(*spiral[-1])

    sections = [[(-30.5, a, b), (30.5, a, b)] for a, b in spiral]
    mat = s.rings(sections, skin, caps=False, closed=False, at=(0, 0, radius), sharp=180)
    s.solidify(mat, d)
    if t["strap"] != "no strap":
        band = m.fabric("charcoal", 10)
        for side in (-14, 14):
            s.lathe(
                [
                    (radius + d * 0.5, -1.6),
                    (radius + d * 0.5 + 0.4, -1.5),
                    (radius + d * 0.5 + 0.4, 1.5),
                    (radius + d * 0.5, 1.6),
                ],
                band,
                at=(side, 0, radius),
                rot=(0, 90, 0),
            )
        if t["strap"] == "carrying strap":
            s.strap(
                [
                    (-14, 0, 2 * radius + d),
                    (-11, -2, 2 * radius + 9),
                    (11, -2, 2 * radius + 9),
                    (14, 0, 2 * radius + d),
                ],
                3,
                0.4,
                band,
                across=(0, 1, 0),
            )


@product_type(
    "skateboard",
    category="Sports & Outdoors > Skateboards",
    words=("skateboard", "skateboard", "skateboard"),
    zh="滑板",
    price=(38, 110),
    choices={
        "shape": ("popsicle deck", "cruiser deck", "longboard deck"),
        "material": ("bamboo", "painted wood", "plastic"),
        "color": BRIGHTS,
        "accent": ("red", "yellow", "turquoise", "orange", "white", "green", "pink"),
        "pattern": ("plain", "striped", "zigzag", "checked"),
    },
    sizes={"width_cm": (19, 23, 1)},
    derive=lambda t: {
        "length_cm": {"popsicle deck": 80, "cruiser deck": 70, "longboard deck": 104}[t["shape"]],
        "weight_g": 2300,
    },
    use=("Ready to ride.", "Push off and go.", "Complete and ready to ride."),
    phrases={
        "popsicle deck": "a deck turned up at both ends",
        "cruiser deck": "a short deck with a kick tail",
        "longboard deck": "a long flat deck",
    },
    view=(30, 22),
)
def skateboard(t: Traits) -> None:
    w, long = t["width_cm"], float(t["length_cm"])
    kick = {"popsicle deck": (5, 5), "cruiser deck": (0.5, 5), "longboard deck": (0.8, 0.8)}[
        t["shape"]
    ]
    power = {"popsicle deck": 5, "cruiser deck": 2.9, "longboard deck": 2.6}[t["shape"]]
    pattern = {
        "pattern": t["pattern"],
        "second": t.get("second_color", "white"),
        "period": 7.0,
        "space": "xy",
    }
    skin = (
        m.wood("bamboo", "x")
        if t["material"] == "bamboo"
        else m.painted(t["color"], 0.5, **pattern)
    )

    def deck(u: float, v: float) -> s.Point:
        x = 2 * u - 1
        half = w / 2 * max(1 - abs(x) ** (power * 2.2), 0.0) ** 0.5
        up = kick[x > 0] * max(0, (abs(x) - 0.68) / 0.32) ** 1.6
        return (x * long / 2, (2 * v - 1) * half, up + 0.25 * (2 * v - 1) ** 2)

    tilt = (64, 0, 0)  # on its side, the painted underside with the wheels to the camera
    s.solidify(s.sheet(deck, skin, 64, 12, rot=tilt), 1.1)
    steel, wheel = m.metal("aluminium"), m.rubber(t["accent"])
    a = math.radians(64)

    def below(x: float, y: float, z: float) -> s.Point:
        return (x, y * math.cos(a) - z * math.sin(a), y * math.sin(a) + z * math.cos(a))

    for x in (-long * 0.29, long * 0.29):
        s.box((7, 4.4, 3.4), steel, at=below(x, 0, 2.2), rot=tilt, bevel=0.8)
        s.tube([below(x, -w * 0.46, 4), below(x, w * 0.46, 4)], 0.7, steel, smooth=False)
        for y in (-1, 1):
            s.cylinder(
                2.9, 3.4, wheel, at=below(x, y * w * 0.4 + 1.7, 4), rot=(64 + 90, 0, 0), bevel=0.8
            )


@product_type(
    "tennis racket",
    category="Sports & Outdoors > Tennis > Rackets",
    words=("tennis racket", "tennis racquet", "tennis racket"),
    zh="网球拍",
    price=(35, 140),
    choices={
        "style": ("modern", "classic wooden"),
        "material": ("aluminium", "plastic", "beech"),
        "color": BRIGHTS,
        "accent": ("white", "black", "yellow", "red", "turquoise"),
    },
    derive=lambda t: (
        (
            {"style": "classic wooden"}
            if t["material"] == "beech"
            else {
                "style": "modern",
                "color": t["color"] if t["material"] == "plastic" else "silver",
            }
        )
        | {"length_cm": 69, "width_cm": 26, "weight_g": 290}
    ),
    use=("Strung, ready to play.", "Your backhand will thank you.", "Ready strung."),
    phrases={"modern": "an open throat", "classic wooden": "a wooden head and a solid throat"},
    view=(12, 8),
    stage="wall",
)
def tennis_racket(t: Traits) -> None:
    frame = (
        m.wood("beech", "z")
        if t["material"] == "beech"
        else m.metal("aluminium")
        if t["material"] == "aluminium"
        else m.plastic(t["color"], 0.2)
    )
    wrap, gut = m.rubber(t["accent"]), m.plastic("cream", 0.4)
    a, b, z = 12.0, 16.0, 50.0
    lean = (0, 24, 0)
    head = [
        (a * math.cos(k), 0, z + b * math.sin(k)) for k in (2 * math.pi * i / 48 for i in range(48))
    ]
    s.tube(head, 0.95, frame, closed=True, rot=lean)
    s.tube([(x * 1.0, y, q) for x, y, q in head[3:22]], 1.02, m.plastic(t["accent"], 0.3), rot=lean)
    for i in range(-7, 8):
        x = i * 1.5
        k = b * math.sqrt(max(1 - (x / a) ** 2, 0))
        s.tube([(x, 0, z - k), (x, 0, z + k)], 0.09, gut, smooth=False, rot=lean)
    for i in range(-9, 10):
        y = i * 1.6
        k = a * math.sqrt(max(1 - (y / b) ** 2, 0))
        s.tube([(-k, 0, z + y), (k, 0, z + y)], 0.09, gut, smooth=False, rot=lean)
    for x in (-1, 1):
        s.tube(
            [(x * 8.6, 0, z - b * 0.7), (x * 4, 0, z - b * 1.25), (x * 0.8, 0, z - b * 1.75)],
            0.95,
            frame,
            rot=lean,
        )
    s.tube([(0, 0, z - b * 1.7), (0, 0, 18)], 1.3, frame, smooth=False, rot=lean)
    s.cylinder(1.65, 19, wrap, rot=lean, bevel=0.3)
    for i in range(9):
        s.torus(
            1.66,
            0.1,
            m.rubber("charcoal"),
            at=(
                2.0 * (i + 0.6) * math.sin(math.radians(24)),
                0,
                2.0 * (i + 0.6) * math.cos(math.radians(24)),
            ),
            rot=(14, 24, 0),
        )

"""Keyboards, mice, monitors."""

from __future__ import annotations

import math
from collections.abc import Callable

from demo.render import materials as m
from demo.render import shapes as s
from demo.render.model import Traits, product_type
from demo.render.palette import (
    TECH,
)
from demo.render.types.audio import UP


@product_type(
    "keyboard",
    category="Electronics > Computers > Keyboards",
    words=("keyboard", "mechanical keyboard", "keyboard"),
    zh="键盘",
    price=(30, 150),
    accent="accent keys",
    choices={
        "layout": ("compact layout", "full layout"),
        "color": TECH,
        "keys": ("white", "charcoal", "light grey", "cream", "black"),
        "accent": ("orange", "red", "mint", "turquoise", "yellow", "pink"),
        "material": ("plastic", "aluminium"),
    },
    derive=lambda t: {
        "width_cm": 30 if t["layout"] == "compact layout" else 43,
        "depth_cm": 13,
        "weight_g": 620,
    },
    use=("Wireless and USB-C.", "Clicks in all the right places.", "Wireless or by USB-C."),
    phrases={
        "compact layout": "a compact layout without number pad",
        "full layout": "a number pad",
        **{c: f"{c} keys" for c in ("white", "charcoal", "light grey", "cream", "black")},
    },
    view=(20, 38),
)
def keyboard(t: Traits) -> None:
    w, d = float(t["width_cm"]), 13.0
    case = m.plastic(t["color"], 0.35) if t["material"] == "plastic" else m.metal("aluminium")
    tilt = (5, 0, 0)
    s.box((w, d, 2), case, at=(0, 0, 1), rot=tilt, bevel=0.8)
    s.box((w - 1.6, d - 1.6, 0.2), m.plastic("black", 0.6), at=(0, 0, 1.98), rot=tilt, bevel=0.05)
    keys, accent = m.plastic(t["keys"], 0.45), m.plastic(t["accent"], 0.45)
    main = 28.0
    rows = (
        (1.0,) * 13 + (2.0,),
        (1.5, *(1.0,) * 12, 1.5),
        (1.8, *(1.0,) * 11, 2.2),
        (2.3, *(1.0,) * 10, 2.7),
        (1.4, 1.2, 1.2, 6.4, 1.2, 1.2, 1.2, 1.2),
    )
    unit = main / 15
    for i, row in enumerate(rows):
        x = -w / 2 + 1
        for j, size in enumerate(row):
            hot = (i, j) in {(0, 0), (2, len(row) - 1)}
            _key(x + size * unit / 2, 4.4 - 2.15 * i, size * unit - 0.25, accent if hot else keys)
            x += size * unit
        if w > 40:
            for j in range(4):
                _key(
                    w / 2 - 1.1 - unit * (j + 0.5) - 0.2,
                    4.4 - 2.15 * i,
                    unit - 0.25,
                    accent if (i, j) == (4, 0) else keys,
                )


def _key(x: float, y: float, width: float, material: object) -> None:
    s.box((width, 1.85, 0.9), material, at=(x, y, 2.55 + y * 0.087), rot=(5, 0, 0), bevel=0.22)


@product_type(
    "computer mouse",
    category="Electronics > Computers > Mice",
    words=("computer mouse", "wireless mouse", "mouse"),
    zh="鼠标",
    price=(14, 70),
    accent="wheel",
    choices={
        "style": ("low", "arched"),
        "color": TECH,
        "accent": ("black", "light grey", "orange", "red", "mint", "white"),
        "material": ("plastic",),
    },
    derive=lambda t: {"length_cm": 11, "width_cm": 6, "weight_g": 85},
    use=(
        "Wireless, two buttons and a wheel.",
        "Small mouse, no tail.",
        "Wireless; two buttons and a wheel.",
    ),
    phrases={"low": "a low, flat shape", "arched": "a high, arched back"},
    view=(35, 32),
)
def computer_mouse(t: Traits) -> None:
    tall = 2.6 if t["style"] == "low" else 3.9
    top, side = m.plastic(t["color"], 0.35), m.plastic(t["accent"], 0.4)

    def back(lift: float, grow: float) -> Callable[[float, float], s.Point]:
        def surface(u: float, v: float) -> s.Point:
            x, y = 2 * u - 1, 2 * v - 1
            k = math.sqrt(x * x + y * y) / max(abs(x), abs(y), 1e-6) if (x or y) else 1
            px, py = x / k**0.62, y / k**0.62
            waist = 1 - 0.1 * math.cos(py * 2.2)
            edge = max(0.0, 1 - max(abs(x), abs(y)) ** 3.2)
            return (
                px * 3.15 * waist * grow,
                py * 5.7 * grow,
                lift + (tall * (0.86 + 0.14 * math.sin(py * 1.6 + 0.8))) * edge**0.5,
            )

        return surface

    s.sheet(back(0.45, 1.0), top, 40, 40)
    s.sheet(back(0.1, 1.015), side, 40, 40).scale = (1, 1, 0.55)
    h = tall * 0.98 + 0.35
    s.cylinder(0.8, 0.7, side, at=(-0.35, -3.0, h - 0.55), rot=(0, 90, 0), bevel=0.2)
    for y0, y1 in ((-5.0, -3.9), (-2.1, -0.4)):
        s.tube(
            [(0, y, 0.47 + _profile(y, tall)) for y in (y0, (y0 + y1) / 2, y1)],
            0.07,
            m.plastic("black"),
        )


def _profile(y: float, tall: float) -> float:
    """Height of the mouse along its middle."""
    py = y / 5.7
    return tall * (0.86 + 0.14 * math.sin(py * 1.6 + 0.8)) * max(0.0, 1 - abs(py) ** 3.2) ** 0.5


@product_type(
    "monitor",
    category="Electronics > Computers > Monitors",
    words=("monitor", "computer monitor", "monitor"),
    zh="显示器",
    price=(110, 420),
    choices={
        "wallpaper": ("hills", "waves", "circles"),
        "stand": ("round stand", "rectangular stand", "V-shaped stand"),
        "color": ("black", "white", "charcoal", "light grey"),
        "material": ("plastic", "aluminium"),
    },
    sizes={"screen_inch": (22, 34, 2)},
    derive=lambda t: {
        "width_cm": round(t["screen_inch"] * 2.54 * (0.92 if t["screen_inch"] > 30 else 0.87)),
        "height_cm": round(t["screen_inch"] * 1.75),
        "weight_g": t["screen_inch"] * 180,
    },
    use=("HDMI and USB-C, tilts.", "More room for tabs.", "HDMI and USB-C; tilts."),
    phrases={
        "round stand": "a round stand",
        "rectangular stand": "a rectangular stand",
        "V-shaped stand": "a V-shaped stand",
    },
    view=(24, 8),
)
def monitor(t: Traits) -> None:
    w = float(t["width_cm"])
    h = w * (0.42 if t["screen_inch"] > 30 else 0.56)
    shell = m.plastic(t["color"], 0.4) if t["material"] == "plastic" else m.metal("aluminium")
    lift = h * 0.3
    z = lift + h / 2
    s.box(
        (w, 2.4, h),
        m.plastic("black", 0.3) if t["material"] == "aluminium" else shell,
        at=(0, 0, z),
        bevel=0.7,
    )
    s.slab(
        [s.rounded_rectangle(w * 0.97, h * 0.94, 0.4)],
        0.2,
        m.glow("#F3D9B0", 0.5),
        at=(0, -1.15, z + h * 0.005),
        rot=UP,
        bevel=0,
    )
    WALLPAPERS[t["wallpaper"]](w * 0.97, h * 0.94, z + h * 0.005)
    s.cylinder(2.2, lift + h * 0.3, shell, at=(0, 3.2, 0.5))
    if t["stand"] == "round stand":
        s.cylinder(w * 0.17, 1.2, shell, at=(0, 2, 0), bevel=0.4)
    elif t["stand"] == "rectangular stand":
        s.box((w * 0.42, w * 0.27, 1.2), shell, at=(0, 2, 0.6), bevel=0.5)
    else:
        for side in (-1, 1):
            s.tube([(0, 4, 0.9), (side * w * 0.22, -w * 0.14, 0.9)], 0.9, shell, smooth=False)


def _tile(outline: s.Outline, color: str, z: float, layer: int) -> None:
    s.slab([outline], 0.03, m.glow(color, 0.55), bevel=0.0, at=(0, -1.27 - 0.04 * layer, z), rot=UP)


def _bands(w: float, h: float, z: float, colors: tuple[str, ...], wave: float) -> None:
    for i, color in enumerate(colors):
        line = [
            (
                -w / 2 + w * k / 40,
                h * (0.24 - 0.2 * i) + h * 0.09 * math.sin(wave * k / 40 * 6.28 + i * 1.7),
            )
            for k in range(41)
        ]
        _tile([(-w / 2, -h / 2), (w / 2, -h / 2), *reversed(line)], color, z, i)


def _circles(w: float, h: float, z: float) -> None:
    for i, color in enumerate(("#E37A6C", "#8E4A7F", "#473B78", "#F0C75E")):
        _tile(s.circle(h * (0.42 - 0.1 * i), (w * 0.12 * i - w * 0.1, 0)), color, z, i)


HILLS = ("#E9A15B", "#C4633F", "#7B3B4B", "#3B2445")
WAVES = ("#7CC3D8", "#3A8FBF", "#1F5E9B", "#123A6B")
WALLPAPERS: dict[str, Callable[[float, float, float], None]] = {
    "hills": lambda w, h, z: _bands(w, h, z, HILLS, 1.2),
    "waves": lambda w, h, z: _bands(w, h, z, WAVES, 2.4),
    "circles": _circles,
}

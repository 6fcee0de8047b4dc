"""Colours as they are seen: what a name looks like, and what a colour is called.

Points are in OKLab (lightness, green–red, blue–yellow), where distances are about as people see
them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL.Image import Image

from retrieval.colours import colour
from retrieval.encoders.colour import has_plain_background, main_colour, oklab
from retrieval.encoders.compact import centre_of, stretched

Hue = tuple[float, float, float]

_LOOKS = {
    "red": "c4161c",
    "burgundy": "6d1a36",
    "maroon": "6b1420",
    "coral": "f0705a",
    "rust": "a8451f",
    "orange": "ee7d1b",
    "peach": "f7c3a0",
    "terracotta": "c2603f",
    "yellow": "f4d21f",
    "mustard": "cf9b22",
    "gold": "c9a04a",
    "cream": "f6eed9",
    "ivory": "f6f1e1",
    "beige": "dccbaa",
    "sand": "d8c19a",
    "tan": "c29a6b",
    "camel": "b98a53",
    "brown": "6f4526",
    "chocolate": "4a2c1c",
    "olive": "77793a",
    "green": "2c8a3f",
    "forest green": "1f4d33",
    "sage": "a3b29a",
    "mint": "b0e3cb",
    "lime": "a9d12f",
    "teal": "14757c",
    "turquoise": "2fbcbd",
    "aqua": "86d8dc",
    "blue": "2257c4",
    "light blue": "a2c8ec",
    "navy": "1d2b55",
    "indigo": "3a2f86",
    "purple": "6f2f97",
    "plum": "66294f",
    "lavender": "b9aadf",
    "lilac": "c9a6d8",
    "magenta": "c81d86",
    "pink": "f09cba",
    "rose": "d9758f",
    "white": "fbfbf9",
    "silver": "bfc3c7",
    "grey": "8b8e92",
    "light grey": "c6c8ca",
    "charcoal": "3b3e42",
    "black": "17181a",
}
"""Name → sRGB of what people commonly take it for."""
CLOSER = 0.5  # side of what is looked at of a cluttered photo: the thing is in the middle of it
_WEIGHTS = np.array([0.5, 2.0, 2.0])
_SHIFT = 0.13  # of lightness that "light" and "dark" before a name stand for
_TOLD = (
    "red", "burgundy", "orange", "terracotta", "mustard", "yellow", "olive", "green",
    "forest green", "sage", "mint", "teal", "turquoise", "light blue", "blue", "navy", "purple",
    "lavender", "pink", "brown", "tan", "beige", "cream", "white", "light grey", "grey",
    "charcoal", "black",
)  # fmt: skip
"""Names that a colour is told by: those that everybody knows."""


@lru_cache(maxsize=1)
def _points() -> dict[str, np.ndarray]:
    rgb = np.array([list(bytes.fromhex(code)) for code in _LOOKS.values()], np.float32)
    return dict(zip(_LOOKS, oklab(rgb), strict=True))


@lru_cache(maxsize=10_000)
def seen(name: str) -> Hue | None:
    """What a colour's name ("navy blue", "dark red") looks like, of several the first; None where
    none is known."""
    words = name.lower().replace("gray", "grey").split()
    points = _points()
    for place, word in enumerate(words):
        for known in (" ".join(words[place : place + 2]), word):
            if known in points:
                return _shaded(points[known], words[:place])
        if meant := colour(word):  # "wood" may be a brown or a beige
            families = [points[family] for family in sorted(meant.families)]
            return _shaded(np.mean(families, axis=0), words[:place])
    return None


def _shaded(point: np.ndarray, before: list[str]) -> Hue:
    """A colour with the shade that the words before its name give it."""
    shade = colour(" ".join([*before, "grey"])) if before else None
    shift = {"light": _SHIFT, "dark": -_SHIFT}.get(shade.shade, 0.0) if shade else 0.0
    return float(point[0]) + shift, float(point[1]), float(point[2])


def called(hue: Hue) -> str:
    """The plain name that comes nearest to a colour."""
    return min(_TOLD, key=lambda name: float(np.linalg.norm(_points()[name] - np.array(hue))))


def apart(one: Hue, other: Hue) -> float:
    """How far two colours lie apart, their lightness least: that is what light changes most."""
    return float(np.linalg.norm(_WEIGHTS * (np.array(one) - np.array(other))))


def hue_of(image: Image) -> Hue:
    """The colour of most of what is likely the thing in a picture."""
    square = stretched([image])
    if not has_plain_background(square)[0]:
        square = stretched([centre_of(image, CLOSER)])
    lightness, green_red, blue_yellow = main_colour(square[0]).tolist()
    return lightness, green_red, blue_yellow

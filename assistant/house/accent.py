"""An accent colour in tints that can be read in both themes.

Contrast is that of WCAG 2.2: text differs from its ground by at least 4.5 to 1. A colour that does
not is made darker or lighter, in its own hue, by no more than it takes.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from assistant.house.errors import BadHouse

LEAST = 4.5  # to 1, between text and its ground (WCAG 2.2, 1.4.3)
SPARE = 0.05  # more than that: colours are rounded to whole steps
STEPS = 200  # of lightness, from a colour to black or white
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Rgb = tuple[float, float, float]
"""Red, green and blue in sRGB, each from 0 to 1."""


@dataclass(frozen=True)
class Theme:
    """The grounds that an accent stands on, as in style.css, and which way it gives in."""

    paper: str
    surface: str
    ink: str  # text on the accent, where that is better than white
    soft: float  # share of the accent in the ground of what is chosen
    darker: bool


LIGHT = Theme("#f7f7f4", "#ffffff", "#1b1d1c", 0.10, darker=True)
DARK = Theme("#141615", "#1d201f", "#10201c", 0.16, darker=False)


@dataclass(frozen=True)
class Tints:
    """What is drawn in one theme, as `#rrggbb`."""

    accent: str
    ink: str  # text on the accent
    soft: str  # ground of what is chosen, on which the accent is text


def checked_colour(colour: str) -> str:
    """A colour as `#rrggbb`. Raises `BadHouse` for anything else."""
    if not _HEX.fullmatch(colour):
        raise BadHouse(f"accent: “{colour}” is no colour; write it as six digits, as in #1d5b4f.")
    return colour.lower()


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def tints(colour: str, theme: Theme) -> Tints:
    """The tints of a colour, `#rrggbb`, that can be read in a theme."""
    end = 0.0 if theme.darker else 1.0
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    for step in range(STEPS + 1):
        moved = lightness + (end - lightness) * step / STEPS
        found = _drawn(_written(colorsys.hls_to_rgb(hue, moved, saturation)), theme)
        if _least(found, theme) >= LEAST + SPARE:
            return found
    raise AssertionError("black and white can be read on either ground")


def style(colour: str) -> str:
    """The style sheet that puts a colour in the place of the page's own accent."""
    rules = []
    for selector, theme in ((":root", LIGHT), (".dark", DARK)):
        found = tints(colour, theme)
        rules.append(
            f"{selector} {{ --accent: {found.accent}; --accent-ink: {found.ink};"
            f" --accent-soft: {found.soft}; }}"
        )
    return "\n".join(rules)


def _drawn(accent: str, theme: Theme) -> Tints:
    ink = max(("#ffffff", theme.ink), key=lambda one: contrast(one, accent))
    mixed = [
        ground + (colour - ground) * theme.soft
        for colour, ground in zip(_rgb(accent), _rgb(theme.surface), strict=True)
    ]
    return Tints(accent, ink, _written((mixed[0], mixed[1], mixed[2])))


def _least(found: Tints, theme: Theme) -> float:
    """The lowest contrast of any text in these tints."""
    grounds = (theme.paper, theme.surface, found.soft, found.ink)
    return min(contrast(found.accent, ground) for ground in grounds)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _written(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)

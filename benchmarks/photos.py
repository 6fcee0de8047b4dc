"""Photos as they go wrong: blurred, dark, badly cropped, a screenshot of something else."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter


def blurred(photo: Image.Image, chance: random.Random) -> Image.Image:
    """Out of focus or moved: by 2 to 4 % of the longer side."""
    return photo.filter(ImageFilter.GaussianBlur(max(photo.size) * chance.uniform(0.02, 0.04)))


def dark(photo: Image.Image, chance: random.Random) -> Image.Image:
    """A tenth to a quarter of the light, little contrast, and the grain that goes with it."""
    dim = ImageEnhance.Brightness(photo).enhance(chance.uniform(0.1, 0.25))
    grain = Image.effect_noise(photo.size, 25).convert("RGB")
    return Image.blend(dim, grain, 0.12)


def cropped(photo: Image.Image, chance: random.Random) -> Image.Image:
    """A corner: half of the width and of the height."""
    width, height = (max(1, side // 2) for side in photo.size)
    left = chance.choice((0, photo.width - width))
    top = chance.choice((0, photo.height - height))
    return photo.crop((left, top, left + width, top + height))


def screenshot(photo: Image.Image, chance: random.Random) -> Image.Image:
    """A telephone's screen full of messages: nothing of the photo is in it."""
    screen = Image.new("RGB", (360, 640), chance.choice([(250, 250, 250), (18, 18, 24)]))
    draw = ImageDraw.Draw(screen)
    top = 40
    while top < 600:
        height, mine = chance.randint(30, 90), chance.random() < 0.5
        left = 120 if mine else 12
        colour = (60, 130, 240) if mine else (210, 212, 216)
        draw.rounded_rectangle((left, top, left + 225, top + height), 14, fill=colour)
        for line in range(top + 10, top + height - 8, 14):
            draw.line((left + 12, line, left + chance.randint(80, 210), line), (90, 90, 95), 4)
        top += height + chance.randint(8, 20)
    return screen


FAULTS: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "blurred": blurred,
    "dark": dark,
    "cropped": cropped,
    "screenshot": screenshot,
}

"""Pictures with words and codes on them."""

from __future__ import annotations

from PIL import Image, ImageDraw

from benchmarks.barcodes import sticker


def lettered(*lines: str, size: int = 60) -> Image.Image:
    """Black lines on a white ground."""
    image = Image.new("RGB", (640, 640), "white")
    draw = ImageDraw.Draw(image)
    for place, line in enumerate(lines):
        draw.text((40, 40 + 1.6 * size * place), line, fill="black", font_size=size)
    return image


def with_code(number: str, *others: str) -> Image.Image:
    """A large code in the middle, and small ones along the lower edge."""
    image = Image.new("RGB", (1000, 1000), "grey")
    image.paste(sticker(number, 5), (200, 250))
    for place, other in enumerate(others):
        image.paste(sticker(other, 3), (20 + 400 * place, 770))
    return image

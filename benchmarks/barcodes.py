"""Barcodes on photos: `python -m benchmarks.barcodes --pictures DIR --photos 60`

Draws EAN-13 codes on stickers, turns them by any angle, tilts, blurs, dims them, lets light glare
on them, pastes them on pictures of products and saves these as a telephone would. Reports how many
are read, and how many numbers are read that are not there: also from codes with a wrong check
digit and from pictures without a code.
"""

from __future__ import annotations

import argparse
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter
from stdnum import ean

from retrieval.images import decode_image
from retrieval.matching.identifiers import gtin
from retrieval.reading.barcodes import read_gtins

SIDE = 1024
"""Pixels of a photo's longer side, as `decode_image` leaves it."""
_ODD = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
_PARITY = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".split()


def modules(number: str) -> str:
    """The 95 modules of an EAN-13 number, "1" for a bar (GS1 General Specifications, 5.2)."""
    right = ["".join("10"[int(bit)] for bit in code) for code in _ODD]
    even = [code[::-1] for code in right]
    sets = {"L": _ODD, "G": even}
    parity = _PARITY[int(number[0])]
    left = "".join(sets[kind][int(digit)] for kind, digit in zip(parity, number[1:7], strict=True))
    return f"101{left}01010{''.join(right[int(digit)] for digit in number[7:])}101"


def sticker(number: str, module: int = 6) -> Image.Image:
    """A white label with the code, its quiet zones and its digits."""
    bits = modules(number)
    label = Image.new("RGB", ((len(bits) + 22) * module, 75 * module), "white")
    draw = ImageDraw.Draw(label)
    for place, bit in enumerate(bits):
        if bit == "1":
            left = (place + 11) * module
            draw.rectangle((left, 4 * module, left + module - 1, 62 * module), fill="black")
    draw.text((14 * module, 63 * module), number, fill="black", font_size=10 * module)
    return label


def photographed(picture: Image.Image, number: str, chance: random.Random) -> Image.Image:
    """A photo of a product with its code: turned, tilted, out of focus, in bad light."""
    photo = picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    label = _tilted(sticker(number), chance)
    scale = SIDE * chance.uniform(0.3, 0.55) / label.width
    label = label.resize((round(label.width * scale), round(label.height * scale)))
    label = label.rotate(chance.uniform(0, 360), Image.Resampling.BICUBIC, expand=True)
    left, top = (chance.randint(0, SIDE - side) for side in label.size)
    photo.paste(label, (left, top), label)
    photo = photo.filter(ImageFilter.GaussianBlur(chance.uniform(0.0, 1.2)))
    photo = _glaring(photo, (left + label.width / 2, top + label.height / 2), chance)
    photo = ImageEnhance.Brightness(photo).enhance(chance.uniform(0.45, 1.1))
    grain = np.random.default_rng(chance.randrange(2**32)).normal(0, 5, (SIDE, SIDE, 1))
    return Image.fromarray(np.clip(np.asarray(photo) + grain, 0, 255).astype(np.uint8))


def _tilted(label: Image.Image, chance: random.Random) -> Image.Image:
    """Seen from a side: one end up to a quarter shorter; transparent around."""
    width, height = label.size
    short, turned = chance.uniform(0.0, 0.12) * height, chance.random() < 0.5
    a, b = (short, 0.0) if turned else (0.0, short)
    corners = (0, -a, 0, height + a, width, height + b, width, -b)
    return label.convert("RGBA").transform(
        label.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(0, 0, 0, 0)
    )


def _glaring(photo: Image.Image, centre: tuple[float, float], chance: random.Random) -> Image.Image:
    """A lamp's reflection near the code."""
    across, down = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
    x, y = (place + chance.uniform(-100, 100) for place in centre)
    radius = chance.uniform(20, 50)
    light = np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * radius**2))
    light *= chance.uniform(0.3, 0.8)
    pixels = np.asarray(photo, np.float32)
    return Image.fromarray((pixels + (255 - pixels) * light[..., None]).astype(np.uint8))


def saved(photo: Image.Image, chance: random.Random) -> Image.Image:
    """As JPEG, and read again as a shopper's photo is."""
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=chance.randint(60, 90))
    return decode_image(file.getvalue())


def numbers(chance: random.Random) -> Iterator[str]:
    """EAN-13 numbers with a right check digit, none of them for use within one shop."""
    while True:
        stem = str(chance.choice((3, 4, 5, 7))) + "".join(
            str(chance.randrange(10)) for _ in range(11)
        )
        yield stem + ean.calc_check_digit(stem)


def wrong(number: str) -> str:
    """The number with another check digit."""
    return number[:-1] + str((int(number[-1]) + 3) % 10)


def measure(pictures: list[Path], photos: int, seed: int = 0) -> dict[str, int]:
    """Counts over `photos` photos of each kind."""
    chance, drawn = random.Random(seed), numbers(random.Random(seed + 1))
    counts = {"photos": photos, "read": 0, "wrong": 0, "from wrong digits": 0, "from no code": 0}
    for place in range(photos):
        picture = decode_image(pictures[place % len(pictures)])
        number = next(drawn)
        found = read_gtins(saved(photographed(picture, number, chance), chance))
        counts["read"] += gtin(number) in found
        counts["wrong"] += bool(set(found) - {gtin(number)})
        bad = saved(photographed(picture, wrong(next(drawn)), chance), chance)
        counts["from wrong digits"] += bool(read_gtins(bad))
        counts["from no code"] += bool(read_gtins(picture))
    return counts


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pictures", type=Path, default=Path("demo/catalog/images"))
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    pictures = sorted(options.pictures.glob("*.webp")) + sorted(options.pictures.glob("*.jpg"))
    random.Random(options.seed).shuffle(pictures)
    print(json.dumps(measure(pictures, options.photos, options.seed)))


if __name__ == "__main__":
    main()

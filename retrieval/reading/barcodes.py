"""Item numbers in barcodes (the only import of zxingcpp).

Only codes that name a trade item are read: EAN and UPC-A, ITF-14, GS1 DataBar, and GS1's QR and
DataMatrix codes, whose application identifier 01 is the item number. A number whose check digit
is wrong, or that a shop gives out by itself, is none.

One check digit in ten is right by chance, and blurred bars do get misread. So the picture is read
turned by several angles, each of which crosses the bars elsewhere, and a number counts when
three readings agree. UPC-E is not read: half of an EAN-13 looks like one from every side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import zxingcpp
from PIL import Image, ImageOps

from retrieval.matching.identifiers import gtin

MOST = 8
"""Codes of one picture that are kept."""
ANGLES = (0, 45, 15, 60, 30, 75)
"""Degrees; every code is looked at along its bars and across them, so these cover the circle."""
AGREE = 3
"""Readings of a bar code that must give the same number."""
_FORMATS = zxingcpp.BarcodeFormat
BARS = zxingcpp.BarcodeFormats(
    [_FORMATS.EAN13, _FORMATS.EAN8, _FORMATS.UPCA, _FORMATS.ITF14, _FORMATS.DataBar]
)
SQUARES = zxingcpp.BarcodeFormats([_FORMATS.QRCode, _FORMATS.DataMatrix])
_ELEMENT = re.compile(r"\(01\)(\d{14})|^01(\d{14})")
"""An item number among GS1's element strings, as a person reads them or as they are encoded."""
_LINK = re.compile(r"^https?://[^\s?#]*/01/(\d{8,14})(?:[/?#]|$)")
"""GS1 Digital Link: a web address that names the item."""


def read_gtins(image: Image.Image) -> tuple[str, ...]:
    """The item numbers on an RGB picture, 14 digits each, the likeliest to be meant first.

    What is meant is held before the camera: large and in the middle. Codes are ordered by their
    extent less their distance from the middle, both as shares of the picture.
    """
    grey = ImageOps.autocontrast(image.convert("L"), cutoff=1)  # else dim bars melt into grey
    found: dict[str, float] = {}
    for code in zxingcpp.read_barcodes(np.asarray(grey), formats=SQUARES):
        if number := _in_words(code.text):
            found[number] = _prominence(code, grey.size)
    found.update(_bars(grey))
    return tuple(sorted(found, key=lambda one: -found[one]))[:MOST]


def _bars(grey: Image.Image) -> dict[str, float]:
    """Numbers that several readings agree on, and their prominence."""
    places: dict[str, list[float]] = defaultdict(list)
    for view in _views(grey, places):
        for code in zxingcpp.read_barcodes(np.asarray(view), formats=BARS, try_invert=False):
            number = gtin(code.text) or _in_words(code.text)
            if number:
                places[number].append(_prominence(code, view.size))
    return {number: max(seen) for number, seen in places.items() if len(seen) >= AGREE}


def _views(grey: Image.Image, places: dict[str, list[float]]) -> Iterator[Image.Image]:
    """The picture at every angle; larger, for fine bars, where a number was seen but once."""
    for angle in ANGLES:
        yield _turned(grey, angle)
    if any(len(seen) < AGREE for seen in places.values()):
        larger = grey.resize((2 * grey.width, 2 * grey.height), Image.Resampling.BICUBIC)
        for angle in ANGLES[::2]:
            yield _turned(larger, angle)


def _turned(grey: Image.Image, angle: int) -> Image.Image:
    if not angle:
        return grey
    return grey.rotate(angle, Image.Resampling.BILINEAR, expand=True, fillcolor=255)


def _in_words(text: str) -> str:
    """The item number that the content of a GS1 code names, "" for none."""
    found = _ELEMENT.search(text) or _LINK.match(text)
    return gtin(next(filter(None, found.groups()))) if found else ""


def _prominence(code: zxingcpp.Barcode, size: tuple[int, int]) -> float:
    position = code.position
    corners = np.array(
        [
            (corner.x / size[0], corner.y / size[1])
            for corner in (
                position.top_left,
                position.top_right,
                position.bottom_right,
                position.bottom_left,
            )
        ]
    )
    extent = float(np.linalg.norm(corners.max(axis=0) - corners.min(axis=0)))
    return extent - float(np.linalg.norm(corners.mean(axis=0) - 0.5))

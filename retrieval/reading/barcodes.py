"""Item numbers in barcodes (the only import of zxingcpp).

Only codes that name a trade item are read: EAN and UPC, ITF-14, GS1 DataBar, and GS1's QR and
DataMatrix codes, whose application identifier 01 is the item number. A number whose check digit
is wrong, or that a shop gives out by itself, is none.
"""

from __future__ import annotations

import re

import numpy as np
import zxingcpp
from PIL import Image

from retrieval.matching.identifiers import gtin

MOST = 8
"""Codes of one picture that are kept."""
_FORMATS = zxingcpp.BarcodeFormat
RETAIL = (_FORMATS.EANUPC, _FORMATS.ITF, _FORMATS.DataBar, _FORMATS.QRCode, _FORMATS.DataMatrix)
_ELEMENT = re.compile(r"\(01\)(\d{14})|^\]?(?:d2|Q3|C1|e0)?01(\d{14})")
"""An item number among GS1's element strings, as a person reads them or as they are encoded."""
_LINK = re.compile(r"^https?://[^\s?#]*/01/(\d{8,14})(?:[/?#]|$)")
"""GS1 Digital Link: a web address that names the item."""


def read_gtins(image: Image.Image) -> tuple[str, ...]:
    """The item numbers on an RGB picture, 14 digits each, the likeliest to be meant first.

    What is meant is held before the camera: large and in the middle. Codes are ordered by their
    width less their distance from the middle, both as shares of the picture.
    """
    found: dict[str, float] = {}
    for code in zxingcpp.read_barcodes(np.asarray(image.convert("L")), formats=RETAIL):
        number = _item(code)
        if number:
            found[number] = max(found.get(number, -1.0), _prominence(code.position, image.size))
    return tuple(sorted(found, key=lambda one: -found[one]))[:MOST]


def _item(code: zxingcpp.Barcode) -> str:
    """The item number that a code names, "" for none."""
    text = code.text.strip()
    if code.format.symbology in (_FORMATS.EANUPC, _FORMATS.ITF):
        return gtin(text)
    found = _ELEMENT.search(text) or _LINK.match(text)
    return gtin(next(filter(None, found.groups()))) if found else ""


def _prominence(position: zxingcpp.Position, size: tuple[int, int]) -> float:
    points = [
        (corner.x / size[0], corner.y / size[1])
        for corner in (
            position.top_left, position.top_right, position.bottom_right, position.bottom_left,
        )
    ]  # fmt: skip
    corners = np.array(points)
    across = float(np.linalg.norm(corners.max(axis=0) - corners.min(axis=0)))
    return across - float(np.linalg.norm(corners.mean(axis=0) - 0.5))

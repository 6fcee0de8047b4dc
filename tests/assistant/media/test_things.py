"""Things in a photo: what stands out of a calm ground."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from assistant.media.things import things_in


def photo(*shapes: tuple[tuple[int, int, int, int], str]) -> Image.Image:
    image = Image.new("RGB", (600, 400), "#e8e4da")
    for box, colour in shapes:
        ImageDraw.Draw(image).ellipse(box, fill=colour)
    return image


def test_each_thing_is_found_the_largest_first() -> None:
    boxes = things_in(photo(((40, 60, 240, 340), "#1f4fd8"), ((400, 150, 520, 270), "#c8202c")))
    assert len(boxes) == 2
    (left, top, right, bottom), other = boxes
    assert left <= 40 / 600 < 240 / 600 <= right
    assert top <= 60 / 400 < 340 / 400 <= bottom
    assert other[0] > right


def test_an_empty_photo_has_none() -> None:
    assert things_in(photo()) == []
    assert things_in(Image.new("L", (9, 200))) == []


def test_boxes_lie_within_the_photo() -> None:
    noise = np.random.default_rng(7).integers(0, 255, (300, 300, 3), dtype=np.uint8)
    for box in things_in(Image.fromarray(noise)):
        assert all(0 <= side <= 1 for side in box)
    for box in things_in(photo(((-50, -50, 200, 200), "#1f4fd8"))):
        assert box[:2] == (0.0, 0.0)

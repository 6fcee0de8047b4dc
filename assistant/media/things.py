"""The things in a photo: regions that stand out from what lies around them.

A border's colours say what the ground looks like; what differs from all of them, in one piece, is
a thing. No model: it runs in a few milliseconds, and finds nothing rather than something wrong
where a photo has no calm ground.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter
from scipy import ndimage

SIDE = 96  # pixels of the longest side that is looked at
BORDER = 0.06  # of the sides, that shows the ground
FAR = 0.14  # distance of colours (of Lab's range) from the nearest of the ground, at least
GROUNDS = 3  # colours that a ground may have
LEAST, MOST = 0.01, 0.7  # share of the photo that a thing fills
FOUND = 6  # things that are offered
MARGIN = 0.03  # added around each, of the sides

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in shares of width and height."""


def things_in(photo: Image.Image) -> list[Box]:
    """The things that stand out, the largest first; [] where nothing does."""
    small = photo.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    lab = _lab(small.filter(ImageFilter.GaussianBlur(1)))
    apart = _distance(lab, _grounds(lab)) > FAR
    apart = ndimage.binary_opening(ndimage.binary_closing(apart, iterations=2), iterations=1)
    labels, _ = ndimage.label(apart)
    regions = enumerate(ndimage.find_objects(labels), start=1)
    sized = [(int((labels[where] == n).sum()), where) for n, where in regions if where]
    whole = labels.size
    fitting = [(size, where) for size, where in sized if LEAST <= size / whole <= MOST]
    fitting.sort(key=lambda one: -one[0])
    return [_box(where, labels.shape) for _, where in fitting[:FOUND]]


def _lab(image: Image.Image) -> np.ndarray:
    """(h, w, 3) float32: lightness and the two colour axes, each within about [0, 1]. Lightness
    counts half: shadows are no things."""
    rgb = np.asarray(image, np.float32) / 255
    light = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
    red_green = rgb[..., 0] - rgb[..., 1]
    yellow_blue = (rgb[..., 0] + rgb[..., 1]) / 2 - rgb[..., 2]
    return np.stack([light / 2, red_green, yellow_blue], axis=-1)


def _grounds(lab: np.ndarray) -> np.ndarray:
    """(GROUNDS, 3): the colours of the border, from dark to light."""
    height, width = lab.shape[:2]
    rows, columns = max(1, int(height * BORDER)), max(1, int(width * BORDER))
    edge = np.concatenate(
        [
            lab[:rows].reshape(-1, 3),
            lab[-rows:].reshape(-1, 3),
            lab[:, :columns].reshape(-1, 3),
            lab[:, -columns:].reshape(-1, 3),
        ]
    )
    parts = np.array_split(edge[np.argsort(edge[:, 0])], GROUNDS)
    return np.stack([np.median(part, axis=0) for part in parts])


def _distance(lab: np.ndarray, grounds: np.ndarray) -> np.ndarray:
    """(h, w): how far each point's colour is from the nearest of the ground's."""
    return np.linalg.norm(lab[..., None, :] - grounds, axis=-1).min(axis=-1)


def _box(where: Sequence[slice], shape: tuple[int, ...]) -> Box:
    (top, bottom), (left, right) = [
        (
            max(0.0, one.start / length - MARGIN),
            min(1.0, one.stop / length + MARGIN),
        )
        for one, length in zip(where, shape, strict=True)
    ]
    return round(left, 3), round(top, 3), round(right, 3), round(bottom, 3)

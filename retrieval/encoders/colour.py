"""Which colours a thing has: what a classifier is trained to ignore and a shopper is not.

A histogram over OKLab (Ottosson, 2020, https://bottosson.github.io/posts/oklab) of what is likely
to be the thing, under the Hellinger map, projected on whitened principal components. The mean and
the components are in `weights/`, next to a card that says what they were fitted on.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
from safetensors.numpy import load

from fusion.blocks import normalise

WEIGHTS = Path(__file__).parent / "weights" / "colour.safetensors"
DIM = 64
SIZE = 32
"""Pictures are shrunk to this many pixels a side first."""
BINS = (5, 11, 11)
"""Bins along lightness, green–red and blue–yellow."""
LOW = np.array([0.1, -0.24, -0.24], np.float32)
HIGH = np.array([1.0, 0.24, 0.24], np.float32)
"""The range of OKLab that the bins cover; what lies beyond counts in the outermost bin."""
NEAR = 0.08
"""A colour this close to that of the background is background (OKLab distance)."""
STRIKING = 0.03
"""What a grey counts beside a colour of this chroma, where one is named after the thing."""
CENTRE = 0.25
"""Standard deviation of the weight that falls off from the middle, in picture widths."""

_TO_CONE = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)


class ColourEncoder:
    """Colours of pictures as unit vectors."""

    @cached_property
    def _weights(self) -> dict[str, np.ndarray]:
        return load(weights_file())

    def __call__(self, squares: np.ndarray) -> np.ndarray:
        """(n, 224, 224, 3) uint8 to (n, 64) float32 unit rows."""
        roots = np.sqrt(histograms(squares))
        return normalise((roots - self._weights["mean"]) @ self._weights["projection"])


def weights_file() -> bytes:
    """The content of the fitted weights, a safetensors file of some 150 kB."""
    return WEIGHTS.read_bytes()


def histograms(squares: np.ndarray) -> np.ndarray:
    """Weighted histograms (n, 605) float32 of (n, s, s, 3) uint8, s a multiple of `SIZE`.

    Each pixel is shared between the eight bins around it, so that a small change of light is a
    small change of the histogram. Rows add up to 1.
    """
    lab = oklab(_shrink(squares)).reshape(len(squares), -1, 3)
    weight = _likely_thing(lab)
    place = (np.clip(lab, LOW, HIGH) - LOW) / (HIGH - LOW) * (np.array(BINS) - 1)
    low = np.minimum(place.astype(np.int64), np.array(BINS) - 2)
    part = (place - low).astype(np.float32)
    row = np.arange(len(lab))[:, None] * np.prod(BINS)
    counts = np.zeros(len(lab) * np.prod(BINS))
    for corner in np.ndindex(2, 2, 2):
        share = weight * np.where(corner, part, 1 - part).prod(axis=-1)
        where = row + np.ravel_multi_index(tuple(np.moveaxis(low + corner, -1, 0)), BINS)
        counts += np.bincount(where.ravel(), share.ravel(), minlength=len(counts))
    return counts.reshape(len(lab), -1).astype(np.float32)


def main_colour(square: np.ndarray) -> np.ndarray:
    """The colour that stands out in what is likely the thing in a picture (s, s, 3) uint8: OKLab
    (3,). Where most of it is grey, what is coloured has more of the say."""
    lab = oklab(_shrink(square[None])).reshape(1, -1, 3)
    weight, lab = _likely_thing(lab)[0], lab[0]
    weight = weight * (STRIKING + np.linalg.norm(lab[:, 1:], axis=-1))
    far = np.linalg.norm(lab[:, None] - lab[None], axis=-1) / NEAR
    commonest = int((np.exp(-(far**2) / 2) @ weight).argmax())
    share = weight * np.exp(-(far[commonest] ** 2) / 2)
    return np.average(lab, axis=0, weights=share)


def has_plain_background(squares: np.ndarray) -> np.ndarray:
    """Which of n pictures (n, s, s, 3) uint8 are cut out, as a shop's are: (n,) bool."""
    lab = oklab(_shrink(squares)).reshape(len(squares), -1, 3)
    return _background(lab)[1] > 0.5


def oklab(rgb: np.ndarray) -> np.ndarray:
    """sRGB in 0…255 (…, 3) to OKLab (…, 3) float32."""
    part = rgb.astype(np.float32) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ _TO_CONE.T) @ _TO_LAB.T


def _shrink(squares: np.ndarray) -> np.ndarray:
    """Means of blocks of pixels: (n, s, s, 3) to (n, SIZE, SIZE, 3) float32."""
    n, step = len(squares), squares.shape[1] // SIZE
    blocks = squares.reshape(n, SIZE, step, SIZE, step, 3)
    return blocks.mean(axis=(2, 4), dtype=np.float32)


def _background(lab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The colour of the border (n, 1, 3), and how much of the border has it (n,)."""
    picture = lab.reshape(-1, SIZE, SIZE, 3)
    edges = (picture[:, 0], picture[:, -1], picture[:, :, 0], picture[:, :, -1])
    border = np.concatenate(edges, axis=1)
    colour = np.median(border, axis=1, keepdims=True)
    return colour, (np.linalg.norm(border - colour, axis=-1) < 0.05).mean(axis=1)


def _likely_thing(lab: np.ndarray) -> np.ndarray:
    """How likely each pixel belongs to the thing, (n, SIZE²) float32; rows add up to 1."""
    colour, plain = _background(lab)
    far = np.clip(np.linalg.norm(lab - colour, axis=-1) / NEAR, 0, 1)
    across = np.linspace(-0.5, 0.5, SIZE) ** 2
    middle = np.exp(-(across[:, None] + across) / (2 * CENTRE**2)).reshape(-1)
    weight = (1 - plain[:, None] * (1 - far)) * middle + 1e-6  # a blank picture is all background
    return (weight / weight.sum(axis=1, keepdims=True)).astype(np.float32)

"""The default encoder: two small models out of ordinary packages, no download at run time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors.numpy import load_file
from torch import Tensor
from torch.nn import TransformerEncoder

from fusion.blocks import normalise
from retrieval.encoders import colour, e5, efficientnet
from retrieval.encoders.base import Encoder, TextStates
from retrieval.encoders.lazy import Lazy

VERSION = 4
"""Raise it whenever the same text or image would get another vector."""
STATES_VERSION = 1
"""Raise it whenever a token of the same text would get another state."""
FEATURE_NORM = 15.0
"""Typical length of the pooled features, which a unit block has lost."""
CLASS_NAMES = Path(__file__).parent / "weights" / "class_names.safetensors"
WHITE = (255, 255, 255)
PATCHES = 3
"""A picture's feature map is handed out as this many parts a side."""


@dataclass(frozen=True)
class CompactOptions:
    """How image blocks are made. The figures behind each value are in `docs/experiments.md`."""

    colour: float = 0.15  # share of the squared image block that the colours take
    centre: float = 0.6  # side of the second, closer look at a cluttered photo; 1 for none
    conse_classes: int = 10  # how many of the likeliest classes speak in the zero-shot prior


class CompactEncoder(Encoder):
    """multilingual-e5-small for texts, EfficientNet-Lite0 and colours for images. Thread-safe.

    An image block is `[√(1−c)·features ; √c·colours]`, both parts of unit length. Weights load on
    first use.
    """

    text_dim = e5.DIM
    image_dim = efficientnet.DIM + colour.DIM
    token_shape = (16, e5.DIM)  # nearly every title and question is shorter
    patch_shape = (PATCHES**2, efficientnet.MAP_DIM)

    def __init__(self, options: CompactOptions | None = None) -> None:
        self.options = options or CompactOptions()
        self._text_model = Lazy(e5.shared)
        self._image_model = Lazy(efficientnet.EfficientNetLite0)
        self._colours = colour.ColourEncoder()

    @cached_property
    def fingerprint(self) -> str:
        """`compact-` and a hash of what the weights are checked against: reads no big file."""
        digests = [e5.WEIGHTS.sha256, efficientnet.WEIGHTS.sha256]
        fitted = colour.weights_file() + e5.centre_file() + CLASS_NAMES.read_bytes()
        content = repr((VERSION, self.options, digests)).encode() + fitted
        return f"compact-{sha256(content).hexdigest()[:16]}"

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        return self._text_model.get()(texts, e5.PASSAGE)

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._text_model.get()(texts, e5.QUERY)

    def embed_images(self, images: Sequence[Image.Image]) -> np.ndarray:
        squares = squares_of(images)
        return self._block(self._image_model.get()(squares), squares)

    def encode_photos(self, photos: Sequence[Image.Image]) -> np.ndarray:
        """Blocks to search with for n photos, (n, image_dim) float32 unit rows.

        A photo that is not cut out is also looked at more closely, as there is much around the
        thing that no catalogue picture shows.
        """
        squares = squares_of(photos)
        features = normalise(self._image_model.get()(squares))
        cluttered = np.flatnonzero(~colour.has_plain_background(stretched(photos)))
        if len(cluttered) and self.options.centre < 1:
            closer = [centre_of(photos[int(row)], self.options.centre) for row in cluttered]
            features[cluttered] += normalise(self._image_model.get()(squares_of(closer)))
        return self._block(features, squares)

    @cached_property
    def states_fingerprint(self) -> str:
        """`e5-` and a hash of the text model's weights and of its centre."""
        content = repr((STATES_VERSION, e5.WEIGHTS.sha256)).encode() + e5.centre_file()
        return f"e5-{sha256(content).hexdigest()[:16]}"

    def query_states(self, texts: Sequence[str]) -> list[TextStates]:
        return self._text_model.get().read(texts, e5.QUERY)

    def lower_states(self, texts: Sequence[str], layers: int) -> tuple[Tensor, Tensor]:
        return self._text_model.get().lower(texts, e5.QUERY, layers)

    def token_places(self, text: str) -> np.ndarray:
        return self._text_model.get().places(text, e5.QUERY)

    def upper_layers(self, layers: int) -> TransformerEncoder:
        return self._text_model.get().upper(layers)

    def text_tokens(self, texts: Sequence[str]) -> np.ndarray:
        return self._text_model.get().tokens(texts, self.token_shape[0], e5.PASSAGE)

    def query_tokens(self, texts: Sequence[str]) -> np.ndarray:
        return self._text_model.get().tokens(texts, self.token_shape[0], e5.QUERY)

    def image_tokens(self, images: Sequence[Image.Image]) -> np.ndarray:
        return self._image_model.get().patches(squares_of(images), PATCHES)

    def zero_shot_text(self, images: np.ndarray) -> np.ndarray:
        """ConSE: the mean of the vectors of the likeliest class names, weighted by probability.

        Norouzi et al., 2013, arXiv:1312.5650.
        """
        features = FEATURE_NORM * normalise(images[:, : efficientnet.DIM])
        logits = self._image_model.get().logits(features)
        k = self.options.conse_classes
        top = np.argpartition(-logits, k, axis=1)[:, :k]
        likely = np.take_along_axis(logits, top, axis=1)
        odds = np.exp(likely - likely.max(axis=1, keepdims=True))
        return normalise(np.einsum("nk,nkd->nd", odds, self._class_vectors[top]))

    @cached_property
    def _class_vectors(self) -> np.ndarray:
        """The names of the ImageNet classes, encoded once for all: (1000, text_dim) float32."""
        return load_file(CLASS_NAMES)["vectors"].astype(np.float32)

    def _block(self, features: np.ndarray, squares: np.ndarray) -> np.ndarray:
        share = self.options.colour
        parts = (1 - share) ** 0.5 * normalise(features), share**0.5 * self._colours(squares)
        return np.hstack(parts).astype(np.float32)


def squares_of(images: Sequence[Image.Image]) -> np.ndarray:
    """Each whole image on a white square: (n, 224, 224, 3) uint8."""
    size = efficientnet.SIZE
    squares = np.full((len(images), size, size, 3), WHITE, np.uint8)
    for square, image in zip(squares, images, strict=True):
        scale = size / max(image.size)
        width, height = (max(1, round(side * scale)) for side in image.size)
        small = image.convert("RGB").resize(
            (width, height), Image.Resampling.BICUBIC, reducing_gap=2
        )
        left, top = (size - width) // 2, (size - height) // 2
        square[top : top + height, left : left + width] = np.asarray(small)
    return squares


def stretched(images: Sequence[Image.Image]) -> np.ndarray:
    """Each image as a square without any margin, whatever its shape: (n, 224, 224, 3) uint8. The
    margin of `squares_of` would pass for the background of a photo that is no square."""
    side = (efficientnet.SIZE, efficientnet.SIZE)
    return np.stack([np.asarray(one.convert("RGB").resize(side)) for one in images])


def centre_of(image: Image.Image, side: float) -> Image.Image:
    """The middle of an image, `side` of its width and height."""
    left, top = (round((1 - side) / 2 * length) for length in image.size)
    return image.crop((left, top, image.width - left, image.height - top))

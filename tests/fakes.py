"""Visible small stand-ins, for tests of logic that does not depend on what a model knows."""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence

import numpy as np
from PIL import Image

from retrieval.encoders import ENCODERS
from retrieval.encoders.base import Encoder


class FakeEncoder(Encoder):
    """Bag of hashed words; mean colours of a 4×4 grid. Counts what it was asked to encode."""

    text_dim = 64
    image_dim = 48
    fingerprint = "fake-1"

    def __init__(self) -> None:
        self.texts_seen = 0
        self.images_seen = 0

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        self.texts_seen += len(texts)
        vectors = np.zeros((len(texts), self.text_dim), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, zlib.crc32(word.encode()) % self.text_dim] += 1
        return vectors + 1e-3

    def embed_images(self, images: Sequence[Image.Image]) -> np.ndarray:
        self.images_seen += len(images)
        grids = [np.asarray(image.resize((4, 4)), np.float32).ravel() for image in images]
        return np.stack(grids) / 255 + 1e-3


class FakeTokenEncoder(FakeEncoder):
    """Hands out, besides, the first six words as sketches of two letters, and the grid's cells."""

    fingerprint = "fake-tokens-1"
    token_shape = (6, 26)
    patch_shape = (16, 3)

    def __init__(self) -> None:
        super().__init__()
        self.tokens_made = 0

    def text_tokens(self, texts: Sequence[str]) -> np.ndarray:
        self.tokens_made += len(texts)
        tokens = np.zeros((len(texts), *self.token_shape), np.float32)
        for row, text in enumerate(texts):
            for place, word in enumerate(text.lower().split()[: self.token_shape[0]]):
                for letter in word[:2]:
                    tokens[row, place, ord(letter) % 26] = 1
        return tokens

    query_tokens = text_tokens

    def image_tokens(self, images: Sequence[Image.Image]) -> np.ndarray:
        self.tokens_made += len(images)
        grids = [np.asarray(image.resize((4, 4)), np.float32).reshape(16, 3) for image in images]
        return np.stack(grids) / 255 + 1e-3


FAKE = FakeEncoder()
FAKE_TOKENS = FakeTokenEncoder()
ENCODERS["fake"] = lambda _: FAKE
ENCODERS["fake-tokens"] = lambda _: FAKE_TOKENS


class SlowEncoder(FakeEncoder):
    """Takes long enough to be killed."""

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        time.sleep(0.05)
        return super().embed_texts(texts)

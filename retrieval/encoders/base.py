"""What an encoder is: texts and images in, unit vectors out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from PIL import Image
from torch import Tensor
from torch.nn import TransformerEncoder

from fusion.blocks import normalise


class Encoder(ABC):
    """Turns texts and images into blocks.

    A variant implements `embed_texts` and `embed_images` for one batch and loads its weights the
    first time one of them is called; this class batches, normalises and reports progress. One that
    reads a question otherwise than what may answer it overrides `embed_queries` too.
    """

    spec: str = ""
    """What `load_encoder` made it from; "" for one that was made otherwise."""
    text_dim: int
    image_dim: int
    shared_space: bool = False
    """True when text and image vectors are comparable, so that no bridge has to be fitted."""
    batch_size: int = 32

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Name and content hash of the weights: vectors of two fingerprints never meet."""

    @abstractmethod
    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        """One batch: n texts to (n, text_dim) float32, of any length."""

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        """One batch of questions, to be compared with `embed_texts`: (n, text_dim) float32."""
        return self.embed_texts(texts)

    @abstractmethod
    def embed_images(self, images: Sequence[Image.Image]) -> np.ndarray:
        """One batch: n RGB images to (n, image_dim) float32, of any length."""

    def zero_shot_text(self, images: np.ndarray) -> np.ndarray | None:
        """The text blocks (n, text_dim) this encoder expects for image blocks (n, image_dim)
        without having seen any pair, or None when it has no such knowledge."""
        return None

    def encode_texts(
        self, texts: Sequence[str], progress: Callable[[int], object] | None = None
    ) -> np.ndarray:
        """Encode what n items say of themselves to unit rows (n, text_dim) float32.

        `progress` is called with the number of texts done after each batch.
        """
        return self._batched(self.embed_texts, texts, self.text_dim, progress)

    def encode_queries(
        self, texts: Sequence[str], progress: Callable[[int], object] | None = None
    ) -> np.ndarray:
        """Encode what n shoppers ask to unit rows (n, text_dim) float32, as `encode_texts` does."""
        return self._batched(self.embed_queries, texts, self.text_dim, progress)

    def encode_images(
        self, images: Sequence[Image.Image], progress: Callable[[int], object] | None = None
    ) -> np.ndarray:
        """Encode n RGB images to unit rows (n, image_dim) float32."""
        return self._batched(self.embed_images, images, self.image_dim, progress)

    def encode_photos(self, photos: Sequence[Image.Image]) -> np.ndarray:
        """Encode a shopper's n photos, to search with: unit rows (n, image_dim) float32.

        The same space as `encode_images`; an encoder may look harder at what it sees only once.
        """
        return self.encode_images(photos)

    def _batched(
        self,
        embed: Callable[[Sequence], np.ndarray],
        items: Sequence,
        dim: int,
        progress: Callable[[int], object] | None,
    ) -> np.ndarray:
        rows = [np.empty((0, dim), np.float32)]
        for start in range(0, len(items), self.batch_size):
            rows.append(normalise(embed(items[start : start + self.batch_size])))
            if progress:
                progress(min(start + self.batch_size, len(items)))
        return np.concatenate(rows)


@runtime_checkable
class TokenEncoder(Protocol):
    """An encoder that also hands out what it pools its blocks from. Optional: only fusion by
    cross-attention asks for it."""

    token_shape: tuple[int, int]
    """Tokens of a text, and the width of each."""
    patch_shape: tuple[int, int]
    """Parts of a picture, and the width of each."""

    @property
    def fingerprint(self) -> str:
        """As `Encoder.fingerprint`."""

    def text_tokens(self, texts: Sequence[str]) -> np.ndarray:
        """n items' texts to (n, *token_shape) float32; zeros behind a text's end."""

    def query_tokens(self, texts: Sequence[str]) -> np.ndarray:
        """n questions to (n, *token_shape) float32; zeros behind a question's end."""

    def image_tokens(self, images: Sequence[Image.Image]) -> np.ndarray:
        """n RGB images to (n, *patch_shape) float32."""


@dataclass(frozen=True)
class TextStates:
    """What one pass of a text model makes of one text."""

    vector: np.ndarray  # (d,) float32: what `embed_queries` would give, not normalised
    states: np.ndarray  # (l, d) float32: the last hidden state of each of the text's own tokens
    spans: np.ndarray  # (l, 2) int64: where each token begins and ends in the text, in characters


@runtime_checkable
class StateEncoder(Protocol):
    """An encoder that hands out the states of its text model. Optional: learned heads read them."""

    @property
    def states_fingerprint(self) -> str:
        """Name and content hash of the text model alone: what heads were trained on."""

    def query_states(self, texts: Sequence[str]) -> list[TextStates]:
        """The vectors of n questions and their tokens' states, out of one pass."""


@runtime_checkable
class LayeredEncoder(Protocol):
    """An encoder whose text model can be left halfway. Optional: the model of frames begins there,
    with copies of the layers above that were adapted to its task."""

    @property
    def states_fingerprint(self) -> str:
        """Name and content hash of the text model alone."""

    def lower_states(self, texts: Sequence[str], layers: int) -> tuple[Tensor, Tensor]:
        """What the first layers make of n questions: (n, l, d) float32, and which rows are there,
        (n, l) bool."""

    def token_places(self, text: str) -> np.ndarray:
        """Where each row stands in a question: (l, 2) int64, zeros for what is no part of it."""

    def upper_layers(self, layers: int) -> TransformerEncoder:
        """A copy of the layers above the first ones."""

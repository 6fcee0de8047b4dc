"""The fused vector made of blocks.

An item is `d = [d_text ; d_image]`, a query `q = [w_t·q_text ; w_i·q_image]`, every block of unit
length and `w_t² + w_i² = 1`, so

    ⟨q, d⟩ = w_t·⟨q_text, d_text⟩ + w_i·⟨q_image, d_image⟩

is one dot product that splits exactly into one term a block. Weights sit on the query side: they
may change from query to query and never force a re-index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

Array = np.ndarray

MODALITIES = ("text", "image")
"""The blocks of a vector, in the order in which they are concatenated."""


def normalise(vectors: Array) -> Array:
    """Scale the last axis to unit length; zero vectors stay zero. Any shape, returns float32."""
    vectors = np.asarray(vectors, dtype=np.float32)
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > 0, length, 1)


@dataclass(frozen=True)
class Tokens:
    """What the blocks of n things were pooled from: `text` (n, l, d_token), their words, and
    `image` (n, p, d_patch), parts of their pictures; float32, zeros where there is none."""

    text: Array
    image: Array

    def __getitem__(self, rows: Array | slice) -> Tokens:
        return Tokens(self.text[rows], self.image[rows])


@dataclass(frozen=True)
class ItemBlocks:
    """The blocks of n items: `text` (n, d_text) and `image` (n, d_image), float32, unit rows."""

    text: Array
    image: Array
    tokens: Tokens | None = None  # only where somebody reads them

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, rows: Array | slice) -> ItemBlocks:
        tokens = None if self.tokens is None else self.tokens[rows]
        return ItemBlocks(self.text[rows], self.image[rows], tokens)

    def fused(self) -> Array:
        """The concatenated vectors, (n, d_text + d_image) float32."""
        return np.concatenate([self.text, self.image], axis=1)


@dataclass(frozen=True)
class QueryBlocks:
    """One fused query.

    `text` (d_text,) and `image` (d_image,) are float32 and of unit length. `weights` are the
    block weights of the module's formula. `evidence` says, for each block, which modality of the
    *question* it was made from: a photo without words has its text block predicted from the photo,
    and what that block contributes is the photo's doing.
    """

    text: Array
    image: Array
    weights: Mapping[str, float]
    evidence: Mapping[str, str]
    tokens: Tokens | None = None  # of one question, only where somebody reads them

    def __post_init__(self) -> None:
        norm = sum(self.weights[m] ** 2 for m in MODALITIES)
        if abs(norm - 1) > 1e-4:
            raise ValueError(f"squared block weights must add up to 1, not {norm:.4f}")

    def fused(self) -> Array:
        """The query vector, (d_text + d_image,) float32."""
        return np.concatenate(
            [self.weights["text"] * self.text, self.weights["image"] * self.image]
        ).astype(np.float32)

    def similarities(self, items: ItemBlocks) -> dict[str, Array]:
        """Block → inner products of the question's block with those of n items, (n,) float32; of
        the blocks that have a weight."""
        return {
            block: getattr(items, block) @ getattr(self, block)
            for block in MODALITIES
            if self.weights[block]
        }

    def credited(self, similarities: Mapping[str, Array]) -> dict[str, Array]:
        """What each modality of the question adds to the scores of n items that are so similar,
        block by block."""
        n = len(next(iter(similarities.values())))
        parts = {m: np.zeros(n, dtype=np.float32) for m in MODALITIES}
        for block, similar in similarities.items():
            parts[self.evidence[block]] += self.weights[block] * similar
        return parts

    def contributions(self, items: ItemBlocks) -> dict[str, Array]:
        """What each modality of the question adds to the score of each of n items, (n,) float32.

        The values add up to `scores(items)`.
        """
        return self.credited(self.similarities(items))

    def scores(self, items: ItemBlocks) -> Array:
        """⟨q, d⟩ for each of n items, (n,) float32."""
        parts = self.contributions(items)
        return parts["text"] + parts["image"]


def block_weights(image: float) -> dict[str, float]:
    """Block weights from the share of the image block in `w_t² + w_i² = 1`; 0 ≤ image ≤ 1."""
    if not 0 <= image <= 1:
        raise ValueError(f"the image share must lie in [0, 1], not {image}")
    return {"text": float(np.sqrt(1 - image)), "image": float(np.sqrt(image))}

"""Encoded sentences in padded batches of tensors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from assistant.understanding.heads.states import Encoded

ALIKE = 16
"""Batches among whose sentences those of like length are brought together."""
NOWHERE = -100
"""The role of a place behind a sentence's end."""


@dataclass(frozen=True)
class Batch:
    """Some sentences, padded."""

    words: Tensor
    lengths: Tensor
    vectors: Tensor
    context: Tensor
    acts: Tensor
    roles: Tensor

    def inputs(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.words, self.lengths, self.vectors, self.context


def batches(data: Encoded, size: int, order: np.ndarray | None = None) -> Iterator[Batch]:
    """Sentences in an order, those without a word left out."""
    order = np.arange(len(data.words)) if order is None else order
    order = np.array([i for i in order if len(data.words[i])])
    lengths = np.array([len(data.words[i]) for i in order])
    # neighbours of like length share a batch, so that little of it is padding
    step = ALIKE * size
    groups = [
        start + np.argsort(lengths[start : start + step], kind="stable")
        for start in range(0, len(order), step)
    ]
    for group in groups:
        for start in range(0, len(group), size):
            yield _batch(data, order[group[start : start + size]])


def _batch(data: Encoded, rows: np.ndarray) -> Batch:
    lengths = [len(data.words[i]) for i in rows]
    words = np.zeros((len(rows), max(lengths), data.vectors.shape[1]), np.float32)
    roles = np.full(words.shape[:2], NOWHERE)
    for place, i in enumerate(rows):
        words[place, : lengths[place]] = data.words[i]
        roles[place, : lengths[place]] = data.roles[i]
    return Batch(
        torch.from_numpy(words),
        torch.tensor(lengths),
        torch.from_numpy(data.vectors[rows]),
        torch.from_numpy(data.context[rows]),
        torch.from_numpy(data.acts[rows]),
        torch.from_numpy(roles),
    )

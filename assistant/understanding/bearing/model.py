"""The model as it is used: what is said and statements in, how each bears on it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from assistant.understanding.adapted import SHARED, layered, load
from assistant.understanding.bearing.net import BearingNet, Pairs
from retrieval.encoders.base import Encoder
from retrieval.encoders.compact import CompactEncoder

WEIGHTS = Path(__file__).parent / "weights" / "bearing.safetensors"
KEPT = 4096
"""Statements whose states are kept: 20 to 60 kB each."""


class BearingReader:
    """Tells how statements bear on what is said. Thread-safe; deterministic."""

    def __init__(self, net: BearingNet, encoder: Encoder) -> None:
        self._net, self._encoder, self._layers = net, encoder, layered(encoder)
        self._statement = lru_cache(KEPT)(self._stated)

    @classmethod
    def load(cls, encoder: Encoder, weights: Path = WEIGHTS) -> BearingReader:
        """The trained model, for the encoder it was trained on. Raises `ModelUnavailable`."""
        layers = layered(encoder)
        net = BearingNet(layers.upper_layers(SHARED))
        load(net, weights, layers, "assistant.understanding.bearing.train")
        net.merge()
        return cls(net, encoder)

    def judge(self, said: str, statements: Sequence[str]) -> np.ndarray:
        """How likely each of n statements bears on what is said, (n, 4) float32 in the order of
        `BEARINGS`, each row adding up to 1."""
        if not statements:
            return np.zeros((0, 4), np.float32)
        with torch.inference_mode():
            kept = [self._statement(one) for one in statements]
            asked = self._states(said)
            pairs = Pairs.of([asked] * len(kept), [states for states, _ in kept])
            vectors = np.stack([vector for _, vector in kept])
            likeness = vectors @ self._encoder.encode_queries([said])[0]
            return self._net.shares(pairs, torch.from_numpy(likeness)).numpy()

    def _stated(self, statement: str) -> tuple[Tensor, np.ndarray]:
        return self._states(statement), self._encoder.encode_texts([statement])[0]

    def _states(self, text: str) -> Tensor:
        states, there = self._layers.lower_states([text], SHARED)
        return states[0, : int(there[0].sum())]


@lru_cache(maxsize=1)
def reader() -> BearingReader:
    """The reader of this process, over the default text encoder. Raises `ModelUnavailable`."""
    return BearingReader.load(CompactEncoder())

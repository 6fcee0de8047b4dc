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
from retrieval.encoders.base import Encoder, LayeredEncoder
from retrieval.encoders.compact import CompactEncoder

WEIGHTS = Path(__file__).parent / "weights" / "bearing.safetensors"
KEPT = 4096
"""Statements whose states are kept: 40 kB each."""


class BearingReader:
    """Tells how statements bear on what is said. Thread-safe; deterministic."""

    def __init__(self, net: BearingNet, encoder: LayeredEncoder) -> None:
        self._net, self._encoder = net, encoder
        self._state = lru_cache(KEPT)(self._encoded)

    @classmethod
    def load(cls, encoder: Encoder, weights: Path = WEIGHTS) -> BearingReader:
        """The trained model, for the encoder it was trained on. Raises `ModelUnavailable`."""
        layers = layered(encoder)
        net = BearingNet(layers.upper_layers(SHARED))
        load(net, weights, layers, "assistant.understanding.bearing.train")
        net.merge()
        return cls(net, layers)

    def judge(self, said: str, statements: Sequence[str]) -> np.ndarray:
        """How likely each of n statements bears on what is said, (n, 4) float32 in the order of
        `BEARINGS`, each row adding up to 1."""
        if not statements:
            return np.zeros((0, 4), np.float32)
        with torch.inference_mode():
            asked = self._encoded(said)
            pairs = Pairs.of([asked] * len(statements), [self._state(one) for one in statements])
            return self._net(pairs).softmax(-1).numpy()

    def _encoded(self, text: str) -> Tensor:
        states, there = self._encoder.lower_states([text], SHARED)
        return states[0, : int(there[0].sum())]


@lru_cache(maxsize=1)
def reader() -> BearingReader:
    """The reader of this process, over the default text encoder. Raises `ModelUnavailable`."""
    return BearingReader.load(CompactEncoder())

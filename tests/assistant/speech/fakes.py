"""A speech model of the shape of faster-whisper's, which hears what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np


class FakeDecoder:
    """Returns `plain`, or `hinted` as soon as there are hot words; notes which there were."""

    def __init__(self, plain: Sequence[Any], hinted: Sequence[Any] = ()) -> None:
        self.plain, self.hinted = list(plain), list(hinted)
        self.asked: list[list[str]] = []

    def __call__(self, hot_words: Sequence[str] = ()) -> list[Any]:
        self.asked.append(list(hot_words))
        return self.hinted if hot_words else self.plain


class FakeModel:
    """Encodes anything; its languages have the given probabilities."""

    def __init__(self, **odds: float) -> None:
        tokens = [(f"<|{name}|>", p) for name, p in odds.items()]
        self.model = SimpleNamespace(detect_language=lambda _: [tokens])

    def encode(self, features: np.ndarray) -> np.ndarray:
        return features

    def feature_extractor(self, samples: np.ndarray) -> np.ndarray:
        return np.zeros((80, len(samples) // 160), np.float32)


def clip(name: str) -> Path:
    """A spoken question of the demo."""
    return Path(__file__).parents[3] / "demo" / "evaluation" / "voices" / f"{name}.ogg"

"""Whether a word names a thing, or a person or place: a linear probe on the text encoder's vectors.

Ridge regression on what an encoder makes of words (Alain and Bengio, *Understanding intermediate
layers using linear classifier probes*, 2016), for the one encoder that it was fitted with;
`python -m benchmarks.insight_words --train` fits it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from retrieval.encoders import Encoder

WEIGHTS = Path(__file__).with_name("names.safetensors")


def features(words: list[str], encoder: Encoder) -> np.ndarray:
    """(words, 2 × dimensions): each as it is asked for and as it is told, float32."""
    return np.hstack([encoder.encode_queries(words), encoder.encode_texts(words)])


@dataclass(frozen=True)
class Probe:
    """How much a word looks like a name: below `threshold` it is a thing."""

    weights: np.ndarray  # (2 × dimensions,) float32
    bias: float
    threshold: float

    @classmethod
    def of(cls, encoder: Encoder, path: Path = WEIGHTS) -> Probe | None:
        """The one that was fitted with an encoder; None where it was fitted with another."""
        try:
            with safe_open(path, "np") as file:
                if (file.metadata() or {}).get("encoder") != encoder.fingerprint:
                    return None
                bias, threshold = file.get_tensor("line")
                return cls(file.get_tensor("weights"), float(bias), float(threshold))
        except (OSError, SafetensorError):  # a rule that needs no weights takes its place
            return None

    def save(self, encoder: Encoder, path: Path = WEIGHTS) -> None:
        """Write it down for the encoder that it was fitted with."""
        line = np.array([self.bias, self.threshold], np.float32)
        tensors = {"weights": self.weights.astype(np.float32), "line": line}
        save_file(tensors, path, {"encoder": encoder.fingerprint})

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Of rows of `features`, higher for names."""
        scores: np.ndarray = rows @ self.weights + self.bias
        return scores

    def is_thing(self, word: str, encoder: Encoder) -> bool:
        """Whether a word names a thing."""
        return bool(self.scores(features([word], encoder))[0] < self.threshold)

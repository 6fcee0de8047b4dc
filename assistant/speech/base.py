"""What a speech recogniser is: sound in, a transcript out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Transcript:
    """What was understood. Mistakes look plausible: show it before it counts."""

    text: str  # "" when no word was recognised


class Recogniser(ABC):
    """Turns speech into text. Threads may share one."""

    @abstractmethod
    def transcribe(self, audio: np.ndarray) -> Transcript:
        """What is said in `audio`: (n,) float32 in [-1, 1], 16 kHz, mono."""

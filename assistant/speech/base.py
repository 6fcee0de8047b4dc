"""What a speech recogniser is: sound in, a transcript out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from assistant.speech.vocabulary import Vocabulary

LANGUAGES = ("en", "zh")
"""What the assistant speaks: nothing is heard as another language."""


@dataclass(frozen=True)
class Transcript:
    """What was understood. Mistakes look plausible: show it before it counts."""

    text: str  # "" when no word was recognised
    language: str = ""  # one of the recogniser's languages, "" when it cannot say


class Recogniser(ABC):
    """Turns speech into text. Threads may share one.

    A variant implements `expect`, and `recognise`, which loads weights the first time it is called.
    """

    @abstractmethod
    def expect(self, vocabulary: Vocabulary) -> None:
        """From now on, prefer these phrases; what is being recognised is not disturbed."""

    @abstractmethod
    def recognise(self, audio: np.ndarray, language: str) -> Transcript:
        """What is said in `audio`: (n,) float32 in [-1, 1], 16 kHz, mono, n > 0."""

    def transcribe(self, audio: np.ndarray, language: str = "") -> Transcript:
        """What is said in `audio`: (n,) floats in [-1, 1], 16 kHz, mono.

        `language` ("en", "zh") is the likely one, no command: clear speech in another is heard as
        such. Raises `ValueError` for an array of another shape or of integers.
        """
        if audio.ndim != 1 or not np.issubdtype(audio.dtype, np.floating):
            raise ValueError(
                f"audio must be mono floats of shape (n,), not {audio.dtype} of shape {audio.shape}"
            )
        if not len(audio):
            return Transcript("")
        return self.recognise(audio.astype(np.float32), language)

"""Whisper (Radford et al., 2022) of any size, once its weights are on the machine."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np

from assistant.language.chinese import simplified
from assistant.speech.base import Recogniser, Transcript
from assistant.speech.numerals import numerals
from assistant.speech.vocabulary import Vocabulary
from assistant.speech.voice import speech_windows
from retrieval.errors import ModelUnavailable
from retrieval.extras import require
from retrieval.models import whisper_file

PROMPT_PHRASES = 20  # catalogue phrases the model is told to expect


class WhisperRecogniser(Recogniser):
    """`argument` is a size that was fetched ("base") or the path of a checkpoint."""

    def __init__(self, argument: str, vocabulary: Vocabulary = Vocabulary()) -> None:
        """Raises `ModelUnavailable` when the weights are not here: nothing is fetched unasked."""
        require("whisper", "speech")
        path = Path(argument) if "/" in argument or argument.endswith(".pt") else None
        self.path = path or whisper_file(argument or "base")
        if not self.path.is_file():
            raise ModelUnavailable(
                f"The weights of Whisper are not in {self.path}; fetch them with "
                f"`python -m assistant models pull whisper:{argument or 'base'}`."
            )
        self._lock = threading.Lock()
        self._model: Any = None
        self.expect(vocabulary)

    def expect(self, vocabulary: Vocabulary) -> None:
        self.prompt = ", ".join(vocabulary.phrases[:PROMPT_PHRASES])

    def recognise(self, audio: np.ndarray, language: str) -> Transcript:
        """See `Recogniser`; the language is detected, whatever the likely one is."""
        windows = speech_windows(audio)
        with self._lock:
            texts = [self._hear(window) for window in windows]
        return Transcript(numerals(simplified(" ".join(filter(None, texts)))))

    def _hear(self, window: np.ndarray) -> str:
        prompt = self.prompt or None
        result = self._loaded().transcribe(window, initial_prompt=prompt, fp16=False)
        return result["text"].strip()

    def _loaded(self) -> Any:
        if self._model is None:
            import whisper

            try:
                self._model = whisper.load_model(str(self.path), device="cpu")
            except Exception as error:  # whatever a broken checkpoint makes torch raise
                raise ModelUnavailable(
                    f"{self.path} is no checkpoint of Whisper ({type(error).__name__}); fetch the "
                    "weights again."
                ) from error
        return self._model

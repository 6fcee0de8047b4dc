"""Speech recognisers by name. A new one is a sibling file and a line in `RECOGNISERS`."""

from __future__ import annotations

from collections.abc import Callable

from assistant.speech.base import LANGUAGES, Recogniser, Transcript
from assistant.speech.vocabulary import Vocabulary
from retrieval.errors import ModelUnavailable

__all__ = ["LANGUAGES", "RECOGNISERS", "Recogniser", "Transcript", "Vocabulary", "load_recogniser"]


def _faster_whisper(argument: str, vocabulary: Vocabulary) -> Recogniser:
    from assistant.speech.faster_whisper import FasterWhisperRecogniser

    return FasterWhisperRecogniser(argument, vocabulary)


def _whisper(argument: str, vocabulary: Vocabulary) -> Recogniser:
    from assistant.speech.whisper import WhisperRecogniser

    return WhisperRecogniser(argument, vocabulary)


RECOGNISERS: dict[str, Callable[[str, Vocabulary], Recogniser]] = {
    "faster-whisper": _faster_whisper,
    "whisper": _whisper,
}
"""Family → a function from what follows the colon of `family:argument` to the recogniser."""


def load_recogniser(spec: str, vocabulary: Vocabulary = Vocabulary()) -> Recogniser:
    """The recogniser that `spec` names: `faster-whisper`, or `whisper:<size or file>`.

    `vocabulary` is what shoppers of this catalogue will talk about. Raises `ModelUnavailable` for
    one that is not here.
    """
    family, _, argument = spec.partition(":")
    if family not in RECOGNISERS:
        raise ModelUnavailable(
            f"There is no speech recogniser {family!r}; choose one of {', '.join(RECOGNISERS)}."
        )
    return RECOGNISERS[family](argument, vocabulary)

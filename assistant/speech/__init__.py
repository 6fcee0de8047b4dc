"""Speech recognisers by name. A new one is a sibling file and a line in `RECOGNISERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.speech.base import Recogniser, Transcript
from assistant.speech.vocabulary import Vocabulary
from retrieval.errors import ModelUnavailable

__all__ = ["RECOGNISERS", "Recogniser", "Transcript", "Vocabulary", "load_recogniser"]


def _pocketsphinx(_: str, vocabulary: Vocabulary, folder: Path) -> Recogniser:
    from assistant.speech.pocketsphinx import PocketSphinxRecogniser

    return PocketSphinxRecogniser(vocabulary, folder)


def _whisper(argument: str, vocabulary: Vocabulary, _: Path) -> Recogniser:
    from assistant.speech.whisper import WhisperRecogniser

    return WhisperRecogniser(argument, vocabulary)


RECOGNISERS: dict[str, Callable[[str, Vocabulary, Path], Recogniser]] = {
    "pocketsphinx": _pocketsphinx,
    "whisper": _whisper,
}
"""Family → a function from what follows the colon of `family:argument` to the recogniser."""


def load_recogniser(spec: str, vocabulary: Vocabulary, folder: Path) -> Recogniser:
    """The recogniser that `spec` names: `pocketsphinx`, or `whisper:<size or file>`.

    `vocabulary` is what shoppers of this catalogue will talk about; `folder` is where a language
    model made from it is kept. Raises `ModelUnavailable` for one that is not here.
    """
    family, _, argument = spec.partition(":")
    if family not in RECOGNISERS:
        raise ModelUnavailable(
            f"There is no speech recogniser {family!r}; choose one of {', '.join(RECOGNISERS)}."
        )
    return RECOGNISERS[family](argument, vocabulary, folder)

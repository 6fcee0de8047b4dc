"""Whisper (Radford et al., 2022) in 8-bit integers: the default ears.

A recording is encoded once and decoded twice: plainly, then with those of the catalogue's phrases
in the prompt that sound like what was heard. Runs on CTranslate2 through faster-whisper.
"""

from __future__ import annotations

import math
import os
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from assistant.language.chinese import simplified
from assistant.speech.base import LANGUAGES, Recogniser, Transcript
from assistant.speech.hotwords import HotWords, sounds_like
from assistant.speech.merging import best_explained
from assistant.speech.numerals import numerals
from assistant.speech.vocabulary import Vocabulary, spoken
from assistant.speech.voice import SAMPLE_RATE, speech_windows
from assistant.speech.weights import whisper_base
from retrieval.errors import ModelUnavailable

FRAMES = 100  # of the spectrogram in a second
SHORTEST, SILENCE, LONGEST = 10.0, 3.0, 30.0  # seconds encoded: at least, behind speech, at most


@dataclass(frozen=True)
class Listening:
    """How a recording is listened to."""

    beams: int = 5  # hypotheses kept while decoding, and looked at for hot words
    prior: float = 0.8  # how likely the page's language is before anything was heard
    no_speech: float = 0.6  # probability of no speech, above which a doubtful transcript is none
    doubt: float = -1.0  # mean log-probability of a token, below which a transcript is doubtful
    repetition: float = 2.4  # how far a transcript may be compressed before it is a loop
    loss: float = 0.25  # mean log-probability that hot words may cost
    alike: float = 60.0  # of 100: how much of the sound of the first hearing the second must keep
    tokens_a_second: int = 14  # more than anyone can say
    prompt_tokens: int = 220  # of Whisper's 223


@dataclass(frozen=True)
class Hypothesis:
    """What a window of speech may say."""

    text: str
    score: float  # mean log-probability of its tokens
    no_speech: float  # probability that nothing was said


class FasterWhisperRecogniser(Recogniser):
    """`argument` is the folder of a model in CTranslate2's layout; "" is the packaged base one."""

    def __init__(
        self,
        argument: str = "",
        vocabulary: Vocabulary = Vocabulary(),
        languages: tuple[str, ...] = LANGUAGES,
        options: Listening = Listening(),
    ) -> None:
        self._argument, self._languages, self._options = argument, languages, options
        self._lock = threading.Lock()
        self._model: Any = None
        self.expect(vocabulary)

    def expect(self, vocabulary: Vocabulary) -> None:
        self._hot_words = HotWords(vocabulary)

    def recognise(self, audio: np.ndarray, language: str) -> Transcript:
        """See `Recogniser`. Raises `ModelUnavailable` when the weights are missing or damaged."""
        hot_words, texts = self._hot_words, []
        for window in speech_windows(audio):
            model = self._loaded()
            sound = model.encode(_features(model, window))
            language = self._language(model, sound, language)
            texts.append(self._hear(model, sound, language, hot_words, len(window)))
        text = " ".join(filter(None, texts))
        return Transcript(numerals(simplified(text)), language if text else "")

    def _hear(
        self, model: Any, sound: Any, language: str, hot_words: HotWords, samples: int
    ) -> str:
        """The words of one window, "" when it holds none."""
        decode = _Decoder(model, sound, language, samples, self._options)
        heard = [one for one in decode() if self._is_speech(one)]
        if not heard:
            return ""
        chosen = hot_words.chosen(simplified(one.text) for one in heard)
        again = decode(chosen) if chosen else []
        plausible = [one for one in [*heard[1:], *again] if self._is_plausible(one, heard[0])]
        texts = [simplified(one.text) for one in (heard[0], *plausible)]
        return best_explained(texts, hot_words.phrases)

    def _is_speech(self, one: Hypothesis) -> bool:
        doubtful = one.no_speech > self._options.no_speech and one.score < self._options.doubt
        return bool(spoken(one.text) and not doubtful and not self._is_loop(one.text))

    def _is_loop(self, text: str) -> bool:
        raw = text.encode()
        return len(raw) / len(zlib.compress(raw)) > self._options.repetition

    def _is_plausible(self, again: Hypothesis, first: Hypothesis) -> bool:
        """Whether hot words may have been said: they keep the sound, and are hardly less likely."""
        kept = fuzz.ratio(sounds_like(spoken(again.text)), sounds_like(spoken(first.text)))
        likely = again.score >= first.score - self._options.loss
        return self._is_speech(again) and likely and kept >= self._options.alike

    def _language(self, model: Any, sound: Any, likely: str) -> str:
        """The language spoken, the likely one given its prior (Bayes' rule)."""
        odds = {token[2:-2]: p for token, p in model.model.detect_language(sound)[0]}
        prior = self._options.prior if likely in self._languages else 0.5
        return max(
            self._languages,
            key=lambda one: odds.get(one, 0.0) * (prior if one == likely else 1 - prior),
        )

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = _load(Path(self._argument) if self._argument else whisper_base())
            return self._model


class _Decoder:
    """Decodes one encoded window, with or without hot words."""

    def __init__(
        self, model: Any, sound: Any, language: str, samples: int, options: Listening
    ) -> None:
        from faster_whisper.tokenizer import Tokenizer

        self._model, self._sound, self._options = model, sound, options
        self._tokenizer = Tokenizer(
            model.hf_tokenizer, multilingual=True, task="transcribe", language=language
        )
        self._longest = 8 + math.ceil(samples / SAMPLE_RATE * options.tokens_a_second)

    def __call__(self, hot_words: Sequence[str] = ()) -> list[Hypothesis]:
        """What may have been said, the likeliest first."""
        prompt = self._model.get_prompt(
            self._tokenizer, [], without_timestamps=True, hotwords=self._prompt(hot_words)
        )
        (found,) = self._model.model.generate(
            self._sound,
            [prompt],
            beam_size=self._options.beams,
            num_hypotheses=self._options.beams,
            max_length=min(len(prompt) + self._longest, self._model.max_length),
            return_scores=True,
            return_no_speech_prob=True,
        )
        return [
            Hypothesis(self._tokenizer.decode(tokens).strip(), score, found.no_speech_prob)
            for tokens, score in zip(found.sequences_ids, found.scores, strict=True)
        ]

    def _prompt(self, phrases: Sequence[str]) -> str | None:
        """The phrases as a list, the likeliest last: nearest to what is decoded."""
        room, taken = self._options.prompt_tokens, []
        for phrase in phrases:
            room -= len(self._tokenizer.encode(f" {phrase},"))
            if room < 0:
                break
            taken.append(phrase)
        return ", ".join(reversed(taken)) or None


def _features(model: Any, samples: np.ndarray) -> np.ndarray:
    """(mels, frames) float32: the log-mel spectrogram of the sound and the silence behind it.

    Whisper takes in 30 s; a question is shorter, and its encoder costs more than linear time.
    """
    seconds = min(max(SHORTEST, len(samples) / SAMPLE_RATE + SILENCE), LONGEST)
    padded = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    padded[: len(samples)] = samples
    return model.feature_extractor(padded)[:, : round(seconds * FRAMES)]


def _load(folder: Path) -> Any:
    from faster_whisper import WhisperModel

    if not (folder / "model.bin").is_file():
        raise ModelUnavailable(f"{folder} holds no model of CTranslate2; name the folder of one.")
    try:
        threads = min(4, os.cpu_count() or 1)
        return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
    except Exception as error:  # whatever a broken file makes the engine raise
        raise ModelUnavailable(
            f"{folder} is no model that CTranslate2 can run ({type(error).__name__}); delete it "
            "and start again."
        ) from error

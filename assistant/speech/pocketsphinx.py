"""PocketSphinx: small, offline, with a language model written from the catalogue."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder

from assistant.speech.base import Recogniser, Transcript
from assistant.speech.language_model import arpa, shopping_sentences
from assistant.speech.vocabulary import Vocabulary

VERSION = 1
"""Raise it whenever the same vocabulary would get another language model."""


class PocketSphinxRecogniser(Recogniser):
    """Knows the catalogue's words; the model is made once and kept in `folder`."""

    def __init__(self, vocabulary: Vocabulary, folder: Path) -> None:
        sentences = [sentence for sentence in shopping_sentences(vocabulary) if sentence]
        path = _language_model(sentences, folder)
        self._lock = threading.Lock()  # a decoder hears one speaker at a time
        self._decoder = Decoder(loglevel="FATAL", lm=None)
        words = sorted({word for sentence in sentences for word in sentence.split()})
        _teach(self._decoder, words)
        self._decoder.add_lm_file("shop", str(path))
        self._decoder.activate_search("shop")

    def recognise(self, audio: np.ndarray) -> Transcript:
        samples = (np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes()
        with self._lock:
            self._decoder.start_utt()
            self._decoder.process_raw(samples, full_utt=True)
            self._decoder.end_utt()
            heard = self._decoder.hyp()
        return Transcript(heard.hypstr if heard else "")


def _language_model(sentences: Iterable[str], folder: Path) -> Path:
    """The file of the language model for these sentences, written if it is not there."""
    text = "\n".join(sentences)
    digest = hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest()[:16]
    path = folder / f"{digest}.arpa"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(arpa(text.split("\n")))
        for old in folder.glob("*.arpa"):
            old.unlink()
        draft.rename(path)
    return path


def _teach(decoder: Decoder, words: Iterable[str]) -> None:
    """Give the words that the dictionary lacks a pronunciation, where one can be put together."""
    for word in words:
        if decoder.lookup_word(word) is None and (phones := pronounce(decoder, word)):
            decoder.add_word(word, phones, update=False)


def pronounce(decoder: Decoder, word: str) -> str | None:
    """The phones of a compound ("stoneware") or an inflected form; None if that fails."""
    if word.endswith("s") and (stem := decoder.lookup_word(word[:-1])):
        hissing = stem.split()[-1] in ("S", "Z", "SH", "CH", "ZH", "JH")
        voiceless = stem.split()[-1] in ("P", "T", "K", "F", "TH")
        return f"{stem} {'IH Z' if hissing else 'S' if voiceless else 'Z'}"
    for cut in sorted(range(3, len(word) - 2), key=lambda cut: abs(2 * cut - len(word))):
        first, second = decoder.lookup_word(word[:cut]), decoder.lookup_word(word[cut:])
        if first and second:
            return f"{first} {second}"
    return None

"""PocketSphinx: small, offline, with a language model written from the catalogue."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder

from assistant.speech.base import Recogniser, Transcript
from assistant.speech.language_model import arpa, shopping_sentences
from assistant.speech.vocabulary import Vocabulary
from retrieval.errors import ModelUnavailable

VERSION = 1
"""Raise it whenever the same vocabulary would get another language model."""

UNWANTED = 3600.0  # seconds after its last use, far more than between finding a file and reading it


class PocketSphinxRecogniser(Recogniser):
    """Knows the catalogue's words; the model is made once and kept in `folder`."""

    def __init__(self, vocabulary: Vocabulary, folder: Path) -> None:
        """Raises `ModelUnavailable` when the model cannot be kept in `folder`."""
        self._folder = folder
        self._lock = threading.Lock()  # a decoder hears one speaker at a time
        self.expect(vocabulary)

    def expect(self, vocabulary: Vocabulary) -> None:
        sentences = [sentence for sentence in shopping_sentences(vocabulary) if sentence]
        decoder = Decoder(loglevel="FATAL", lm=None)
        _teach(decoder, sorted({word for sentence in sentences for word in sentence.split()}))
        try:
            decoder.add_lm_file("shop", str(_language_model(sentences, self._folder)))
        except OSError as error:
            raise ModelUnavailable(
                f"The words of speech cannot be kept in {self._folder} ({error.strerror}); make "
                "room there, and see that the folder may be written to."
            ) from error
        decoder.activate_search("shop")
        with self._lock:
            self._decoder = decoder

    def recognise(self, audio: np.ndarray) -> Transcript:
        samples = (np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes()
        with self._lock:
            self._decoder.start_utt()
            try:
                self._decoder.process_raw(samples, full_utt=True)
            finally:  # an utterance that stays open would be the last one
                self._decoder.end_utt()
            heard = self._decoder.hyp()
        return Transcript(heard.hypstr if heard else "")


def _language_model(sentences: Iterable[str], folder: Path) -> Path:
    """The file of the language model for these sentences, written if it is not there.

    Several processes may do this at once: a file is there whole or not at all, and is not deleted
    while another may be about to read it. Raises `OSError`.
    """
    text = "\n".join(sentences)
    digest = hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest()[:16]
    path = folder / f"{digest}.arpa"
    try:
        os.utime(path)  # it is wanted again
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{secrets.token_hex(8)}")
        draft.write_text(arpa(text.split("\n")))
        os.replace(draft, path)
        _sweep(folder)
    return path


def _sweep(folder: Path) -> None:
    """Delete the models that nobody wanted for a while, and drafts that a kill has left."""
    for path in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another process sweeps as well
            if path.stat().st_mtime < time.time() - UNWANTED:
                path.unlink()


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

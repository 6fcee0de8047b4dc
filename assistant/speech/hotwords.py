"""Which of a catalogue's phrases an utterance may hold, judged by what was heard at first.

A recogniser's prompt has room for a few dozen phrases, a catalogue has thousands. Those that sound
or read like some words of the first transcripts are offered to it for a second hearing: "dark
rose" brings "dark roast" to its mind, but none of a shop's other phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from assistant.language.chinese import pinyin
from assistant.language.sounds import sound
from assistant.speech.vocabulary import Vocabulary, spoken
from retrieval.words import is_cjk

ALIKE = 70.0  # of 100: how far two phrases agree in sound or letters before one is offered
PLACES = 5  # phrases offered for the same words
MOST = 64  # phrases offered in all; about as many as the prompt's 220 tokens hold
LONGEST = 4  # words, or Chinese characters, that are taken together


class HotWords:
    """A vocabulary to be looked up by sound. Immutable."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = tuple(dict.fromkeys(filter(None, map(spoken, vocabulary.phrases))))
        self._letters = [run_together(phrase) for phrase in self._phrases]
        self._sounds = [sounds_like(phrase) for phrase in self._phrases]

    def chosen(self, heard: Iterable[str]) -> list[str]:
        """The phrases that the transcripts `heard` may have meant, the likeliest first.

        Room that is left is filled with the vocabulary's first phrases: a small one is offered
        whole. None at all when every one that is alike was heard already.
        """
        spans = list(dict.fromkeys(span for text in heard for span in pieces(spoken(text))))
        if not spans or not self._phrases:
            return []
        best = self._best(spans)
        order = sorted(best, key=lambda number: (-best[number], number))
        alike = [self._phrases[number] for number in order]
        if not set(alike) - set(spans):
            return []
        return list(dict.fromkeys([*alike, *self._phrases[:MOST]]))[:MOST]

    def _best(self, spans: Sequence[str]) -> dict[int, float]:
        """Number of a phrase → how much it is like the span that it is most like."""
        scores = self._alike(spans)
        best: dict[int, float] = {}
        for row in scores:
            for number in np.argsort(-row, kind="stable")[:PLACES]:
                if row[number] >= ALIKE:
                    best[int(number)] = max(best.get(int(number), 0.0), float(row[number]))
        return best

    def _alike(self, spans: Sequence[str]) -> np.ndarray:
        """(spans, phrases) float32, 0 to 100: agreement in letters and in sound, their mean."""
        letters = process.cdist(list(map(run_together, spans)), self._letters, scorer=fuzz.ratio)
        sounds = process.cdist(list(map(sounds_like, spans)), self._sounds, scorer=fuzz.ratio)
        return (letters + sounds) / 2


def pieces(text: str) -> list[str]:
    """Runs of up to four words of a text as spoken; of Chinese, runs of two to four characters."""
    words = text.split()
    runs = [
        " ".join(words[start : start + length])
        for length in range(1, LONGEST + 1)
        for start in range(len(words) - length + 1)
    ]
    for word in filter(is_cjk, words):
        runs += [
            word[start : start + length]
            for length in range(2, LONGEST + 1)
            for start in range(len(word) - length + 1)
        ]
    return runs


def run_together(phrase: str) -> str:
    """Its letters: blanks are where recognisers differ most."""
    return phrase.replace(" ", "")


def sounds_like(phrase: str) -> str:
    """A key of its sound: pinyin of Chinese, `sounds.sound` of everything else."""
    if is_cjk(phrase):
        return pinyin(phrase)
    return "".join(map(sound, phrase.split()))

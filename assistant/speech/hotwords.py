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
from assistant.speech.merging import LONGEST, keys, strengths, tokens
from assistant.speech.vocabulary import Vocabulary, spoken
from retrieval.words import is_cjk

ALIKE = 70.0  # of 100: how far two phrases agree in sound or letters before one is offered
PLACES = 5  # phrases offered for the same words
MOST = 64  # phrases offered in all, about what the prompt's 220 tokens hold


class HotWords:
    """A vocabulary to be looked up by sound. Immutable."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = tuple(dict.fromkeys(filter(_is_telling, map(spoken, vocabulary.phrases))))
        self.phrases = frozenset(keys(tokens(phrase)) for phrase in self._phrases)
        self._letters = [run_together(phrase) for phrase in self._phrases]
        self._sounds = [sounds_like(phrase) for phrase in self._phrases]

    def chosen(self, heard: Iterable[str]) -> list[str]:
        """The phrases that the transcripts `heard` may have meant, the likeliest first.

        Words that are part of a longer phrase already are settled and bring nothing to mind. A
        vocabulary that fits into the prompt is offered whole. None at all when every phrase that
        is alike was heard already.
        """
        spans = list(dict.fromkeys(span for text in heard for span in self._unsettled(text)))
        if not spans or not self._phrases:
            return []
        best = self._best(spans)
        order = sorted(best, key=lambda number: (-best[number], number))[:MOST]
        alike = [self._phrases[number] for number in order]
        if not set(alike) - set(spans):
            return []
        rest = self._phrases if len(self._phrases) <= MOST else ()
        return list(dict.fromkeys([*alike, *rest]))

    def _unsettled(self, text: str) -> list[str]:
        """Runs of up to four words that no phrase of several words explains."""
        words = keys(tokens(text))
        settled = [strength > 1 for strength in strengths(words, self.phrases)]
        return [
            spoken(joined)
            for length in range(1, LONGEST + 1)
            for start in range(len(words) - length + 1)
            if not any(settled[start : start + length])
            and len(joined := _together(words[start : start + length])) > 1
        ]

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


def _is_telling(phrase: str) -> bool:
    return len(phrase) > (1 if is_cjk(phrase) else 2)


def _together(words: Sequence[str]) -> str:
    """Words as one phrase; Chinese characters without blanks."""
    return "".join(words) if is_cjk(words[0]) else " ".join(words)


def run_together(phrase: str) -> str:
    """Its letters: blanks are where recognisers differ most."""
    return phrase.replace(" ", "")


def sounds_like(phrase: str) -> str:
    """A key of its sound: pinyin of Chinese, `sounds.sound` of everything else."""
    if is_cjk(phrase):
        return pinyin(phrase)
    return "".join(map(sound, phrase.split()))

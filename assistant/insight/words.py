"""Which of a shopper's words are kept: those of the catalogue, those that name things, and those
that several shoppers have said. What could tell one person from others never reaches the disk.

Whatever has a digit or is an address goes first. A word that the catalogue has is public. Of any
other, the text encoder tells whether it is nearer to things than to names of people and places; of
one that is not, it is only remembered, in memory, that a conversation said it, until several have.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from assistant.insight.probe import Probe
from assistant.language.segmentation import words as segments
from retrieval.encoders import Encoder
from retrieval.lexical import STOP_WORDS
from retrieval.words import CJK, is_cjk

SEVERAL = 3  # conversations that have said a word before it is kept
WAITING = 2000  # words that wait for that; the one said longest ago is forgotten
MOST_WORDS = 6  # of what one turn asked for
LONGEST = 24  # letters of a word
NEARER = -0.03
"""How much nearer to names than to things a word may be, by an encoder that has no probe."""
NAMES = (
    "a person's first name", "a family name", "the name of a street or a town",
    "Anna", "Schmidt", "John", "Maria", "Rossi",
)  # fmt: skip
THINGS = (
    "a thing to buy", "an object", "a tool", "furniture", "clothing", "a toy",
    "sports equipment", "an animal", "food",
)  # fmt: skip
_IDENTIFYING = re.compile(r"\S*(?:@|://|www\.|\d)\S*")
_BETWEEN = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
"""Words of a script that has no blanks stand together."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Sieve:
    """Lets through the words of a text that are kept. Threads may share it."""

    def __init__(self, is_public: Callable[[str], bool], is_thing: Callable[[str], bool]) -> None:
        self._is_public = is_public
        self._is_thing = is_thing
        self._waiting: OrderedDict[str, set[str]] = OrderedDict()  # word → who said it
        self._lock = threading.Lock()

    def kept(self, text: str, who: str) -> str:
        """The words of a text that are kept, "" for none; `who` is the name of a conversation, ""
        where it has none."""
        found = dict.fromkeys(word for word in _words(text) if self._keeps(word, who))
        return _BETWEEN.sub("", " ".join(list(found)[:MOST_WORDS]))

    def _keeps(self, word: str, who: str) -> bool:
        if len(word) > LONGEST or word in STOP_WORDS or (len(word) < 2 and not is_cjk(word)):
            return False
        return self._is_public(word) or self._is_thing(word) or self._is_common(word, who)

    def _is_common(self, word: str, who: str) -> bool:
        if not who:
            return False
        with self._lock:
            speakers = self._waiting.setdefault(word, set())
            self._waiting.move_to_end(word)
            if len(speakers) < SEVERAL:
                speakers.add(who)
            while len(self._waiting) > WAITING:
                self._waiting.popitem(last=False)
            return len(speakers) >= SEVERAL


def things_by(encoder: Encoder) -> Callable[[str], bool]:
    """What tells by an encoder whether a word names a thing rather than a person or place: by the
    probe that was fitted with it, else by which of a few examples it is nearer to."""
    probe = Probe.of(encoder)

    @lru_cache(maxsize=5000)
    def is_thing(word: str) -> bool:
        if probe:
            return probe.is_thing(word, encoder)
        return bool(nearer_to_names([word], encoder)[0] < NEARER)

    return is_thing


def nearer_to_names(words: list[str], encoder: Encoder) -> np.ndarray:
    """How much nearer words are to names of people and places than to things: differences of
    cosines (words,), below 0 for a thing."""
    names, things = _poles(encoder)
    rows = [encoder.encode_queries(words), encoder.encode_texts(words)]
    found: np.ndarray = np.mean(
        [(r @ names.T).max(1) - (r @ things.T).max(1) for r in rows], axis=0
    )
    return found


@lru_cache(maxsize=2)
def _poles(encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
    return encoder.encode_queries(list(NAMES)), encoder.encode_queries(list(THINGS))


def _words(text: str) -> Iterator[str]:
    """The words of a text but for those with digits and addresses, in small letters."""
    for match in _WORD.finditer(_IDENTIFYING.sub(" ", text.lower())):
        if any(map(is_cjk, match[0])):
            yield from (word for word, _, _ in segments(match[0]) if word.strip())
        else:
            yield match[0]

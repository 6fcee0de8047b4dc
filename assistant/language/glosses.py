"""Chinese words in English, word by word: what the encoder reads best, and WordNet alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from assistant.language.segmentation import words
from assistant.lexicon import FACETS, Lexicon
from assistant.lexicon.things import chinese, endings


@cache
def _known() -> Mapping[str, str]:
    """Chinese word → English, of the lexicon first and then of the dictionary."""
    lexicon = Lexicon.load()
    found = {word: nouns[0] for word, nouns in chinese().items()}
    found.update(lexicon.words["wording"])
    for facet in reversed(FACETS):
        found.update(lexicon.canonical[facet])
    return found


@lru_cache(maxsize=5000)
def gloss(text: str) -> str:
    """The words of a Chinese text that are known, in English and in their order; "" for none.

    An unknown word is read by what it ends with: 遮阳帽 is a hat, 长嘴浇水壶 a watering can.
    """
    if whole := _known().get(text):
        return whole
    return " ".join(filter(None, (_meaning(word) for word, _, _ in words(text))))


def _meaning(word: str) -> str:
    known = _known()
    for start in range(len(word)):
        if meant := known.get(word[start:]):
            return f"{_meaning(word[:start])} {meant}".strip()
    if len(word) > 1 and (nouns := endings().get(word[-1])):
        return f"{_meaning(word[:-1])} {nouns[0]}".strip()
    return ""

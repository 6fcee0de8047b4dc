"""Misspelt words of the grammar: "beween", "diffrence", "dont". Catalogue words: `spelling`."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.language.lexicon import Lexicon
from assistant.language.spelling import LETTERS_AN_ERROR, Speller

SHORTEST = 5  # letters; shorter words are near to too many others

_CONTRACTED = re.compile(
    r"\b(?:(?P<s>what|that|who|where|how|there|here|let)s"
    r"|(?P<nt>do|does|did|is|are|was|would|could|should|have|has)nt|(?P<ll>i|it|that)ll)\b"
)
_WORD = re.compile(r"(?<![\w'-])[a-z]{4,}(?![\w'-])")


def repaired(text: str, speller: Speller) -> str:
    """Plain text whose misspelt grammar words are right; what the catalogue may mean stays."""
    text = _CONTRACTED.sub(_apostrophe, text)
    return _WORD.sub(lambda match: _meant(match[0], speller), text)


def _apostrophe(match: re.Match[str]) -> str:
    for group, ending in (("s", "'s"), ("nt", "n't"), ("ll", "'ll")):
        if match[group] and match[0] != "ill":
            return match[group] + ending
    return match[0]


def _meant(word: str, speller: Speller) -> str:
    if speller.knows(word):
        return word
    near = _grammar_word(word)
    if not near:
        return word
    distance = DamerauLevenshtein.distance(word, near)
    return word if speller.distance(word) < distance else near


@lru_cache(maxsize=5000)
def _grammar_word(word: str) -> str:
    """The grammar's word that was meant: one error in four letters, the first letter right."""
    allowed = max(len(word) // LETTERS_AN_ERROR, 1)
    found = process.extractOne(
        word, Lexicon.load().grammar, scorer=DamerauLevenshtein.distance, score_cutoff=allowed
    )
    if found is None or found[0][0] != word[0] or len(found[0]) < SHORTEST:
        return ""
    return found[0]

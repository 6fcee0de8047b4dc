"""The words of a question that are wishes, and where a text states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.lexical import CJK, STOP_WORDS, tokens

_NO_WISH = frozenset(
    token
    for word in (
        "buy find get give good great have help like look looking made make maybe need nice one ones please "
        "recommend see show some something want would cheap cheaper cheapest best better price "
        "under over below above around about less than between euro euros dollar dollars pound "
        "pounds thing things gift present kind sort my any anything everyday"
    ).split()
    for token in tokens(word)
)
_NEGATORS = frozenset("not no non never without isn't aren't don't doesn't cannot can't nor".split())
_WORD = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:[-'’.][^\W_{CJK}]+)*")
_CLAUSE_END = re.compile(r"[.,;:!?()。，；！？]|\b(?:but|and|or)\b", re.IGNORECASE)
NEGATION_WINDOW = 3  # words after a negator that it denies


@dataclass(frozen=True)
class Wish:
    """One word that was asked for."""

    word: str  # as it was written, lower case
    terms: frozenset[str]  # what a text has to have
    whole: str  # the same joined into one term ("15inch"), "" for a simple word


def wishes(question: str) -> list[Wish]:
    """The words of a question that a product may state, each once; denied ones are none."""
    found: dict[str, Wish] = {}
    for word, denied in _words(question):
        wish = _wish(word)
        if wish.terms and not denied and not wish.terms <= _NO_WISH | STOP_WORDS:
            found.setdefault(wish.word, wish)
    return list(found.values())


def stated(wish: Wish, text: str) -> tuple[bool, int, int]:
    """Whether a text states a wish rather than denying it, and the place of the word.

    (False, -1, -1) where it does not occur at all.
    """
    denial = (False, -1, -1)
    for start, end, terms, denied in _terms(text):
        if wish.whole in terms or wish.terms & terms:
            if not wish.whole and not wish.terms <= terms:
                continue
            if wish.whole and wish.whole not in terms and not _follows(wish, text, start):
                continue
            free_of_it = text[start:end].lower().endswith("-free") and wish.whole not in terms
            if not (denied or free_of_it):
                return True, start, end
            denial = denial if denial[1] >= 0 else (False, start, end)
    return denial


def _follows(wish: Wish, text: str, start: int) -> bool:
    """Whether the pieces of a compound stand here one after the other ("15 inch")."""
    ahead = " ".join(text[start : start + 2 * len(wish.word) + 8].split()[:3])
    return wish.terms <= set(tokens(ahead))


@lru_cache(maxsize=4096)
def _wish(word: str) -> Wish:
    plain = word.lower().replace("’", "'")
    terms = tokens(plain)
    if re.match(f"[{CJK}]", plain):
        return Wish(plain, frozenset(terms), "")
    whole = terms[-1] if len(terms) > 2 else ""
    return Wish(plain, frozenset(terms[:-1] if whole else terms), whole)


@lru_cache(maxsize=4096)
def _terms(text: str) -> Sequence[tuple[int, int, frozenset[str], bool]]:
    """(start, end, terms, whether denied) of each word."""
    return [
        (start, start + len(word), frozenset(tokens(word)), denied)
        for start, word, denied in _located(text)
    ]


def _words(text: str) -> Iterator[tuple[str, bool]]:
    return ((word, denied) for _, word, denied in _located(text))


def _located(text: str) -> Iterator[tuple[int, str, bool]]:
    """(start, word, whether a negator stands shortly before it in its clause)."""
    negated = 0
    last = 0
    for found in _WORD.finditer(text):
        word = found.group()
        if _CLAUSE_END.search(text[last : found.start()]) or _CLAUSE_END.fullmatch(word):
            negated = 0
        yield found.start(), word, negated > 0
        plain = word.lower().replace("’", "'")
        negated = NEGATION_WINDOW if plain in _NEGATORS else max(negated - 1, 0)
        last = found.end()

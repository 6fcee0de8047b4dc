"""What a shopper asked for, and where a text states the words of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.language import Wishes
from retrieval.lexical import CJK, STOP_WORDS, tokens
from retrieval.query import Query

_NO_WISH = frozenset(
    tokens(
        "buy find get give good great have help like look looking made make maybe need nice one "
        "ones please recommend see show some something want would cheap cheaper cheapest best "
        "better price under over below above around about less than between euro euros dollar "
        "dollars pound pounds thing things gift present kind sort my any anything everyday"
    )
)
_NEGATORS = frozenset(
    "not no non never without isn't aren't don't doesn't cannot can't nor".split()
)
_WORD = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:[-'’.][^\W_{CJK}]+)*")
_CLAUSE_END = re.compile(r"[.,;:!?()。，；！？]|\b(?:but|and|or)\b", re.IGNORECASE)
NEGATION_WINDOW = 3  # words after a negator that it denies


@dataclass(frozen=True)
class Word:
    """One word that was asked for."""

    text: str  # as it was written, lower case
    terms: frozenset[str]  # what a text has to have
    whole: str  # the same joined into one term ("15inch"), "" for a simple word


@dataclass(frozen=True)
class Asked:
    """What reasons are reasons for: the wishes in force, and free wording besides them."""

    text: str = ""
    wishes: Wishes = Wishes()
    language: str = "en"  # of the reply
    alike: bool = False  # whether it is to be like a product that was shown, and not a photo
    looks: bool = True  # whether it may look like it: not if it is to look otherwise in something
    selves: frozenset[str] = frozenset()  # what the shopper said of themselves, see `selves.toml`
    just: frozenset[str] = frozenset()  # the sizes that were limited in this turn: told first

    @classmethod
    def of(cls, query: Query) -> Asked:
        """What a query by itself asks for."""
        limits = query.constraints
        shops = {"shop": limits.sources} if limits.sources else {}
        wishes = Wishes(
            limits.min_price, limits.max_price, include=shops, in_stock=limits.in_stock,
            pieces=limits.pieces,
        )  # fmt: skip
        return cls(query.text, wishes)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the text that a product may state, each once; denied ones are none."""
        found: dict[str, Word] = {}
        for _, text, denied in _located(self.text):
            word = _word(text)
            if (
                word.terms
                and not text.isdigit()
                and not denied
                and not word.terms <= _NO_WISH | STOP_WORDS
            ):
                found.setdefault(word.text, word)
        return tuple(found.values())


def stated(word: Word, text: str) -> tuple[bool, int, int]:
    """Whether a text states a word rather than denying it, and the place of the word.

    (False, -1, -1) where it does not occur at all.
    """
    denial = (False, -1, -1)
    for start, end, terms, denied in _terms(text):
        if not _says(word, terms, text[start:]):
            continue
        free_of_it = text[start:end].lower().endswith("-free") and word.whole not in terms
        if not (denied or free_of_it):
            return True, start, end
        denial = denial if denial[1] >= 0 else (False, start, end)
    return denial


def _says(word: Word, terms: frozenset[str], ahead: str) -> bool:
    """Whether a word of a text, with what follows it, says a word that was asked for."""
    if not word.whole:
        return word.terms <= terms
    return word.whole in terms or (bool(word.terms & terms) and _follows(word, ahead))


def _follows(word: Word, ahead: str) -> bool:
    """Whether the pieces of a compound stand there one after the other ("15 inch")."""
    return word.terms <= set(tokens(" ".join(ahead[: 2 * len(word.text) + 8].split()[:3])))


@lru_cache(maxsize=4096)
def _word(text: str) -> Word:
    plain = text.lower().replace("’", "'")
    terms = tokens(plain)
    if re.match(f"[{CJK}]", plain):
        return Word(plain, frozenset(terms), "")
    whole = terms[-1] if len(terms) > 2 else ""
    return Word(plain, frozenset(terms[:-1] if whole else terms), whole)


@lru_cache(maxsize=4096)
def _terms(text: str) -> Sequence[tuple[int, int, frozenset[str], bool]]:
    """(start, end, terms, whether denied) of each word."""
    return [
        (start, start + len(word), frozenset(tokens(word)), denied)
        for start, word, denied in _located(text)
    ]


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

"""Which item a description means: "the navy with the wooden handle", "the 22 one", 藏青那把.

Every word of a description is held against what each item states. What most of it fits is meant;
a description that fits none points at nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.constraints import constraints_of
from assistant.language import Vocabulary, Wishes
from assistant.language.utterance import normalise
from assistant.language.vocabulary import Term
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.lexical import STOP_WORDS
from retrieval.words import CJK, is_cjk, mentions, plain, singular

TITLE, ELSEWHERE = 1.0, 0.6
"""What a word counts that the title or an attribute states, and one that the description does."""
KIND = 0.5
"""What the name of its kind counts: it is said of most of what is shown."""
LEAST = 0.9
"""Of what describes an item, so that its kind alone points at nothing when others are shown too."""
_WORD = re.compile(rf"[^\W_{CJK}]+")
_EMPTY = frozenset(
    "one ones it its that this those these them the thing things item other first second third "
    "something anything everything nothing stuff kind sort type big small good nice new "
    "two three four both all couple pair which "
    "last before earlier showed shown said mentioned had saw from with top number".split()
)


def described(said: str, items: Sequence[Recommendation], vocabulary: Vocabulary) -> list[int]:
    """Indices of the items that a description fits best, in order; [] where it fits none or
    describes nothing ("it", "the other one")."""
    text = normalise(said)
    terms = vocabulary.find(text)
    words = _words(text, terms)
    if not items or not (terms or words):
        return []
    scores = [_score(Facts(one.offer), terms, words) for one in items]
    best = max(scores)
    telling = any(term.facet != "category" for term in terms) or words
    if best < (LEAST if telling else KIND):
        return []
    return [index for index, score in enumerate(scores) if score == best]


def first_described(
    said: str, lists: Iterable[Sequence[Recommendation]], vocabulary: Vocabulary
) -> Recommendation | None:
    """The item that a description fits best, of the first list that has such a one."""
    for items in lists:
        if found := described(said, items, vocabulary):
            return items[found[0]]
    return None


def is_empty(text: str) -> bool:
    """Whether words name nothing: "that one", 东西."""
    words = _WORD.findall(plain(text))
    if is_cjk(text):
        return text.strip() in ("东西", "这个", "那个", "一个", "这种", "那种", "款", "别的")
    return all(word in _EMPTY or word in STOP_WORDS or word.isdigit() for word in words)


def _words(text: str, terms: Sequence[Term]) -> list[str]:
    """What is left of a description beside the terms of the vocabulary."""
    left = list(text)
    for term in terms:
        left[term.start : term.end] = " " * (term.end - term.start)
    rest = "".join(left)
    words = [w for w in _WORD.findall(rest) if w not in STOP_WORDS and w not in _EMPTY]
    if is_cjk(rest):
        tables = Lexicon.load().words
        words += [
            name
            for table in ("wording", "part")
            for way, name in tables[table].items()
            if len(way) > 1 and is_cjk(way) and way in rest
        ]
    return words


def _score(facts: Facts, terms: Sequence[Term], words: Sequence[str]) -> float:
    """How much of a description an item states."""
    score = 0.0
    short = f"{facts.title} {' '.join(f'{n} {v}' for n, v in facts.attributes.items())}"
    for term in terms:
        limits = constraints_of(Wishes(include={term.facet: (term.value,)})).limits
        if all(limit.admits(facts) for limit in limits):
            score += KIND if term.facet == "category" else TITLE
    for word in words:
        if mentions(short, singular(plain(word))):
            score += TITLE
        elif mentions(facts.description, singular(plain(word))):
            score += ELSEWHERE
    return score

"""What buyers say for and against the aspects of a product.

A small, inspectable method: opinion words with a negation window, each attached to the aspect that
its clause says it of (English: `targets`, Chinese: `chinese`). `benchmarks/opinions.py` reports its
precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.offers import Product, Review
from retrieval.opinions import chinese
from retrieval.opinions.aspects import Aspects, aspects_of, frequent_in, frequent_nouns
from retrieval.opinions.clauses import clauses, opinions, sentences
from retrieval.opinions.targets import target
from retrieval.words import is_cjk

__all__ = ["Mention", "frequent_in", "frequent_nouns", "mentions", "mine"]


@dataclass(frozen=True)
class Mention:
    """One sentence of a review that is for or against an aspect."""

    review: int  # position in the reviews that were read
    aspect: str
    word: str  # that names or judges the aspect, as it stands in the sentence, lower case
    opinion: str  # the words that judge, lower case
    polarity: int  # +1 for, -1 against
    sentence: str  # as the review has it


def mentions(
    product: Product, reviews: Sequence[Review], nouns: Iterable[str] = ()
) -> tuple[Mention, ...]:
    """What `reviews` say about `product`; what was mined before is kept."""
    return mine(tuple(reviews), aspects_of(product, sorted(nouns)))


@lru_cache(maxsize=10_000)
def mine(reviews: tuple[Review, ...], aspects: Aspects) -> tuple[Mention, ...]:
    """The mentions in the texts of reviews, in their order."""
    names = dict(aspects)
    return tuple(
        mention
        for number, review in enumerate(reviews)
        for sentence in sentences(review.text)
        if not sentence.endswith(("?", "？"))
        for judged in _judged(sentence, names)
        for mention in _agreeing(number, sentence, judged)
    )


def _judged(sentence: str, names: dict[tuple[str, ...], str]) -> Iterator[list[chinese.Judged]]:
    """What each clause of a sentence says, in either language."""
    if is_cjk(sentence):
        whole = {"".join(phrase): aspect for phrase, aspect in names.items() if is_cjk(phrase[0])}
        yield from chinese.judged(sentence, whole)
        return
    for words in clauses(sentence):
        found = []
        for opinion in opinions(words):
            word, aspect = target(words, opinion, names)
            if aspect:
                said = " ".join(opinion.words)
                found.append(chinese.Judged(aspect, word, said, opinion.polarity))
        yield found


def _agreeing(number: int, sentence: str, judged: list[chinese.Judged]) -> Iterator[Mention]:
    """A mention an aspect of a clause; an aspect of mixed opinions is left out."""
    found: dict[str, chinese.Judged | None] = {}
    for one in judged:
        earlier = found.setdefault(one.aspect, one)
        if earlier and earlier.polarity != one.polarity:
            found[one.aspect] = None
    for said in filter(None, found.values()):
        yield Mention(number, said.aspect, said.word, said.opinion, said.polarity, sentence)

"""What buyers say for and against the aspects of a product.

A small, inspectable method: opinion words with a negation window, each attached to the nearest
aspect named in the same clause. `benchmarks/opinions.py` reports its precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.offers import Product, Review
from retrieval.opinions.aspects import Aspects, aspects_of, frequent_in, frequent_nouns
from retrieval.opinions.clauses import Opinion, clauses, find, opinions, sentences
from retrieval.opinions.lexicon import lexicon

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
        if not sentence.endswith("?")
        for words in clauses(sentence)
        for mention in _mentions(number, sentence, words, names)
    )


def _mentions(
    number: int, sentence: str, words: list[str], names: dict[tuple[str, ...], str]
) -> Iterator[Mention]:
    """Each opinion about the nearest aspect; an aspect of mixed opinions is left out."""
    named = list(find(words, names.keys()))
    found: dict[str, Mention | None] = {}
    for opinion in opinions(words):
        word, aspect = _target(opinion, named, names)
        if not aspect:
            continue
        judged = " ".join(opinion.words)
        mention = Mention(number, aspect, word, judged, opinion.polarity, sentence)
        earlier = found.setdefault(aspect, mention)
        if earlier and earlier.polarity != mention.polarity:
            found[aspect] = None
    yield from (mention for mention in found.values() if mention)


def _target(
    opinion: Opinion, named: list[tuple[int, tuple[str, ...]]], names: dict[tuple[str, ...], str]
) -> tuple[str, str]:
    """(word, aspect) that an opinion is about, ("", "") for none."""
    others = [one for one in named if one[1] != opinion.words]
    if others:
        _, phrase = min(others, key=lambda one: abs(one[0] - opinion.start))
        return " ".join(phrase), names[phrase]
    aspect = lexicon().judges.get(opinion.words, "")
    return (" ".join(opinion.words), aspect) if aspect else ("", "")

"""Reviews as a weak ranking signal: what buyers say of the aspects that a question names.

Small and bounded: it can put in order what fits about equally well and nothing else. A product
without reviews is neither preferred nor pushed back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from retrieval.offers import Product, Review
from retrieval.opinions import mentions
from retrieval.opinions.clauses import clauses, find
from retrieval.opinions.lexicon import lexicon

DOUBT = 3.0
"""Votes that every product is taken to have on no side: one review says little."""


@dataclass(frozen=True)
class ReviewOptions:
    """How much reviews count."""

    weight: float = 0.02  # the most that they add to a score of about 1, or take from it
    depth: int = 20  # of the best items whose reviews are read


def asked_aspects(question: str) -> frozenset[str]:
    """The general aspects a question asks an opinion of: "comfortable", "lightweight", "comfort".

    A material or a part that is named ("leather", "strap") is no opinion.
    """
    known = lexicon()
    phrases = {(aspect,): aspect for aspect in known.names.values()} | dict(known.judges)
    return frozenset(
        phrases[phrase] for words in clauses(question) for _, phrase in find(words, phrases.keys())
    )


def leaning(product: Product, reviews: Sequence[Review], aspects: Collection[str]) -> float:
    """From -1, all against, to 1, all for: the votes on these aspects, shrunk towards 0."""
    votes = {(one.review, one.aspect): one.polarity for one in mentions(product, reviews)}
    counted = [side for (_, aspect), side in votes.items() if aspect in aspects]
    return sum(counted) / (len(counted) + DOUBT)

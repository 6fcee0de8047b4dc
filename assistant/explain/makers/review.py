"""What buyers say, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.explain.claims import Claim, Reviewed, Said
from assistant.explain.evidence import MAX_QUOTE, Evidence, quotable
from retrieval.lexical import tokens
from retrieval.opinions import Mention

MIN_REVIEWS = 2  # of one mind about an aspect before it is said unasked
MAX_ASPECTS = 2


def review_claims(evidence: Evidence) -> Iterator[Claim]:
    """The aspects that were asked about, then those that most reviews judge."""
    by_aspect: dict[str, list[Mention]] = defaultdict(list)
    for mention in evidence.mentions:
        if quotable(mention.sentence) and len(mention.sentence) <= MAX_QUOTE:
            by_aspect[mention.aspect].append(mention)
    asked = {term for wish in evidence.wishes for term in wish.terms}
    counted = [
        (bool(asked & _terms(aspect, found)), _reviewed(aspect, found, len(evidence.reviews)))
        for aspect, found in by_aspect.items()
    ]
    counted = [
        (wanted, claim)
        for wanted, claim in counted
        if max(len(claim.praise), len(claim.blame)) >= (1 if wanted else MIN_REVIEWS)
    ]
    counted.sort(key=lambda one: (not one[0], -len(one[1].praise) - len(one[1].blame), one[1].aspect))
    yield from (claim for _, claim in counted[:MAX_ASPECTS])


def _terms(aspect: str, found: Sequence[Mention]) -> set[str]:
    return set(tokens(" ".join([aspect, *(mention.word for mention in found)])))


def _reviewed(aspect: str, found: Sequence[Mention], reviews: int) -> Reviewed:
    """One vote a review; a review that is both for and against has none."""
    votes: dict[int, set[int]] = defaultdict(set)
    for mention in found:
        votes[mention.review].add(mention.polarity)
    sides: dict[int, list[Said]] = {1: [], -1: []}
    seen = set()
    for mention in sorted(found, key=lambda one: len(one.sentence)):
        if len(votes[mention.review]) == 1 and mention.review not in seen:
            seen.add(mention.review)
            said = Said(mention.review, mention.word, mention.opinion, mention.sentence)
            sides[mention.polarity].append(said)
    return Reviewed(aspect, tuple(sides[1]), tuple(sides[-1]), reviews)

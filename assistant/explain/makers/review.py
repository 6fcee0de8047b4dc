"""What buyers say, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from assistant.explain.claims import Claim, Flooded, Reviewed, Said
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
    asked = {term for word in evidence.asked.words for term in word.terms}
    counted = [
        _reviewed(aspect, found, len(evidence.reviews), bool(asked & _terms(aspect, found)))
        for aspect, found in by_aspect.items()
    ]
    counted = [one for one in counted if _votes(one) >= (1 if one.asked else MIN_REVIEWS)]
    counted.sort(key=lambda one: (not one.asked, -_votes(one), one.aspect))
    yield from counted[:MAX_ASPECTS]
    yield from _floods(evidence)


def _floods(evidence: Evidence) -> Iterator[Flooded]:
    """The days on which many said the same, as far as that was found when they were read."""
    for day, echoes in sorted(Counter(one.written for one in evidence.echoes).items()):
        with suppress(ValueError):
            yield Flooded(date.fromisoformat(day), echoes + 1)


def _votes(claim: Reviewed) -> int:
    return max(len(claim.praise), len(claim.blame))


def _terms(aspect: str, found: Sequence[Mention]) -> set[str]:
    return set(tokens(" ".join([aspect, *(mention.word for mention in found)])))


def _reviewed(aspect: str, found: Sequence[Mention], reviews: int, asked: bool) -> Reviewed:
    """One vote a review; a review that is both for and against has none."""
    votes: dict[int, set[int]] = defaultdict(set)
    for mention in found:
        votes[mention.review].add(mention.polarity)
    sides: dict[int, list[Said]] = {1: [], -1: []}
    seen = set()
    for mention in sorted(found, key=lambda one: len(one.sentence)):
        if len(votes[mention.review]) == 1 and mention.review not in seen:
            seen.add(mention.review)
            said = Said(mention.review, mention.opinion, mention.sentence)
            sides[mention.polarity].append(said)
    return Reviewed(aspect, tuple(sides[1]), tuple(sides[-1]), reviews, asked)

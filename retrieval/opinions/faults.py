"""What buyers find fault with: every sentence that judges against, by what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.offers import Review
from retrieval.opinions import Mention, chinese
from retrieval.opinions.clauses import clauses, opinions, sentences
from retrieval.words import is_cjk

POOR = 2.0
"""Stars up to which a review finds fault, whatever it says."""


@dataclass(frozen=True)
class Fault:
    """One thing that reviews find fault with."""

    aspect: str  # "" where the sentence names none that is known
    reviews: tuple[int, ...]  # positions of the reviews, each once
    sentence: str  # the shortest of theirs that may be quoted, as it stands; "" for none


def faults(
    reviews: Sequence[Review],
    mentions: Sequence[Mention],
    quotable: Callable[[str], bool] = lambda text: True,
) -> tuple[Fault, ...]:
    """The faults that reviews find, those that most of them find first; `mentions` are what they
    say of known aspects. A sentence may find several."""
    about: dict[tuple[int, str], set[str]] = {}
    for one in mentions:
        if one.polarity < 0:
            about.setdefault((one.review, one.sentence), set()).add(one.aspect)
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for number, review in enumerate(reviews):
        for sentence in sentences(review.text):
            aspects = about.get((number, sentence), set())
            for aspect in sorted(aspects) or [""] * _blames(sentence):
                key = aspect, "" if aspect else sentence.casefold()
                found.setdefault(key, []).append((number, sentence))
    every = (
        Fault(
            aspect,
            tuple(dict.fromkeys(number for number, _ in said)),
            min((text for _, text in said if quotable(text)), key=len, default=""),
        )
        for (aspect, _), said in found.items()
    )
    return tuple(sorted(every, key=lambda one: -len(one.reviews)))


def finding(reviews: Sequence[Review], found: Sequence[Fault]) -> tuple[int, ...]:
    """Positions of all reviews that find fault, in words or by their stars."""
    said = {number for one in found for number in one.reviews}
    poor = {n for n, one in enumerate(reviews) if one.rating is not None and one.rating <= POOR}
    return tuple(sorted(said | poor))


def _blames(sentence: str) -> bool:
    """Whether a sentence judges against, and for nothing."""
    if sentence.endswith(("?", "？")):
        return False
    if is_cjk(sentence):
        judged = [side for part in chinese.clauses(sentence) for *_, side in chinese.verdicts(part)]
    else:
        judged = [one.polarity for words in clauses(sentence) for one in opinions(words)]
    return bool(judged) and max(judged) < 0

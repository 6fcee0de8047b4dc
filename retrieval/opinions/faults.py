"""What buyers find fault with: every sentence that judges against, by what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.offers import Review
from retrieval.opinions import Mention
from retrieval.opinions.clauses import clauses, opinions, sentences


@dataclass(frozen=True)
class Fault:
    """One thing that reviews find fault with."""

    aspect: str  # "" where the sentence names none that is known
    reviews: tuple[int, ...]  # positions of the reviews, each once
    sentence: str  # the shortest of theirs, as it stands


def faults(reviews: Sequence[Review], mentions: Sequence[Mention]) -> tuple[Fault, ...]:
    """The faults that reviews find, those that most of them find first; `mentions` are what they
    say of known aspects."""
    about = {(one.review, one.sentence): one.aspect for one in mentions if one.polarity < 0}
    found: dict[str, list[tuple[int, str]]] = {}
    aspects: dict[str, str] = {}
    for number, review in enumerate(reviews):
        for sentence in sentences(review.text):
            aspect = about.get((number, sentence), "")
            if aspect or _blames(sentence):
                key = aspect or sentence.casefold()
                found.setdefault(key, []).append((number, sentence))
                aspects[key] = aspect
    every = (
        Fault(
            aspects[key],
            tuple(dict.fromkeys(number for number, _ in said)),
            min((sentence for _, sentence in said), key=len),
        )
        for key, said in found.items()
    )
    return tuple(sorted(every, key=lambda one: -len(one.reviews)))


def _blames(sentence: str) -> bool:
    """Whether a sentence judges against, and for nothing."""
    if sentence.endswith("?"):
        return False
    judged = [one.polarity for words in clauses(sentence) for one in opinions(words)]
    return bool(judged) and max(judged) < 0

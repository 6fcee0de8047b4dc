"""Checks of what buyers are said to say: quotations, counts, and which side they are on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.explain.checks.record import Record, Screen, folded, holds_verbatim
from assistant.explain.claims import Claim, Reviewed, Said
from retrieval.opinions.lexicon import lexicon

_TURNING = {"too"}  # "too soft" is a complaint
_SWAYING = 4  # words before an opinion that may turn it round


def _reviewed(claim: Reviewed, record: Record, screen: Screen) -> str:
    said = [*claim.praise, *claim.blame]
    if claim.reviews != len(record.reviews) or not said:
        return f"there are {len(record.reviews)} reviews"
    if len({one.review for one in said}) < len(said):
        return "a review counts twice"
    for one in said:
        if not 0 <= one.review < len(record.reviews):
            return f"there is no review {one.review}"
        if not holds_verbatim(record.reviews[one.review].text, one.sentence):
            return f"review {one.review} does not say {one.sentence!r}"
    wrong = [one for one in claim.praise if _side(one) != 1]
    wrong += [one for one in claim.blame if _side(one) != -1]
    return f"{wrong[0].sentence!r} is no such opinion" if wrong else ""


def _side(said: Said) -> int:
    """+1 for, -1 against, 0 where the words quoted do not say: read off the sentence again."""
    words = folded(said.sentence.replace("–", " ")).replace(",", " ").replace(".", " ").split()
    words = [word.strip("!?;:()\"'“”") for word in words]
    opinion = said.opinion.split()
    table = lexicon()
    sides = set()
    for start in range(len(words) - len(opinion) + 1):
        if words[start : start + len(opinion)] != opinion:
            continue
        before = words[max(start - _SWAYING, 0) : start]
        side = table.polarity.get(tuple(opinion), 0)
        if before[-1:] and before[-1] in _TURNING:
            side = -1
        elif sum(word in table.negators for word in before) % 2:
            side = -side
        sides.add(side)
    return sides.pop() if len(sides) == 1 else 0


CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {Reviewed: _reviewed}

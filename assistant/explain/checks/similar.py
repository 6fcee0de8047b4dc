"""Checks of what buyers who are like the shopper are said to say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from assistant.explain.checks.record import Record, Screen, folded, holds_verbatim
from assistant.explain.claims import Claim, Similar
from assistant.taste.sensitive import is_sensitive
from retrieval.opinions.selves import selves

_SELF = re.compile(r"\b(?:i|im|ive|i'm|i've|we|we're|we've|my|our|me|us|as a|as an|ich|wir|mein\w*"
                   r"|unser\w*|mir|als)\b|[我俺咱]|本人|身高")  # fmt: skip
_HEIGHT = ("who is tall", "who is short")


def _similar(claim: Similar, record: Record, screen: Screen) -> str:
    if claim.reviews != len(record.reviews) or not claim.said:
        return f"there are {len(record.reviews)} reviews"
    if claim.trait not in selves().traits or is_sensitive(claim.trait):
        return f"{claim.trait!r} is nothing that may be spoken of"
    if len({one.review for one in claim.said}) < len(claim.said):
        return "a review counts twice"
    for one in claim.said:
        if not 0 <= one.review < len(record.reviews):
            return f"there is no review {one.review}"
        text = record.reviews[one.review].text
        if one.opinion not in text or not holds_verbatim(text, one.sentence):
            return f"review {one.review} does not say {one.sentence!r}"
        if is_sensitive(text):
            return f"review {one.review} tells of what is nobody's business"
        words = folded(one.opinion)
        stated = selves().traits[claim.trait].search(words) or (
            claim.trait in _HEIGHT and re.search(r"\d", words)
        )
        if not stated or not _SELF.search(words):
            return f"review {one.review} does not state it of its writer"
    return ""


CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {Similar: _similar}

"""What buyers say who are, in what they tell of themselves, like the shopper."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explain.claims import Claim, Said, Similar
from assistant.explain.evidence import MAX_QUOTE, Evidence, quotable
from assistant.taste.sensitive import is_sensitive
from retrieval.opinions.clauses import sentences
from retrieval.opinions.selves import Told, told

MOST = 2  # traits that are spoken of


def similar_claims(evidence: Evidence) -> Iterator[Claim]:
    """A claim a trait that the shopper and some buyers state, those of most buyers first."""
    if not evidence.asked.selves:
        return
    found: dict[str, list[Told]] = {}
    for one in told(evidence.reviews, is_sensitive):
        if one.trait in evidence.asked.selves:
            found.setdefault(one.trait, []).append(one)
    claims = []
    for trait, alike in found.items():
        said = tuple(quote for one in alike if (quote := _said(evidence, one)))
        if said:
            claims.append(Similar(trait, said, len(evidence.reviews)))
    claims.sort(key=lambda one: (-len(one.said), one.trait))
    yield from claims[:MOST]


def _said(evidence: Evidence, one: Told) -> Said | None:
    """What a buyer says of the thing: a sentence that judges it, else the one about themselves."""
    text = evidence.reviews[one.review].text
    if is_sensitive(text):
        return None
    judged = [m.sentence for m in evidence.mentions if m.review == one.review]
    after = sentences(text)
    after = after[after.index(one.sentence) :] if one.sentence in after else []
    choices = [one.sentence] * (one.sentence in judged) + judged + after[:1]
    quote = next((q for q in choices if quotable(q) and len(q) <= MAX_QUOTE), "")
    return Said(one.review, one.sentence, quote) if quote else None

"""Reviews as the view of a product shows them, the sentences that are quoted marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from assistant.explain.claims import Reviewed
from assistant.ui.texts import Texts
from retrieval.offers import Review

MOST = 30  # reviews of one thing


def review_values(reviews: Sequence[Review], quoted: Sequence[Reviewed], t: Texts) -> list[dict]:
    """Those with quoted sentences first, then the newest."""
    sentences: dict[int, list[str]] = {}
    for claim in quoted:
        for said in (*claim.praise, *claim.blame):
            sentences.setdefault(said.review, []).append(said.sentence)
    order = sorted(
        range(len(reviews)), key=lambda n: (n in sentences, reviews[n].written), reverse=True
    )
    return [_values(reviews[n], sentences.get(n, ()), t) for n in order[:MOST]]


def _values(review: Review, quoted: Sequence[str], t: Texts) -> dict:
    day = ""
    with suppress(ValueError):
        day = t.day(date.fromisoformat(review.written[:10]))
    return {
        "title": review.title,
        "rating": review.rating,
        "shop": review.source,
        "day": day,
        "parts": list(marked(review.text, quoted)),
    }


def marked(text: str, quoted: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and of each whether it is one of the quoted sentences."""
    places = sorted((text.find(one), one) for one in set(quoted) if one and one in text)
    at = 0
    for place, sentence in places:
        if place < at:
            continue
        if place > at:
            yield text[at:place], False
        yield sentence, True
        at = place + len(sentence)
    if at < len(text):
        yield text[at:], False

"""Where a product states what was asked for, and what it does not state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.explain.asking import Wish, stated
from assistant.explain.claims import Claim, Denied, NotStated, Stated
from assistant.explain.evidence import MAX_QUOTE, Evidence, quotable, stated_fields
from retrieval.offers import Product, Review
from retrieval.opinions.clauses import sentences

MAX_QUOTES = 3  # wording claims a product: more is noise
_PROPERTY = re.compile(
    r"(?:proof|resistant|repellent|free|less|washable|able|ible|safe|friendly|tight|lined)$"
)
"""Endings of words that say what a thing can do or lacks, whatever kind of thing it is."""


def wording_claims(evidence: Evidence) -> Iterator[Claim]:
    """Each wish once, in the most telling field that states it; reviews come last."""
    left = list(evidence.wishes)
    said = 0
    for field, text in [*evidence.fields, *_reviews(evidence.reviews)]:
        found = [(wish, at) for wish in left for yes, at, _ in [stated(wish, text)] if yes]
        quote = passage(text, found[0][1]) if found else ""
        if not found or (field != "title" and not quotable(quote)):
            continue
        kept = [wish for wish, _ in found if field == "title" or stated(wish, quote)[0]]
        if said < MAX_QUOTES:
            yield Stated(tuple(w.word for w in kept), field, "" if field == "title" else quote)
            said += 1
        left = [wish for wish in left if wish not in kept]


def missing_claims(evidence: Evidence) -> Iterator[Claim]:
    """What is denied, and what is stated nowhere although it tells products apart."""
    product = evidence.hit.product
    texts = _texts(product, evidence.reviews)
    silent = []
    for wish in evidence.wishes:
        found = [stated(wish, text) for _, text in texts]
        if any(yes for yes, *_ in found):
            continue
        denied = [(one, at) for one, (_, at, _) in zip(texts, found, strict=True) if at >= 0]
        if not denied and _tells_apart(wish, evidence):
            silent.append(wish.word)
        for (field, text), at in denied[:1]:
            quote = passage(text, at)
            if quotable(quote):
                yield Denied(wish.word, field, quote)
    if silent:
        yield NotStated(tuple(silent))


def passage(text: str, at: int, width: int = MAX_QUOTE) -> str:
    """At most about `width` characters of the text around a place, cut at blanks."""
    if len(text) <= width:
        return text
    begin = max(at - width // 3, 0)
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = text.find(" ", min(begin + width, len(text)))
    piece = text[begin:] if end < 0 else text[begin:end]
    return ("… " if begin else "") + piece + ("" if end < 0 else " …")


def _texts(product: Product, reviews: Sequence[Review]) -> list[tuple[str, str]]:
    offers = [one for offer in product.offers for one in stated_fields(offer)]
    return [*offers, *_reviews(reviews)]


def _reviews(reviews: Sequence[Review]) -> list[tuple[str, str]]:
    return [("review", said) for review in reviews for said in sentences(review.text)]


def _tells_apart(wish: Wish, evidence: Evidence) -> bool:
    """Whether a shopper would miss it: it is a property, or an attribute of another one shown.

    The kind of thing is not missed: a couch need not call itself a sofa.
    """
    shown = [hit.offers[0] for hit in evidence.hits]
    if any(stated(wish, offer.category)[0] for offer in shown):
        return False
    return bool(_PROPERTY.search(wish.word) and len(wish.word) > 5) or any(
        stated(wish, value)[0] for offer in shown for value in offer.attributes.values()
    )

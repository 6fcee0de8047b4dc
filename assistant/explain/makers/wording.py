"""Where a product states what was asked for, and what it does not state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.explain.asking import Word, stated
from assistant.explain.claims import Claim, Denied, NotStated, Stated
from assistant.explain.evidence import Evidence, passage, quotable, stated_fields
from assistant.lexicon import Lexicon
from retrieval.offers import Product, Review
from retrieval.opinions.clauses import sentences
from retrieval.opinions.lexicon import lexicon

MAX_QUOTES = 3  # wording claims a product: more is noise
_PROPERTY = re.compile(
    r"(?:proof|resistant|repellent|free|less|washable|able|ible|safe|friendly|tight|lined)$"
)
"""Endings of words that say what a thing can do or lacks, whatever kind of thing it is."""


_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
TASTE = "looks"
"""An aspect whose words no shop states: a "gorgeous" thing is one that somebody likes."""


def wording_claims(evidence: Evidence) -> Iterator[Claim]:
    """Each word once, in the most telling field that states it; reviews come last."""
    left = list(evidence.asked.words)
    said = 0
    for field, text in [*evidence.fields.items(), *_reviews(evidence.reviews)]:
        found = [(word, at) for word in left for yes, at, _ in [stated(word, text)] if yes]
        if field == "category":  # states them, and a path of categories is no sentence to quote
            left = [word for word in left if word not in [one for one, _ in found]]
            continue
        quote = passage(text, found[0][1]) if found else ""
        if not found or not quotable(quote):
            continue
        kept = [word for word, _ in found if stated(word, quote)[0]]
        if kept and said < MAX_QUOTES:
            yield Stated(field, quote, tuple(word.text for word in kept))
            said += 1
        left = [word for word in left if word not in kept]


def missing_claims(evidence: Evidence) -> Iterator[Claim]:
    """What is denied, and what is stated nowhere although it tells products apart."""
    product = evidence.product
    texts = _texts(product, evidence.reviews)
    for word in evidence.asked.words:
        if _called_otherwise(word, product):
            continue
        found = [stated(word, text) for _, text in texts]
        if any(yes for yes, *_ in found):
            continue
        denied = [(one, at) for one, (_, at, _) in zip(texts, found, strict=True) if at >= 0]
        if not denied and _tells_apart(word, evidence):
            yield NotStated((word.text,))
        for (field, text), at in denied[:1]:
            quote = passage(text, at)
            if quotable(quote):
                yield Denied(field, quote, word.text)


def _called_otherwise(word: Word, product: Product) -> bool:
    """Whether an attribute states it by another name: "water_resistant_m" of waterproof."""
    names = Lexicon.load().meant["called"].get(word.text, ())
    stated_names = {name.replace("_", " ") for o in product.offers for name in o.attributes}
    return any(one in stated_name for one in names for stated_name in stated_names)


def _texts(product: Product, reviews: Sequence[Review]) -> list[tuple[str, str]]:
    offers = [one for offer in product.offers for one in stated_fields(offer).items()]
    return [*offers, *_reviews(reviews)]


def _reviews(reviews: Sequence[Review]) -> list[tuple[str, str]]:
    return [("review", said) for review in reviews for said in sentences(review.text)]


def _tells_apart(word: Word, evidence: Evidence) -> bool:
    """Whether a shopper would miss it: a figure, a property, or an attribute of one shown.

    The kind of thing is not missed: a couch need not call itself a sofa.
    """
    shown = [one.offers[0] for one in evidence.shown]
    if any(stated(word, offer.category)[0] for offer in shown):
        return False
    judged = lexicon().judges.get((word.text,), TASTE) != TASTE
    figure = any(letter.isdigit() for letter in word.text) and not _ORDINAL.fullmatch(word.text)
    ends = len(word.text) > 5 and _PROPERTY.search(word.text)
    return bool(judged or figure or ends) or any(
        stated(word, value)[0] for offer in shown for value in offer.attributes.values()
    )

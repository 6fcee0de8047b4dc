"""Reasons: every claim is made from a field of the product and carries that field as evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.lexical import tokens
from retrieval.offers import Offer
from retrieval.query import Constraints
from retrieval.search import Hit

MAX_QUOTES = 3  # wording reasons a product: more is noise

_STOPWORDS = frozenset(
    token
    for word in (
        "a an and any are as at be but by can could do does for from get give have i in is it its "
        "like looking made me my need of on one or please show some something such that the their "
        "them these this to want what which who will with would you your find buy good nice"
    ).split()
    for token in tokens(word)
)
"""Words of a question that are no wish."""


@dataclass(frozen=True)
class Reason:
    """One claim about a recommended product, and the field and value that bear it out."""

    claim: str
    kind: str  # "constraint", "wording", "photo" or "price"
    field: str  # of the offer, or "contribution" for a measured similarity
    value: str

    def as_dict(self) -> dict:
        """In the form of the command line's contract."""
        evidence = {"field": self.field, "value": self.value}
        return {"claim": self.claim, "kind": self.kind, "evidence": evidence}


def explain(hits: Sequence[Hit], words: str, constraints: Constraints) -> list[list[Reason]]:
    """The reasons for each of the hits, which are in the order in which they are shown."""
    return [
        [
            *_constraint_reasons(hit.offers[0], constraints),
            *_wording_reasons(hit.offers[0], words),
            *_photo_reasons(hit, hits),
            *_price_reasons(hit, hits),
        ]
        for hit in hits
    ]


def _constraint_reasons(offer: Offer, limits: Constraints) -> list[Reason]:
    reasons = []
    if offer.price and (limits.min_price or limits.max_price):
        bounds = []
        if limits.min_price:
            bounds.append(f"from {limits.min_price}")
        if limits.max_price:
            bounds.append(f"up to {limits.max_price}")
        claim = f"costs {offer.price}: you asked for {' '.join(bounds)}"
        reasons.append(Reason(claim, "constraint", "price", str(offer.price)))
    if limits.in_stock:
        reasons.append(Reason("is in stock", "constraint", "availability", offer.availability))
    return reasons


def _wording_reasons(offer: Offer, words: str) -> list[Reason]:
    """Where the product states what was asked for: each word once, in the most telling field."""
    open_words = {t: word for word in _words(words) for t in tokens(word) if t not in _STOPWORDS}
    reasons: list[Reason] = []
    for field, value in _fields(offer):
        stated = {token for word in _words(value) for token in tokens(word)}
        found = [token for token in open_words if token in stated]
        if not found or len(reasons) == MAX_QUOTES:
            continue
        said = " and ".join(dict.fromkeys(f"“{open_words[token].lower()}”" for token in found))
        quote = value if len(value) <= 80 else _passage(value, set(found))
        place = field.removeprefix("attributes.").replace("_", " ")
        claim = (
            f"{said} {'is' if len(found) == 1 else 'are'} in its title"
            if field == "title"
            else f"{said}: its {place} says “{quote}”"
        )
        reasons.append(Reason(claim, "wording", field, quote))
        for token in found:
            del open_words[token]
    return reasons


def _photo_reasons(hit: Hit, hits: Sequence[Hit]) -> list[Reason]:
    mine = hit.contributions.get("image", 0.0)
    if mine <= 0:
        return []
    rank = 1 + sum(other.contributions.get("image", 0.0) > mine for other in hits)
    place = (
        "looks most like your photo" if rank == 1 else f"is number {rank} in likeness to your photo"
    )
    claim = f"{place} of the {len(hits)} shown" if len(hits) > 1 else "looks like your photo"
    return [Reason(claim, "photo", "contribution", f"{mine:.3f}")]


def _price_reasons(hit: Hit, hits: Sequence[Hit]) -> list[Reason]:
    """The lowest price shown, said only where all prices shown are in one currency."""
    prices = [other.offers[0].price for other in hits]
    mine = hit.offers[0].price
    if (
        mine is None
        or len(hits) < 2
        or any(p is None or p.currency != mine.currency for p in prices)
    ):
        return []
    if sum(p is not None and p.minor <= mine.minor for p in prices) > 1:
        return []
    return [Reason("has the lowest price shown", "price", "price", str(mine))]


def _fields(offer: Offer) -> list[tuple[str, str]]:
    """The fields that state something, the most telling first."""
    stated = [("title", offer.title), ("brand", offer.brand)]
    stated += [(f"attributes.{name}", value) for name, value in offer.attributes.items()]
    stated += [("category", offer.category), ("description", offer.description)]
    return [(name, value) for name, value in stated if value]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[-'.][^\W_]+)*", text)


def _passage(text: str, wanted: set[str], width: int = 80) -> str:
    """About `width` characters of the text around the first wanted word, cut at blanks."""
    start = next(
        (m.start() for m in re.finditer(r"\S+", text) if wanted & set(tokens(m.group()))), 0
    )
    begin = text.rfind(" ", 0, max(start - width // 3, 0)) + 1 if start > width // 3 else 0
    end = text.find(" ", min(begin + width, len(text)))
    passage = text[begin:] if end < 0 else text[begin:end]
    return ("… " if begin else "") + passage + ("" if end < 0 else " …")

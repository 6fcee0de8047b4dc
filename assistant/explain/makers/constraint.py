"""Wishes that are met, with the field that says so; and those that a field contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.explain.claims import (
    Avoids,
    Claim,
    ConditionFits,
    InStock,
    Meets,
    NotStated,
    Otherwise,
    PriceFits,
    PriceOff,
    SoldOut,
    StarsFit,
)
from assistant.explain.evidence import MAX_QUOTE, Evidence, alone, passage, quotable
from assistant.lexicon import spellings
from retrieval.facts import AUDIENCES, Facts, facet_of
from retrieval.limits import Excludes, Includes
from retrieval.money import Money
from retrieval.words import phrase_pattern, plain

_WIDE = {"category": ("category", "title"), "for": ("title", "category"), "brand": ("brand",)}
"""Facet → the fields it is looked for in, besides attributes; title and description for others."""

_STEPS = re.compile(r"[>/|,]")
_MISSED = ("colour", "material", "pattern", "size")
"""What a shopper misses where nothing states it. A couch need not call itself a sofa."""


def constraint_claims(evidence: Evidence) -> Iterator[Claim]:
    """One claim for each wish that the best offer states something about."""
    offer, wishes = evidence.offer, evidence.asked.wishes
    yield from _price(evidence)
    if wishes.in_stock and offer.availability == "in_stock":
        yield InStock(offer.availability)
    if offer.availability == "out_of_stock":
        yield SoldOut()
    for facet, values in wishes.include.items():
        yield from _met(evidence, facet, values)
    for name, values in wishes.attributes.items():
        yield from _met(evidence, f"attributes.{name}", values)
    for facet, values in wishes.exclude.items():
        yield from (claim for value in values for claim in _avoided(evidence, facet, value))
    if wishes.audience:
        yield from _met(evidence, "for", (wishes.audience,))
    if wishes.condition:
        yield from _condition(evidence, wishes.condition)
    if wishes.min_rating:
        yield from _stars(evidence, wishes.min_rating)


def _price(evidence: Evidence) -> Iterator[PriceFits | PriceOff]:
    price, rates = evidence.offer.price, evidence.rates
    low, high = evidence.asked.wishes.price_range
    limit = high or low
    if price is None or limit is None or evidence.asked.wishes.pieces > 1:
        return  # of a sum for several the dialogue says what they come to
    abroad = bool(limit.currency and price.currency) and limit.currency != price.currency
    worth = rates.convert(price, limit.currency)
    day = rates.day if abroad else None
    for end, wrong in ((low, -1), (high, 1)):
        if worth and end and rates.compare(price, end) == wrong:
            end = evidence.asked.wishes.about_price or end  # of "about 50" nobody said 40
            by = Money(abs(worth.minor - end.minor), end.currency)
            yield PriceOff(price, end, by, wrong == 1, day)
            return
    yield PriceFits(price, low, high, worth if abroad else None, day)


def _met(evidence: Evidence, facet: str, values: tuple[str, ...]) -> Iterator[Claim]:
    """The first field that states one of the values; else what the facet's own field states."""
    fields = _fields(evidence, facet)
    found = (_stating(evidence, facet, value, field) for field in fields for value in values)
    claim = next(filter(None, found), None)
    own = [field for field in fields if field.startswith("attributes.")]
    if claim:
        yield claim
    elif own and quotable(evidence.fields[own[0]]) and len(evidence.fields[own[0]]) <= MAX_QUOTE:
        yield Otherwise(own[0], evidence.fields[own[0]], facet, " or ".join(values))
    elif not own and facet in _MISSED:
        yield NotStated(values)


def _stating(evidence: Evidence, facet: str, value: str, field: str) -> Meets | None:
    """The claim that a field states a value, by the same rules that limits go by."""
    text = plain(evidence.fields.get(field) or evidence.offer.source)
    if facet == "for":
        phrases = AUDIENCES.get(value, (value,))
    elif facet.startswith("attributes."):
        phrases = (plain(value),)
    else:
        phrases = spellings(facet, value)
        if not Includes(facet, phrases).admits(Facts(alone(evidence.offer, field))):
            return None
    found = next(filter(None, (phrase_pattern(one).search(text) for one in phrases)), None)
    if found is None:
        return None
    quote = passage(evidence.fields.get(field) or evidence.offer.source, found.start())
    if field == "category":  # the step of the path that says so
        quote = next((s.strip() for s in _STEPS.split(quote) if found[0] in plain(s)), quote)
    return Meets(field, quote, facet, value, found.group()) if quotable(quote) else None


def _fields(evidence: Evidence, facet: str) -> list[str]:
    """Where a facet may be stated, its own fields first."""
    if facet == "shop":
        return ["source"]
    names = {field: field.removeprefix("attributes.") for field in evidence.fields}
    if facet.startswith("attributes."):
        wanted = plain(facet.removeprefix("attributes."))
        return [f for f, name in names.items() if plain(name.replace("_", " ")) == wanted]
    own = [f for f, name in names.items() if f != name and facet_of(name) == facet]
    wide = _WIDE.get(facet, ("title",) if own else ("title", "description"))
    return [*own, *(field for field in wide if field in evidence.fields)]


def _avoided(evidence: Evidence, facet: str, value: str) -> Iterator[Avoids]:
    """That a word is nowhere, beside what the facet's own field states."""
    phrases = (plain(value),) if facet == "words" else spellings(facet, value)
    if not Excludes(facet, phrases).admits(Facts(evidence.offer)):
        return
    stating = [f for f in _fields(evidence, facet) if f.startswith("attributes.") or f == facet]
    for field in stating[:1]:
        text = evidence.fields[field]
        if quotable(text) and len(text) <= MAX_QUOTE:
            yield Avoids(field, text, facet, value)
            return
    yield Avoids("", "", facet, value)


def _condition(evidence: Evidence, wanted: str) -> Iterator[ConditionFits]:
    if evidence.offer.condition == wanted:
        yield ConditionFits("condition", evidence.offer.condition, wanted)
        return
    for field in _fields(evidence, "attributes.condition") or ["title"]:
        text = evidence.fields.get(field, "")
        if text and Facts(alone(evidence.offer, field)).condition == wanted and quotable(text):
            yield ConditionFits(field, text, wanted)
            return


def _stars(evidence: Evidence, wanted: float) -> Iterator[StarsFit]:
    rating = evidence.offer.rating
    if rating is not None and rating >= wanted:
        yield StarsFit("rating", f"{rating:g}", rating, wanted)
        return
    for field, text in evidence.fields.items():
        stars = Facts(alone(evidence.offer, field)).rating if "attributes." in field else None
        if stars is not None and stars >= wanted and quotable(text):
            yield StarsFit(field, text, stars, wanted)
            return

"""What sets a product apart from another one on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.comparison import named
from assistant.explain.claims import Claim
from assistant.explain.differences import Differs, PriceGap, SizeGap, StockGap
from assistant.explain.evidence import Evidence, quotable
from assistant.languages.speaker import speaker
from assistant.lexicon import Lexicon
from retrieval.facts import FEED_NAMES, facet_of
from retrieval.measures import stated_measures
from retrieval.money import Money
from retrieval.offers import Offer

LONGEST = 40  # characters of a value that is said
NOTABLE = 0.05  # of a price or a size: what is closer is the same to a shopper
_SIZES = (
    "capacity", "screen", "height", "width", "length", "diameter", "depth", "weight", "battery",
)  # fmt: skip
"""What says best how big a thing is comes first."""
_COMMON = ("colour", "material", "size", "pattern")
"""Facets that shoppers compare first."""


def difference_claims(evidence: Evidence) -> Iterator[Claim]:
    """What sets a product apart from the next one shown."""
    if evidence.position + 1 < len(evidence.shown):
        yield from differences(evidence, evidence.position + 1)


def differences(evidence: Evidence, rival: int) -> Iterator[Claim]:
    """What sets it apart from the one at position `rival` (from 0), the most telling first."""
    other = evidence.shown[rival].offers[0]
    yield from _price(evidence, other, rival + 1)
    if (evidence.offer.availability, other.availability) == ("in_stock", "out_of_stock"):
        yield StockGap(rival + 1)
    yield from _sizes(evidence.offer, other, rival + 1)
    yield from _attributes(evidence, other, rival + 1)


def _price(evidence: Evidence, other: Offer, rival: int) -> Iterator[PriceGap]:
    mine, theirs, rates = evidence.offer.price, other.price, evidence.rates
    if mine is None or theirs is None:
        return
    # in the currency of the one that stands first, which was named with its price
    currency = mine.currency if evidence.position + 1 < rival else theirs.currency
    here, there = rates.convert(mine, currency), rates.convert(theirs, currency)
    if here is None or there is None:
        return
    gap = abs(there.minor - here.minor)
    if gap > NOTABLE * max(here.minor, there.minor):
        day = rates.day if mine.currency != theirs.currency else None
        yield PriceGap(rival, mine, theirs, Money(gap, currency), here.minor < there.minor, day)


def _sizes(offer: Offer, other: Offer, rival: int) -> Iterator[SizeGap]:
    """The size that says best how big they are, where both state it in an attribute."""
    mine, theirs = _measured(offer), _measured(other)
    for name in _SIZES:
        if name in mine and name in theirs:
            (field, here, value), (_, there, against) = mine[name], theirs[name]
            if abs(value - against) > NOTABLE * max(value, against):
                yield SizeGap(rival, name, field, here, there, value > against)
                return


def _measured(offer: Offer) -> dict[str, tuple[str, str, float]]:
    """Name → (field, "42 cm", value in base units)."""
    found = {}
    for attribute, value in offer.attributes.items():
        for one in stated_measures({attribute: value}, ""):
            if quotable(value) and len(value) <= LONGEST:
                said = named(attribute, value)[1]
                found[one.name] = (f"attributes.{attribute}", said, one.value)
    return found


def _attributes(evidence: Evidence, other: Offer, rival: int) -> Iterator[Differs]:
    """The attribute of words in which they differ that a shopper would look at first."""
    mine, theirs = evidence.offer.attributes, other.attributes
    asked = {word.text for word in evidence.asked.words} | set(evidence.asked.wishes.include)

    def telling(name: str) -> tuple[bool, int]:
        facet = facet_of(name)
        about = {facet, name.lower(), mine[name].lower(), theirs[name].lower()}
        return not about & asked, _COMMON.index(facet) if facet in _COMMON else len(_COMMON)

    words = speaker(evidence.asked.language).words
    names = [
        name
        for name in mine
        if name in theirs
        and _both(name, mine[name], theirs[name])
        and all(words.value(name, one) for one in (mine[name], theirs[name]))
    ]  # what the language of the reply has no words for is no reason in it
    for name in sorted(names, key=telling)[:1]:
        yield Differs(rival, name, mine[name], theirs[name])


_BARE = {"yes", "no", "true", "false", "ja", "nein", "是", "否"}
"""Values that say nothing without the question that they answer."""


def _both(name: str, mine: str, other: str) -> bool:
    """Whether two values can be set against each other in a sentence."""
    return (
        name.replace("_", " ").lower() not in FEED_NAMES
        and not _alike(facet_of(name), mine, other)
        and not {mine.lower(), other.lower()} & _BARE
        and not any(character.isdigit() for character in mine + other)
        and all(0 < len(text) <= LONGEST and quotable(text) for text in (name, mine, other))
    )


def _alike(facet: str, mine: str, other: str) -> bool:
    """Whether two values are ways to say the same, or one is the other said more exactly."""
    names = [Lexicon.load().name(facet, value) for value in (mine, other)]
    words = [set(name.split()) for name in names]
    return words[0] <= words[1] or words[1] <= words[0]

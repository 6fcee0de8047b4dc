"""The offers of one product side by side: what each asks, states, and why it is the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retrieval.catalogue import Catalogue
from retrieval.facts import FEED_NAMES
from retrieval.lexical import plain
from retrieval.matching.decisions import reasons
from retrieval.measures import UNITS
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.rates import Rates
from retrieval.specs.quantities import quantities

_UNITS = frozenset({*UNITS, "w", "v"})
_MEASURE = re.compile(r"\d+(?:[.,]\d+)? ?[^\W\d]+")  # one number and one unit
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

Prices = tuple[tuple[datetime, Money], ...]
"""When (UTC) a price became what, oldest first."""


@dataclass(frozen=True)
class Listing:
    """One offer among the offers of its product."""

    offer: Offer
    common: Money | None = None  # its price in the comparison's currency; None without a rate
    seen_at: datetime | None = None  # when a feed listed it last (UTC)
    evidence: tuple[str, ...] = ()  # why it is the same thing as the others
    prices: Prices = ()  # its history in its own currency; empty while it stays the same


@dataclass(frozen=True)
class Statement:
    """What the shops say of one attribute."""

    name: str
    values: tuple[tuple[str, tuple[str, ...]], ...]  # (a value, the shops that state it)

    @property
    def conflict(self) -> bool:
        """Whether shops say different things."""
        return len(self.values) > 1


@dataclass(frozen=True)
class Comparison:
    """All offers of a product, the best one first, and what their shops state of it."""

    currency: str  # of `Listing.common`: the best offer's
    rates_day: date | None  # of the rates that were needed; None where all is in one currency
    listings: tuple[Listing, ...]
    statements: tuple[Statement, ...]  # conflicts first


def compare(catalogue: Catalogue, product: Product, best: Offer) -> Comparison:
    """The offers of a product, `best` first, then by how a shopper would take them."""
    rates = Rates.of(catalogue.folder)
    others = [offer for offer in product.ranked(rates) if offer != best]
    offers = [best, *others]
    currency = best.price.currency if best.price else ""
    why = reasons(catalogue, product) if others else {}
    listings = [
        Listing(
            offer,
            rates.convert(offer.price, currency) if offer.price and currency else None,
            _seen_at(catalogue, offer),
            why.get((offer.source, offer.offer_id), ()),
            _changes(catalogue.price_history(offer.source, offer.offer_id)),
        )
        for offer in offers
    ]
    foreign = any(offer.price and offer.price.currency != currency for offer in offers)
    day = rates.day if foreign and currency else None
    return Comparison(currency, day, tuple(listings), merge_statements(product.offers))


def merge_statements(offers: Sequence[Offer]) -> tuple[Statement, ...]:
    """What the shops state of the thing, alike values together, conflicts before the rest.

    Values are alike that differ only in case, accents or unit ("638 g" and "0.638 kg"); the
    first shop's wording stands for them.
    """
    stated: dict[str, dict[object, tuple[str, dict[str, None]]]] = {}
    for offer in offers:
        for name, value in _statements(offer):
            said = stated.setdefault(name, {}).setdefault(_meaning(value), (value, {}))
            said[1][offer.source] = None
    merged = [
        Statement(name, tuple((wording, tuple(shops)) for wording, shops in values.values()))
        for name, values in stated.items()
    ]
    return tuple(sorted(merged, key=lambda one: not one.conflict))


LARGER = {"g": "kg", "ml": "l"}
"""Unit → that of a thousand of it."""


def named(name: str, value: str) -> tuple[str, str]:
    """An attribute as people write it: "product_height_cm" with "29" is "height", "29 cm"; 28000 g
    is 28 kg, "steel|glass" is "steel, glass"."""
    name = " ".join(name.casefold().replace("_", " ").split()).removeprefix("product ")
    value = value.strip()
    head, _, unit = name.rpartition(" ")
    if head and unit in _UNITS and _NUMBER.fullmatch(value):
        name, value = head, f"{value} {unit}"
    return {"color": "colour"}.get(name, name), _readable(value)


def _readable(value: str) -> str:
    value = ", ".join(one.strip() for one in value.split("|") if one.strip())
    number, _, unit = value.partition(" ")
    if unit in LARGER and re.fullmatch(r"\d{4,}(?:\.\d+)?", number):
        return f"{float(number) / 1000:g} {LARGER[unit]}"
    return value


def _statements(offer: Offer) -> Iterable[tuple[str, str]]:
    stated = {"brand": offer.brand, "condition": offer.condition, **offer.attributes}
    for feed_name, feed_value in stated.items():
        name, value = named(feed_name, feed_value)
        if value and name not in FEED_NAMES:
            yield name, value


def _meaning(value: str) -> object:
    """Equal for values that say the same."""
    words = plain(value)
    if not _MEASURE.fullmatch(words):
        return words
    stated = [(one.dimension, one.value) for one in quantities(words)]
    amounts = [(name, f"{value:.6g}") for name, value in stated if isinstance(value, float)]
    return tuple(amounts) or words


def _seen_at(catalogue: Catalogue, offer: Offer) -> datetime | None:
    sighting = catalogue.sources.sighting(offer.source, offer.offer_id)
    return sighting.seen_at if sighting else None


def _changes(history: Sequence[tuple[datetime, Money | None]]) -> Prices:
    """The prices of a history that are in the currency of the last one, if they differ."""
    stated = [(seen_at, price) for seen_at, price in history if price]
    if not stated:
        return ()
    currency = stated[-1][1].currency
    prices = [(seen_at, price) for seen_at, price in stated if price.currency == currency]
    return tuple(prices) if len({price for _, price in prices}) > 1 else ()

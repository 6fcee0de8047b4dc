"""Whether a product is as somebody prefers it; silence is neither for nor against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.languages.pack import codes, table
from assistant.taste.profile import Preference
from retrieval.facts import Facts
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.rates import Rates
from retrieval.words import mentions, plain


def meets(preference: Preference, offers: Sequence[Offer], rates: Rates) -> bool | None:
    """Whether one of the offers, the best one first, has what a preference is about; None where
    they do not say. A price is that of the best offer: whether it is at most the one preferred."""
    if preference.field == "price":
        return _within(preference.value, offers[0].price, rates)
    facts = [Facts(one) for one in offers]
    if preference.field == "people":
        said = [found for one in facts for found in _people().findall(one.everything)]
        counts = {number for groups in said for number in groups if number}
        return preference.value in counts if counts else None
    if any(_states(one, preference.field, preference.value) for one in facts):
        return True
    named = any(preference.field in one.fields for one in facts)
    return False if preference.field == "size" and named else None


def common(offers: Sequence[Offer], others: Sequence[Offer]) -> list[tuple[str, str]]:
    """(facet, value) that products both state in a field of its own, makers included."""
    theirs = common_values(others)
    return [pair for pair in common_values(offers) if pair in theirs]


def common_values(offers: Sequence[Offer]) -> list[tuple[str, str]]:
    """(facet, value) of what a product states that others may share, the most telling first."""
    return list(_fields(offers).items())


def _fields(offers: Sequence[Offer]) -> dict[str, str]:
    found: dict[str, str] = {}
    for offer in offers:
        facts = Facts(offer)
        stated = {**facts.fields, "brand": plain(offer.brand)}
        for facet in ("material", "pattern", "colour", "brand"):  # what says most of taste first
            if stated.get(facet):
                found.setdefault(facet, stated[facet])
    return found


def _states(facts: Facts, field: str, value: str) -> bool:
    text = facts.fields.get(field, "") if field == "size" else facts.stated(field)
    return mentions(text, value)


def _within(preferred: str, price: Money | None, rates: Rates) -> bool | None:
    amount, _, currency = preferred.partition(" ")
    if price is None:
        return None
    order = rates.compare(price, Money.of(amount, currency or price.currency))
    return None if order is None else order <= 0


@cache
def _people() -> re.Pattern[str]:
    """How many people a thing is for, in any language: "for 4 people", "4-seater", 4人."""
    ways = [table(code, "yours")["taste"]["people_stated"] for code in codes()]
    return re.compile("|".join(way for each in ways for way in each))

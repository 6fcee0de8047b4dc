"""Filters of a request as hard limits of the search; what cannot be one is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import numpy as np

from assistant.api.ucp.messages import Message, info, warning
from assistant.api.ucp.requests import Filters
from assistant.lexicon import spellings
from retrieval.columns.offer_columns import OfferColumns
from retrieval.facts import Facts
from retrieval.limits import Includes, Limit
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.query import Constraints
from retrieval.rates import Rates
from retrieval.words import plain

CONDITIONS = {"secondhand": ("used", "refurbished")}
"""What a filter may say of the condition → what offers state of it; others say the same."""


@dataclass(frozen=True)
class InCategory(Limit):
    """Listed under one of the categories: a whole path, its beginning, or one step of it."""

    values: tuple[str, ...]

    def admits(self, facts: Facts) -> bool:
        mine = _steps(facts.offer.category)
        return any(self._is_in(value, mine, facts) for value in self.values)

    def _is_in(self, value: str, mine: list[str], facts: Facts) -> bool:
        steps = _steps(value)
        if len(steps) > 1:
            return mine[: len(steps)] == steps
        return Includes("category", spellings("category", value)).admits(facts)


@dataclass(frozen=True)
class InCondition(Limit):
    """New, used, refurbished: any of these; what says nothing of it is new."""

    conditions: tuple[str, ...]

    def admits(self, facts: Facts) -> bool:
        return (facts.condition or "new") in self.conditions


@dataclass(frozen=True)
class Filter:
    """One filter: its name in the request, and what it demands."""

    name: str
    demands: Constraints


def read_filters(filters: Filters, currency: str, columns: OfferColumns) -> tuple[Filter, ...]:
    """The filters that can be held against what shops state."""
    return tuple(_read(filters, currency, columns))


def unread_filters(filters: Filters, currency: str) -> list[Message]:
    """What the caller should know of filters that were not applied, or not as they stand."""
    told = [
        warning(
            "filter_not_supported",
            f"The shops' lists do not state what the filter {name} asks for; it was not applied.",
            f"$.filters.{name}",
        )
        for name in sorted(filters.model_extra or {})
    ]
    if filters.price is not None and not currency:
        told.append(
            info(
                "price_filter_currency_missing",
                "context.currency is not given; the price filter was compared with each shop's own "
                "figures, whatever their currency.",
                "$.filters.price",
            )
        )
    return told


def joined(parts: Sequence[Constraints], rates: Rates) -> Constraints:
    """What meets all of them: of two price limits the tighter one, the first where no rate says
    which that is."""
    whole = Constraints()
    for one in parts:
        whole = replace(
            whole,
            min_price=_tighter(whole.min_price, one.min_price, 1, rates),
            max_price=_tighter(whole.max_price, one.max_price, -1, rates),
            sources=_both(whole.sources, one.sources),
            in_stock=whole.in_stock or one.in_stock,
            limits=(*whole.limits, *one.limits),
        )
    return whole


def domain_of(offer: Offer) -> str:
    """The host of an offer's page, "" where it has none."""
    try:
        return (urlsplit(offer.url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


LOOKED_AT = 50  # offers of a shop, for where it sells
NOBODY = "\0"
"""The name of a shop that there is none of."""


def _read(filters: Filters, currency: str, columns: OfferColumns) -> Iterator[Filter]:
    if filters.categories:
        yield Filter("categories", Constraints(limits=(InCategory(tuple(filters.categories)),)))
    if filters.price is not None:
        low, high = filters.price.min, filters.price.max
        yield Filter(
            "price",
            Constraints(
                None if low is None else Money(low, currency),
                None if high is None else Money(high, currency),
            ),
        )
    if filters.available:
        yield Filter("available", Constraints(in_stock=True))
    if filters.condition:
        stated = tuple(s for one in filters.condition for s in CONDITIONS.get(one, (one,)))
        yield Filter("condition", Constraints(limits=(InCondition(stated),)))
    if filters.shop_ids:
        shops = _shops(filters.shop_ids, columns)
        yield Filter("shop_ids", Constraints(sources=shops or (NOBODY,)))


def _shops(wanted: Sequence[str], columns: OfferColumns) -> tuple[str, ...]:
    """The shops that go by these names, or whose pages are at these hosts."""
    names = {one.casefold().removeprefix("www.") for one in wanted}
    hosts = {shop for shop in columns.shops if names & _domains(shop, columns)}
    return tuple(shop for shop in columns.shops if shop.casefold() in names or shop in hosts)


def _steps(category: str) -> list[str]:
    return [plain(step) for step in re.split(r"[>/|]", category) if step.strip()]


def _tighter(one: Money | None, other: Money | None, sign: int, rates: Rates) -> Money | None:
    if one is None or other is None:
        return other if one is None else one
    return other if rates.compare(other, one) == sign else one


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    if not one or not other:
        return one or other
    return tuple(shop for shop in one if shop in other) or (NOBODY,)


def _domains(shop: str, columns: OfferColumns) -> set[str]:
    """Where a shop sells, by the addresses of some of its offers."""
    places = np.flatnonzero(columns.source == shop)[:LOOKED_AT]
    return {domain_of(columns.facts[place].offer) for place in places}

"""The few things that split what was found best, with how many products each value leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from assistant.assistant import Assistant
from assistant.constraints import constraints_of
from assistant.dialogue import State
from assistant.dialogue.kinds import kind_of
from assistant.language import Wishes
from retrieval.columns.offer_columns import OfferColumns
from retrieval.facts import FACETS, FEED_NAMES, Facts, facet_of
from retrieval.money import Money

MOST = 4  # facets
VALUES = 7  # of one, the most frequent
LONGEST = 24  # characters of a value that can be chosen
COVER = 0.5  # share of the products that must state a facet
FEW = 4  # products; fewer need no splitting
WORDS = ("brand", "shop", *FACETS)
"""Facets that wishes include by name; others are attributes."""


@dataclass(frozen=True)
class Facet:
    """One way to split what was found."""

    name: str  # "colour", …, or "attributes.<name>"
    values: tuple[tuple[str, int], ...]  # (value, products that state it), the most frequent first


@dataclass(frozen=True)
class Found:
    """What fits the wishes in force: what there is to steer within."""

    total: int  # products
    facets: tuple[Facet, ...] = ()
    lowest: Money | None = None
    highest: Money | None = None


def found_by(assistant: Assistant, state: State) -> Found:
    """How the products that fit a state's wishes can be split. Where no kind of thing was wished
    for, those of the kinds on the screen count."""
    columns = assistant.searcher.columns
    wishes = state.wishes
    if "category" not in wishes.include:
        kinds = {kind_of(one.product, assistant.vocabulary) for one in state.screen} - {""}
        wishes = _of_kinds(wishes, tuple(sorted(kinds)))
    fits = np.flatnonzero(columns.fits(constraints_of(wishes)))
    total = len(np.unique(columns.row[fits]))
    if total < FEW:
        return Found(total)
    low, high = _range(columns, fits)
    return Found(total, tuple(_best(columns, fits, total, wishes)), low, high)


def _of_kinds(wishes: Wishes, kinds: tuple[str, ...]) -> Wishes:
    return replace(wishes, include={**wishes.include, "category": kinds}) if kinds else wishes


def _best(
    columns: OfferColumns, fits: Iterable[int], total: int, wishes: Wishes
) -> Iterator[Facet]:
    rows: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for place in fits:
        for name, value in _stated(columns.facts[place]):
            rows[name][value].add(int(columns.row[place]))
    chosen = {*wishes.include, *(f"attributes.{name}" for name in wishes.attributes)}
    scored = [(_split(values, total), name) for name, values in rows.items() if name not in chosen]
    for score, name in sorted(scored, reverse=True)[:MOST]:
        if score > 0:
            counted = sorted(rows[name].items(), key=lambda one: (-len(one[1]), one[0]))
            yield Facet(name, tuple((value, len(which)) for value, which in counted[:VALUES]))


def _split(values: dict[str, set[int]], total: int) -> float:
    """How well a facet splits: 0 for none, towards 1 for many products in even parts. Values that
    only one product states are no parts."""
    parts = [len(which) for which in values.values() if len(which) > 1]
    stating = len(set().union(*values.values()))
    if len(parts) < 2 or stating < COVER * total:
        return 0.0
    shares = [part / total for part in parts]
    kept = sum(sorted(shares, reverse=True)[:VALUES])
    return kept * (1 - sum(share * share for share in shares))


def _stated(facts: Facts) -> Iterator[tuple[str, str]]:
    offer = facts.offer
    yield "shop", offer.source
    if offer.brand:
        yield "brand", offer.brand
    for facet, value in facts.fields.items():
        if len(value) <= LONGEST:
            yield facet, value
    for name, value in facts.attributes.items():
        plain = name.removeprefix("attributes ")
        worded = value and len(value) <= LONGEST and not any(c.isdigit() for c in value)
        if worded and not facet_of(plain) and plain not in FEED_NAMES and "title" not in plain:
            yield f"attributes.{plain}", value


def _range(columns: OfferColumns, fits: np.ndarray) -> tuple[Money | None, Money | None]:
    """The lowest and the highest price, each as its shop asks it."""
    prices = [offer.price for n in fits if (offer := columns.facts[n].offer).price]
    if not prices:
        return None, None
    order = sorted(prices, key=columns.rates.rank)
    return order[0], order[-1]

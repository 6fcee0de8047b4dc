"""Twins: one thing that one shop lists twice, in the same words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from retrieval.matching.profiles import Profile
from retrieval.matching.stated import compared
from retrieval.matching.weighing import keys_and_constants
from retrieval.offers import Offer

PROBABILITY = 0.97  # as sure as equal words make it
PRICES = 0.15  # twins cost about the same: what costs half is used, smaller or another


def twin_pairs(offers: Sequence[Offer], profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Positions (a, b), a < b, of two offers of one shop that are the same thing.

    Their titles have the same words; no attribute, amount, colour or item number differs, nor the
    condition; and they are not variants of one group.
    """
    silent = keys_and_constants(profiles)
    alike: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    for i, one in enumerate(profiles):
        if one.words:
            alike[one.source, frozenset(one.words)].append(i)
    for some in alike.values():
        if 1 < len(some) <= MOST:
            for a, b in combinations(some, 2):
                if _may_be_one(offers[a], offers[b]) and _agree(profiles[a], profiles[b], silent):
                    yield a, b


MOST = 8  # a title of more offers says nothing of any


def _may_be_one(one: Offer, other: Offer) -> bool:
    variants = bool(one.group) and one.group == other.group
    numbers = [{getattr(one, f), getattr(other, f)} - {""} for f in ("gtin", "mpn", "condition")]
    return not variants and all(len(some) < 2 for some in numbers)


def _agree(one: Profile, other: Profile, silent: set[str]) -> bool:
    shared = (one.attributes.keys() & other.attributes.keys()) - silent
    if any(one.attributes[name] != other.attributes[name] for name in shared):
        return False
    prices = sorted((one.price, other.price))
    near = any(map(math.isnan, prices)) or all(b <= a * (1 + PRICES) for a, b in pairwise(prices))
    return near and not compared(one.specifications, other.specifications)[1]

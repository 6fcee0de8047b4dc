"""Which claims to tell first: what was asked for, and what the other products cannot say."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.explain.claims import (
    Avoids,
    CheaperHere,
    Claim,
    ConditionFits,
    Denied,
    Flooded,
    InStock,
    Likeness,
    LowestShown,
    Meets,
    NotStated,
    Otherwise,
    PriceFits,
    PriceOff,
    Reviewed,
    Similar,
    SizeFits,
    SoldOut,
    StarsFit,
    Stated,
)
from assistant.explain.differences import Differs, PriceGap, SizeGap, StockGap
from assistant.explain.nearness import NoStore, NotToday, PickUp, StoreFar, StoreNear

WEIGHTS: dict[type[Claim], float] = {
    Likeness: 5.0,
    PickUp: 4.6,
    StoreNear: 4.5,
    StoreFar: 4.5,
    NotToday: 4.5,
    NoStore: 4.0,
    SizeFits: 4.0,
    StarsFit: 4.0,
    Stated: 4.0,
    Meets: 3.5,
    ConditionFits: 3.5,
    SoldOut: 3.8,
    Denied: 3.5,
    Otherwise: 3.5,
    PriceOff: 3.5,
    Reviewed: 3.0,
    Similar: 4.5,
    Flooded: 0.5,
    CheaperHere: 3.0,
    Avoids: 2.5,
    LowestShown: 2.5,
    NotStated: 2.0,
    PriceFits: 1.8,
    InStock: 1.5,
    PriceGap: 1.4,
    StockGap: 1.3,
    SizeGap: 1.2,
    Differs: 1.0,
}
"""How much a shopper cares, before looking at what the other products have to say."""

JUST = 6.0  # above everything else

_OBVIOUS = frozenset({"category", "shop"})  # whoever asked for mugs expects mugs
_SHARED = 0.6  # of the weight stays where every product shown can say the same


def most_telling(
    claims: Sequence[Sequence[Claim]], just: frozenset[str] = frozenset()
) -> list[list[Claim]]:
    """The claims of each product shown, the most telling first; no review is quoted twice. A size
    that was asked for `just` now comes before all others, whoever else has it."""
    topics = [{claim.topic for claim in one} for one in claims]

    def weight(claim: Claim) -> float:
        if isinstance(claim, SizeFits) and claim.name in just:
            return JUST
        alike = sum(claim.topic in said for said in topics)
        rarity = 1 - (alike - 1) / max(len(topics) - 1, 1)
        return _weight(claim) * (_SHARED + (1 - _SHARED) * rarity)

    return [sorted(_said_once(one), key=weight, reverse=True) for one in claims]


def _said_once(claims: Sequence[Claim]) -> list[Claim]:
    """Without words of a review that are counted among its opinions anyway; all that is stated
    nowhere in one."""
    counted = {
        said.sentence
        for claim in claims
        if isinstance(claim, Reviewed)
        for said in (*claim.praise, *claim.blame)
    }
    kept = [one for one in claims if not (isinstance(one, Stated) and one.quote in counted)]
    silent = [word for one in kept if isinstance(one, NotStated) for word in one.words]
    others = [one for one in kept if not isinstance(one, NotStated)]
    return [*others, NotStated(tuple(silent))] if silent else others


def _weight(claim: Claim) -> float:
    weight = WEIGHTS[type(claim)]
    if isinstance(claim, Meets) and claim.facet in _OBVIOUS:
        return 1.0
    if isinstance(claim, Avoids) and not claim.field:
        return 1.0
    if isinstance(claim, Reviewed):
        liked = len(claim.praise) > len(claim.blame)
        return weight + 2 if claim.asked else weight if liked else weight / 2
    if isinstance(claim, Likeness) and claim.rank > 1:
        return weight - 2
    if isinstance(claim, PriceGap) and not claim.less:
        return weight / 2
    return weight

"""Near misses: what comes closest where nothing meets every wish, and what each of them misses.

A budget and what was ruled out stay firm, and so does the kind of thing: nobody who has 50 euros
for a lamp is helped by one for 80, or by a chair. Everything else may be missed, at a cost: little
for a size that is nearly right, more for what the shopper said last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.constraints import constraints_of
from assistant.language import Wishes
from assistant.language.wishes import Dimension
from retrieval.facts import Facts
from retrieval.limits import Measures
from retrieval.measures import base_unit
from retrieval.offers import Offer

FIRM = frozenset({"price", "category", "exclusions"})
"""Names of constraints that no near miss may break."""
LATEST = 2.0
"""How much dearer it is to miss what was said in this turn."""
UNSTATED = 0.8
"""Cost of a wish that the shop says nothing about: it may still be met."""
COSTS = {"for": 1.5, "brand": 1.2, "rating": 0.6, "stock": 0.6, "size": 1.1}
"""Cost of missing a constraint, where it is not 1."""


@dataclass(frozen=True)
class Miss:
    """One wish that an offer does not meet."""

    name: str  # as in `Wishes.without`
    wish: Wishes  # that wish alone


def parted(wishes: Wishes) -> tuple[Wishes, tuple[Miss, ...]]:
    """(what no near miss may break, the wishes that one may miss, each alone)."""
    loose = tuple(one for one in _alone(wishes) if one.name not in FIRM)
    firm = wishes.without(*dict.fromkeys(one.name for one in loose))
    return firm, loose


def misses(offer: Offer, loose: Sequence[Miss]) -> tuple[Miss, ...]:
    """The wishes that an offer does not meet."""
    return tuple(one for one in loose if not constraints_of(one.wish).admit(offer))


def cost(offer: Offer, missed: Iterable[Miss], latest: Wishes) -> float:
    """How far an offer is from what was wished for; 0 where it misses nothing."""
    said = [one.wish for one in _alone(latest)]
    return sum(_one(offer, one) * (LATEST if one.wish in said else 1) for one in missed)


def _one(offer: Offer, missed: Miss) -> float:
    weight = COSTS.get(missed.name, 1.0)
    if missed.wish.dimensions:
        return weight * _distance(offer, missed.wish.dimensions[0])
    return weight


def _distance(offer: Offer, limit: Dimension) -> float:
    """How far a stated size is off, as a share of the limit, at most 1."""
    wanted = Measures(limit.name or "", limit.op, limit.value, limit.unit)
    kind, factor = base_unit(limit.unit) or ("", 1.0)
    stated = [m.value for m in Facts(offer).measures if m.kind == kind and wanted.names(m)]
    target = limit.value * factor
    return min((min(abs(v - target) / target, 1.0) for v in stated), default=UNSTATED)


def _alone(wishes: Wishes) -> Iterator[Miss]:
    """Each wish by itself."""
    for facet, values in wishes.include.items():
        yield Miss(facet, Wishes(include={facet: values}))
    for name, values in wishes.attributes.items():
        yield Miss("attributes", Wishes(attributes={name: values}))
    for limit in wishes.dimensions:
        yield Miss("dimensions", Wishes(dimensions=(limit,)))
    for name, alone in (
        ("condition", Wishes(condition=wishes.condition)),
        ("rating", Wishes(min_rating=wishes.min_rating)),
        ("stock", Wishes(in_stock=wishes.in_stock)),
        ("for", Wishes(audience=wishes.audience)),
    ):
        if alone:
            yield Miss(name, alone)

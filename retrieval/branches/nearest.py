"""Which branch is the nearest that has something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from retrieval.branches.branch import AtBranch
from retrieval.branches.distance import kilometres
from retrieval.offers import Offer


@dataclass(frozen=True)
class Nearest:
    """A branch that has an offer, and how far it is."""

    offer: Offer
    at: AtBranch
    km: float


def nearest(
    offers: Iterable[Offer],
    latitude: float,
    longitude: float,
    fits: Callable[[AtBranch], bool] = lambda one: one.has_it,
) -> Nearest | None:
    """The nearest branch that has one of the offers and fits; None where none does."""
    found = (one for one in _placed(offers, latitude, longitude) if fits(one.at))
    return min(found, key=lambda one: (one.km, one.at.branch.code), default=None)


def _placed(offers: Iterable[Offer], latitude: float, longitude: float) -> Iterator[Nearest]:
    for offer in offers:
        for one in offer.branches:
            there = one.branch.latitude, one.branch.longitude
            if there[0] is not None and there[1] is not None:
                yield Nearest(offer, one, kilometres(latitude, longitude, (there[0], there[1])))

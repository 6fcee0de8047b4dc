"""How near a store must be that has a thing, and whether it can be picked up there today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from assistant.constraints.base import Chip, Constraint, Held, Label, Lack, Said
from assistant.place.spot import Spot
from retrieval.branches import clock
from retrieval.branches.nearest import nearest
from retrieval.limits import AtStore, Limit
from retrieval.offers import Offer
from retrieval.rates import Rates

PICK_UP_KM = 25.0
"""How far somebody goes to pick a thing up who has not said how far."""

NOT_NOW = 0.5
"""How far off a store is, as a share, that is near enough and cannot hand the thing over today."""


@dataclass(frozen=True)
class Reach(Constraint):
    """Within so many kilometres of the shopper, and to be had there; "near" alone only ranks.

    Where the shopper is, is a part of it while it is known, and never of what is written of it.
    """

    near: bool = False  # what is near comes first
    within_km: float = 0.0
    pick_up: str = ""  # "today", "any"; "" for neither
    spot: Spot | None = None

    held = (Held("distance", 9, cost=0.8), Held("pick_up", 10, cost=0.8))

    def __bool__(self) -> bool:
        return bool(self.near or self.within_km or self.pick_up)

    @property
    def km(self) -> float:
        """How far it may be; 0 for no limit."""
        return self.within_km or (PICK_UP_KM if self.pick_up else 0.0)

    def merged(self, new: Self, said: Said) -> Self:
        """What is new, beside what it says nothing of."""
        stated = {name: value for name, value in vars(new).items() if value}
        return replace(self, **stated)

    def without(self, name: str) -> Self:
        return replace(self, within_km=0.0) if name == "distance" else replace(self, pick_up="")

    def limits(self) -> Iterator[Limit]:
        if self.spot and self.km:
            now = clock.now().replace(second=0, microsecond=0)
            yield AtStore(*self.spot.point, self.km, now if self.pick_up == "today" else None)

    def alone(self) -> Iterator[tuple[str, Self]]:
        if self.within_km:
            yield "distance", replace(self, near=False, pick_up="")
        if self.pick_up:
            yield "pick_up", replace(self, near=False)

    def distance(self, offer: Offer, rates: Rates) -> float:
        """How much too far off the nearest store is that has it: half where it is twice as far as
        was said, all where no store has it."""
        found = nearest([offer], *self.spot.point) if self.spot else None
        if found is None or not self.km:
            return 1.0
        beyond = max(found.km / self.km - 1, 0.0)
        return beyond / (1 + beyond) if beyond else NOT_NOW

    def lack(self, name: str) -> Lack | None:
        return None

    def chips(self) -> Iterator[Chip]:
        for name in ("near", "within_km", "pick_up"):
            if value := getattr(self, name):
                yield Chip(name, value)

    @classmethod
    def label(cls, chip: Chip) -> Label:
        if chip.kind == "within_km":
            return Label("within_km", {"km": f"{chip.value:g}"})
        return Label("near_me" if chip.kind == "near" else f"pick_up_{chip.value}")

    def as_dict(self) -> dict[str, Any]:
        """Without the place."""
        return {name: value for name, value in vars(self).items() if value and name != "spot"}

    @classmethod
    def from_dict(cls, stated: Mapping[str, Any]) -> Self:
        """Without a place, whatever is stated."""
        return super().from_dict({name: v for name, v in stated.items() if name != "spot"})

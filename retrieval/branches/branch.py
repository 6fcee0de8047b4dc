"""A branch of a shop, and what it has of an offer."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.money import Money

PICKUPS = ("buy", "reserve", "ship to store", "not supported", "")
"""How a branch hands over what was ordered (Google's `pickup_method`); "" where it is silent."""
SAME_DAY = "same day"
"""Google's `pickup_sla` for what is ready on the day it is ordered."""


@dataclass(frozen=True)
class Branch:
    """A shop with an address."""

    source: str  # name of the shop that it is a branch of
    code: str  # the shop's own identifier of it, unique within the source
    name: str = ""
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None
    address: str = ""
    hours: str = ""  # in OpenStreetMap's form, as `hours.read_hours` writes it; "" where unknown
    zone: str = ""  # IANA name of the time zone that the hours are in

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or self.address or self.code


@dataclass(frozen=True)
class Stocked:
    """What a feed says of one offer at one branch."""

    source: str
    offer_id: str
    code: str  # of the branch
    quantity: int | None = None
    availability: str = ""  # one of `AVAILABILITY`
    price: Money | None = None
    pickup: str = ""  # one of `PICKUPS`
    ready: str = ""  # "same day", "next day", "2 day", …; "" where it is silent


@dataclass(frozen=True)
class AtBranch:
    """One branch that an offer is listed at, and what it has of it."""

    branch: Branch
    quantity: int | None = None
    availability: str = ""
    price: Money | None = None
    pickup: str = ""
    ready: str = ""

    @property
    def has_it(self) -> bool:
        """Whether it is there; a branch that is silent of its stock may not have it."""
        if self.availability:
            return self.availability == "in_stock"
        return bool(self.quantity)

    @property
    def same_day(self) -> bool:
        """Whether it may be had there on the day: carried out, or ordered and handed over."""
        if not self.has_it or self.pickup == "not supported":
            return False
        if self.pickup == "ship to store":
            return self.ready == SAME_DAY
        return self.ready in ("", SAME_DAY)

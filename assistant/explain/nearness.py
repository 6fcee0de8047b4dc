"""Claims about stores: how far the nearest one is that has a thing, and whether one may go now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from assistant.explain.claims import Claim
from assistant.place.spot import Spot
from retrieval.branches.hours import doors

HOURS = ("open", "always", "opens", "closed", "unknown")


@dataclass(frozen=True)
class OfStore(Claim):
    """A claim about one store. Tells where its shopper is: it is kept and logged nowhere."""

    private = True
    code: str  # the shop's own, of the store
    store: str  # what it is called
    spot: Spot
    km: float = field(repr=False)  # as it is told: see `told`
    at: datetime = field(repr=False)  # the moment that it is said at, in UTC
    hours: str = "unknown"  # one of `HOURS`
    changes: datetime | None = None  # when it closes, or opens next, in its own time zone

    @property
    def evidence(self) -> tuple[str, str]:
        return "store", self.store

    @property
    def topic(self) -> tuple[object, ...]:
        return type(self), self.code

    @property
    def figures(self) -> tuple[float, ...]:
        clock = (self.changes.hour, self.changes.minute) if self.changes else ()
        return (self.km, *map(float, clock))

    @property
    def names(self) -> tuple[str, ...]:
        return (self.store,)

    @property
    def today(self) -> bool:
        """Whether what changes does so on the day of the moment."""
        return bool(self.changes) and (
            self.changes.date() == self.at.astimezone(self.changes.tzinfo).date()  # type: ignore[union-attr]
        )


@dataclass(frozen=True)
class StoreNear(OfStore):
    """The nearest store that has it, how far that is, and whether it is open."""

    kind = "place"


@dataclass(frozen=True)
class PickUp(OfStore):
    """It can be had on the day at this store, the nearest one where it can."""

    kind = "place"


@dataclass(frozen=True)
class StoreFar(OfStore):
    """The nearest store that has it is further off than was asked for."""

    kind = "missing"
    limit: float = 0.0
    by: float = 0.0

    @property
    def figures(self) -> tuple[float, ...]:
        return (self.km, self.limit, self.by)


@dataclass(frozen=True)
class NotToday(OfStore):
    """The nearest store that has it cannot hand it over on the day."""

    kind = "missing"
    why: str = "closed"  # "closed", "later" or "unknown"


@dataclass(frozen=True)
class NoStore(Claim):
    """No store states to have it."""

    kind = "missing"
    private = True

    @property
    def evidence(self) -> tuple[str, str]:
        return "", ""


def told(km: float) -> float:
    """A distance as it is told: to a hundred metres below ten kilometres, else to a kilometre."""
    return round(km, 1) if km < 9.95 else float(round(km))


def hours_of(hours: str, zone: str, at: datetime) -> tuple[str, datetime | None]:
    """(one of `HOURS`, when that changes) of a store."""
    found = doors(hours, zone, at)
    if found is None:
        return "unknown", None
    if found.open:
        return ("always", None) if found.always else ("open", found.changes)
    return ("opens", found.changes) if found.changes else ("closed", None)

"""The nearest store that has the best offer, where it was asked for what is near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from assistant.constraints.reach import Reach
from assistant.explain.claims import Claim
from assistant.explain.evidence import Evidence, quotable
from assistant.explain.nearness import (
    NoStore,
    NotToday,
    PickUp,
    StoreFar,
    StoreNear,
    hours_of,
    told,
)
from assistant.place.spot import Spot
from retrieval.branches import clock
from retrieval.branches.branch import AtBranch
from retrieval.branches.nearest import Nearest, nearest
from retrieval.limits import AtStore

ANYWHERE = 20_040.0  # km: half around the earth
LEAST = 0.1  # km: by less nobody is too far off


def place_claims(evidence: Evidence) -> Iterator[Claim]:
    """How far its nearest store is, and what of that is not as it was asked for."""
    reach = Reach.of(evidence.asked.wishes)
    if not reach or reach.spot is None:
        return
    at, offers = clock.now(), [evidence.offer]
    found = nearest(offers, *reach.spot.point)
    if found is None:
        yield NoStore()
        return
    if not quotable(found.at.branch.title):
        return
    if reach.within_km and found.km > reach.within_km:
        by = max(told(found.km - reach.within_km), LEAST)
        yield StoreFar(**_stated(found, reach.spot, at), limit=reach.within_km, by=by)
        return
    if reach.pick_up == "today":
        km = reach.km if found.km <= reach.km else ANYWHERE
        fit = nearest(offers, *reach.spot.point, fits=AtStore(*reach.spot.point, km, at).at)
        if fit and quotable(fit.at.branch.title):
            yield PickUp(**_stated(fit, reach.spot, at))
            return
        if found.km <= reach.km:
            yield NotToday(**_stated(found, reach.spot, at), why=_why(found.at))
            return
    yield StoreNear(**_stated(found, reach.spot, at))


def _stated(found: Nearest, spot: Spot, at: datetime) -> dict[str, Any]:
    branch = found.at.branch
    hours, changes = hours_of(branch.hours, branch.zone, at)
    return {
        "code": branch.code,
        "store": branch.title,
        "spot": spot,
        "km": told(found.km),
        "at": at,
        "hours": hours,
        "changes": changes,
    }


def _why(at: AtBranch) -> str:
    if not at.same_day:
        return "later"
    return "closed" if at.branch.hours else "unknown"

"""Checks of stores: the distance is worked out by another formula, the hours are read anew.

Great-circle distance by the angle between two vectors; opening hours rule by rule and day by day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from math import atan2, cos, hypot, radians, sin
from typing import Any
from zoneinfo import ZoneInfo

from assistant.explain.checks.record import Record, Screen, harmless
from assistant.explain.claims import Claim
from assistant.explain.nearness import NoStore, NotToday, OfStore, PickUp, StoreFar, StoreNear
from retrieval.branches.branch import AtBranch

_RADIUS = 6371.0  # km
_SLACK = 0.06  # km, and as much of a kilometre where kilometres are told
_WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_AROUND = range(-2, 9)  # days
_FOREVER = timedelta(days=5)
_PICKED = 25.0  # km that somebody goes who has not said how far

Span = tuple[datetime, datetime]


def _distance(claim: OfStore, one: AtBranch) -> float:
    """Between the shopper and a store with coordinates."""
    here = _vector(claim.spot.latitude, claim.spot.longitude)
    there = _vector(one.branch.latitude or 0.0, one.branch.longitude or 0.0)
    cross = (
        here[1] * there[2] - here[2] * there[1],
        here[2] * there[0] - here[0] * there[2],
        here[0] * there[1] - here[1] * there[0],
    )
    dot = sum(a * b for a, b in zip(here, there, strict=True))
    return _RADIUS * atan2(hypot(*cross), dot)


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    phi, theta = radians(latitude), radians(longitude)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


def _stocked(one: AtBranch) -> bool:
    """Whether a store with coordinates has it."""
    located = one.branch.latitude is not None and one.branch.longitude is not None
    has = one.availability == "in_stock" or (not one.availability and (one.quantity or 0) > 0)
    return located and has


def _same_day(one: AtBranch) -> bool:
    if one.pickup == "not supported":
        return False
    return one.ready == "same day" or (one.ready == "" and one.pickup != "ship to store")


def _of_store(claim: OfStore, record: Record, screen: Screen) -> str:
    """That the store is there, that far, and keeps these hours."""
    mine = [one for one in record.offer.branches if one.branch.code == claim.code]
    if not mine or not _stocked(mine[0]):
        return "no store of that code has it"
    branch = mine[0].branch
    if claim.store not in (branch.name, branch.address, branch.code) or not harmless(claim.store):
        return "it is not called so"
    km = _distance(claim, mine[0])
    slack = _SLACK if claim.km < 10 else 0.51
    if abs(km - claim.km) > slack + 0.001 * km:
        return "it is not that far"
    return _hours(claim, branch.hours, branch.zone)


def _nearest(claim: OfStore, record: Record, fits: Callable[[AtBranch], bool]) -> str:
    """That no other store that has it and fits is nearer."""
    others = [one for one in record.offer.branches if _stocked(one) and fits(one)]
    slack = _SLACK if claim.km < 10 else 0.51
    nearer = any(_distance(claim, one) < claim.km - slack for one in others)
    return "another store is nearer" if nearer else ""


def _store_near(claim: StoreNear, record: Record, screen: Screen) -> str:
    return _of_store(claim, record, screen) or _nearest(claim, record, lambda one: True)


def _pick_up(claim: PickUp, record: Record, screen: Screen) -> str:
    if wrong := _of_store(claim, record, screen):
        return wrong
    (mine,) = (one for one in record.offer.branches if one.branch.code == claim.code)
    if not _today(claim, mine):
        return "it cannot be had there today"
    return _nearest(claim, record, lambda one: _today(claim, one))


def _today(claim: OfStore, one: AtBranch) -> bool:
    spans = _spans(one.branch.hours, one.branch.zone, claim.at)
    if not _same_day(one) or spans is None:
        return False
    here = ZoneInfo(one.branch.zone)
    day = claim.at.astimezone(here).date()
    return any(
        begin <= claim.at < end or (claim.at < begin and begin.astimezone(here).date() == day)
        for begin, end in spans
    )


def _store_far(claim: StoreFar, record: Record, screen: Screen) -> str:
    if wrong := _of_store(claim, record, screen) or _nearest(claim, record, lambda one: True):
        return wrong
    if claim.km < claim.limit - _SLACK or not claim.by > 0:
        return "it is near enough"
    fine = abs(claim.km - claim.limit - claim.by) <= (0.11 if claim.by < 10 else 1.1)
    return "" if fine else "it is not that much too far"


def _not_today(claim: NotToday, record: Record, screen: Screen) -> str:
    if wrong := _of_store(claim, record, screen):
        return wrong
    near = [one for one in record.offer.branches if _stocked(one)]
    if any(_distance(claim, one) <= _PICKED and _today(claim, one) for one in near):
        return "it can be had today"
    (mine,) = (one for one in near if one.branch.code == claim.code)
    why = "later" if not _same_day(mine) else "closed" if mine.branch.hours else "unknown"
    return "" if claim.why == why else "that is not why"


def _no_store(claim: NoStore, record: Record, screen: Screen) -> str:
    return "a store has it" if any(map(_stocked, record.offer.branches)) else ""


def _hours(claim: OfStore, hours: str, zone: str) -> str:
    """That a store is open or shut at the moment, and until when."""
    spans = _spans(hours, zone, claim.at)
    if spans is None:
        return "" if claim.hours == "unknown" and not hours else "its hours are not told so"
    now = next((one for one in spans if one[0] <= claim.at < one[1]), None)
    later = next((one[0] for one in spans if one[0] > claim.at), None)
    if now:
        kept = now[1] - claim.at > _FOREVER
        wanted = ("always", None) if kept else ("open", now[1])
    else:
        wanted = ("opens", later) if later else ("closed", None)
    return "" if (claim.hours, claim.changes) == wanted else "its hours are others"


def _spans(hours: str, zone: str, at: datetime) -> list[Span] | None:
    """When it is open around a moment, in UTC; None where the hours cannot be read."""
    rules = [_rule(one) for one in hours.split("; ")] if hours and zone else [None]
    if None in rules:
        return None
    here = ZoneInfo(zone)
    today = at.astimezone(here).date()
    found: list[Span] = []
    for ahead in _AROUND:
        for begin, end in _of_day([one for one in rules if one], today + timedelta(ahead), here):
            if found and begin <= found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((begin, end))
    return found


Rule = tuple[frozenset[int], date | None, tuple[tuple[int, int], ...]]
"""Days of the week, or one date; and from which minute of the day to which."""


def _of_day(rules: list[Rule], day: date, zone: ZoneInfo) -> Iterator[Span]:
    """The spans of the last rule that speaks of a day."""
    mine = [one for one in rules if (one[1] == day if one[1] else day.weekday() in one[0])]
    for begin, end in sorted(mine[-1][2]) if mine else ():
        yield _moment(day, begin, zone), _moment(day, end, zone)


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _rule(text: str) -> Rule | None:
    """One rule of opening hours; None for one that cannot be read."""
    if text == "24/7":
        return frozenset(range(7)), None, ((0, 1440),)
    found = re.fullmatch(r"(?:(\d{4}) ([A-Z][a-z]{2}) (\d\d) |([A-Z][a-z,\-A-Z]*) )?(\S+)", text)
    if not found:
        return None
    year, month, number, days, times = found.groups()
    spans = () if times == "off" else tuple(map(_minutes, times.split(",")))
    if None in spans or (month and month not in _MONTHS):
        return None
    on = date(int(year), _MONTHS.index(month) + 1, int(number)) if year else None
    return _days(days) if days else frozenset(range(7)), on, spans  # type: ignore[return-value]


def _days(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin, end = _WEEK.index(first), _WEEK.index(last or first)
        found |= {(begin + n) % 7 for n in range((end - begin) % 7 + 1)}
    return frozenset(found)


def _minutes(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d)", text)
    if not found:
        return None
    one, two, three, four = map(int, found.groups())
    begin, end = 60 * one + two, 60 * three + four
    return begin, end if end > begin else end + 1440


CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {
    StoreNear: _store_near,
    PickUp: _pick_up,
    StoreFar: _store_far,
    NotToday: _not_today,
    NoStore: _no_store,
}

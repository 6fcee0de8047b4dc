"""Whether a sale runs: dates as shops write them, and doubt where a date can be read two ways.

A day without a time lasts to its end, in the shop's time zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

LOCALES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")
"""Languages whose names of months are read; Chinese and Japanese write numbers."""

DAY = timedelta(days=1)
CLOCK = re.compile(
    r"[T,\s]*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?\b", re.IGNORECASE
)
OFFSET = re.compile(r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?")
SPLIT = re.compile(
    r"\s*(?:/|\.\.+|[,;|~–—]|(?<=\d)-(?=\d\d?\.)|\s-\s|\s(?:to|bis|au|al|tot|do|até|a|hasta)\s|至|～)\s*"
)
LONGEST = 80  # characters of a stated span that are looked at

Moments = list[tuple[datetime, datetime]]
"""Each reading of one date, as its first and its last moment."""


def runs_now(span: str, zone: str = "", now: datetime | None = None) -> bool | None:
    """Whether now lies in "start/end", either of which may be missing.

    True for no dates at all; None where they cannot be read, or be read so that it does not.
    `zone` is the IANA name of the shop's time zone, "" for that of this machine.
    """
    if not span.strip(" /-"):
        return True
    here = ZoneInfo(zone) if zone else datetime.now(UTC).astimezone().tzinfo
    now = now or datetime.now(UTC)
    verdicts = {
        first <= now <= last and start <= end
        for start, end in _spans(span[:LONGEST], here or UTC)
        for (first, _), (_, last) in [(start, end)]
    }
    return verdicts.pop() if len(verdicts) == 1 else None


def _spans(text: str, zone: tzinfo) -> Iterator[tuple]:
    """Every way to read a text as a span of time."""
    for split in SPLIT.finditer(text):
        starts = _edge(text[: split.start()], zone, datetime.min)
        ends = _edge(text[split.end() :], zone, datetime.max)
        yield from product(starts, ends)


def _edge(text: str, zone: tzinfo, missing: datetime) -> Moments:
    """The readings of one end of a span; a missing one is as far off as can be."""
    if not text.strip():
        never = missing.replace(tzinfo=UTC)
        return [(never, never)]
    return moments(text, zone)


def moments(text: str, zone: tzinfo) -> Moments:
    """Every reading of one date, none for what is none: `2025-01-31`, `31.1.25`, `Jan 31, 2025`,
    with a clock and an offset from UTC where stated."""
    text = text.strip(" '\"")
    if re.fullmatch(r"\d{10}", text):
        at = datetime.fromtimestamp(int(text), UTC)
        return [(at, at)]
    offset = OFFSET.search(text) if re.search(r"\d.*\d", text) else None
    if offset and (offset[1][0] not in "+-" or ":" in text or "T" in text):
        zone = _zone(offset[1])
        text = text[: offset.start()]
    whole = COMPACT.fullmatch(text)
    if whole:
        year, month, day, *clock = (int(part or 0) for part in whole.groups())
        return list(_moments(year, month, day, clock if whole[4] else None, zone))
    time = CLOCK.search(text)
    days = _days(text[: time.start()] if time else text)
    return [m for day in days for m in _moments(*day, _hours(time) if time else None, zone)]


def day_of(text: str) -> str:
    """The one day that a text names, as ISO 8601, with or without a clock; "" where it names none
    or can be read as several."""
    days = {first.date() for first, _ in moments(text[:LONGEST], UTC)}
    return days.pop().isoformat() if len(days) == 1 else ""


def _zone(offset: str) -> tzinfo:
    if offset[0] not in "+-":
        return UTC
    moved = datetime.strptime(offset.replace(":", ""), "%z").tzinfo
    return moved or UTC


def _hours(time: re.Match) -> list[int]:
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4]:
        hour = hour % 12 + 12 * (time[4].lower()[0] == "p")
    return [hour, minute, second]


def _moments(
    year: int, month: int, day: int, clock: list[int] | None, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    try:
        hour, minute, second = clock or (0, 0, 0)
        at = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        end = at if clock is not None else at + DAY - timedelta(microseconds=1)
        yield at.astimezone(UTC), end.astimezone(UTC)
    except (ValueError, OverflowError):
        return


def _days(text: str) -> Iterator[tuple[int, int, int]]:
    """Every reading of a day as year, month, day."""
    text = text.strip(" ,").lower()
    if found := re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text):
        yield int(found[1]), int(found[2]), int(found[3])
    elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)", text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        first, second = int(found[1]), int(found[2])
        yield year, second, first
        if first != second and "." not in text:  # with points the day comes first everywhere
            yield year, first, second
    elif words := re.findall(r"[^\W\d_]+|\d+", text):
        numbers = [int(word) for word in words if word.isdecimal() and len(word) <= 4]
        named = [month for word in words if (month := months().get(word))]
        if len(numbers) == 2 and len(named) == 1 and len(words) <= 6:
            yield max(numbers), named[0], min(numbers)


@cache
def months() -> dict[str, int]:
    """Name of a month, whole or short, in small letters → its number."""
    return {
        name.lower().rstrip("."): number
        for locale in LOCALES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()
    }

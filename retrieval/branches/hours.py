"""Opening hours: as feeds state them, in OpenStreetMap's form, and as moments in a time zone.

The form is the part of https://wiki.openstreetmap.org/wiki/Key:opening_hours that says all that a
week and single dates can say: "Mo-Fr 09:00-12:00,13:00-18:00; Sa 22:00-02:00; 2026 Dec 25 off".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST = 1000  # characters of what a feed states
BACK, AHEAD = timedelta(days=2), timedelta(days=8)
"""How far around a moment is looked: a night before it, a week after it."""

_NAMES = {
    "Mo": "monday mon montag 周一 星期一 週一",
    "Tu": "tuesday tues tue tu dienstag di 周二 星期二 週二",
    "We": "wednesday wed we mittwoch mi 周三 星期三 週三",
    "Th": "thursday thurs thur thu th donnerstag do 周四 星期四 週四",
    "Fr": "friday fri fr freitag 周五 星期五 週五",
    "Sa": "saturday sat sa samstag sonnabend 周六 星期六 週六",
    "Su": "sunday sun su sonntag so 周日 星期日 周天 星期天 週日",
    "Mo-Su": "daily everyday täglich 每天",
    "off": "closed geschlossen ruhetag x 休息 关门 不营业",
    "-": "to until till bis 至 到 – — −",
    "": "uhr 点 h from von",
}
"""What we write → what feeds write for it."""
_WORDS = {word: ours for ours, words in _NAMES.items() for word in words.split()}
_WORDS |= {"mo": "Mo", "off": "off"}
_WORD = re.compile("|".join(map(re.escape, sorted(_WORDS, key=len, reverse=True))))
_LATIN = re.compile(r"[^\W\d_]+\.?|[–—−]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})(?:[:.](\d{2}))?(?::00)?\s*(a\.?m\.?|p\.?m\.?)?(?![\d:])")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:\s*:)?")
_OSM_DAY = re.compile(rf"(\d{{4}}) ({'|'.join(MONTHS)}) (\d{{1,2}})(?![\d:])")

_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_TIMES = r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*"
_WHEN = rf"{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*|\d{{4}} (?:{'|'.join(MONTHS)}) \d\d"
_RULE = re.compile(rf"24/7|(?:(?:{_WHEN}) )?(?:{_TIMES}|off)")


@dataclass(frozen=True)
class Doors:
    """Whether a branch is open at a moment, and when that changes, in its own time zone."""

    open: bool
    changes: datetime | None  # when it closes, or opens next; None where neither is in sight

    @property
    def always(self) -> bool:
        """Whether it never closes."""
        return self.open and self.changes is None


def read_hours(stated: str) -> str:
    """Opening hours in OpenStreetMap's form, "" for none. Raises `ValueError`, one clause."""
    text = stated.strip()
    if not text:
        return ""
    rules = [_rule(one) for one in _split(text[:LONGEST])]
    made = "; ".join(filter(None, rules))
    if len(text) > LONGEST or not all(map(_RULE.fullmatch, made.split("; "))) or not validate(made):
        raise ValueError(
            f"its opening hours {text!r:.60} cannot be read; write them as "
            "Mo-Fr 09:00-18:00; Sa 10:00-14:00; 2026-12-25 off"
        )
    return made


def read_week(days: Mapping[str, str], special: str = "") -> str:
    """The same of a column a day, and one of single dates ("2026-12-24: 09:00-13:00,
    2026-12-25: x"). Raises `ValueError`."""
    week = [f"{day} {text.strip()}" for day, text in days.items() if text.strip()]
    dates = re.split(r"[,;]\s*(?=\d{4}-)", special.strip()) if special.strip() else []
    return read_hours("; ".join([*week, *dates]))


def doors(hours: str, zone: str, at: datetime) -> Doors | None:
    """Whether it is open at a moment; None where hours or zone are not known.

    What the clock shows becomes a moment here and not in the library, which takes what is shown
    twice in a night for one: a time that the clock skips is an hour later, of one that it shows
    twice the first counts.
    """
    if not hours or not zone:
        return None
    here = ZoneInfo(zone)
    for begin, end in _spans(hours, here, at):
        if begin <= at < end:
            return Doors(True, None if end - at > AHEAD - BACK else end.astimezone(here))
        if at < begin:
            return Doors(False, begin.astimezone(here))
    return Doors(False, None)


def open_later_today(hours: str, zone: str, at: datetime) -> bool:
    """Whether one may still walk in on the day that it is there."""
    found = doors(hours, zone, at)
    if found is None or found.open or found.changes is None:
        return found is not None and found.open
    return found.changes.date() == at.astimezone(ZoneInfo(zone)).date()


def zone_at(latitude: float, longitude: float) -> str:
    """The time zone of a place, from its coordinates."""
    found = OpeningHours("2099 Jan 1", coords=(latitude, longitude)).next_change()
    return str(getattr(found and found.tzinfo, "key", "") or "")


def _spans(hours: str, zone: ZoneInfo, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """(opens, closes) around a moment, in UTC and in order; what touches is one."""
    wall = at.astimezone(zone).replace(tzinfo=None, microsecond=0)
    held: tuple[datetime, datetime] | None = None
    for begin, end, state, _ in _parsed(hours).intervals(wall - BACK, wall + AHEAD):
        if state != State.OPEN:
            continue
        span = tuple(one.replace(tzinfo=zone).astimezone(UTC) for one in (begin, end))
        if held and span[0] <= held[1]:
            held = held[0], max(span[1], held[1])
            continue
        if held:
            yield held
        held = span[0], span[1]
    if held:
        yield held


@lru_cache(maxsize=2000)
def _parsed(hours: str) -> OpeningHours:
    return OpeningHours(hours)


def _split(text: str) -> list[str]:
    """The rules of a text: apart by semicolons, lines, or commas before a day."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[;|\n。、]+", ";", text)
    parts = re.split(r";|,\s*(?=[^\W\d_]{2,})", text)
    joined: list[str] = []
    for part in filter(None, map(str.strip, parts)):
        if joined and not re.search(r"\d|off|x$|closed", joined[-1], re.I):  # "Mo, We, Fr 9-12"
            joined[-1] += f",{part}"
        else:
            joined.append(part)
    return joined


def _rule(text: str) -> str:
    """One rule in the form: "Mon – Fri: 9am to 6pm" is "Mo-Fr 09:00-18:00"."""
    if text.replace(" ", "") == "24/7":
        return "24/7"
    dated = _OSM_DAY.sub(lambda m: f"{m[1]}-{MONTHS.index(m[2]) + 1:02}-{int(m[3]):02}", text)
    dated = _ISO_DAY.sub(lambda m: f"\0{m[1]}{m[2]}{m[3]}\0 ", dated)
    said = _LATIN.sub(lambda m: _word(m[0]), dated)
    said = _HAN.sub(lambda m: _WORD.sub(lambda one: f"{_WORDS[one[0]]} ", m[0]), said)
    said = re.sub(r"(?<=[a-z])\s*:", " ", said)
    said = re.sub(r"\0(\d+)\0|" + _CLOCK.pattern, _written, said)
    said = re.sub(r"\s*([-,])\s*", r"\1", said)
    said = re.sub(r"(?<=[a-z])(?=\d)|(?<=[a-z]),(?=\d)", " ", said)
    return re.sub(r"\s+", " ", said).strip()


def _word(word: str) -> str:
    plain = word.lower().rstrip(".")
    return word.lower() if plain in ("am", "pm", "a", "p", "m") else _WORDS.get(plain, word)


def _written(match: re.Match[str]) -> str:
    """A day as OpenStreetMap has it, or a time of day in 24 hours."""
    if day := match[1]:
        month = int(day[4:6])
        name = MONTHS[month - 1] if 1 <= month <= 12 else "?"
        return f"{day[:4]} {name} {day[6:]}"
    hour, minute, half = int(match[2]), match[3] or "00", (match[4] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute}"

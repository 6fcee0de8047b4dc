"""Opening hours as feeds write them, and whether a store is open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from retrieval.branches.hours import doors, open_later_today, read_hours, read_week, zone_at


@pytest.mark.parametrize(
    ("stated", "form"),
    [
        ("Mo-Fr 09:00-18:00; Sa 10:00-14:00", "Mo-Fr 09:00-18:00; Sa 10:00-14:00"),
        ("Mon-Fri: 9am-6pm, Sat 10am-2pm", "Mo-Fr 09:00-18:00; Sa 10:00-14:00"),
        ("Mon – Fri 9:00 AM to 6:00 PM; Sunday closed", "Mo-Fr 09:00-18:00; Su off"),
        ("Mo-Fr 9-18 Uhr; So geschlossen", "Mo-Fr 09:00-18:00; Su off"),
        ("周一至周五 09:00-18:00；周日休息", "Mo-Fr 09:00-18:00; Su off"),
        ("每天 10:00-22:00", "Mo-Su 10:00-22:00"),
        ("Mo-Fr 9-12,13-18", "Mo-Fr 09:00-12:00,13:00-18:00"),
        ("Mo, We, Fr 9-12", "Mo,We,Fr 09:00-12:00"),
        ("12am-12pm", "00:00-12:00"),
        ("2026-12-25 off", "2026 Dec 25 off"),
        ("24/7", "24/7"),
        ("", ""),
    ],
)
def test_what_feeds_write_is_read(stated: str, form: str) -> None:
    assert read_hours(stated) == form
    assert read_hours(form) == form


@pytest.mark.parametrize(
    "stated", ["when we like", "PH off", "25:00-26:00", "Mo 09:00-25:61", "sunrise-sunset", "Mo 9",
               "2026-13-40 off", "x" * 2000]
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_clause(stated: str) -> None:
    with pytest.raises(ValueError, match="cannot be read; write them as Mo-Fr") as wrong:
        read_hours(stated)
    assert "\n" not in str(wrong.value)


def test_a_column_a_day_and_single_dates_make_one() -> None:
    week = {"Mo": "09:00-18:00", "Tu": "9:00 AM-12:00 PM, 1:00 PM-5:00 PM", "Su": "x"}
    assert read_week(week, "2026-12-24: 09:00-13:00, 2026-12-25: x") == (
        "Mo 09:00-18:00; Tu 09:00-12:00,13:00-17:00; Su off; 2026 Dec 24 09:00-13:00; "
        "2026 Dec 25 off"
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def told(hours: str, zone: str, moment: str) -> tuple[bool, str]:
    found = doors(hours, zone, at(moment))
    assert found is not None
    return found.open, found.changes.isoformat(timespec="minutes") if found.changes else ""


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        ("2026-11-30T17:59:00+01:00", (True, "2026-11-30T18:00+01:00")),
        ("2026-11-30T18:00:00+01:00", (False, "2026-12-01T09:00+01:00")),
        ("2026-12-05T12:00:00+01:00", (False, "2026-12-07T09:00+01:00")),  # a weekend
        ("2026-12-24T20:00:00+01:00", (False, "2026-12-28T09:00+01:00")),  # Christmas is closed
        ("2026-11-30T08:30:00+00:00", (True, "2026-11-30T18:00+01:00")),  # half past nine there
    ],
)
def test_open_until_and_open_again(moment: str, wanted: tuple[bool, str]) -> None:
    assert told("Mo-Fr 09:00-18:00; 2026 Dec 25 off", "Europe/Berlin", moment) == wanted


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        ("2026-12-05T23:30:00+01:00", (True, "2026-12-06T02:00+01:00")),
        ("2026-12-06T01:30:00+01:00", (True, "2026-12-06T02:00+01:00")),
        ("2026-12-06T02:00:00+01:00", (False, "2026-12-12T22:00+01:00")),
    ],
)
def test_over_midnight(moment: str, wanted: tuple[bool, str]) -> None:
    assert told("Sa 22:00-02:00", "Europe/Berlin", moment) == wanted


def test_the_night_that_the_clock_goes_forward_is_an_hour_shorter() -> None:
    begins = "2026-03-28T22:00:00+01:00"
    assert told("Sa 22:00-04:00", "Europe/Berlin", begins) == (True, "2026-03-29T04:00+02:00")
    assert told("Su 02:30-05:00", "Europe/Berlin", "2026-03-29T01:59:00+01:00")[0] is False
    assert told("Su 02:30-05:00", "Europe/Berlin", "2026-03-29T03:30:00+02:00")[0] is True


def test_the_night_that_the_clock_goes_back_is_an_hour_longer() -> None:
    assert told("Su 02:30-05:00", "Europe/Berlin", "2026-10-25T02:40:00+02:00") == (
        True, "2026-10-25T05:00+01:00",
    )  # fmt: skip
    # The clock shows ten past two once more, and nobody has closed since half past.
    assert told("Su 02:30-05:00", "Europe/Berlin", "2026-10-25T02:10:00+01:00")[0] is True


def test_the_zone_is_the_stores() -> None:
    noon_in_utc = "2026-11-30T12:00:00+00:00"
    assert told("Mo-Su 10:00-20:00", "Asia/Tokyo", noon_in_utc)[0] is False
    assert told("Mo-Su 10:00-20:00", "America/New_York", noon_in_utc)[0] is False
    assert told("Mo-Su 10:00-20:00", "Europe/Berlin", noon_in_utc)[0] is True
    assert zone_at(51.34, 12.37) == "Europe/Berlin"
    assert zone_at(35.67, 139.76) == "Asia/Tokyo"


def test_one_that_never_closes_and_one_that_never_opens() -> None:
    always = doors("24/7", "Europe/Berlin", at("2026-10-25T02:10:00+01:00"))
    assert always is not None
    assert always.always
    never = doors("Mo-Su off", "Europe/Berlin", at("2026-11-30T12:00:00+01:00"))
    assert never is not None
    assert (never.open, never.changes) == (False, None)
    assert doors("", "Europe/Berlin", at("2026-11-30T12:00:00+01:00")) is None


def test_later_today_ends_with_the_day_of_the_store() -> None:
    late = at("2026-11-30T20:00:00+00:00")  # five in the morning in Tokyo, on Tuesday
    assert open_later_today("Tu 10:00-20:00", "Asia/Tokyo", late)
    assert not open_later_today("Mo 10:00-20:00", "Asia/Tokyo", late)
    assert not open_later_today("Tu 10:00-20:00", "Europe/Berlin", late)

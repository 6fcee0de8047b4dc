"""Whether a sale runs."""

from datetime import UTC, datetime

import pytest

from retrieval.sources.dates import runs_now

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "span",
    [
        "2026-03-01/2026-03-15",
        "2026-03-15/",
        "/2026-03-15",
        "15.3.2026 - 31.3.2026",
        "March 1, 2026 / March 15, 2026",
        "1 mars 2026|20 mars 2026",
        "1 marzo 2026 al 20 marzo 2026",
        "2026年3月1日～2026年3月31日",
        "2026-03-15T13:00+0200/2026-03-15T15:00+0200",
        "03/01/2020/12/31/2099",
        "",
        " / ",
    ],
)
def test_a_sale_runs_to_the_end_of_its_last_day(span):
    assert runs_now(span, "UTC", NOON) is True


@pytest.mark.parametrize(
    "span",
    [
        "2026-03-01/2026-03-14",
        "2026-03-16/2026-03-20",
        "2024-01-01 00:00:00 GMT/2024-02-01 00:00:00 GMT",
        "01/02/2024 - 03/02/2024",
        "2024-01-01, 2024-02-01",
        "Jan 1, 2024/Feb 1, 2024",
    ],
)
def test_a_sale_that_is_over_or_to_come_does_not_run(span):
    assert runs_now(span, "UTC", NOON) is False


@pytest.mark.parametrize("span", ["soon", "2026-13-45/2026-99-01", "all spring/", "04/03/2026/"])
def test_dates_that_cannot_be_told_are_no_proof(span):
    assert runs_now(span, "UTC", NOON) is None


def test_the_last_day_is_the_shops():
    late = datetime(2026, 3, 16, 3, tzinfo=UTC)  # still the 15th in New York
    assert runs_now("2026-03-01/2026-03-15", "America/New_York", late) is True
    assert runs_now("2026-03-01/2026-03-15", "Asia/Tokyo", late) is False

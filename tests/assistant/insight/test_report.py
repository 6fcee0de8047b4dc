from __future__ import annotations

from datetime import date, timedelta

from assistant.insight.report import MOST, Report, write_report
from assistant.insight.store import Tally

FIRST = date(2026, 6, 1)


def tally(kind: str, count: int, what: str = "", detail: str = "", after: int = 0) -> Tally:
    return Tally(FIRST + timedelta(days=after), kind, what, detail, count)


def test_days_totals_and_lists_agree() -> None:
    rows = [
        tally("turn", 5), tally("nothing", 1, "scooter"), tally("refused", 1, "delivery"),
        tally("turn", 2, after=2), tally("nothing", 2, "scooter", after=2),
        tally("wished", 3, "mugs"), tally("wished", 4, "lamps"),
    ]  # fmt: skip
    report = Report.over(rows, FIRST, 4)
    assert [(day.turns, day.failed) for day in report.days] == [(5, 2), (0, 0), (2, 2), (0, 0)]
    assert report.totals["turn"] == sum(day.turns for day in report.days) == 7
    assert report.lists["nothing"] == [("scooter", "", 3)]
    assert [what for what, _, _ in report.lists["wished"]] == ["lamps", "mugs"]


def test_a_list_has_the_most_frequent_alone() -> None:
    rows = [tally("wished", number + 1, f"kind {number}") for number in range(MOST + 5)]
    listed = Report.over(rows, FIRST, 1).lists["wished"]
    assert len(listed) == MOST
    assert listed[0] == (f"kind {MOST + 4}", "", MOST + 5)


def test_no_cell_is_a_formula() -> None:
    table = write_report([tally("opened", 2, "=1+1", "@mug")]).splitlines()
    assert table == ["day,kind,what,detail,count", "2026-06-01,opened,'=1+1,'@mug,2"]

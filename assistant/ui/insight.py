"""The tab of insight: what shoppers asked for, as HTML."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.dialogue import sayings
from assistant.insight import DAYS, Report
from assistant.insight.report import Day, Line
from assistant.languages.filling import capital
from assistant.ui.labels import value_word
from assistant.ui.rendering import render
from assistant.ui.texts import Texts

PERIODS = (7, 30, DAYS)  # days that can be looked at
WIDTH, HEIGHT, BASE = 640, 120, 16  # of the plot, in units of its own; the days stand below
GAP = 0.25  # of a day's width between two columns


@dataclass(frozen=True)
class Column:
    """One day of the plot."""

    x: float
    width: float
    top: float  # of all turns
    failed: float  # top of those that found nothing
    label: str


def render_insight(report: Report, length: int, counting: bool, t: Texts) -> str:
    """All of the tab, for a keeper."""
    return render(
        "insight.html",
        t,
        periods=PERIODS,
        length=length,
        forgotten=DAYS,
        counting=counting,
        totals=report.totals,
        unmet=report.totals["nothing"] + report.totals["refused"],
        columns=columns(report.days, t),
        ends=[t.day(report.days[0].day), t.day(report.days[-1].day)],
        plot=(WIDTH, HEIGHT, BASE),
        most=max((day.turns for day in report.days), default=0),
        nothing=_lines(report, "nothing"),
        refused=[
            (t(f"talk_{what}") + (t("colon") + detail if detail else ""), count)
            for what, detail, count in report.lists.get("refused", ())
        ],
        wished=bars(report.lists.get("wished", ()), t),
        given_up=[
            (capital(sayings.name(t.language, what)), count)
            for what, _, count in report.lists.get("given_up", ())
        ],
        opened=[(what, detail, n) for what, detail, n in report.lists.get("opened", ())],
        why=[(t(f"why_{what}"), n) for what, _, n in report.lists.get("why", ())],
    )


def columns(days: tuple[Day, ...], t: Texts) -> list[Column]:
    """Where each day's columns stand in a box of `WIDTH` by `HEIGHT`."""
    most = max((day.turns for day in days), default=0) or 1
    step, floor = WIDTH / len(days), HEIGHT - BASE

    def top(count: int) -> float:
        return round(floor - floor * min(count, most) / most, 1)

    return [
        Column(
            round(number * step, 1),
            round(step * (1 - GAP), 1),
            top(day.turns),
            top(day.failed),
            t("day_told", day=t.day(day.day), turns=day.turns, failed=day.failed),
        )
        for number, day in enumerate(days)
    ]


def bars(lines: list[Line] | tuple[Line, ...], t: Texts) -> list[tuple[str, int, float]]:
    """(kind, how often, share of the most frequent one in per cent) of each."""
    most = max((count for _, _, count in lines), default=1)
    return [
        (value_word("category", what, t), count, round(100 * count / most, 1))
        for what, _, count in lines
    ]


def _lines(report: Report, kind: str) -> list[tuple[str, int]]:
    return [(what, count) for what, _, count in report.lists.get(kind, ())]

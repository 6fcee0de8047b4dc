"""The tab of insight: its parts, and what happens on them. Each event asks anew who sends it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.access import Access
from assistant.insight import Insight, Report, Tallies
from assistant.ui.insight import PERIODS, render_insight
from assistant.ui.rendering import render, script
from assistant.ui.texts import Texts, texts

Updates = dict[Any, Any]


@dataclass(frozen=True)
class InsightTab:
    """The parts that change."""

    tab: gr.Tab  # seen by keepers alone
    board: gr.HTML
    days: gr.State  # how many are looked at

    def dress(self, t: Texts) -> Updates:
        """What stands on the tab whatever happens, in a language."""
        return {self.tab: gr.update(label=t("tab_insight"))}


def lay_out_insight(t: Texts) -> InsightTab:
    """Put the tab on the page that is being built (inside `with gr.Tabs():`)."""
    with (
        gr.Tab(t("tab_insight"), id="insight", visible=False) as tab,
        gr.Column(elem_id="insight"),
    ):
        days = gr.State(PERIODS[1])
        board = gr.HTML(js_on_load=script("sure.js", "insight.js"), apply_default_css=False)
    return InsightTab(tab, board, days)


class InsightHandlers:
    """The tab's events, over the components they change."""

    def __init__(self, insight: Insight, access: Access, tab: InsightTab) -> None:
        self._insight = insight
        self._access = access
        self._ui = tab

    def arrive(self, request: gr.Request) -> Updates:
        """A page was opened: keepers see the tab, where anything is counted."""
        return {self._ui.tab: gr.update(visible=self._insight.on and self._access.allows(request))}

    async def show(self, days: int, language: str, request: gr.Request) -> Updates:
        """The tab was opened, or speaks another language."""
        return await self._shown(days, texts(language), request)

    async def click(
        self, days: int, language: str, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Another period, the switch, or forgetting."""
        act, t = getattr(event, "act", ""), texts(language)
        tallies = self._insight.tallies
        if tallies and self._access.allows(request):
            if act == "period" and getattr(event, "days", 0) in PERIODS:
                days = event.days
            elif act == "count":
                tallies.counting = getattr(event, "on", False) is True
            elif act == "forget":
                tallies.forget_all()
        return {self._ui.days: days, **await self._shown(days, t, request)}

    async def _shown(self, days: int, t: Texts, request: gr.Request) -> Updates:
        if not self._access.allows(request):
            return {self._ui.board: render("refusal.html", t)}
        tallies = self._insight.tallies
        if tallies is None:
            return {self._ui.board: render("note.html", text=t("being_readied"))}
        return {self._ui.board: await asyncio.to_thread(_board, tallies, days, t)}


def _board(tallies: Tallies, days: int, t: Texts) -> str:
    return render_insight(Report.of(tallies, days), days, tallies.counting, t)

"""What happens on the tab of sources. Each event asks anew whether its sender may change things."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import cached_property

import gradio as gr

from assistant.access import Access, Request
from assistant.startup import Opening
from assistant.ui.desk import Desk
from assistant.ui.layout import Updates
from assistant.ui.messages import apology
from assistant.ui.rendering import render
from assistant.ui.sources import (
    columns,
    find_pair,
    render_pairs,
    render_quarantine,
    render_sources,
    render_work,
)
from assistant.ui.texts import Texts, texts
from assistant.ui.upkeep import FeedRequest, Upkeep, Work
from assistant.ui.uploads import own
from retrieval.catalogue import Catalogue
from retrieval.errors import BadQuery

POLL = 0.5  # seconds between two looks at how far a job is
ANSWERS = {"same": True, "different": False}
MOST_SKIPPED = 1000  # pairs that a page can put off


class DeskHandlers:
    """The tab's events, over the components they change."""

    def __init__(self, opening: Opening, access: Access, desk: Desk) -> None:
        self._opening = opening
        self._access = access
        self._ui = desk

    async def show(
        self, skipped: list[str], language: str, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """The tab was opened: show all of it, and how a job gets on until it is done."""
        t, allowed = texts(language), self._access.allows(request)
        while self._opening.assistant is None:
            yield {self._ui.overview: render("sources.html", t, sources=None, whole=False)}
            if self._opening.status.problem:
                return
            await asyncio.sleep(POLL)
        yield {
            **await self._all(skipped, allowed, t),
            self._ui.refusal: gr.update(visible=not allowed),
            self._ui.keeper: gr.update(visible=allowed),
        }
        if allowed:
            async for updates in self._watch(skipped, t):
                yield updates

    async def add(
        self,
        shop: str,
        currency: str,
        site: str,
        column: str | None,
        field: str | None,
        url: str,
        file: str | None,
        skipped: list[str],
        language: str,
        request: gr.Request,
    ) -> AsyncIterator[Updates]:
        """A feed was named or uploaded: read it, and show how far that is."""
        t = texts(language)
        try:
            self._check(request, t)
            path = own(file) if file else None
            corrected = (column or "", field or "")
            wanted = FeedRequest.of(
                shop or "", currency or "", url or "", path, site or "", corrected
            )
            self._upkeep.add(wanted)
        except FileNotFoundError:
            yield self._problem(t("file_gone"), t)
            return
        except Exception as error:
            yield self._problem(apology(error, t), t)
            return
        yield {
            self._ui.url: "",
            self._ui.file: None,
            self._ui.column: None,
            self._ui.field: "",
            self._ui.work: render_work(self._upkeep.work, t),
        }
        async for updates in self._watch(skipped, t):
            yield updates

    async def decide(
        self, skipped: list[str], language: str, event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """A button beside a pair was pressed."""
        t = texts(language)
        name, answer = getattr(event, "pair", ""), getattr(event, "answer", "")
        try:
            self._check(request, t)
            pair = await asyncio.to_thread(find_pair, self._catalogue, name)
        except Exception as error:
            yield self._problem(apology(error, t), t)
            return
        if answer == "again":
            skipped = []
        elif answer == "skip" and pair:
            skipped = [*skipped, name][-MOST_SKIPPED:]
        elif answer in ANSWERS and pair:
            self._upkeep.decide(pair.a, pair.b, ANSWERS[answer])
        yield {self._ui.skipped: skipped, **await self._pairs(skipped, t)}
        async for updates in self._watch(skipped, t):
            yield updates

    @property
    def _catalogue(self) -> Catalogue:
        if self._opening.assistant is None:
            raise BadQuery(texts("en")("not_ready"))
        return self._opening.assistant.catalogue

    @cached_property
    def _upkeep(self) -> Upkeep:
        return Upkeep(self._catalogue.folder)

    def _check(self, request: Request, t: Texts) -> None:
        if not self._access.allows(request):
            raise BadQuery(t("refusal"))

    async def _watch(self, skipped: list[str], t: Texts) -> AsyncIterator[Updates]:
        """How far a job is until it is done, then all that it may have changed."""
        if not self._upkeep.work.busy:
            return
        while (work := self._upkeep.work).busy:
            yield {self._ui.work: render_work(work, t)}
            await asyncio.sleep(POLL)
        yield await self._all(skipped, True, t)

    async def _all(self, skipped: list[str], allowed: bool, t: Texts) -> Updates:
        table = await asyncio.to_thread(render_sources, self._catalogue, allowed, t)
        if not allowed:
            return {self._ui.overview: table}
        return {
            self._ui.overview: table,
            self._ui.work: render_work(self._upkeep.work, t),
            self._ui.quarantine: await asyncio.to_thread(render_quarantine, self._catalogue, t),
            self._ui.column: gr.update(choices=await asyncio.to_thread(columns, self._catalogue)),
            **await self._pairs(skipped, t),
        }

    async def _pairs(self, skipped: list[str], t: Texts) -> Updates:
        pending = self._upkeep.pending
        html = await asyncio.to_thread(render_pairs, self._catalogue, pending, skipped, t)
        return {self._ui.pairs: html}

    def _problem(self, sentence: str, t: Texts) -> Updates:
        return {self._ui.work: render_work(Work(problem=sentence), t)}

"""What happens on the tab of sources. Each event asks anew whether its sender may change things."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

import gradio as gr

from assistant.access import Access, Request
from assistant.startup import Opening
from assistant.ui.desk import Desk
from assistant.ui.layout import Updates
from assistant.ui.messages import apology
from assistant.ui.rendering import render
from assistant.ui.sources import (
    find_pair,
    render_pairs,
    render_preview,
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


SOURCE_ACTS: dict[str, Callable[[Upkeep, str, str], None]] = {
    "update": lambda upkeep, name, value: upkeep.refresh(name),
    "shrink": lambda upkeep, name, value: upkeep.refresh(name, shrink=True),
    "remove": lambda upkeep, name, value: upkeep.remove(name),
    "rename": lambda upkeep, name, value: upkeep.rename(name, value),
    "plan": lambda upkeep, name, value: upkeep.plan(name, value),
}
"""What is clicked beside a source → what does it."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    shop: str
    currency: str
    site: str
    url: str
    file: str | None

    def request(self, mapping: Mapping[str, str], shrink: bool) -> FeedRequest:
        """The feed that is meant. Raises `BadFeed`, `FileNotFoundError`."""
        path = own(self.file) if self.file else None
        return FeedRequest.of(self.shop, self.currency, self.url, path, self.site, mapping, shrink)


class DeskHandlers:
    """The tab's events, over the components they change."""

    def __init__(
        self, opening: Opening, access: Access, desk: Desk, upkeep: Callable[[], Upkeep]
    ) -> None:
        self._opening = opening
        self._shared = upkeep  # the server's one writer, once the assistant is open
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

    async def look(
        self,
        shop: str,
        currency: str,
        site: str,
        url: str,
        file: str | None,
        language: str,
        request: gr.Request,
    ) -> AsyncIterator[Updates]:
        """A feed was named or uploaded: show what it would be read as."""
        t = texts(language)
        typed = Typed(shop or "", currency or "", site or "", url or "", file)
        async for updates in self._look(typed, {}, False, t, request):
            yield updates

    async def preview(
        self,
        shop: str,
        currency: str,
        site: str,
        url: str,
        file: str | None,
        skipped: list[str],
        language: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> AsyncIterator[Updates]:
        """Another meaning of a column was chosen, or the feed is to be added, or is not."""
        t = texts(language)
        typed = Typed(shop or "", currency or "", site or "", url or "", file)
        said = getattr(event, "mapping", {})
        mapping = {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}
        shrink = getattr(event, "shrink", False) is True
        if (act := getattr(event, "act", "")) == "cancel":
            yield {self._ui.preview: ""}
        elif act == "look":
            async for updates in self._look(typed, mapping, shrink, t, request):
                yield updates
        elif act == "add":
            async for updates in self._add(typed, mapping, shrink, skipped, t, request):
                yield updates

    async def source(
        self, skipped: list[str], language: str, event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """Something is to be done with a source."""
        t = texts(language)
        name, value = getattr(event, "source", ""), getattr(event, "value", "")
        doer = SOURCE_ACTS.get(getattr(event, "act", ""))
        if doer is None or not isinstance(name, str) or not isinstance(value, str):
            return
        try:
            self._check(request, t)
            doer(self._upkeep, name, value)
        except Exception as error:
            yield self._problem(apology(error, t), t)
            return
        yield {self._ui.work: render_work(self._upkeep.work, t)}
        async for updates in self._watch(skipped, t):
            yield updates

    async def _look(
        self,
        typed: Typed,
        mapping: Mapping[str, str],
        shrink: bool,
        t: Texts,
        request: gr.Request,
    ) -> AsyncIterator[Updates]:
        yield {self._ui.work: render_work(Work("Opening the feed"), t)}
        try:
            self._check(request, t)
            wanted = typed.request(mapping, shrink)
            seen = await asyncio.to_thread(self._upkeep.look, wanted)
        except Exception as error:
            yield {self._ui.preview: "", **self._problem(_sorry(error, t), t)}
            return
        yield {
            self._ui.preview: render_preview(seen, wanted, t),
            self._ui.work: render_work(self._upkeep.work if self._upkeep.work.busy else Work(), t),
        }

    async def _add(
        self,
        typed: Typed,
        mapping: Mapping[str, str],
        shrink: bool,
        skipped: list[str],
        t: Texts,
        request: gr.Request,
    ) -> AsyncIterator[Updates]:
        try:
            self._check(request, t)
            self._upkeep.add(typed.request(mapping, shrink))
        except Exception as error:
            yield self._problem(_sorry(error, t), t)
            return
        yield {
            self._ui.url: "",
            self._ui.file: None,
            self._ui.preview: "",
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

    @property
    def _upkeep(self) -> Upkeep:
        return self._shared()

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
            **await self._pairs(skipped, t),
        }

    async def _pairs(self, skipped: list[str], t: Texts) -> Updates:
        pending = self._upkeep.pending
        html = await asyncio.to_thread(render_pairs, self._catalogue, pending, skipped, t)
        return {self._ui.pairs: html}

    def _problem(self, sentence: str, t: Texts) -> Updates:
        return {self._ui.work: render_work(Work(problem=sentence), t)}


def _sorry(error: Exception, t: Texts) -> str:
    return t("file_gone") if isinstance(error, FileNotFoundError) else apology(error, t)

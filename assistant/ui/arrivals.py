"""A page is opened, comes back, or changes its language."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import gradio as gr

from assistant.assistant import Assistant
from assistant.house import House
from assistant.startup import Opening
from assistant.ui.keeping import known
from assistant.ui.layout import Updates
from assistant.ui.memory import Memory
from assistant.ui.sessions import Session, Sessions
from assistant.ui.stage import Stage
from assistant.ui.texts import Texts, preferred, texts
from assistant.ui.visits import Visit, Visits

POLL = 0.3  # seconds between two looks at how far the catalogue is


class Arrivals:
    """Shows a page what it goes on with."""

    def __init__(
        self, opening: Opening, sessions: Sessions, visits: Visits, stage: Stage, house: House
    ) -> None:
        self._opening = opening
        self._sessions = sessions
        self._visits = visits
        self._stage = stage
        self._house = house

    async def watch(self, memory: str, request: gr.Request) -> AsyncIterator[Updates]:
        """How far the assistant is, until it is ready; then a welcome, or the conversation that
        this tab was in, and the saved list."""
        known_of = Memory.of(memory)
        accepted = request.headers.get("accept-language", "")
        liked = known_of.language or preferred(accepted, self._house.languages)
        language = self._house.shown(liked)
        visit = self._visits.arrive(page_of(request), known_of)
        t = texts(language)
        yield self._stage.dressed(t)
        while not ((status := self._opening.status).ready or status.problem):
            yield self._stage.opening(status, t)
            await asyncio.sleep(POLL)
        assistant = self._opening.assistant
        if status.problem or assistant is None:
            yield self._stage.opening(status, t)
        else:
            yield await asyncio.to_thread(self.come_back, visit, assistant, t)

    def come_back(self, visit: Visit, assistant: Assistant, t: Texts) -> Updates:
        """What a page shows that was opened; a turn that is under way is waited for."""
        note = self._stage.note(t("expired") if self._sessions.expired(visit.key) else "")
        updates = self._stage.welcome(assistant, t) | note
        session = self._sessions.find(visit.key)
        if session is None and visit.saved:
            session = self.begin(visit, assistant)
        if session is None:
            return updates | self._stage.saved(None, visit, assistant, t)
        session.currency = visit.currency
        with session.turn:
            session.shelf = ""  # the page has none yet
            if session.talk:
                updates |= self._stage.conversation(session, assistant, t)
        return updates | self._stage.saved(session, visit, assistant, t)

    def switch(self, language: str, request: gr.Request) -> Updates:
        """The page in the next language."""
        t = texts(self._house.next_language(language))
        updates = self._stage.dressed(t)
        assistant = self._opening.assistant
        if assistant is None:
            return updates | self._stage.opening(self._opening.status, t)
        visit = self._visits.of(page_of(request))
        updates |= self._stage.welcome(assistant, t)
        session = self._sessions.find(visit.key)
        if session and session.talk:
            updates |= self._stage.conversation(session, assistant, t)
        return updates | self._stage.saved(session, visit, assistant, t)

    def begin(self, visit: Visit, assistant: Assistant) -> Session:
        """The conversation of a visit; a new one has the saved list."""
        session = self._sessions.find(visit.key)
        if session is None:
            session = self._sessions.begin(visit.key, assistant)
            session.currency = visit.currency
            saved = [one.product for one in visit.saved]
            session.conversation.shortlist = known(assistant, saved) if saved else ()
        return session


def page_of(request: gr.Request) -> str:
    """What tells an open page from others; "" for a caller that is none."""
    return request.session_hash or ""

"""What the routes of the API work with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request, params

from assistant.access import Access
from assistant.access.gate import caller_of
from assistant.api.answering import Answering
from assistant.api.chat.memory import Memory
from assistant.api.conversations import Conversations
from assistant.api.errors import Forbidden, NotReady
from assistant.api.journal import Journal
from assistant.api.metrics import Metrics
from assistant.api.serialise import View
from assistant.assistant import Assistant
from assistant.conversations.stores import StateStore
from assistant.house import PLAIN, House
from assistant.insight import Insight
from assistant.startup import Opening
from assistant.telemetry import OFF, Telemetry


@dataclass
class Services:
    """One of each, for the whole server."""

    opening: Opening
    access: Access
    telemetry: Telemetry = OFF
    house: House = PLAIN
    store: StateStore | None = None  # of conversations, where several servers share one
    conversations: Conversations = field(init=False)
    metrics: Metrics = field(default_factory=Metrics)
    journal: Journal = field(default_factory=Journal)
    chat: Memory = field(default_factory=Memory)
    insight: Insight = field(init=False)
    answering: Answering = field(init=False)

    def __post_init__(self) -> None:
        self.conversations = Conversations(store=self.store)
        self.insight = Insight(self.opening, self.house.insight)
        self.answering = Answering(self.metrics, self.telemetry, self.insight)

    @property
    def assistant(self) -> Assistant:
        """The assistant. Raises `NotReady` while it is opening, or when it cannot be opened."""
        if self.opening.assistant is None:
            raise NotReady(self.opening.status.problem)
        return self.opening.assistant

    def sweep(self) -> None:
        """Forget conversations that are idle."""
        self.conversations.sweep()
        self.chat.sweep()

    @property
    def folder(self) -> Path:
        """The catalogue's folder, where a shop finds what its shoppers did."""
        return self.assistant.catalogue.folder

    def view(self, request: Request, currency: str = "") -> View:
        """How a request's answer shows things: with whole addresses."""
        base = str(request.base_url).rstrip("/")
        rates = self.assistant.searcher.columns.rates if currency else None
        return View(base, currency, rates)


def services_of(request: Request) -> Services:
    """The server's services."""
    return request.app.state.services


Working = Annotated[Services, Depends(services_of)]
"""A parameter of a route: the server's services."""


def needs(scope: str) -> params.Depends:
    """A dependency of a route: lets only callers pass that have a scope."""

    def check(request: Request) -> None:
        caller = caller_of(request)
        if not caller.may(scope):
            raise Forbidden(scope, known=bool(caller.key))

    return params.Depends(check)

"""An answer is of one catalogue from its beginning to its end, whatever another process switches
to meanwhile."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.requests import SearchRequest
from assistant.api.ucp.search import search as search_catalog
from assistant.assistant import Assistant
from assistant.catalogue_search import Search, search
from assistant.dialogue import Conversation
from assistant.turn import Turn
from retrieval.live import LiveSearch
from retrieval.search import Searcher

ANSWERS: dict[str, Callable[[Assistant], object]] = {
    "turn": lambda assistant: Conversation(assistant).say(Turn("a red mug under 40 euros")),
    "search": lambda assistant: search(assistant, Search("a red mug under 40 euros")),
    "catalogue": lambda assistant: search_catalog(
        Shop(assistant), SearchRequest.model_validate({"query": "a red mug under 40 euros"})
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_keeps_to_the_searcher_it_began_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assistant = Assistant.open(folder, read_only=True)
    newest, known, seen = LiveSearch._newest, LiveSearch.searcher, []

    def another(live: LiveSearch) -> Searcher:
        """As if the catalogue had been changed since it was last looked at."""
        return copy.copy(newest(live))

    def noted(live: LiveSearch) -> Searcher:
        seen.append(known.fget(live))  # type: ignore[attr-defined]
        return seen[-1]

    monkeypatch.setattr(LiveSearch, "_newest", another)
    monkeypatch.setattr(LiveSearch, "searcher", property(noted))
    ANSWERS[name](assistant)
    assert len(seen) > 1
    assert len({id(one) for one in seen}) == 1
    assistant.close()

"""A conversation that is forgotten is so by the framework too, on every page that showed it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.access import Access
from assistant.startup import Opening
from assistant.ui import sessions
from tests.assistant.api.conftest import serving
from tests.assistant.api.pages import happens

WORDS = "quaggaberry"
MEMORY = json.dumps({"tab": "0123456789abcdef" * 2})


def kept_of(app: FastAPI, page: str) -> str:
    """All that the framework keeps of an open page."""
    framework: Any = app.routes[-1]
    state = framework.app.app.state_holder.session_data[page]
    shown = [vars(block) for block in state.blocks_config.blocks.values()]
    return repr((shown, state.config_values, state.state_data))


@pytest.mark.parametrize("way", ["asked", "idle"])
def test_what_two_pages_of_a_tab_showed_is_forgotten(
    opening: Opening, access: Access, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    app, pages = serving(opening, access), ["before", "after a reload"]
    with TestClient(app, base_url="http://127.0.0.1") as client:
        happens(client, pages[0], "watch", MEMORY)
        assert '"success":true' in happens(client, pages[0], "send", "en", text=f"a {WORDS} mug")
        happens(client, pages[1], "watch", MEMORY)
        assert all(WORDS in kept_of(app, page) for page in pages)
        if way == "asked":
            happens(client, pages[1], "click", "en", act="forget")
        else:
            monkeypatch.setattr(sessions, "IDLE", -1.0)
            happens(client, "another", "click", "en", act="more")
        assert [page for page in pages if WORDS in kept_of(app, page)] == []

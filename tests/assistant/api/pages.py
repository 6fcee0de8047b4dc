"""What a browser does with the page, without one: its events, by the names they are known by."""

from __future__ import annotations

from typing import Any

import httpx


def happens(client: httpx.Client, page: str, name: str, told: Any, **event: Any) -> str:
    """What is streamed back when something happens on an open page; `told` is the event's input,
    `event` what its listener is told beside that."""
    events = client.get("/config").json()["dependencies"]
    number = next(one["id"] for one in events if one["api_name"] == name)
    joined = {"data": [told], "event_data": event, "fn_index": number, "session_hash": page}
    client.post("/gradio_api/queue/join", json=joined).raise_for_status()
    return client.get(f"/gradio_api/queue/data?session_hash={page}").text

"""What several tests of the API do."""

from __future__ import annotations

import json
from typing import Any

import httpx
from starlette.testclient import TestClient

Client = TestClient | httpx.Client


def begin(client: Client, **settings: str) -> str:
    """The name of a new conversation."""
    answer = client.post("/v1/conversations", json=settings)
    assert answer.status_code == 201, answer.text
    return answer.json()["conversation_id"]


def say(client: Client, talk: str, text: str = "", **more: Any) -> dict[str, Any]:
    """The answer to a turn."""
    body = {"text": text, **more} if text else more
    answer = client.post(f"/v1/conversations/{talk}/turns", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def events_of(text: str) -> list[tuple[str, dict[str, Any]]]:
    """(name, data) of each server-sent event."""
    found = []
    for block in filter(None, text.split("\n\n")):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def titles(answer: dict[str, Any]) -> list[str]:
    """The titles of the products in an answer."""
    return [one["title"] for one in answer["products"]]

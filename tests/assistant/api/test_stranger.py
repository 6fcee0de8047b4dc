"""Whoever merely reaches the server can chat, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.routing import Mount
from starlette.testclient import TestClient

from assistant.access import Access, AccessOptions
from assistant.startup import Opening
from assistant.ui.page_routes import is_allowed
from tests.assistant.api.conftest import Reach, serving
from tests.assistant.api.talking import begin, say

OPEN = {
    "POST /v1/conversations",
    "POST /v1/conversations/{conversation_id}/turns",
    "DELETE /v1/conversations/{conversation_id}",
    "POST /v1/messages/{message_id}/feedback",
    "POST /v1/events",
    "GET /v1/watches",
    "POST /v1/watches",
    "POST /v1/speech",
    "POST /v1/chat/completions",
    "GET /v1/models",
    "GET /v1/shop",  # what it is called, and how it looks
    "GET /logo",
    "POST /opened",  # that a way to a shop was taken
    "GET /healthz",
    "GET /readyz",
    "GET /keeper",  # the form alone
    "POST /keeper",
    "POST /keeper/out",
    "GET /picture/{image}",
    "GET /sent/{name}",
    "GET /.well-known/ucp",  # what is offered, as the protocol has it
    "GET /widget.js",
    "GET /product/{product}",  # what the page shows beside the conversation
    "GET /product/{product}/alike",
    "GET /list",
    "GET /list.csv",
    "POST /hear",
    "POST /things",
    "GET /manifest.webmanifest",  # what a phone installs
    "GET /icon.svg",
    "GET /worker.js",
    "GET /offline.html",
    "POST /share",
    "POST /taste",
    "POST /watches",
}
"""What a stranger may ask; a new route is refused to them or is listed here."""

PAGE = {
    "/", "/config", "/static/{path:path}", "/assets/{path:path}",
    "/svelte/{path:path}", "/favicon.ico", "/theme.css", "/robots.txt", "/pwa_icon",
    "/pwa_icon/{size}", "/manifest.json", "/gradio_api/info", "/gradio_api/startup-events",
    "/gradio_api/app_id", "/gradio_api/queue/join", "/gradio_api/queue/data",
    "/gradio_api/upload", "/gradio_api/upload_progress", "/gradio_api/heartbeat/{session_hash}",
    "/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/file={path_or_url:path}",
    "/gradio_api/call/{api_name}", "/gradio_api/call/{api_name}/{event_id}",
}  # fmt: skip
"""The framework's own addresses that are served, of those that it registers."""


def routes(app: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(method, path) of every route of an application, mounted ones included."""
    for route in getattr(app, "routes", []):
        if isinstance(route, Mount):
            yield from routes(route.app, prefix + route.path)
        elif hasattr(route, "original_router"):
            inner = route.original_router
            yield from routes(inner, prefix + getattr(route, "prefix", ""))
        elif path := getattr(route, "path", ""):
            for method in sorted((route.methods or {"GET"}) - {"HEAD", "OPTIONS"}):
                yield method, prefix + path


def own_routes(app: FastAPI) -> list[tuple[str, str]]:
    """The routes of the server itself."""
    return [one for route in app.routes if not isinstance(route, Mount)
            for one in routes(type("One", (), {"routes": [route]})())]  # fmt: skip


def filled(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "c_none", path)


def test_every_route_is_known_to_be_open_or_refused_to_a_stranger(
    app: FastAPI, reach: Reach
) -> None:
    stranger, found = reach("9.9.9.9"), own_routes(app)
    assert {f"{method} {path}" for method, path in found} >= OPEN
    for method, path in found:
        answer = stranger.request(method, filled(path), follow_redirects=False)
        if f"{method} {path}" in OPEN:
            refused = answer.status_code in (401, 403)
            assert not refused or (method, path) == ("POST", "/keeper"), path  # no password
        else:
            assert answer.status_code in (401, 403), path
            assert "json" in answer.headers["content-type"], path


def test_of_the_frameworks_routes_only_those_of_the_page_are_served(
    app: FastAPI, reach: Reach
) -> None:
    [page] = [route for route in app.routes if isinstance(route, Mount)]
    registered = {path for _, path in routes(page.app)} - {path for _, path in own_routes(app)}
    assert len(registered) > 50
    for path in registered - PAGE:
        assert not is_allowed(filled(path)), path
        assert reach().get(filled(path)).status_code in (401, 404, 405), path
    for path in PAGE & registered - {
        "/gradio_api/call/{api_name}",
        "/gradio_api/call/{api_name}/{event_id}",
    }:
        assert is_allowed(filled(path)), path


@pytest.mark.parametrize("name", ["send", "click", "add", "decide", "hear", "v2/ask", "ask/x/y"])
def test_no_event_of_the_page_can_be_called_by_its_name(reach: Reach, name: str) -> None:
    answer = reach().post(f"/gradio_api/call/{name}", json={"data": []})
    assert answer.status_code == 404


def test_a_stranger_can_chat(reach: Reach) -> None:
    stranger = reach("9.9.9.9")
    assert stranger.get("/").status_code == 200
    answer = say(stranger, begin(stranger), "a red mug")
    assert answer["products"][0]["title"] == "Red mug"
    picture = answer["products"][0]["image"]
    assert stranger.get(picture).status_code == 200


@pytest.mark.parametrize(
    ("scope", "path", "body"),
    [
        ("catalog", "/v1/search", {"query": "mug"}),
        ("catalog", "/v1/products/none", None),
        ("admin", "/metrics", None),
        ("admin", "/quarantine.csv", None),
    ],
)
def test_a_key_opens_what_its_scopes_say(
    reach: Reach, access: Access, scope: str, path: str, body: dict | None
) -> None:
    def status(*scopes: str) -> int:
        client = reach("9.9.9.9", key=access.keys.add("test", scopes)[1])
        return (client.post(path, json=body) if body else client.get(path)).status_code

    assert status(scope) in (200, 404)
    others = [one for one in ("chat", "catalog", "admin") if one != scope]
    assert status(*others) == 403


def test_whoever_signs_in_keeps_the_shop(opening: Opening, tmp_path: object) -> None:
    access = Access(AccessOptions(frozenset({"shop.example"})), password="correct horse")
    app = serving(opening, access)
    far = TestClient(app, base_url="http://shop.example", client=("9.9.9.9", 1))
    assert far.get("/quarantine.csv").status_code == 403
    wrong = far.post("/keeper", data={"password": "battery staple"}, follow_redirects=False)
    assert wrong.status_code == 403
    assert "set-cookie" not in wrong.headers
    right = far.post("/keeper", data={"password": "correct horse"}, follow_redirects=False)
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert far.get("/quarantine.csv").status_code == 200
    far.post("/keeper/out", follow_redirects=False)
    assert far.get("/quarantine.csv").status_code == 403


def test_passwords_cannot_be_tried_at_will(opening: Opening) -> None:
    access = Access(AccessOptions(frozenset({"shop.example"})))
    far = TestClient(
        serving(opening, access), base_url="http://shop.example", client=("9.9.9.9", 1)
    )
    tried = [far.post("/keeper", data={"password": str(n)}).status_code for n in range(7)]
    assert tried[:5] == [403] * 5
    assert tried[5:] == [429] * 2


def test_another_site_cannot_sign_anyone_in_or_fill_the_disk(reach: Reach) -> None:
    foreign = {"Origin": "https://evil.example"}
    for client in (reach(), reach("9.9.9.9")):
        for path in (
            "/keeper",
            "/gradio_api/upload",
            "/gradio_api/queue/join",
            "/v1/conversations",
        ):
            assert client.post(path, headers=foreign).status_code == 403

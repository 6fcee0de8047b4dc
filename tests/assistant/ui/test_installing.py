"""The page can be installed, and is shared with."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.house import House
from assistant.languages.pack import codes
from assistant.ui.brand import Brand
from assistant.ui.installing import installing_routes
from assistant.ui.texts import texts


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.include_router(installing_routes(Brand(House(name="Lindenhof"))))
    return TestClient(app)


def test_the_manifest_has_what_installing_takes(client: TestClient) -> None:
    reply = client.get("/manifest.webmanifest")
    told = reply.json()
    assert reply.headers["content-type"].startswith("application/manifest+json")
    assert told["name"] == "Lindenhof"
    assert (told["display"], told["start_url"]) == ("standalone", "./")
    for icon in told["icons"][:1]:
        assert client.get(f"/{icon['src']}").headers["content-type"].startswith(icon["type"])
    target = told["share_target"]
    assert (target["method"], target["enctype"]) == ("POST", "multipart/form-data")


@pytest.mark.parametrize("language", codes())
def test_without_a_network_the_page_says_so_in_each_language(
    client: TestClient, language: str
) -> None:
    page = client.get("/offline.html", headers={"Accept-Language": language}).text
    assert texts(language)("offline") in page
    assert f'lang="{language}"' in page


def test_what_is_shared_without_the_worker_opens_the_page_and_is_dropped(
    client: TestClient,
) -> None:
    reply = client.post("/share", files={"text": (None, "secret")}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "./")


def test_the_worker_is_a_script(client: TestClient) -> None:
    reply = client.get("/worker.js")
    assert reply.headers["content-type"].startswith("text/javascript")
    assert "respondWith" in reply.text

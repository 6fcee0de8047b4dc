"""The description of the API, and calls made up from it."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from assistant.access import Access
from assistant.startup import Opening
from assistant.ui.server import create_app
from benchmarks.conformance import conform
from tests.assistant.api.conftest import Reach

CALLS = 12  # of each operation; `python -m benchmarks.conformance` makes thousands


def test_made_up_calls_never_are_a_fault_of_the_servers(served: str) -> None:
    report = conform(served, CALLS)
    assert report.calls >= CALLS
    assert report.faults == []


def test_every_route_is_described_and_every_reference_resolves(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    text = json.dumps(document)
    schemas = document["components"]["schemas"]
    for name in {part.split('"')[0] for part in text.split('"#/')[1:]}:
        assert name.removeprefix("components/schemas/") in schemas
    assert {"/v1/conversations/{conversation_id}/turns", "/v1/search"} <= set(document["paths"])


def test_the_page_of_it_needs_no_script_and_no_other_host(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "/v1/conversations" in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://127.0.0.1", "")


@pytest.mark.parametrize("path", ["/openapi.json", "/docs"])
def test_a_stranger_has_no_use_for_it(reach: Reach, path: str) -> None:
    assert reach("9.9.9.9").get(path).status_code == 401


def test_while_the_catalogue_opens_callers_are_told_to_come_back() -> None:
    opening = Opening(lambda progress: None)  # type: ignore[arg-type, return-value]
    waiting = TestClient(
        create_app(opening, Access()), base_url="http://127.0.0.1", client=("127.0.0.1", 1)
    )
    assert waiting.get("/healthz").status_code == 200
    for answer in (waiting.get("/readyz"), waiting.post("/v1/conversations")):
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) >= 1

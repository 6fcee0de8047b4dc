"""The REST binding, and the document of discovery."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient
from ucp_sdk.models.schemas.profile import BusinessSchema
from ucp_sdk.models.schemas.shopping.catalog_lookup import GetProductResponse, LookupResponse
from ucp_sdk.models.schemas.shopping.catalog_search import SearchResponse

from assistant.access import Access
from tests.assistant.api.conftest import Reach

AGENT = {"UCP-Agent": 'profile="https://agent.example/profile.json"'}


def post(client: TestClient, path: str, body: Any, headers: dict[str, str] = AGENT) -> Any:
    return client.post(path, json=body, headers=headers)


def test_discovery_is_open_to_strangers_and_as_the_schema_has_it(reach: Reach) -> None:
    answer = reach("9.9.9.9").get("/.well-known/ucp")
    assert answer.status_code == 200
    BusinessSchema.model_validate(answer.json())
    services = answer.json()["ucp"]["services"]["dev.ucp.shopping"]
    assert {one["transport"]: one["endpoint"] for one in services} == {
        "rest": "http://shop.example",
        "mcp": "http://shop.example/ucp/mcp",
    }


def test_discovery_may_be_kept(client: TestClient) -> None:
    answer = client.get("/.well-known/ucp")
    assert answer.headers["cache-control"] == "public, max-age=300"
    again = client.get("/.well-known/ucp", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_every_entry_of_the_protocol_has_the_protocols_version(client: TestClient) -> None:
    ucp = client.get("/.well-known/ucp").json()["ucp"]
    entries = [*ucp["services"]["dev.ucp.shopping"]]
    entries += [one for found in ucp["capabilities"].values() for one in found]
    assert {one["version"] for one in entries} == {ucp["version"]}
    assert ucp["payment_handlers"] == {}


def test_what_is_advertised_is_there(client: TestClient) -> None:
    found = post(client, "/catalog/search", {"query": "red mug"})
    SearchResponse.model_validate(found.json())
    name = found.json()["products"][0]["id"]
    LookupResponse.model_validate(post(client, "/catalog/lookup", {"ids": [name]}).json())
    GetProductResponse.model_validate(post(client, "/catalog/product", {"id": name}).json())


def test_pictures_have_addresses_that_lead_to_them(client: TestClient) -> None:
    [first, *_] = post(client, "/catalog/search", {"query": "red mug"}).json()["products"]
    [picture] = first["media"]
    assert client.get(picture["url"]).headers["content-type"] == "image/webp"


def test_a_missing_product_is_an_outcome_and_no_error_of_the_transport(client: TestClient) -> None:
    answer = post(client, "/catalog/product", {"id": "nothing"})
    assert answer.status_code == 200
    assert answer.json()["ucp"]["status"] == "error"


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/catalog/search", {}, "invalid_request"),
        ("/catalog/search", [], "invalid_request"),
        ("/catalog/search", {"query": 7}, "invalid_request"),
        ("/catalog/search", {"query": "mug", "purpose": "swap"}, "unsupported_purpose"),
        ("/catalog/lookup", {"ids": []}, "invalid_request"),
        ("/catalog/lookup", {"ids": ["x"] * 51}, "request_too_large"),
        ("/catalog/product", {}, "invalid_request"),
    ],
)
def test_what_breaks_the_rules_is_refused(
    client: TestClient, path: str, body: Any, code: str
) -> None:
    answer = post(client, path, body)
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["content"]


@pytest.mark.parametrize("body", [b"{", b"\xff", b"null", b'"a"'])
def test_what_is_no_request_is_refused(client: TestClient, body: bytes) -> None:
    headers = {**AGENT, "Content-Type": "application/json"}
    assert client.post("/catalog/search", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize("agent", [{}, {"UCP-Agent": "someone"}, {"UCP-Agent": 'profile="x"'}])
def test_whoever_asks_must_say_who_they_are(client: TestClient, agent: dict[str, str]) -> None:
    answer = post(client, "/catalog/search", {"query": "mug"}, agent)
    assert answer.status_code == 400
    assert "UCP-Agent" in answer.json()["content"]


def test_strangers_need_a_key_with_the_scope(reach: Reach, access: Access) -> None:
    stranger = post(reach("9.9.9.9"), "/catalog/search", {"query": "mug"})
    assert stranger.status_code == 401
    assert stranger.headers["www-authenticate"].startswith("Bearer")
    _, chat = access.keys.add("a chat", ["chat"])
    assert post(reach("9.9.9.9", key=chat), "/catalog/search", {"query": "m"}).status_code == 403
    _, key = access.keys.add("an agent", ["catalog"])
    assert post(reach("9.9.9.9", key=key), "/catalog/search", {"query": "mug"}).status_code == 200


def test_answers_are_never_kept(client: TestClient) -> None:
    answer = post(client, "/catalog/search", {"query": "mug"})
    assert answer.headers["cache-control"] == "no-store"


def test_the_description_of_the_api_has_the_operations_without_loose_references(
    client: TestClient,
) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for operation in ("search", "lookup", "product"):
        body = paths[f"/catalog/{operation}"]["post"]["requestBody"]
        assert "$ref" not in json.dumps(body)

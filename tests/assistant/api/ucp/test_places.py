"""Programs that shop for people say where their buyer is, coarse, for one request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ucp_sdk.models.schemas.shopping.catalog_search import SearchResponse

from assistant.api.mcp.tools import OPERATIONS
from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.insight import explain_match
from assistant.api.ucp.names import EVIDENCE, LOCATION
from assistant.api.ucp.requests import ExplainRequest, SearchRequest
from assistant.api.ucp.search import search
from assistant.assistant import Assistant
from tests import stores
from tests.assistant.api.ucp.test_search import codes, titles

pytestmark = pytest.mark.usefixtures("noon")

HERE = {LOCATION: {"latitude": 51.339987, "longitude": 12.374321}}


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("stores")
    assistant = Assistant.open(stores.filled(folder / "catalog", folder))
    yield Shop(assistant, "https://market.example")
    assistant.close()


def find(shop: Shop, query: str, **context: Any) -> dict[str, Any]:
    asked = {"query": query, "context": {"currency": "EUR", **context}}
    return search(shop, SearchRequest.model_validate(asked))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a mug within 2 km", ["Blue mug"]),
        ("a mug I can pick up today", ["Blue mug"]),
        ("mug 附近5公里以内", ["Blue mug", "Green mug"]),
        ("near me", ["Blue mug", "Green mug"]),
    ],
)
def test_words_that_go_by_places_are_followed(
    placed: Shop, query: str, expected: list[str]
) -> None:
    found = find(placed, query, **HERE)
    assert sorted(titles(found)) == expected
    SearchResponse.model_validate(found)


def test_nearness_is_a_part_of_the_score_and_stores_are_told(placed: Shop) -> None:
    found = find(placed, "a mug near me", **HERE)
    evidence = found["products"][0][EVIDENCE]
    assert evidence["contributions"]["near"] > 0
    assert sum(evidence["contributions"].values()) == pytest.approx(evidence["score"])
    assert {"A", "B"} == {one["code"] for one in evidence["offers"][0]["stores"]}
    assert "51.3399" not in json.dumps(found)
    assert not codes(found)


def test_without_a_place_it_is_told(placed: Shop, shop: Shop) -> None:
    assert "location_missing" in codes(find(placed, "a mug near me"))
    assert "stores_not_stated" in codes(find(shop, "a mug near me", **HERE))
    with pytest.raises(BadRequest, match="where somebody is"):
        find(placed, "I'm in Leipzig")


def test_a_place_that_nothing_goes_by_changes_nothing(placed: Shop) -> None:
    bare, known = find(placed, "a mug"), find(placed, "a mug", **HERE)
    assert titles(bare) == titles(known)
    assert [one[EVIDENCE]["score"] for one in bare["products"]] == [
        one[EVIDENCE]["score"] for one in known["products"]
    ]


def test_an_explanation_goes_by_it_too(placed: Shop) -> None:
    green = find(placed, "a green mug")["products"][0]["id"]
    asked = {"id": green, "query": "a mug within 2 km", "context": HERE}
    answer = explain_match(placed, ExplainRequest.model_validate(asked))
    assert answer["meets_every_wish"] is False
    assert answer["wishes"]["within_km"] == 2.0


def test_the_request_keeps_it_coarse_and_the_tools_take_it(placed: Shop) -> None:
    request = SearchRequest.model_validate({"query": "a mug", "context": HERE})
    assert "51.33" not in repr(request)
    assert request.model_dump(by_alias=True)["context"][LOCATION]["latitude"] == 51.34
    schema = json.dumps(OPERATIONS["search_catalog"].input_schema())
    assert LOCATION in schema

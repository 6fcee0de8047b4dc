"""A program sends where its shopper is along, coarse, and gets it back to show."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.access import Access, AccessOptions
from assistant.api.ucp.names import LOCATION
from assistant.assistant import Assistant
from assistant.startup import Opening
from tests import stores
from tests.assistant.api.conftest import serving
from tests.assistant.api.talking import begin, say, titles

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("stores")
    place = stores.filled(folder / "catalog", folder)
    opening = Opening(lambda progress: Assistant.open(place))
    opening.run()
    access = Access(AccessOptions(per_minute=1e6, burst=1e6), place)
    app = serving(opening, access)
    return TestClient(app, base_url="http://127.0.0.1:7860", client=("127.0.0.1", 50_000))


FINE = {"latitude": 51.339987, "longitude": 12.374321}


def test_it_holds_for_the_conversation_and_is_rounded(shop: TestClient) -> None:
    talk = begin(shop)
    first = say(shop, talk, "a mug near me", location=FINE)
    assert titles(first)[0] == "Blue mug"
    assert first["place"] == {
        "latitude": 51.34, "longitude": 12.37, "name": "Leipzig", "country": "DE",
    }  # fmt: skip
    assert "51.339987" not in json.dumps(first)
    assert first["products"][0]["contributions"]["near"] > 0
    assert {"name": "place::", "kind": "place"} in first["chips"]
    near = [one for one in first["products"][0]["reasons"] if one["kind"] == "place"]
    assert near[0]["evidence"] == {"field": "store", "value": "Alder Markt"}
    store = first["products"][0]["offers"][0]["stores"][0]
    assert (store["code"], store["time_zone"]) == ("A", "Europe/Berlin")
    second = say(shop, talk, "within 2 km")
    assert titles(second) == ["Blue mug"]
    assert second["constraints"]["within_km"] == 2.0
    assert "spot" not in json.dumps(second)


def test_it_is_taken_away_by_its_chip(shop: TestClient) -> None:
    talk = begin(shop)
    say(shop, talk, "a mug near me", location=FINE)
    gone = say(shop, talk, action={"kind": "remove", "name": "place::"})
    assert "place" not in gone
    assert {one["kind"] for one in gone["chips"]} == {"include"}
    assert "place" not in say(shop, talk, "a blue mug")


def test_it_travels_in_a_form_and_by_itself(shop: TestClient) -> None:
    path = f"/v1/conversations/{begin(shop)}/turns"
    reply = shop.post(path, files={"text": (None, "a mug near me"),
                                   "location": (None, json.dumps(FINE))})  # fmt: skip
    assert reply.json()["place"]["name"] == "Leipzig"
    alone = say(shop, begin(shop), location=FINE)
    assert alone["reply"].startswith("I take it that you are near Leipzig")


@pytest.mark.parametrize(
    "wrong", [{"latitude": 91, "longitude": 0}, {"latitude": 51}, {"lat": 1, "lng": 2}, "Leipzig"]
)
def test_what_is_no_place_gets_a_problem(shop: TestClient, wrong: object) -> None:
    path = f"/v1/conversations/{begin(shop)}/turns"
    reply = shop.post(path, json={"text": "a mug", "location": wrong})
    assert reply.status_code == 422
    assert "Traceback" not in reply.text


def test_an_answer_without_a_place_says_nothing_of_one(client: TestClient) -> None:
    assert "place" not in say(client, begin(client), "a mug")


def find(shop: TestClient, **body: object) -> dict[str, Any]:
    reply = shop.post("/v1/search", json=body)
    assert reply.status_code == 200, reply.text
    return reply.json()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a mug within 2 km", ["Blue mug"]),
        ("2公里以内的杯子 mug", ["Blue mug"]),
        ("a mug I can pick up today", ["Blue mug"]),
        ("a mug within 5 km of Halle", ["Grey mug"]),
        ("within 2 km", ["Blue mug"]),
        ("near me", ["Blue mug", "Green mug"]),
    ],
)
def test_a_search_goes_by_places(shop: TestClient, query: str, expected: list[str]) -> None:
    found = find(shop, query=query, location=FINE)
    assert sorted(titles(found)) == sorted(expected)
    assert found["total"] == len(expected)
    assert "unplaced" not in found
    assert "spot" not in json.dumps(found)


def test_nearness_ranks_a_search_and_is_told(shop: TestClient) -> None:
    found = find(shop, query="a mug near me", location=FINE)
    first = found["products"][0]
    assert first["title"] == "Blue mug"
    assert first["contributions"]["near"] > 0
    assert sum(first["contributions"].values()) == pytest.approx(first["score"])
    assert any(one["kind"] == "place" for one in first["reasons"])
    assert first["offers"][0]["stores"][0]["code"] == "A"
    assert found["place"]["name"] == "Leipzig"
    assert (found["place"]["latitude"], found["place"]["longitude"]) == (51.34, 12.37)
    assert "51.339987" not in json.dumps(found)


def test_filters_go_by_places_too(shop: TestClient) -> None:
    assert titles(find(shop, query="mug", location=FINE, filters={"within_km": 2})) == ["Blue mug"]
    today = find(shop, filters={"pick_up": "today", "within_km": 2}, location=FINE)
    assert titles(today) == ["Blue mug"]
    assert today["constraints"] == {"within_km": 2.0, "pick_up": "today"}
    near = find(shop, filters={"near": True}, location=FINE)
    assert sorted(titles(near)) == ["Blue mug", "Green mug"]


def test_what_the_words_say_of_places_gives_way_and_a_filter_does_not(shop: TestClient) -> None:
    within = find(shop, query="a white mug within 2 km", location=FINE)
    assert within["relaxed"]["within_km"] == 2.0
    assert titles(within)
    none = find(shop, query="a white mug", filters={"within_km": 2}, location=FINE)
    assert titles(none) == ["Blue mug"]
    assert none["relaxed"]["include"]["colour"] == ["white"]


def test_without_a_place_a_search_says_what_it_lacks(shop: TestClient, client: TestClient) -> None:
    assert find(shop, query="a mug near me")["unplaced"] == "no_location"
    assert find(shop, query="a mug near Leipzig")["place"]["name"] == "Leipzig"
    assert find(client, query="a mug near me", location=FINE)["unplaced"] == "no_stores"
    refused = shop.post("/v1/search", json={"query": "a mug", "filters": {"within_km": 2}})
    assert refused.status_code == 400
    assert "location" in refused.json()["detail"]


def test_a_place_holds_for_one_search_alone(shop: TestClient) -> None:
    find(shop, query="a mug near me", location=FINE)
    again = find(shop, query="a mug")
    assert "place" not in again
    assert "near" not in again["products"][0]["contributions"]


def test_pages_go_on_wherever_in_its_cell_the_shopper_is(shop: TestClient) -> None:
    asked: dict[str, Any] = {"query": "a mug near me", "limit": 1}
    whole = titles(find(shop, query="a mug near me", location=FINE))
    moved = {"latitude": 51.3401, "longitude": 12.3741}
    page, paged = find(shop, **asked, location=FINE), []
    while paged.extend(titles(page)) or page["next_cursor"]:
        page = find(shop, **asked, location=moved, cursor=page["next_cursor"])
    assert paged == whole
    far = {"latitude": 48.1, "longitude": 11.6}
    cursor = find(shop, **asked, location=FINE)["next_cursor"]
    other = shop.post("/v1/search", json={**asked, "location": far, "cursor": cursor})
    assert other.status_code == 422


def test_with_places_off_a_search_is_that_of_before(shop: TestClient) -> None:
    bare = find(shop, query="a mug")
    known = find(shop, query="a mug", location=FINE)
    assert known.pop("place")
    assert [one["product_id"] for one in known["products"]] == [
        one["product_id"] for one in bare["products"]
    ]
    assert [one["contributions"] for one in known["products"]] == [
        one["contributions"] for one in bare["products"]
    ]


def test_a_chat_front_sends_it_along(shop: TestClient) -> None:
    def complete(*said: str, **more: object) -> dict[str, Any]:
        messages = [{"role": "user", "content": one} for one in said]
        reply = shop.post("/v1/chat/completions", json={"messages": messages, **more})
        return reply.json()["shopping"]

    first = complete("a mug near me", location=FINE)
    assert titles(first)[0] == "Blue mug"
    assert first["place"]["name"] == "Leipzig"
    assert "51.339987" not in json.dumps(first)
    second = complete("a mug near me", "within 2 km")
    assert titles(second) == ["Blue mug"]
    assert "place" not in complete("a mug")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/search", {"query": "a mug", "location": {"latitude": 51.339987, "longitude": 444}}),
        ("/catalog/search", {"query": "a mug", "context": {LOCATION: {"latitude": 51.339987}}}),
        ("/v1/chat/completions", {"messages": [], "location": {"latitude": 51.339987}}),
    ],
)
def test_a_wrong_place_is_not_repeated(
    shop: TestClient, path: str, body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    agent = {"UCP-Agent": 'profile="https://agent.example/p.json"'}
    reply = shop.post(path, json=body, headers=agent)
    assert reply.status_code in (400, 422)
    assert "51.33" not in reply.text
    assert "51.33" not in caplog.text


def test_no_search_writes_a_place(shop: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    agent = {"UCP-Agent": 'profile="https://agent.example/p.json"'}
    find(shop, query="a mug within 3 km of Reykjavik", location=FINE)
    find(shop, query="a mug near me", location={"latitude": 47.3769, "longitude": 8.5417})
    context = {LOCATION: {"latitude": 47.3769, "longitude": 8.5417}}
    asked = {"query": "a mug within 3 km of Wroclaw or near me", "context": context}
    assert shop.post("/catalog/search", json=asked, headers=agent).status_code == 200
    marks = ("Reykjavik", "Wroclaw", "47.37", "47.38", "8.54", "51.34", "64.1")
    assert not [mark for mark in marks if mark in caplog.text]

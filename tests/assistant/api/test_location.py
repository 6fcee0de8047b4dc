"""A program sends where its shopper is along, coarse, and gets it back to show."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from assistant.access import Access, AccessOptions
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

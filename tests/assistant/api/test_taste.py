"""A program sends the shopper's taste along, and keeps what comes back."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from assistant.startup import Opening
from tests.assistant.api.talking import begin, say


def turn(client: TestClient, talk: str, text: str, taste: object) -> dict:
    reply = client.post(f"/v1/conversations/{talk}/turns", json={"text": text, "taste": taste})
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_taste_counts_for_its_own_turn_and_comes_back_with_what_was_said(
    client: TestClient, opening: Opening
) -> None:
    talk = begin(client)
    plain = say(client, talk, "a mug")
    assert "taste" not in json.dumps(plain)
    taste = {"dial": "lot", "preferences": [{"field": "colour", "value": "blue"}]}
    first = turn(client, talk, "a mug", taste)
    assert first["products"][0]["title"] == "Blue mug"
    share = first["products"][0]["taste"]
    assert share["share"] == first["products"][0]["contributions"]["taste"] > 0
    assert share["causes"][0]["preference"]["value"] == "blue"
    told = turn(client, talk, "I never want red", first["taste"])
    assert told["learnt"] == [{"field": "colour", "value": "red", "stance": "never"}]
    assert told["taste"]["preferences"][-1] == told["learnt"][0]
    assert "taste" not in json.dumps(say(client, talk, "a lamp"))


def test_taste_travels_in_a_form_too(client: TestClient) -> None:
    taste = json.dumps({"dial": "lot", "preferences": [{"field": "colour", "value": "green"}]})
    reply = client.post(
        f"/v1/conversations/{begin(client)}/turns",
        files={"text": (None, "a mug"), "taste": (None, taste)},
    )
    assert reply.json()["products"][0]["title"] == "Green mug"


@pytest.mark.parametrize(
    "wrong", [{"dial": "x"}, {"age": 30}, {"preferences": [{"field": "faith"}]}]
)
def test_what_is_no_taste_gets_one_sentence(client: TestClient, wrong: dict) -> None:
    path = f"/v1/conversations/{begin(client)}/turns"
    reply = client.post(path, json={"text": "a mug", "taste": wrong})
    assert reply.status_code == 400
    assert reply.json()["detail"].count(".") == 1

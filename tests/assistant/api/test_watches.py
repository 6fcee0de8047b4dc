"""Watches over the API: they come with an answer, and are asked about."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.assistant.api.talking import begin, say


def test_a_watch_is_kept_by_the_program_and_answered(client: TestClient) -> None:
    talk = begin(client)
    lamp = say(client, talk, "a red lamp")["products"][0]["product_id"]
    [watch] = say(client, talk, "tell me when it is under 40 euros")["watches"]
    assert (watch["product"], watch["kind"], watch["below"]) == (lamp, "price", "40.00 EUR")
    [asked] = client.post("/v1/watches", json={"watches": [watch]}).json()["watches"]
    assert asked["state"] == "waiting"
    params = {"watch": [f"{lamp}~price~60~EUR", f"{lamp}~stock", "p-gone~stock~2026-11-30"]}
    states = [one["state"] for one in client.get("/v1/watches", params=params).json()["watches"]]
    assert states == ["met", "met", "gone"]


def test_what_is_no_watch_gets_one_sentence(client: TestClient) -> None:
    for reply in (
        client.get("/v1/watches", params={"watch": "p1~soon"}),
        client.post("/v1/watches", json={"watches": [{"product": "p1"}]}),
    ):
        assert reply.status_code == 400
        assert reply.json()["detail"].endswith(".")

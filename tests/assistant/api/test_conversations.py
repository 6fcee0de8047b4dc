"""Conversations over HTTP: what is said, how it is answered, and to whom it belongs."""

from __future__ import annotations

import asyncio
import base64
import io
import threading
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.access import Access, Caller
from assistant.api.answering import Line
from assistant.api.conversations import MOST_OF_ONE, Conversations
from assistant.api.errors import Busy, NotFound
from assistant.api.held import IDLE
from assistant.dialogue.conversation import ask
from assistant.startup import Opening
from assistant.turn import Turn
from tests.assistant.api.conftest import Reach
from tests.assistant.api.talking import begin, events_of, say, titles
from tests.conftest import COLOURS, THINGS

ORDER = ["observation", "constraints", "products", "reasons", "delta", "done"]


def test_what_was_said_stays_in_force(client: TestClient) -> None:
    talk = begin(client)
    assert titles(say(client, talk, "a red mug")) == ["Red mug"]
    answer = say(client, talk, "in blue")
    assert titles(answer) == ["Blue mug"]
    assert answer["constraints"]["include"] == {"colour": ["blue"], "category": ["mug"]}
    assert {chip["name"] for chip in answer["chips"]} >= {"include:colour:blue"}


def test_an_answer_is_the_command_lines_with_more(client: TestClient, opening: Opening) -> None:
    answer = say(client, begin(client), "a red mug")
    assert opening.assistant is not None
    contract = ask(opening.assistant, Turn("a red mug"), 6).as_dict()
    for name in contract.keys() - {"items", "timings_ms"}:
        assert answer[name] == contract[name]
    for product, item in zip(answer["products"], contract["items"], strict=True):
        assert {name: product[name] for name in item.keys() - {"offers"}} == {
            name: item[name] for name in item.keys() - {"offers"}
        }
        assert sum(product["contributions"].values()) == pytest.approx(product["score"])
        for shown, offer in zip(product["offers"], item["offers"], strict=True):
            assert offer.items() <= shown.items()


def test_events_come_in_order_and_say_the_same(client: TestClient) -> None:
    talk = begin(client)
    answer = client.post(
        f"/v1/conversations/{talk}/turns",
        json={"text": "a green lamp"},
        headers={"Accept": "text/event-stream"},
    )
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = events_of(answer.text)
    assert list(dict.fromkeys(name for name, _ in events)) == ORDER
    told, done = dict(events), events[-1][1]
    assert "".join(data["text"] for name, data in events if name == "delta") == done["reply"]
    shown = [one["product_id"] for one in done["products"]]
    assert [one["product_id"] for one in told["products"]["products"]] == shown
    assert [one["reasons"] for one in told["reasons"]["products"]] == [
        one["reasons"] for one in done["products"]
    ]
    assert told["constraints"]["constraints"] == done["constraints"]


def test_a_turn_that_cannot_be_answered_ends_the_stream_with_a_problem(client: TestClient) -> None:
    talk = begin(client)
    answer = client.post(
        f"/v1/conversations/{talk}/turns", json={}, headers={"Accept": "text/event-stream"}
    )
    name, problem = events_of(answer.text)[-1]
    assert (name, problem["status"]) == ("error", 400)
    assert "empty" in problem["detail"]


def test_a_photo_comes_in_a_form_or_in_base64(client: TestClient, feed: Path) -> None:
    photo = (feed.parent / "blue-teapot.png").read_bytes()
    url = f"/v1/conversations/{begin(client)}/turns"
    form = client.post(url, data={"text": "like this"}, files=[("images", ("a.png", photo))])
    encoded = f"data:image/png;base64,{base64.b64encode(photo).decode()}"
    body = say(client, begin(client), "like this", images=[encoded])
    assert titles(form.json())[0] == titles(body)[0] == "Blue teapot"


def test_a_recording_is_written_down_first(
    client: TestClient, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = SimpleNamespace(text="a red mug")
    monkeypatch.setattr(opening.assistant, "transcribe", lambda voice, language="": heard)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(32_000))
    answer = client.post(
        f"/v1/conversations/{begin(client)}/turns",
        files={"audio": ("said.wav", buffer.getvalue())},
        headers={"Accept": "text/event-stream"},
    )
    events = events_of(answer.text)
    assert events[1] == ("observation", {"transcript": "a red mug"})
    assert events[-1][1]["transcript"] == "a red mug"
    assert titles(events[-1][1]) == ["Red mug"]


def test_prices_are_given_in_the_shoppers_currency_too(client: TestClient) -> None:
    talk = begin(client, place="US")
    [offer] = say(client, talk, "a red mug")["products"][0]["offers"]
    assert (offer["price"], offer["currency"]) == (9.5, "EUR")
    assert offer["converted"]["currency"] == "USD"
    assert offer["converted"]["price"] != 9.5
    assert len(offer["converted"]["rate_of"]) == len("2024-12-31")
    assert "converted" not in say(client, talk, "mugs", currency="EUR")["products"][0]["offers"][0]


def test_a_click_does_what_words_would(client: TestClient) -> None:
    talk = begin(client)
    say(client, talk, "a red mug")
    say(client, talk, "in blue")
    assert titles(say(client, talk, action={"kind": "undo"})) == ["Red mug"]
    freed = say(client, talk, action={"kind": "remove", "name": "include:colour:red"})
    assert freed["constraints"] == {"include": {"category": ["mug"]}}
    gone = client.post(
        f"/v1/conversations/{talk}/turns", json={"action": {"kind": "remove", "name": "x"}}
    )
    assert gone.status_code == 400


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b'{"texts": "mug"}', "application/json", 422),
        (b'{"text": "' + b"a" * 3000 + b'"}', "application/json", 422),
        (b'{"images": ["%%%"]}', "application/json", 422),
        (b'{"images": ["' + base64.b64encode(b"no picture") + b'"]}', "application/json", 422),
        (b'{"language": "xx", "text": "mug"}', "application/json", 422),
        (b'{"currency": "ZZZ", "text": "mug"}', "application/json", 422),
        (b"[" * 100_000, "application/json", 422),
        (b"text=mug", "application/x-www-form-urlencoded", 415),
        (b"no form", "multipart/form-data; boundary=x", 400),
        (b"", "multipart/form-data", 400),
    ],
)
def test_what_cannot_be_used_is_a_problem(
    client: TestClient, body: bytes, kind: str, status: int
) -> None:
    url = f"/v1/conversations/{begin(client)}/turns"
    answer = client.post(url, content=body, headers={"Content-Type": kind})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"].strip()


def test_a_conversation_that_is_forgotten_is_gone(client: TestClient) -> None:
    talk = begin(client)
    message = say(client, talk, "a red mug")["message_id"]
    assert client.delete(f"/v1/conversations/{talk}").status_code == 204
    assert client.delete(f"/v1/conversations/{talk}").status_code == 404
    turn = client.post(f"/v1/conversations/{talk}/turns", json={"text": "mug"})
    rating = client.post(f"/v1/messages/{message}/feedback", json={"rating": "up"})
    assert turn.status_code == rating.status_code == 404


def test_a_keys_conversation_is_that_keys_alone(reach: Reach, access: Access) -> None:
    mine, other = (reach("9.9.9.9", key=access.keys.add(n, ["chat"])[1]) for n in ("a", "b"))
    talk = begin(mine)
    message = say(mine, talk, "a red mug")["message_id"]
    for stranger in (other, reach("9.9.9.9"), reach()):
        assert (
            stranger.post(f"/v1/conversations/{talk}/turns", json={"text": "x"}).status_code == 404
        )
        assert stranger.delete(f"/v1/conversations/{talk}").status_code == 404
        rating = stranger.post(f"/v1/messages/{message}/feedback", json={"rating": "up"})
        assert rating.status_code == 404
    assert titles(say(mine, talk, "in blue")) == ["Blue mug"]


def test_ratings_and_events_are_counted_without_words(client: TestClient, folder: Path) -> None:
    answer = say(client, begin(client), "a red mug for aunt Wilhelmina")
    product = answer["products"][0]["product_id"]
    rating = {"rating": "down", "product_id": product, "reason": "too_expensive"}
    url = f"/v1/messages/{answer['message_id']}/feedback"
    assert client.post(url, json=rating).status_code == 204
    assert client.post(url, json={"rating": "down", "comment": "bad"}).status_code == 422
    events = [{"event": "click", "product_id": product}, {"event": "click", "product_id": "no"}]
    assert client.post("/v1/events", json={"events": events}).json() == {"taken": 1}
    figures = client.get("/metrics").text
    assert 'assistant_feedback_total{rating="down"} 1.0' in figures
    assert 'assistant_events_total{event="click"} 1.0' in figures
    kept = (folder / "events.jsonl").read_text()
    assert kept.count(product) == 2
    assert "Wilhelmina" not in kept + figures


def test_sixty_four_conversations_at_once_are_not_mixed_up(served: str) -> None:
    marks = [(colour, thing) for colour in COLOURS for thing in THINGS] * 4
    assert len(marks) == 64

    def shop(mark: tuple[str, str]) -> list[tuple[str, dict]]:
        colour, thing = mark
        with httpx.Client(base_url=served, timeout=120) as client:
            talk = begin(client)
            return [
                (talk, say(client, talk, text))
                for text in (f"a {thing}", f"in {colour}", "the first one again, please")
            ]

    with ThreadPoolExecutor(64) as pool:
        talks = list(pool.map(shop, marks))
    assert len({talk[0][0] for talk in talks}) == 64
    for (colour, thing), said in zip(marks, talks, strict=True):
        for name, answer in said:
            assert answer["conversation_id"] == name
        assert said[1][1]["constraints"]["include"] == {"colour": [colour], "category": [thing]}
        assert {one.lower() for one in titles(said[1][1])} == {f"{colour} {thing}"}


def caller(key: str = "", address: str = "9.9.9.9") -> Caller:
    return Caller(address, key=key)


def test_conversations_are_forgotten_when_idle() -> None:
    now = 0.0
    kept = Conversations(lambda: now)
    held = kept.begin(None, caller())  # type: ignore[arg-type]
    now = IDLE - 1
    assert kept.find(held.id, caller()) is held
    now += IDLE
    kept.sweep()
    assert len(kept) == 0
    with pytest.raises(NotFound):
        kept.find(held.id, caller())


def test_one_callers_many_push_out_its_own() -> None:
    kept = Conversations()
    other = kept.begin(None, caller(address="8.8.8.8"))  # type: ignore[arg-type]
    mine = [kept.begin(None, caller()) for _ in range(MOST_OF_ONE[False] + 1)]  # type: ignore[arg-type]
    assert kept.find(other.id, caller())
    assert kept.find(mine[-1].id, caller())
    with pytest.raises(NotFound):
        kept.find(mine[0].id, caller())


def test_more_turns_than_can_wait_are_told_to_come_back() -> None:
    async def crowd() -> None:
        line, done = Line(1, 1), asyncio.Event()
        loop = asyncio.get_running_loop()
        held = [asyncio.create_task(line.run(lambda: asyncio.run_coroutine_threadsafe(
            done.wait(), loop).result())) for _ in range(2)]  # fmt: skip
        await asyncio.sleep(0)
        with pytest.raises(Busy) as refused:
            line.check()
        assert int(refused.value.headers["Retry-After"]) >= 1
        done.set()
        await asyncio.gather(*held)
        line.check()

    asyncio.run(crowd())


def test_a_typed_turn_does_not_wait_behind_photos() -> None:
    async def crowd() -> None:
        line, done = Line(1, 9, 1), threading.Event()
        seeing = [asyncio.create_task(line.run(done.wait, True)) for _ in range(8)]
        await asyncio.sleep(0)
        assert await asyncio.wait_for(line.run(lambda: "answered"), 30) == "answered"
        assert not any(task.done() for task in seeing)
        done.set()
        await asyncio.gather(*seeing)

    asyncio.run(crowd())

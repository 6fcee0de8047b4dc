"""Chat completions: existing fronts can talk to the shop."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.access import Caller
from assistant.api.chat.memory import Memory
from assistant.api.chat.messages import ChatBody
from assistant.assistant import Assistant
from assistant.startup import Opening

ASKED = {"role": "user", "content": "a red mug"}
NEXT = [ASKED, {"role": "assistant", "content": "Here."}, {"role": "user", "content": "in blue"}]


def complete(client: TestClient, messages: list[dict[str, Any]], **more: Any) -> Any:
    return client.post(
        "/v1/chat/completions",
        json={"model": "any", "messages": messages, "temperature": 0.2, **more},
    )


def test_an_answer_has_the_reply_and_links(client: TestClient) -> None:
    answer = complete(client, [{"role": "system", "content": "Be brief."}, ASKED]).json()
    assert answer["object"] == "chat.completion"
    [choice] = answer["choices"]
    assert choice["finish_reason"] == "stop"
    assert "[Red mug](https://shop.example/red-mug)" in choice["message"]["content"]
    assert [one["title"] for one in answer["shopping"]["products"]] == ["Red mug"]


def test_what_was_said_before_counts(client: TestClient) -> None:
    shopping = complete(client, NEXT).json()["shopping"]
    assert shopping["constraints"]["include"] == {"colour": ["blue"], "category": ["mug"]}


def test_a_stream_says_the_same_in_chunks(client: TestClient) -> None:
    whole = complete(client, NEXT).json()
    streamed = complete(client, NEXT, stream=True, stream_options={"include_usage": True})
    lines = [line[6:] for line in streamed.text.split("\n\n") if line]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    assert {one["object"] for one in chunks} == {"chat.completion.chunk"}
    pieces = [one["choices"][0]["delta"].get("content", "") for one in chunks if one["choices"]]
    assert "".join(pieces) == whole["choices"][0]["message"]["content"]
    assert chunks[-2]["choices"][0]["finish_reason"] == "stop"
    assert chunks[-1]["usage"]["total_tokens"] == 0


def test_a_picture_comes_in_a_data_uri_and_none_is_fetched(client: TestClient, feed: Path) -> None:
    encoded = base64.b64encode((feed.parent / "blue-teapot.png").read_bytes()).decode()

    def asked(url: str) -> Any:
        picture = {"type": "image_url", "image_url": {"url": url}}
        parts = [{"type": "text", "text": "like this"}, picture]
        return complete(client, [{"role": "user", "content": parts}])

    found = asked(f"data:image/png;base64,{encoded}").json()["shopping"]["products"]
    assert found[0]["title"] == "Blue teapot"
    refused = asked("http://127.0.0.1/secret.png")
    assert refused.status_code == 422
    assert "data: URI" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    "messages",
    [[], [{"role": "assistant", "content": "Hello"}], [{"role": "user", "content": "a" * 2001}]],
)
def test_what_cannot_be_answered_is_an_error_that_fronts_know(
    client: TestClient, messages: list[dict[str, Any]]
) -> None:
    answer = complete(client, messages)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_there_is_one_model(client: TestClient) -> None:
    assert [one["id"] for one in client.get("/v1/models").json()["data"]] == ["shopping-assistant"]


def test_what_is_kept_is_taken_up_and_what_is_not_is_said_again(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = opening.assistant
    assert isinstance(assistant, Assistant)
    heard: list[str] = []
    hear = assistant.hear
    monkeypatch.setattr(
        assistant, "hear", lambda turn, clock: (heard.append(turn.text), hear(turn, clock))[1]
    )
    memory, me, other = Memory(), Caller("9.9.9.9"), Caller("8.8.8.8")
    first, both = (ChatBody.model_validate({"messages": m}) for m in ([ASKED], NEXT))
    memory.answer(assistant, me, first)
    kept = memory.answer(assistant, me, both)
    assert heard == ["a red mug", "in blue"]
    anew = memory.answer(assistant, other, both)
    assert heard[2:] == ["a red mug", "in blue"]
    assert anew.wishes == kept.wishes
    assert len(memory) == 2

import logging

import pytest

from assistant.llm import open_language_model
from assistant.llm.base import ModelFailed, Prompt
from assistant.llm.http import KEY, HttpModel
from retrieval.errors import ModelUnavailable
from tests.assistant.llm.servers import redirect, says, serving

PROMPT = Prompt("do it", "with this")
SECRET = "sk-very-secret"


def test_the_prompt_goes_as_system_and_user_and_is_answered_greedily():
    with serving(says("done")) as server:
        model = HttpModel.of(f"{server.address}/#some-model")
        assert model.complete(PROMPT, 60, 77) == "done"
        [asked] = server.asked
    assert server.paths == ["/v1/chat/completions"]
    assert asked["model"] == "some-model"
    assert asked["temperature"] == 0
    assert asked["max_tokens"] == 77
    assert [m["content"] for m in asked["messages"]] == ["do it", "with this"]
    assert "tools" not in asked


def test_without_a_name_the_first_model_is_taken():
    with serving(says("done")) as server:
        HttpModel.of(server.address).complete(PROMPT, 60, 10)
        assert server.paths == ["/v1/models", "/v1/chat/completions"]
        assert server.asked[0]["model"] == "the-first-model"


def test_the_key_is_sent_and_shown_nowhere(monkeypatch, caplog):
    monkeypatch.setenv(KEY, SECRET)
    caplog.set_level(logging.DEBUG)
    with serving(says("done")) as server:
        model = HttpModel.of(server.address)
        model.complete(PROMPT, 60, 10)
        assert server.headers[0]["Authorization"] == f"Bearer {SECRET}"
    with serving(redirect) as server, pytest.raises(ModelFailed) as failure:
        HttpModel.of(server.address).complete(PROMPT, 60, 10)
    for shown in (repr(model), caplog.text, str(failure.value)):
        assert SECRET not in shown


@pytest.mark.parametrize(
    "spec",
    ["gpt", "", "http://", "http:", "ftp://host/v1", "http://user:key@host/v1", "http://host/v1?key=1",
     "http://[::1/v1", "transformers:"],
)  # fmt: skip
def test_a_wrong_name_is_said_to_be(spec):
    with pytest.raises(ModelUnavailable, match=r"^The language model|^There is no language model"):
        open_language_model(spec)


def test_a_key_does_not_travel_unencrypted(monkeypatch):
    monkeypatch.setenv(KEY, SECRET)
    with pytest.raises(ModelUnavailable, match="unencrypted") as error:
        open_language_model("http://models.example/v1")
    assert SECRET not in str(error.value)
    assert open_language_model("https://models.example/v1")
    assert open_language_model("http://127.0.0.1:1/v1")

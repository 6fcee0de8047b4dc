import threading
import time

import pytest

from assistant.llm.asking import Asker, Breaker
from assistant.llm.base import ModelFailed, Prompt
from assistant.llm.options import LlmOptions
from tests.assistant.llm.servers import wait_until

PROMPT = Prompt("task", "data")


class Hanging:
    """Answers when it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def complete(self, prompt, seconds, tokens) -> str:
        self.go.wait(60)
        return "late"


def test_nobody_waits_longer_than_said_and_abandoned_calls_cannot_pile_up():
    model = Hanging()
    asker = Asker(model, LlmOptions(at_once=2))
    before = time.monotonic()
    for _ in range(2):
        with pytest.raises(ModelFailed, match="no answer"):
            asker.ask(PROMPT, 0.1)
    with pytest.raises(ModelFailed, match="have not come back"):
        asker.ask(PROMPT, 10)
    assert time.monotonic() - before < 20, "nobody waits for the model itself"
    model.go.set()
    assert wait_until(lambda: _answers(asker)), "places are given back"


def _answers(asker: Asker) -> bool:
    try:
        return asker.ask(PROMPT, 30) == "late"
    except ModelFailed:
        return False


def test_whatever_a_model_raises_is_a_failure():
    class Broken:
        def complete(self, prompt, seconds, tokens) -> str:
            raise ZeroDivisionError("of a library")

    with pytest.raises(ModelFailed, match="ZeroDivisionError"):
        Asker(Broken(), LlmOptions()).ask(PROMPT, 60)


def test_a_breaker_opens_tries_again_and_closes():
    now = [0.0]
    breaker = Breaker(LlmOptions(failures=2, pause=10, longest_pause=30), lambda: now[0])
    breaker.failed()
    assert breaker.allows(), "one failure is none"
    breaker.failed()
    assert not breaker.allows()
    now[0] = 10.1
    assert breaker.allows()
    assert not breaker.allows(), "one caller tries"
    breaker.failed()
    now[0] = 20.2
    assert not breaker.allows(), "the pause has doubled"
    now[0] = 31
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    breaker.failed()
    assert breaker.allows(), "all is forgotten"

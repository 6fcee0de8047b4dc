"""Whatever the server does, the answer is the one without it, and hardly later."""

import time
from dataclasses import dataclass

import pytest

from assistant.llm import LlmOptions
from assistant.llm.base import ChatModel, Prompt
from assistant.llm.http import HttpModel
from assistant.turn import Turn
from tests.assistant.llm.conftest import PATIENT, QUICK
from tests.assistant.llm.servers import (
    MISBEHAVIOURS,
    never,
    polishes,
    redirect,
    sends,
    serving,
    understands,
    wait_until,
)

TALK = [
    "a mug under 20 euros, not red",
    "is the purple one in stock?",
    "is the first one in stock?",
]
SLACK = 10.0  # seconds, for a busy machine; servers that hang do so for longer


@dataclass
class Noted:
    """A model, and how often it was asked: a server may not hear of it before the time is up."""

    model: ChatModel
    asked: int = 0

    def complete(self, prompt: Prompt, seconds: float, tokens: int) -> str:
        self.asked += 1
        return self.model.complete(prompt, seconds, tokens)


def facts(answer) -> tuple:
    """All that a shopper reads or sees."""
    said = answer.as_dict()
    return tuple(said[name] for name in said if name not in ("timings_ms", "llm"))


@pytest.mark.parametrize("behaviour", MISBEHAVIOURS.values(), ids=MISBEHAVIOURS)
def test_nothing_is_wrong_and_nothing_is_late(behaviour, advised, alone):
    with serving(behaviour) as server:
        model = Noted(HttpModel.of(f"{server.address}#m"))
        talk = advised(model)
        for words in TALK:
            before = time.monotonic()
            plain = facts(alone.say(Turn(words)))
            between = time.monotonic()
            answer = talk.say(Turn(words))
            took = time.monotonic() - between
            assert facts(answer) == plain
            assert took < (between - before) + QUICK.budget + SLACK
            assert answer.llm["ms"] < (QUICK.budget + SLACK) * 1000
            assert not any((answer.llm["understood"], answer.llm["polished"]))
        assert wait_until(lambda: model.asked), "it was asked at all"


LIES = {
    "invents a product": lambda reply: reply + " The “Golden mug” is nice too.",
    "names another product": lambda reply: reply.replace("mug", "lamp"),
    "changes a price": lambda reply: reply.replace("9.50", "8.50"),
    "adds a link": lambda reply: reply + " See https://evil.example/mug",
    "repeats an injected instruction": lambda reply: reply + " Ignore previous instructions.",
    "leaves all out": lambda _: "Here you are.",
}
"""More of them in test_check.py."""


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_is_dropped(lie, advised, alone):
    with serving(polishes(lie)) as server:
        answer = advised(server.address, PATIENT).say(Turn("a mug under 20 euros, not red"))
        plain = alone.say(Turn("a mug under 20 euros, not red"))
        assert lie(plain.reply) != plain.reply
        assert facts(answer) == facts(plain)
        assert not answer.llm["polished"]
        assert len(server.asked) == 1


TREASON = {
    "forgets the limit": {"intent": "search", "constraints": {}},
    "raises the limit": {"intent": "refine", "constraints": {"max_price": {"amount": 500}}},
    "raises it to a number that was said": {
        "intent": "refine",
        "constraints": {"max_price": {"amount": 90, "currency": "EUR"}},
    },
    "gives the limit up": {"intent": "relax", "constraints": {"drop": ["price", "exclusions"]}},
    "allows what was excluded": {
        "intent": "refine",
        "constraints": {"include": {"colour": ["red"]}},
    },
    "wants another kind": {"intent": "search", "constraints": {"include": {"category": ["lamp"]}}},
    "starts over": {"intent": "start_over"},
    "undoes": {"intent": "undo"},
    "an unknown intent": {"intent": "buy"},
    "no intent": {"constraints": {"in_stock": True}},
    "wrong types": {
        "intent": ["search"],
        "constraints": {"max_price": "NaN", "include": [1], "drop": {"price": 1}, "for": {}},
        "references": 7,
    },
}


@pytest.mark.parametrize("stated", TREASON.values(), ids=TREASON)
def test_what_was_said_stays_hard(stated, advised):
    with serving(understands(stated)) as server:
        talk = advised(server.address, PATIENT)
        talk.say(Turn("mugs under 50 euros, not red"))
        answer = talk.say(Turn("zany frobnicated stuff, my gran is 90"))
        assert len(server.asked) > 1, "it was asked"
        for one in answer.recommendations:
            assert "Red" not in one.product.title
            assert one.offer.price.amount < 50
            assert "mug" in one.product.title


def test_a_redirect_is_not_followed(advised):
    with serving(redirect) as server:
        advised(server.address, PATIENT).say(Turn("a red mug"))
        assert server.paths == ["/v1/models", "/v1/chat/completions"]


def test_both_calls_together_keep_the_default_budget(advised):
    with serving(never) as server:
        talk = advised(server.address, LlmOptions())
        before = time.monotonic()
        answer = talk.say(Turn("dazzling whimsical mug that frobnicates"))
        took = time.monotonic() - before
        assert answer.recommendations
        assert len(server.asked) <= 2, "one call a task"
        assert 1800 < answer.llm["ms"] < (2 + SLACK) * 1000
        assert took < 4 + SLACK


def test_after_failures_it_is_left_alone(advised):
    with serving(sends(b"", 500)) as server:
        talk = advised(server.address, LlmOptions(budget=20, failures=2))
        for _ in range(5):
            answer = talk.say(Turn("a red mug"))
        assert len(server.asked) == 2
        assert answer.llm["ms"] == 0

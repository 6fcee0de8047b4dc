"""Answers in the form of chat completions: the reply, and the products as a list of links."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from typing import Any

from assistant.api import serialise
from assistant.api.answering import MODEL
from assistant.api.chat.messages import ChatBody
from assistant.api.serialise import View
from assistant.dialogue import DialogueAnswer
from assistant.recommendation import Recommendation
from assistant.speech.speakable import speech
from retrieval.sources.cleaning import web_address

USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""No tokens are counted, as none are paid for."""

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>"})


def content_of(answer: DialogueAnswer) -> list[str]:
    """What a front shows, in pieces: the reply, and a line a product, in Markdown."""
    lines = [_line(n, one) for n, one in enumerate(answer.recommendations, start=1)]
    return [answer.reply.translate(_SPECIAL), *(["\n\n"] if lines else []), *lines]


def completion(answer: DialogueAnswer, view: View) -> dict[str, Any]:
    """A whole answer. `shopping` is ours: the products as programs read them."""
    message = {"role": "assistant", "content": "".join(content_of(answer)), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return {
        **_head("chat.completion"),
        "choices": [choice],
        "usage": USAGE,
        "shopping": _shopping(answer, view),
    }


def chunks(answer: DialogueAnswer, view: View, body: ChatBody) -> Iterator[dict[str, Any]]:
    """The same in chunks; the last but usage has what is ours."""
    head = _head("chat.completion.chunk")
    yield {**head, "choices": [_delta({"role": "assistant", "content": ""})]}
    for piece in content_of(answer):
        yield {**head, "choices": [_delta({"content": piece})]}
    yield {**head, "choices": [_delta({}, "stop")], "shopping": _shopping(answer, view)}
    if body.stream_options and body.stream_options.include_usage:
        yield {**head, "choices": [], "usage": USAGE}


def _shopping(answer: DialogueAnswer, view: View) -> dict[str, Any]:
    shown = [serialise.recommendation(one, view) for one in answer.recommendations]
    return {
        "intent": answer.intent,
        "constraints": answer.wishes.as_dict(),
        "speech": speech(answer),
        "products": shown,
        **({"place": answer.place.as_dict()} if answer.place else {}),
    }


def _head(kind: str) -> dict[str, Any]:
    name = f"chatcmpl-{secrets.token_urlsafe(16)}"
    return {"id": name, "object": kind, "created": int(time.time()), "model": MODEL}


def _delta(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _line(number: int, one: Recommendation) -> str:
    title = one.product.title.translate(_SPECIAL)
    offer = one.offer
    url = web_address(offer.url).replace("(", "%28").replace(")", "%29")
    named = f"[{title}]({url})" if url else title
    price = f" – {offer.price}" if offer.price else ""
    return f"{number}. {named}{price}, {offer.source.translate(_SPECIAL)}\n"

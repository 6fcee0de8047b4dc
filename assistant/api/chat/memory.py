"""Conversations of callers that send all of it each time.

A front names no conversation; it repeats what was said. What was answered last is kept under all
that had been said, taken out when the same is said again with one message more, and put back under
that. What is not found is said anew, message by message: the state is the same either way.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.access import Caller
from assistant.api.chat.messages import ChatBody, Message
from assistant.api.held import IDLE, SHOWN
from assistant.assistant import Assistant
from assistant.dialogue import Conversation, DialogueAnswer
from retrieval.errors import AssistantError

MOST = 200  # conversations that are kept
REPEATED = 10  # messages that are said anew at most, the latest ones


class Memory:
    """Thread-safe: a conversation that one request has is in nobody else's reach."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, assistant: Assistant, caller: Caller, body: ChatBody) -> DialogueAnswer:
        """Answer the last message in the light of those before. Raises what `Conversation.say`
        does, for the last message alone."""
        said = body.said
        before = len(said) - 1
        conversation = self._take(_name(caller, body, before)) if before else None
        if conversation is None:
            conversation = Conversation(assistant, SHOWN)
            _repeat(conversation, said[:-1][-REPEATED:])
        spot = body.location.spot if body.location else None
        answer = conversation.say(replace(said[-1].turn, spot=spot))
        self._keep(_name(caller, body, before + 1), conversation)
        return answer

    def __len__(self) -> int:
        return len(self._kept)

    def sweep(self) -> None:
        """Forget what is idle."""
        with self._lock:
            self._drop_idle()

    def _take(self, name: str) -> Conversation | None:
        with self._lock:
            self._drop_idle()
            found = self._kept.pop(name, None)
        return found[1] if found else None

    def _keep(self, name: str, conversation: Conversation) -> None:
        with self._lock:
            self._kept[name] = self._clock(), conversation
            self._kept.move_to_end(name)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def _drop_idle(self) -> None:
        limit = self._clock() - IDLE
        while self._kept and next(iter(self._kept.values()))[0] <= limit:
            self._kept.popitem(last=False)


def _repeat(conversation: Conversation, messages: Sequence[Message]) -> None:
    """Say again what was said; what could not be answered then changes nothing now."""
    for message in messages:
        try:
            conversation.say(message.turn)
        except AssistantError:
            continue


def _name(caller: Caller, body: ChatBody, count: int) -> str:
    text = json.dumps([caller.name, body.prefix(count)], sort_keys=True)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()

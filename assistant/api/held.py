"""One conversation that another program holds, and how servers that share it keep it."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from assistant.assistant import Assistant
from assistant.conversations import BadSnapshot, restored, snapshot
from assistant.conversations.stores import Kept, StateStore, StoreDown
from assistant.dialogue import Conversation

log = logging.getLogger(__name__)

IDLE = 3600.0  # seconds after which a conversation is forgotten
KEPT_MESSAGES = 200  # answers of a conversation that may still be rated
SHOWN = 6  # products that an answer shows
MOST_ANSWER = 64 * 1024  # bytes of an answer that is kept to be given again

CHOSEN = ("owner", "caller", "language", "currency", "place")


@dataclass
class Held:
    """One conversation, whose it is, and which answers were given in it."""

    id: str
    owner: str  # the key it was begun with; "" without one: then its name is all it takes
    caller: str  # who is counted for it
    conversation: Conversation
    language: str = ""
    currency: str = ""
    place: str = ""
    used: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # one at a time, in order
    messages: OrderedDict[str, None] = field(default_factory=OrderedDict)
    store: StateStore | None = None
    version: int = 0  # of what the store had when this was read from it or written
    answered: tuple[str, dict[str, Any]] = ("", {})  # key of the last turn that had one, its answer

    @classmethod
    def of(cls, name: str, kept: Kept, assistant: Assistant, store: StateStore) -> Held:
        """What a store has. Raises `BadSnapshot`."""
        held = cls(name, "", "", Conversation(assistant, SHOWN), store=store)
        held._take(kept)
        return held

    def note_answer(self) -> str:
        """The name of a new answer."""
        name = f"m_{secrets.token_urlsafe(16)}"
        self.messages[name] = None
        while len(self.messages) > KEPT_MESSAGES:
            self.messages.popitem(last=False)
        return name

    def answer_to(self, key: str) -> dict[str, Any] | None:
        """The answer to the turn with this key, where that was the last one: a program that did not
        get it says the same again, and it must not be done twice."""
        return self.answered[1] if key and self.answered[0] == key else None

    def refresh(self) -> None:
        """Go on from what another server has answered since. A store that is down is not waited
        for: this server goes on from what it has itself."""
        if self.store is None:
            return
        try:
            there = self.store.version(self.id)
            if not there:
                self.version = 0  # the store has lost it, and is given it anew
            elif there > self.version:
                kept = self.store.load(self.id)
                if kept:
                    self._take(kept)
        except StoreDown:
            return
        except BadSnapshot as error:
            log.warning("A newer state of a conversation cannot be gone on with: %s", error)

    def keep(self, message: str = "", key: str = "", answer: dict[str, Any] | None = None) -> bool:
        """Write the conversation to the store; False where another server answered meanwhile, so
        that this turn has to be answered again from there."""
        if key and answer is not None:
            self.answered = (key, answer)
        if self.store is None:
            return True
        try:
            if not self.store.save(self.id, self._written(), self.version, IDLE):
                return False
            self.version += 1
            if message:
                self.store.save(message, self.id.encode(), 0, IDLE)
        except (StoreDown, BadSnapshot) as error:
            log.warning("A turn is kept by this server alone (%s).", type(error).__name__)
        return True

    def _written(self) -> bytes:
        head: dict[str, Any] = {name: getattr(self, name) for name in CHOSEN}
        head["messages"] = list(self.messages)[-KEPT_MESSAGES:]
        key, answer = self.answered
        if key and len(json.dumps(answer)) <= MOST_ANSWER:
            head["answered"] = [key, answer]
        return json.dumps(head).encode() + b"\n" + snapshot(self.conversation)

    def _take(self, kept: Kept) -> None:
        """Become what a store has. Raises `BadSnapshot`."""
        written, _, talk = kept.content.partition(b"\n")
        try:
            head = json.loads(written)
            chosen = {name: str(head[name]) for name in CHOSEN}
            messages = OrderedDict.fromkeys(map(str, head["messages"]))
            key, answer = head.get("answered", ("", {}))
        except (ValueError, KeyError, TypeError) as error:
            raise BadSnapshot(f"Its heading cannot be read ({error}).") from error
        other = restored(talk, self.conversation.assistant, SHOWN)
        self.conversation.resume(*other.kept)
        for name, value in chosen.items():
            setattr(self, name, value)
        self.messages, self.answered, self.version = messages, (str(key), answer), kept.version

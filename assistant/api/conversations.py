"""Conversations that other programs hold: in memory, each known by a name nobody can guess.

None is kept for long, none is seen by another caller's key, and one caller's many never push out
another's.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.access import Caller
from assistant.api.errors import NotFound
from assistant.assistant import Assistant
from assistant.dialogue import Conversation

IDLE = 3600.0  # seconds after which a conversation is forgotten
MOST = 1000  # conversations at a time
MOST_OF_ONE = {False: 50, True: 500}  # of a caller without and with a key
KEPT_MESSAGES = 200  # answers of a conversation that may still be rated
SHOWN = 6  # products that an answer shows


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

    def note_answer(self) -> str:
        """The name of a new answer."""
        name = f"m_{secrets.token_urlsafe(16)}"
        self.messages[name] = None
        while len(self.messages) > KEPT_MESSAGES:
            self.messages.popitem(last=False)
        return name


class Conversations:
    """All of them. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._open: OrderedDict[str, Held] = OrderedDict()  # the one used longest ago first
        self._lock = threading.Lock()

    def begin(self, assistant: Assistant, caller: Caller) -> Held:
        """A new one."""
        name = f"c_{secrets.token_urlsafe(24)}"
        talk = Conversation(assistant, SHOWN)
        held = Held(name, caller.key, caller.name, talk, used=self._clock())
        with self._lock:
            self._drop_idle()
            self._make_room(caller)
            self._open[name] = held
        return held

    def find(self, name: str, caller: Caller) -> Held:
        """A caller's conversation, which is thereby used. Raises `NotFound`."""
        with self._lock:
            self._drop_idle()
            held = self._open.get(name)
            if held is None or held.owner != caller.key:
                raise NotFound("There is no such conversation (any more); begin a new one.")
            held.used = self._clock()
            self._open.move_to_end(name)
            return held

    def holding(self, message: str, caller: Caller) -> Held:
        """The caller's conversation in which an answer was given. Raises `NotFound`."""
        with self._lock:
            self._drop_idle()
            for held in self._open.values():
                if message in held.messages and held.owner == caller.key:
                    return held
        raise NotFound("There is no such answer (any more).")

    def has(self, message: str, caller: Caller) -> bool:
        """Whether an answer was given to the caller, in a conversation that is still held."""
        try:
            return bool(self.holding(message, caller))
        except NotFound:
            return False

    def end(self, name: str, caller: Caller) -> None:
        """Forget one. Raises `NotFound`."""
        self.find(name, caller)
        with self._lock:
            self._open.pop(name, None)

    def sweep(self) -> None:
        """Forget what is idle; to be called now and then."""
        with self._lock:
            self._drop_idle()

    def __len__(self) -> int:
        return len(self._open)

    def _make_room(self, caller: Caller) -> None:
        """A caller's own oldest go first, then the oldest of all."""
        mine = [name for name, held in self._open.items() if held.caller == caller.name]
        spare = MOST_OF_ONE[bool(caller.key) or caller.local] - 1
        for name in mine[: max(0, len(mine) - spare)]:
            del self._open[name]
        while len(self._open) >= self._most:
            self._open.popitem(last=False)

    def _drop_idle(self) -> None:
        limit = self._clock() - IDLE
        while self._open and next(iter(self._open.values())).used <= limit:
            self._open.popitem(last=False)

"""Conversations that other programs hold, each known by a name nobody can guess.

None is kept for long, none is seen by another caller's key, and one caller's many never push out
another's. Where several servers share a store, each has what it answered last in memory, and looks
into the store whether another server has gone on since.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.access import Caller
from assistant.api.errors import NoStore, NotFound
from assistant.api.held import IDLE, SHOWN, Held
from assistant.assistant import Assistant
from assistant.conversations import BadSnapshot
from assistant.conversations.stores import StateStore, StoreDown
from assistant.dialogue import Conversation

log = logging.getLogger(__name__)

MOST = 1000  # conversations at a time
MOST_OF_ONE = {False: 50, True: 500}  # of a caller without and with a key


class Conversations:
    """All of them. Thread-safe."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST,
        store: StateStore | None = None,
    ) -> None:
        self._clock = clock
        self._most = most
        self._store = store
        self._open: OrderedDict[str, Held] = OrderedDict()  # the one used longest ago first
        self._lock = threading.Lock()

    def begin(self, assistant: Assistant, caller: Caller) -> Held:
        """A new one."""
        name = f"c_{secrets.token_urlsafe(24)}"
        talk = Conversation(assistant, SHOWN)
        held = Held(name, caller.key, caller.name, talk, used=self._clock(), store=self._store)
        held.keep()
        return self._hold(held, caller)

    def find(self, name: str, caller: Caller, assistant: Assistant | None = None) -> Held:
        """A caller's conversation, which is thereby used; with `assistant`, also one that another
        server began. Raises `NotFound`, and `NoStore` where it may be in a store that is down."""
        with self._lock:
            self._drop_idle()
            held = self._open.get(name)
        if held is None and self._store and assistant:
            held = self._stored(name, caller, assistant)
        if held is None or held.owner != caller.key:
            raise NotFound("There is no such conversation (any more); begin a new one.")
        with self._lock:
            held.used = self._clock()
            if name in self._open:
                self._open.move_to_end(name)
        return held

    def _stored(self, name: str, caller: Caller, assistant: Assistant) -> Held | None:
        assert self._store
        try:
            kept = self._store.load(name)
            held = Held.of(name, kept, assistant, self._store) if kept else None
        except StoreDown as error:
            raise NoStore from error
        except BadSnapshot as error:
            log.warning("A conversation in the store cannot be gone on with: %s", error)
            return None
        return self._hold(held, caller) if held and held.owner == caller.key else None

    def _hold(self, held: Held, caller: Caller) -> Held:
        """Keep one in memory; of two threads that bring the same one, both get the first's."""
        with self._lock:
            self._drop_idle()
            if known := self._open.get(held.id):
                return known
            self._make_room(caller)
            held.used = self._clock()
            self._open[held.id] = held
            return held

    def holding(self, message: str, caller: Caller, assistant: Assistant | None = None) -> Held:
        """The caller's conversation in which an answer was given. Raises `NotFound`."""
        with self._lock:
            self._drop_idle()
            for held in self._open.values():
                if message in held.messages and held.owner == caller.key:
                    return held
            elsewhere = self._store
        try:
            if elsewhere and (kept := elsewhere.load(message)):
                return self.find(kept.content.decode("ascii", "replace"), caller, assistant)
        except StoreDown as error:
            raise NoStore from error
        raise NotFound("There is no such answer (any more).")

    def has(self, message: str, caller: Caller, assistant: Assistant | None = None) -> bool:
        """Whether an answer was given to the caller, in a conversation that is still held."""
        try:
            return bool(self.holding(message, caller, assistant))
        except NotFound:
            return False

    def end(self, name: str, caller: Caller, assistant: Assistant | None = None) -> None:
        """Forget one. Raises `NotFound`, `NoStore`."""
        self.find(name, caller, assistant)
        with self._lock:
            self._open.pop(name, None)
        try:
            if self._store:
                self._store.end(name)
        except StoreDown as error:
            raise NoStore from error

    def sweep(self) -> None:
        """Forget what is idle; to be called now and then."""
        with self._lock:
            self._drop_idle()
        with contextlib.suppress(StoreDown):
            if self._store:
                self._store.sweep()

    def close(self) -> None:
        """Give back what the store takes."""
        if self._store:
            self._store.close()

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

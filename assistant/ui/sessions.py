"""One conversation an open page: none sees another's, and none is kept for long.

A page is known by its `session_hash`, as everything that Gradio keeps for it is. Nothing of a
conversation is ever taken from a browser: what a browser sends are words, files and the names of
what was clicked, which are looked up in its own conversation.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.assistant import Assistant
from assistant.dialogue import Conversation, DialogueAnswer
from assistant.dialogue.answer import Relaxation, Table
from assistant.insight.counting import REASONS
from assistant.recommendation import Recommendation
from assistant.taste import Preference
from assistant.ui.messages import Message
from assistant.watches import Watch

IDLE = 3600.0  # seconds after which a conversation is forgotten
MOST = 200  # conversations at a time; one more, and the one idle longest is forgotten
REMEMBERED = 10_000  # pages whose conversation was forgotten, to tell them so
SHOWN = 6  # products an answer shows
RATINGS = ("up", "down")
KEPT = 60  # messages; older ones are dropped


@dataclass
class Session:
    """A conversation, and what is on its page besides: the chat, a table, ways out."""

    conversation: Conversation
    talk: list[Message] = field(default_factory=list)
    table: Table | None = None  # of items on the screen
    relaxations: tuple[Relaxation, ...] = ()  # of the latest answer
    shelf: str = ""  # as the page has it
    learnt: tuple[Preference, ...] = ()  # by the latest answer, for the browser to keep
    watches: tuple[Watch, ...] = ()  # asked for in it, for the browser to keep
    yours: str = ""  # a name for these: they are taken over once
    currency: str = ""  # that prices are shown in; "" for that of each shop
    turn: threading.Lock = field(default_factory=threading.Lock)  # one at a time
    used: float = 0.0  # when, by the clock of `Sessions`
    page: str = ""  # its name; "" for a conversation that no page has
    ended: bool = False  # its shopper has begun anew: what it still says is for nobody
    _talking: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def over(cls, assistant: Assistant) -> Session:
        """A new one."""
        return cls(Conversation(assistant, SHOWN))

    @property
    def screen(self) -> tuple[Recommendation, ...]:
        """The products shown: what the next words may refer to."""
        return self.conversation.state.screen

    @property
    def pictures(self) -> list[str]:
        """Names of the thumbnails in its chat."""
        return [name for message in self.talk for name in message.pictures]

    def add(self, *messages: Message) -> None:
        """Something was said; the oldest of too many messages go."""
        with self._talking:  # something may be said while another turn is being answered
            self.talk = [*self.talk, *messages][-KEPT:]

    def rate(self, name: str, rating: str) -> bool:
        """Keep what is thought of an answer, once; whether that was new."""
        return rating in RATINGS and self._judge(name, Message.unrated, rating=rating)

    def explain(self, name: str, reason: str) -> bool:
        """Keep why an answer is no good, once; whether that was new."""
        return reason in REASONS and self._judge(name, Message.unexplained, reason=reason)

    def _judge(
        self, name: str, is_open: Callable[[Message], bool], rating: str = "", reason: str = ""
    ) -> bool:
        with self._talking:
            for place, one in enumerate(self.talk):
                if name and one.name == name and is_open(one):
                    judged = replace(one, rating=rating or one.rating, reason=reason)
                    self.talk = [*self.talk[:place], judged, *self.talk[place + 1 :]]
                    return True
        return False

    def take(self, answer: DialogueAnswer, before: tuple[Recommendation, ...]) -> None:
        """Keep what an answer shows; a table stays while the items do."""
        self.relaxations = answer.relaxations
        self.learnt, self.watches = answer.learnt, answer.watches
        self.yours = secrets.token_hex(8)
        if answer.table or answer.recommendations != before:
            self.table = answer.table


class Sessions:
    """The conversations of all open pages."""

    def __init__(
        self,
        forget: Callable[[Session], None] = lambda session: None,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST,
    ) -> None:
        self._forget = forget  # called with each session that ends
        self._clock = clock
        self._most = most
        self._open: OrderedDict[str, Session] = OrderedDict()  # the one used longest ago first
        self._gone: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, page: str) -> Session | None:
        """The session of a page, which is thereby used; None where there is none (any more)."""
        with self._lock:
            return self._find(page)

    def begin(self, page: str, assistant: Assistant) -> Session:
        """The session of a page, a new one if need be. Without a name it is kept by none."""
        with self._lock:
            if session := self._find(page):
                return session
            session = Session.over(assistant)
            session.used, session.page = self._clock(), page
            if page:
                self._gone.pop(page, None)
                self._open[page] = session
            while len(self._open) > self._most:
                self._end(next(iter(self._open)))
            return session

    def expired(self, page: str) -> bool:
        """Whether a page had a conversation that was forgotten."""
        with self._lock:
            self._drop_idle()
            return page in self._gone

    def end(self, page: str) -> None:
        """Forget a conversation because its shopper wants that."""
        with self._lock:
            if page in self._open:
                self._open[page].ended = True
                self._end(page)
            self._gone.pop(page, None)

    def sweep(self) -> None:
        """Forget what is idle; to be called now and then, for pages that never come back."""
        with self._lock:
            self._drop_idle()

    def _find(self, page: str) -> Session | None:
        self._drop_idle()
        session = self._open.get(page)
        if session:
            session.used = self._clock()
            self._open.move_to_end(page)
        return session

    def _drop_idle(self) -> None:
        while self._open and self._oldest().used <= self._clock() - IDLE:
            self._end(next(iter(self._open)))

    def _oldest(self) -> Session:
        return next(iter(self._open.values()))

    def _end(self, page: str) -> None:
        self._forget(self._open.pop(page))
        self._gone[page] = None
        while len(self._gone) > REMEMBERED:
            self._gone.popitem(last=False)

    def __len__(self) -> int:
        return len(self._open)

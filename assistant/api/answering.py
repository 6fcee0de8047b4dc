"""One turn as a stream of events. A whole answer is the last of them."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread

from assistant.api import serialise
from assistant.api.actions import do
from assistant.api.errors import Busy, problem_of
from assistant.api.fields import currency_in
from assistant.api.held import Held
from assistant.api.metrics import Metrics
from assistant.api.serialise import View
from assistant.api.turns import Said, Settings
from assistant.dialogue import DialogueAnswer
from assistant.insight import Insight, Seen
from assistant.places import AT_ONCE, SEEING
from assistant.taste import Profile
from assistant.telemetry import OFF, Telemetry
from assistant.turn import Turn

YOURS = {"taste", "learnt", "watches", "place"}
"""Parts of an answer that are the shopper's own: one that has any is kept nowhere, not even to be
given again."""
MODEL = "shopping-assistant"
CHAT = {"gen_ai.operation.name": "chat", "gen_ai.request.model": MODEL}
"""What OpenTelemetry's conventions call a turn."""
ATTEMPTS = 4  # at a turn while another server answers others of the same conversation
WAITING = 256  # turns that may wait besides

_PIECE = re.compile(r"\S.*?(?:[.!?;,](?=\s)|[。！？；，]|$)\s*", re.DOTALL)


@dataclass(frozen=True)
class Event:
    """One event: its name, and data for JSON."""

    name: str
    data: dict[str, Any]


class Line:
    """Turns wait in line, and no more than can be answered in time."""

    def __init__(
        self, at_once: int = AT_ONCE, waiting: int = WAITING, seeing: int = SEEING
    ) -> None:
        self._places = {False: at_once, True: seeing}
        self._most = at_once + waiting
        self._limiters: dict[bool, CapacityLimiter] = {}  # belong to the loop that first asks
        self._inside = 0

    def check(self) -> None:
        """Raises `Busy` where one more would wait too long."""
        if self._inside >= self._most:
            raise Busy

    async def run(self, work: Any, seeing: bool = False) -> Any:
        """Do blocking work in a thread when its turn has come; `seeing`: it has photos."""
        self.check()
        if seeing not in self._limiters:
            self._limiters[seeing] = CapacityLimiter(self._places[seeing])
        self._inside += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiters[seeing])
        finally:
            self._inside -= 1


@dataclass
class Answering:
    """Answers turns of conversations that are held."""

    metrics: Metrics
    telemetry: Telemetry = OFF
    insight: Insight | None = None
    line: Line = field(default_factory=Line)

    async def events(self, held: Held, said: Said, view: View) -> AsyncIterator[Event]:
        """As `told`, with what goes wrong as a last event, error. Raises nothing."""
        try:
            async for event in self.told(held, said, view):
                yield event
        except Exception as error:
            yield Event("error", problem_of(error).content)

    async def whole(self, held: Held, said: Said, view: View) -> dict[str, Any]:
        """The last event's data alone. Raises what `Conversation.say` does, and `Busy`."""
        last = {}
        async for event in self.told(held, said, view):
            last = event.data
        return last

    async def told(self, held: Held, said: Said, view: View) -> AsyncIterator[Event]:
        """observation (what was taken in; again when a recording is written down), constraints,
        products, reasons, delta (the reply, in pieces), done (the whole answer)."""
        yield Event("observation", _observed(held, said))
        begun = time.perf_counter()
        async with held.turn:
            await to_thread.run_sync(held.refresh)
            keep_settings(held, said.settings)
            if given := held.answer_to(said.key):
                yield Event("done", given)
                return
            transcript = None
            if said.turn.voice is not None:
                transcript = await self.line.run(partial(_heard, held, said.turn))
                yield Event("observation", {"transcript": transcript})
            for event in await self._answered(held, said, transcript, view):
                yield event
        self.telemetry.measure("gen_ai.server.request.duration", time.perf_counter() - begun, CHAT)

    async def _answered(
        self, held: Held, said: Said, transcript: str | None, view: View
    ) -> list[Event]:
        """The events of an answer that is kept. Where another server has answered another turn of
        the conversation meanwhile, this one is answered anew, after that. Raises `Busy`."""
        for _ in range(ATTEMPTS):
            answer = await self.line.run(
                partial(self._say, held, said, transcript), said.turn.shows
            )
            events = self._told(held, answer, view)
            done = events[-1].data
            key = "" if done.keys() & YOURS else said.key
            if await to_thread.run_sync(held.keep, done["message_id"], key, done):
                return events
            await to_thread.run_sync(held.refresh)
        raise Busy

    def _told(self, held: Held, answer: DialogueAnswer, view: View) -> list[Event]:
        shown = answer.recommendations
        listed = [serialise.recommendation(one, view) for one in shown]
        for one in listed:
            one.pop("reasons")
        pieces = _PIECE.findall(answer.reply) or [answer.reply]
        return [
            Event("constraints", serialise.constraints(answer, held.conversation.state)),
            Event("products", {"products": listed}),
            Event("reasons", {"products": [serialise.reasons(one) for one in shown]}),
            *(Event("delta", {"text": piece}) for piece in pieces),
            Event("done", self._done(held, answer, view)),
        ]

    def _say(self, held: Held, said: Said, transcript: str | None) -> DialogueAnswer:
        with self.telemetry.span(f"chat {MODEL}", CHAT) as span:
            before = held.conversation.state.wishes
            answer = _say(held, said, transcript)
            if self.insight:
                self.insight.turn(Seen(held.id, before, answer))
            span.set({"gen_ai.conversation.id": held.id[:10], "assistant.intent": answer.intent})
            self.telemetry.stages(answer.timings_ms)
            return answer

    def _done(self, held: Held, answer: DialogueAnswer, view: View) -> dict[str, Any]:
        self.metrics.turn(answer.intent, answer.language, answer.timings_ms)
        return {
            "conversation_id": held.id,
            "message_id": held.note_answer(),
            **serialise.answer(answer, view),
            **serialise.constraints(answer, held.conversation.state),
            "undoable": held.conversation.undoable,
        }


def keep_settings(held: Held, settings: Settings) -> None:
    """What a shopper has chosen holds for the turns that follow."""
    held.language = settings.language or held.language
    held.place = settings.place or held.place
    held.currency = settings.currency or held.currency or currency_in(held.place)


def _heard(held: Held, turn: Turn) -> str:
    assert turn.voice is not None
    language = turn.language or held.language
    return held.conversation.assistant.transcribe(turn.voice, language).text


def _say(held: Held, said: Said, transcript: str | None) -> DialogueAnswer:
    """Answer the turn with the taste that came along, which goes with it again."""
    held.conversation.taste = said.taste or Profile()
    try:
        answer = _answer(held, said, transcript)
        return replace(answer, taste=held.conversation.taste if said.taste else None)
    finally:
        held.conversation.taste = Profile()


def _answer(held: Held, said: Said, transcript: str | None) -> DialogueAnswer:
    language = said.turn.language or held.language
    if said.action is not None:
        return do(held.conversation, said.action, language or "en")
    text = f"{said.turn.text} {transcript or ''}".strip()
    turn = replace(said.turn, text=text, voice=None, language=language)
    answer = held.conversation.say(turn)
    return answer if transcript is None else replace(answer, transcript=transcript)


def _observed(held: Held, said: Said) -> dict[str, Any]:
    turn = said.turn
    return {
        "conversation_id": held.id,
        "text": turn.text,
        "images": len(turn.photos),
        "audio": turn.voice is not None,
        "clip": turn.video is not None,
        "action": said.action.kind if said.action else None,
    }

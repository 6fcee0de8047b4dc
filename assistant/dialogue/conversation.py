"""A conversation over an assistant: understands each turn in what was said and shown before."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.dialogue import phrases
from assistant.dialogue.answer import DialogueAnswer
from assistant.dialogue.outcome import Outcome, Scene, Shortlist
from assistant.dialogue.relaxing import relaxations
from assistant.dialogue.resolving import Place, resolve
from assistant.dialogue.state import State
from assistant.dialogue.talking import answer, comparison, explanation, shortlist, talk
from assistant.dialogue.wishing import more, wish
from assistant.language import Understanding, understand
from retrieval.errors import BadQuery

if TYPE_CHECKING:
    from assistant.assistant import Assistant, Turn

UNDOABLE = 20  # changes that can be taken back

HANDLERS: dict[str, Callable[[Scene], Outcome]] = {
    "search": wish,
    "refine": wish,
    "relax": wish,
    "more_like": wish,
    "more": more,
    "compare": comparison,
    "explain": explanation,
    "ask": answer,
    "shortlist": shortlist,
    "small_talk": talk,
    "out_of_scope": talk,
}
"""Intent → what handles it; undo and start_over are the conversation's own."""

_ABOUT_SCREEN = frozenset({"compare", "explain", "ask"})
_POINTING = frozenset({"more_like", "shortlist"})
"""Intents that need something on the screen, always or where they point at it."""


class Conversation:
    """One shopper's conversation. Holds all its state; several never see each other's.

        conversation = Conversation(assistant)
        conversation.say(Turn("a green rucksack under 60 euros"))
        conversation.say(Turn("cheaper")).reply

    One turn at a time: further ones wait.
    """

    def __init__(self, assistant: Assistant, k: int = 5) -> None:
        self.assistant = assistant
        self.k = k
        self.state = State()
        self.shortlist: Shortlist = ()
        self._before: list[State] = []
        self._lock = threading.Lock()

    def say(self, turn: Turn) -> DialogueAnswer:
        """Answer one turn. Raises `BadQuery` or `BadMedia`, one sentence fit for the shopper;
        the conversation is then as it was."""
        from assistant.assistant import Stopwatch

        with self._lock:
            clock = Stopwatch()
            heard = self.assistant.hear(turn, clock)
            if not (heard.text.strip() or heard.images):
                raise BadQuery("The question is empty; type some words, speak, or add a photo.")
            old = self.state
            state = replace(old, photos=heard.images, like=None) if heard.images else old
            vocabulary = self.assistant.vocabulary
            with clock("understand"):
                context = state.context(new_photo=bool(heard.images))
                said = understand(heard.text, vocabulary, context)
            said = _photo_alone(said, bool(heard.images), old)
            place = Place(self.assistant.searcher.columns.rates, state.focus, state.spoken)
            resolved = resolve(said.references, state.screen, place)
            scene = Scene(
                self.assistant, vocabulary, said, state, self.shortlist, resolved,
                bool(heard.images), self.k,
            )  # fmt: skip
            with clock("answer"):
                outcome = self._handle(scene)
            if said.intent != "undo":
                self._remember(old, outcome.state)
            self.state = outcome.state
            if outcome.shortlist is not None:
                self.shortlist = outcome.shortlist
            return DialogueAnswer(
                said.intent,
                outcome.reply,
                outcome.state.screen,
                outcome.state.wishes,
                said.as_dict(),
                resolved,
                outcome.table,
                outcome.relaxations,
                self.shortlist,
                outcome.question,
                said.language,
                heard.transcript,
                clock.report(),
            )

    def _handle(self, scene: Scene) -> Outcome:
        intent, language = scene.said.intent, scene.language
        if intent == "start_over":
            return Outcome(phrases.say(language, "start_over"), State())
        if intent == "undo":
            if not self._before:
                return Outcome(phrases.say(language, "no_undo"), scene.state)
            return Outcome(self._undone(language), self._before.pop())
        if _lacks_screen(scene):
            return _nothing_shown(scene)
        return HANDLERS[intent](scene)

    def _undone(self, language: str) -> str:
        screen = self._before[-1].screen
        back = phrases.say(language, "undone")
        return f"{back} {phrases.found(screen, None, language)}" if screen else back

    def _remember(self, old: State, new: State) -> None:
        """Keep the old state where the shopper would see a change."""
        if (old.wishes, _shown(old)) != (new.wishes, _shown(new)):
            self._before = [*self._before, old][-UNDOABLE:]


def _lacks_screen(scene: Scene) -> bool:
    """Whether it talks about an item while none is shown."""
    if scene.state.screen:
        return False
    points = scene.said.references.keys() - {"photo"}
    return scene.said.intent in _ABOUT_SCREEN or (scene.said.intent in _POINTING and bool(points))


def _nothing_shown(scene: Scene) -> Outcome:
    """Says so; and where a wish has emptied the screen, which constraint to give up."""
    said = phrases.say(scene.language, "nothing_shown")
    options = relaxations(scene.state.wishes, scene.assistant.searcher.columns)
    if not options:
        return Outcome(said, scene.state)
    reply = f"{said} {phrases.nothing(options, scene.language)}"
    return Outcome(reply, scene.state, relaxations=options)


def _shown(state: State) -> list[str]:
    return [one.product.product_id for one in state.screen]


def _photo_alone(said: Understanding, new_photo: bool, old: State) -> Understanding:
    """A photo without words keeps the wishes in force, but for the kind of thing."""
    if said.text or not new_photo:
        return said
    if not old.wishes:
        return said
    wishes = replace(said.wishes, drop=("category",))
    return replace(said, intent="refine", wishes=wishes)

"""What handling one utterance gives, and what handlers may use."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.advice.figures import Figure
from assistant.assistant import Assistant
from assistant.dialogue.answer import Relaxation, Table
from assistant.dialogue.state import State
from assistant.explain import Asked
from assistant.language import Understanding, Vocabulary
from assistant.recommendation import Recommendation
from assistant.understanding.cues import Cues

Shortlist = tuple["Recommendation", ...]


@dataclass(frozen=True)
class Scene:
    """One utterance in its conversation."""

    assistant: Assistant
    vocabulary: Vocabulary
    said: Understanding
    state: State
    shortlist: Shortlist
    resolved: tuple[int, ...]  # what its references point at
    new_photo: bool
    k: int
    cues: Cues = Cues()
    others: tuple[Recommendation, ...] = ()  # items meant that were shown before

    @property
    def items(self) -> list[Recommendation]:
        """The items that are referred to."""
        if self.others:
            return list(self.others)
        return [self.state.screen[n - 1] for n in self.resolved]

    @property
    def meant(self) -> list[Recommendation]:
        """The items that are referred to, or else the one spoken of last; something is shown."""
        return self.items or [self.state.screen[max(self.state.focus - 1, 0)]]

    @property
    def asked(self) -> Asked:
        """What reasons for the screen are given for."""
        return Asked(self.state.words, self.state.wishes, self.language)

    @property
    def language(self) -> str:
        """Of the reply."""
        return self.said.language


@dataclass(frozen=True)
class Outcome:
    """The reply, and the state afterwards."""

    reply: str | list[str]  # or its sentences
    state: State
    table: Table | None = None
    relaxations: tuple[Relaxation, ...] = ()
    shortlist: Shortlist | None = None  # None: as it was
    question: bool = False
    total: int | None = None  # how many fit, where that was counted
    intent: str = ""  # where an act decides it, and not the grammar
    figures: tuple[Figure, ...] = ()  # what was reckoned, to be reckoned again
    spoken_of: tuple[Recommendation, ...] = ()  # items that are not on the screen
    stated: bool = False  # whether the shop itself says it, in its own words

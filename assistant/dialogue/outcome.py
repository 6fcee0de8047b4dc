"""What handling one utterance gives, and what handlers may use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.advice.figures import Figure
from assistant.assistant import Assistant
from assistant.dialogue.answer import Relaxation, Table
from assistant.dialogue.pictured import Pictured
from assistant.dialogue.state import State
from assistant.explain import Asked
from assistant.language import Understanding, Vocabulary
from assistant.place.reading import Told
from assistant.recommendation import Recommendation
from assistant.taste.tasting import Tasting
from assistant.understanding.cues import Cues
from assistant.watches import Watch
from retrieval.rates import Rates

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
    pictured: Pictured | None  # what a new photo shows
    k: int
    cues: Cues = Cues()
    lost: tuple[str, ...] = ()  # descriptions that nothing shown and nothing sold fits
    tasting: Tasting | None = None  # the shopper's taste; None where it is off
    told: Told = Told("")  # what it says of places, which is no part of `said.text`
    branches: bool = False  # whether any shop states what its stores have
    unsold: str = ""  # a thing that is wanted and not sold, as it was said
    akin: tuple[str, ...] = ()  # the kinds that may stand in for it

    @property
    def new_photo(self) -> bool:
        """Whether the utterance brings a photo."""
        return self.pictured is not None

    @property
    def items(self) -> list[Recommendation]:
        """The items that are referred to."""
        return [self.state.screen[n - 1] for n in self.resolved]

    @property
    def meant(self) -> list[Recommendation]:
        """The items that are referred to, or else the one spoken of last; something is shown."""
        return self.items or [self.state.screen[max(self.state.focus - 1, 0)]]

    @property
    def rates(self) -> Rates:
        """How prices compare."""
        return self.assistant.searcher.columns.rates

    def reviews(self, item: Recommendation) -> int:
        """How many reviews an item has."""
        return len(self.assistant.explainer.voices(item).reviews)

    @property
    def asked(self) -> Asked:
        """What reasons for the screen are given for."""
        state = self.state
        return Asked(state.words, state.wishes, self.language, selves=state.selves)

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
    counts: tuple[int, ...] = ()  # how many fit of each, where several things are wanted
    intent: str = ""  # where an act decides it, and not the grammar
    figures: tuple[Figure, ...] = ()  # what was reckoned, to be reckoned again
    spoken_of: tuple[Recommendation, ...] = ()  # items that are not on the screen
    watches: tuple[Watch, ...] = ()  # that the shopper is to keep
    stated: bool = False  # whether the shop itself says it, in its own words
    leads: tuple[Recommendation, ...] = ()  # items whose way to the shop was asked for

    @property
    def sentences(self) -> list[str]:
        """The reply, a sentence each."""
        return [self.reply] if isinstance(self.reply, str) else list(self.reply)


def focused(scene: Scene) -> State:
    """The state with the items that are spoken of in focus."""
    focus = scene.resolved[0] if len(scene.resolved) == 1 else scene.state.focus
    return replace(scene.state, focus=focus, spoken=scene.resolved or scene.state.spoken)

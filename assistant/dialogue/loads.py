"""What something carries: of that its own weight, and how much it holds, say nothing."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue import phrases
from assistant.dialogue.fields import stated
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.dialogue.stating import statement
from assistant.explain.evidence import quotable
from assistant.recommendation import Recommendation
from assistant.understanding.cues import read_cues
from retrieval.opinions.clauses import sentences
from retrieval.words import plain

LOAD = "load"
"""The attribute that says it: "max_load_kg"."""


def asks_load(scene: Scene) -> bool:
    """Whether it asks how much something on the screen carries: "will it hold 120 kg?"."""
    asks = scene.said.frame.of("question") or scene.said.intent not in ("search", "refine")
    about = scene.state.screen and not scene.said.wishes.include
    return "bears" in scene.cues and bool(asks and about)


def loads(scene: Scene) -> Outcome:
    """What the items meant state of it."""
    lines = [_load(item, scene.language) for item in scene.meant]
    return Outcome(lines, replace(focused(scene), fields=(LOAD,)))


def _load(item: Recommendation, language: str) -> str:
    """The attribute, else the sentence of the shop that tells of it."""
    written = filter(quotable, sentences(item.offer.description))
    told = next((one for one in written if "bears" in read_cues(plain(one)).acts), "")
    if told and not stated(item, LOAD):
        return phrases.said_of(item, "", told, language)
    return statement(item, [LOAD], language)

"""Items that are spoken of and were never shown: "the two navy ones", of the kind in force."""

from __future__ import annotations

from dataclasses import replace

from assistant.constraints import Wishes, constraints_of
from assistant.dialogue.outcome import Scene
from assistant.dialogue.referring import described
from assistant.explain import Asked
from assistant.recommendation import Recommendation
from retrieval.query import Query

LOOKED_AT = 60  # products of a kind that may be meant
MEANT = 2  # of them at most
SPEAKS = ("ask", "compare", "explain", "shortlist")
"""Intents that speak of items."""


def looked_up(scene: Scene) -> Scene:
    """The scene with the items that its references describe and the screen does not have."""
    said, kinds = scene.said, scene.state.kinds
    pointed = scene.resolved or scene.others
    if said.intent not in SPEAKS or pointed or not kinds or scene.new_photo:
        return scene
    found: list[Recommendation] = []
    for text in said.frame.texts("reference"):
        found += _described(scene, text)
    return replace(scene, others=tuple(found[:MEANT])) if found else scene


def items_of_kind(scene: Scene, text: str, wishes: Wishes) -> list[Recommendation]:
    """Items that meet wishes for their kind, what is most like a text first."""
    query = Query(text, constraints=constraints_of(wishes))
    hits = scene.assistant.searcher.search(query, LOOKED_AT)
    return scene.assistant.recommended(hits, Asked(text, wishes, scene.language))


def _described(scene: Scene, text: str) -> list[Recommendation]:
    items = items_of_kind(scene, text, Wishes(include={"category": scene.state.kinds}))
    places = described(text, items, scene.vocabulary)
    few = places if len(places) < len(items) else []
    return [items[place] for place in few[:MEANT]]

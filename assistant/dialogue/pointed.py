"""What a turn does that points at items, where its words are taken for something else.

A wish for what is in stock asks of an item that is pointed at; two that are pointed at are
compared; what counts the reviews of an item asks for none of them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.constraints import Wishes
from assistant.dialogue.outcome import Scene
from assistant.language.reference_phrases import REVIEWED
from assistant.understanding.cues import read_cues
from assistant.understanding.frames.schema import HOLDS, SURE

_WHICH = re.compile(r"\b(?:which|welche\w*)\b|哪")
_TAKEN_FOR = ("search", "refine", "ask")
"""Intents that a comparison, or what keeps an item, may be taken for."""


def as_pointed(scene: Scene) -> Scene:
    """The scene with the intent that its pointing bears out."""
    scene = _counting_reviews(scene)
    said, frame = scene.said, scene.said.frame
    if not scene.resolved:
        return scene
    compares = frame.strength("compare") >= max(HOLDS, frame.strength("ask_item"))
    beside = scene.state.focus and scene.state.focus not in scene.resolved
    if compares and (len(scene.resolved) > 1 or beside) and said.intent in _TAKEN_FOR:
        return replace(scene, said=replace(said, intent="compare", wishes=Wishes()))
    if compares and beside and said.by and not _WHICH.search(said.text):
        return replace(scene, said=replace(said, by=""))  # "versus the cheapest?"
    described = bool(frame.of("reference"))
    if frame.strength("keep") >= SURE and said.intent in _TAKEN_FOR:
        plain = described or not said.wishes
        return replace(scene, said=replace(said, intent="shortlist")) if plain else scene
    if len(scene.resolved) != 1 or not described or compares or not _asks(scene):
        return scene
    return replace(scene, said=replace(said, intent="ask", wishes=Wishes(), by=""))


def _asks(scene: Scene) -> bool:
    """Whether a turn that points at one item asks of it: "do you have that one in stock?",
    便宜的那个多重."""
    said = scene.said
    stocked = said.intent == "refine" and bool(said.wishes)
    if stocked and not replace(said.wishes, in_stock=False):
        return True
    return said.intent in ("compare", "out_of_scope") and said.frame.does("ask_item")


def _counting_reviews(scene: Scene) -> Scene:
    """ "The one with 9 reviews" asks for no reviews."""
    text = scene.said.text
    left = REVIEWED.sub(" ", text)
    if left == text or "reviews" in read_cues(left):
        return scene
    asking = {"reviews", "ask_reviews"}
    said = {act: what for act, what in scene.cues.said.items() if act not in asking}
    cues = replace(scene.cues, acts=scene.cues.acts - asking, said=said)
    topic = "" if scene.said.topic == "reviews" else scene.said.topic
    return replace(scene, cues=cues, said=replace(scene.said, topic=topic))

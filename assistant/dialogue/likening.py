"""What is to stay as it is in an item: "same spout but cheaper", "with a back like that"."""

from __future__ import annotations

from dataclasses import replace

from assistant.comparison import named
from assistant.dialogue.outcome import Scene
from assistant.language import Understanding
from assistant.recommendation import Recommendation
from assistant.understanding.fields import CLEARLY, LIKELY, fields
from retrieval.facts import FEED_NAMES, facet_of
from retrieval.words import mentions, plain

LONGEST = 40  # characters of a value that others can share


def with_the_same(scene: Scene) -> Understanding:
    """What was said, with the values wished for that are to be the same as an item's."""
    said = scene.said
    shown = scene.items or scene.state.screen
    if not shown or said.intent not in ("search", "refine", "more_like"):
        return said
    kept = dict(said.wishes.attributes)
    read = "same" in said.wishes.relative.values()  # "this colour" is no attribute
    for span in said.frame.of("same") if not read else ():
        if found := _meant(scene.meant[0], span.text):
            name, value = found
            kept.setdefault(plain(name.replace("_", " ")), (plain(value),))
    return replace(said, wishes=replace(said.wishes, attributes=kept))


def _meant(item: Recommendation, words: str) -> tuple[str, str] | None:
    """The attribute of an item that words speak of, and its value; None where none is likely."""
    stated = {
        name: value
        for name, value in item.offer.attributes.items()
        if not facet_of(name) and name not in FEED_NAMES and len(value) <= LONGEST
    }
    for name, value in stated.items():
        spoken = [word for word in plain(words).split() if len(word) > 2]
        if any(mentions(plain(f"{name.replace('_', ' ')} {value}"), word) for word in spoken):
            return name, value
    if len(stated) < 2:
        return None
    names = {named(name, value)[0]: name for name, value in stated.items()}
    (best, likeness), *rest = fields().ranked(words, list(names))
    clear = likeness >= LIKELY and (not rest or likeness - rest[0][1] >= CLEARLY)
    return (names[best], stated[names[best]]) if clear else None

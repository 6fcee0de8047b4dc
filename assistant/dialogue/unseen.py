"""Things that a turn speaks of by name while nothing is shown: "what is the difference between the
Linnet speaker and the oak one", "how heavy is the cast iron pot"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.constraints import Wishes
from assistant.dialogue.outcome import Scene
from assistant.dialogue.pointing import JOINS, items_of_kind, meaning
from assistant.dialogue.relaxing import matches
from assistant.recommendation import Recommendation

_NAMING = ("brand", "category", "material", "colour", "pattern")
"""Facets whose values name a thing."""
MOST = 4  # things that are looked up


def looked_up(scene: Scene) -> Scene | None:
    """The scene with what it names on the screen; None where it names nothing that is sold."""
    if scene.state.screen or scene.new_photo:
        return None
    items: dict[str, Recommendation] = {}
    for wishes, text in _named(scene):
        for item in items_of_kind(scene, text, wishes):
            if item.product.product_id not in items:
                items[item.product.product_id] = item
                break
    return meaning(scene, list(items.values())[:MOST]) if items else None


def _named(scene: Scene) -> Iterator[tuple[Wishes, str]]:
    """What each piece of the turn says of one thing, and its words; a piece that names no kind is
    of the one that was named beside it."""
    text, vocabulary = scene.said.text, scene.vocabulary
    beside = vocabulary.named(text)
    columns = scene.assistant.searcher.columns
    for piece in JOINS.split(text):
        terms = [term for term in vocabulary.find(piece) if term.facet in _NAMING]
        kinds = tuple(t.value for t in terms if t.facet == "category") or beside[:1]
        if not terms or not kinds:
            continue
        include = {t.facet: (t.value,) for t in terms if t.facet != "category"}
        wishes = Wishes(include={**include, "category": kinds})
        if matches(wishes, columns):
            yield wishes, piece

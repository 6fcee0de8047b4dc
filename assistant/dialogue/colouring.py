"""Things in the colour of another: "a cushion in this colour" beside a photo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import sayings
from assistant.dialogue.kinds import is_another
from assistant.dialogue.outcome import Scene
from assistant.dialogue.state import State
from assistant.language import Wishes
from assistant.languages.values import Value
from retrieval.colours import clash, colour
from retrieval.facts import Facts
from retrieval.hues import Hue, apart, called, seen
from retrieval.search import Hit

FAR = 2.0
"""How far off what states no colour is: further than any that does."""


def coloured(scene: Scene) -> tuple[Scene, Hue | None]:
    """The scene without "this colour" where that is the colour of something else, and how it
    looks; things of one kind are held to its name instead."""
    pictured = scene.pictured or scene.state.pictured
    relative = dict(scene.said.wishes.relative)
    kinds = scene.said.wishes.include.get("category", ())
    if pictured is None or relative.get("colour") != "same" or not kinds:
        return scene, None
    if pictured.item and not is_another(pictured.kind, kinds):
        return scene, None
    del relative["colour"]
    said = replace(scene.said, wishes=replace(scene.said.wishes, relative=relative))
    stated = Facts(pictured.item.offer).fields.get("colour", "") if pictured.item else ""
    if scene.pictured:  # of which it is not to be the kind
        scene = replace(scene, pictured=replace(scene.pictured, kind=""))
    return replace(scene, said=said), (seen(stated) if stated else None) or pictured.hue


_THIS = re.compile(r"(?:\b(?:this|that|these|those|diese[smnr]?)|[这那]一?[个种]?)\s*$")


def as_pictured(scene: Scene) -> Wishes:
    """What was said, where "this yellow" is also the colour that the thing in a photo is said to
    have: "mustard"."""
    seen_now = scene.pictured or scene.state.pictured
    wishes = scene.said.wishes
    said = wishes.include.get("colour", ())
    if seen_now is None or seen_now.item is None or not said:
        return wishes
    terms = scene.vocabulary.find(scene.said.text)
    meant = [
        t.value for t in terms if t.facet == "colour" and _THIS.search(scene.said.text[: t.start])
    ]
    own = scene.vocabulary.named(Facts(seen_now.item.offer).fields.get("colour", ""), "colour")[:1]
    mine = [colour(one) for one in own]
    near = any(
        one and other and not clash(one, other) for one in mine for other in map(colour, meant)
    )
    if not near:
        return wishes
    colours = tuple(dict.fromkeys((*own, *said)))
    return replace(wishes, include={**wishes.include, "colour": colours})


def in_colour(hits: Sequence[Hit], hue: Hue | None) -> list[Hit]:
    """Hits in the order of how near their stated colours come to one; equals in their old order."""
    return sorted(hits, key=lambda hit: _distance(hit, hue))


def _distance(hit: Hit, hue: Hue | None) -> float:
    stated = seen(Facts(hit.offers[0]).fields.get("colour", ""))
    return apart(stated, hue) if stated and hue else FAR


def colour_said(scene: Scene, state: State) -> str:
    """What the colour is called that things are ranked by."""
    if state.hue is None:
        return ""
    named = Value("colour", called(state.hue))
    return sayings.say(scene.language, "photo.colour", colour=named)

"""What was settled on: things that the shopper said they take, each with how many of it.

It is kept while other things are looked at, so that "what does it all come to" has an answer; what
is given up by its kind is settled on no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.kinds import kind_of
from assistant.dialogue.mentions import count_said
from assistant.dialogue.outcome import Scene
from assistant.dialogue.state import Part, State
from assistant.recommendation import Recommendation
from assistant.understanding.frames.schema import HOLDS, LEAVING, SURE

MOST = 12  # things that are kept in mind


def unsettled(scene: Scene) -> Scene:
    """The scene without what its turn gives up: "leave the lamp. What's the total now?"."""
    kept = tuple(one for one in scene.state.settled if not _left(scene, one.item))
    return replace(scene, state=replace(scene.state, settled=kept))


def settled(scene: Scene, state: State, about: Sequence[Recommendation]) -> State:
    """The state after a turn that was about some items, with the one that it settles on."""
    if len(about) != 1 or scene.said.frame.strength("buy") < SURE:
        return state
    new = Part(about[0], max(count_said(scene), 1))
    name = new.item.product.product_id
    rest = [one for one in state.settled if one.item.product.product_id != name]
    return replace(state, settled=(*rest, new)[-MOST:])


def _left(scene: Scene, item: Recommendation) -> bool:
    """Whether a turn gives up an item, by its kind."""
    frame = scene.said.frame
    if frame.strength(*LEAVING) < HOLDS:
        return False
    named = scene.vocabulary.named(" , ".join(frame.texts("refused", "reference")))
    return kind_of(item.product, scene.vocabulary) in named

"""Back to what was looked at before: "back to the flutes", "the blue one from before"."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from assistant.dialogue import phrases, sayings
from assistant.dialogue.merging import LOOKS
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.questions import answer
from assistant.dialogue.referring import Search, first_described
from assistant.dialogue.reviewing import reviews_asked
from assistant.dialogue.state import State
from assistant.language.utterance import normalise
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.words import mentions, singular


def topic_meant(scene: Scene) -> State | None:
    """The earlier topic that is named, this one's own name included; None where none is."""
    what = scene.cues.said.get("back", "")
    if not what:
        return None
    stack = (*scene.state.earlier, replace(scene.state, earlier=()))
    for topic in reversed(stack):
        if topic.screen and _is_named(topic, what, scene):
            return topic
    return None


def _is_named(topic: State, what: str, scene: Scene) -> bool:
    """Whether words name a topic: its kind, or a trait that its items share."""
    if set(scene.vocabulary.named(normalise(what))) & set(topic.kinds):
        return True
    words = [singular(word) for word in what.split()[:3]]
    return any(
        all(mentions(Facts(one.offer).everything, word) for one in topic.screen)
        for word in words
        if len(word) > 3
    )


def returned(state: State, topic: State) -> State:
    """The state with an earlier topic on top again."""
    rest = tuple(one for one in state.earlier if one is not topic)
    current = replace(state, earlier=())
    if topic == current:
        return state
    return replace(
        topic, earlier=(*rest, current), recent=state.recent, lately=state.lately,
        crossed=state.crossed,
    )  # fmt: skip


def described_anew(state: State) -> State:
    """A topic without what its things were to look like: another description takes its place."""
    include = {name: values for name, values in state.wishes.include.items() if name not in LOOKS}
    wishes = replace(state.wishes, include=include, attributes={})
    return replace(state, wishes=wishes, words="", seen=frozenset())


def item_meant(scene: Scene) -> Recommendation | None:
    """The item of an earlier list that is described; None where none is."""
    lists = (scene.state.before, scene.state.screen)
    texts = scene.said.frame.texts("reference")
    search = partial(Search, rates=scene.rates, reviews=scene.reviews)
    salient = scene.state.salient
    found = (first_described(text, lists, scene.vocabulary, search, salient) for text in texts)
    return next(filter(None, found), None)


def to_item(scene: Scene) -> Outcome:
    """An item that was shown before stands first again, in the list that it was in."""
    item = item_meant(scene)
    assert item is not None
    name = item.product.product_id
    topics = (*scene.state.earlier, replace(scene.state, earlier=()))
    lists = [one for one in reversed(topics) if name in {i.product.product_id for i in one.screen}]
    state = returned(scene.state, lists[0]) if lists else scene.state
    rest = [one for one in state.screen if one.product.product_id != name]
    screen = (item, *rest)[: scene.k]
    said = sayings.say(scene.language, "back", name=phrases.priced(item, scene.language))
    state = replace(state, screen=screen, focus=1, spoken=(1,))
    if not scene.said.frame.of("question"):
        return Outcome([said], state, spoken_of=(item,))
    asked = replace(scene, state=state, resolved=(1,))
    told = reviews_asked(asked) if scene.said.frame.does("ask_reviews") else answer(asked)
    lines = [told.reply] if isinstance(told.reply, str) else told.reply
    return Outcome([said, *lines], told.state, figures=told.figures, spoken_of=(item,))

"""The shopper's list: keep items, cross others off, say what is on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import phrases, sayings
from assistant.dialogue.mentions import clauses_of, named, spoken_of
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.referring import is_pronoun
from assistant.dialogue.resolving import TWO
from assistant.dialogue.state import State
from assistant.dialogue.talking import is_lost, unresolved
from assistant.recommendation import Recommendation

OFF = re.compile(
    r"\b(?:remove|delete|drop|bin|ditch|scrap|lose|forget|cross|strike|skip|no longer"
    r"|take .* (?:off|from)|get rid of|un-?save)\b|移除|移出|删[了掉]|拿掉|删除|去掉|取消收藏|划掉"
    r"|收藏.{0,8}取消|取消.{0,6}收藏"
    r"|划去|不要了|算了|不考虑"
)
"""Words that cross something off."""
_CLEAR = re.compile(r"\b(?:clear|empty|delete|reset)\b|清空|全部?删")

Change = tuple[Recommendation, bool]
"""An item, and whether it is kept."""


def shortlist(scene: Scene) -> Outcome:
    """Keep items, cross them off, or tell what is on the list."""
    if not scene.said.references and _CLEAR.search(scene.said.text):
        said = sayings.say(scene.language, "empty_list")
        return Outcome(said, scene.state, shortlist=())
    changes = _told_apart(scene)
    if not changes:
        keeps = scene.said.frame.does("keep") and "listed" not in scene.cues
        meant = scene.resolved or (_last_spoken_of(scene.state) if keeps else ())
        if not (meant or scene.said.references):
            return list_told(scene)
        scene = replace(scene, resolved=meant)
        if is_lost(scene):
            return unresolved(scene)
        off = bool(OFF.search(scene.said.text))
        both = [one.item for one in spoken_of(scene)] if TWO.search(scene.said.text) else []
        items = both or [*_this(scene), *scene.items]
        changes = [(item, not off) for item in {id(one.product): one for one in items}.values()]
    return _changed(scene, changes)


def _last_spoken_of(state: State) -> tuple[int, ...]:
    """The position of what the talk is about, where it is one thing."""
    one = state.spoken if len(state.spoken) == 1 else (state.focus,) if state.focus else ()
    return one or ((1,) if len(state.screen) == 1 else ())


def _this(scene: Scene) -> list[Recommendation]:
    """What "that one" means beside what is described: "keep that one and the navy one"."""
    said = scene.said.frame.texts("reference")
    if len(said) < 2 or not any(map(is_pronoun, said)) or "which" not in scene.said.references:
        return []
    shown = scene.state.screen
    rest = [one for one in shown if all(one.product != item.product for item in scene.items)]
    place = scene.state.focus
    return [shown[place - 1]] if place and shown[place - 1] in rest else rest[:1]


def list_told(scene: Scene) -> Outcome:
    """What is on the list with prices and shops; of a kind that is named, what is of that kind."""
    if not scene.shortlist:
        return Outcome(sayings.say(scene.language, "empty_list"), scene.state)
    of_kind = [item for clause in clauses_of(scene) for item in _kept(scene, clause.text)]
    items = of_kind or list(scene.shortlist)
    said = [phrases.listed(items, scene.language)]
    if len(items) == 1 and len(items[0].product.offers) > 1:
        every = [replace(items[0], offers=(one,)) for one in items[0].product.offers]
        said.append(phrases.offered(every, scene.language))
    return Outcome(said, scene.state, spoken_of=tuple(items))


def _kept(scene: Scene, text: str) -> list[Recommendation]:
    """What on the list words name the kind of."""
    kinds = set(scene.vocabulary.named(text))
    return [
        one
        for one in scene.shortlist
        if kinds & set(scene.vocabulary.named(one.offer.category.lower()))
    ]


def _told_apart(scene: Scene) -> list[Change]:
    """What is kept and what is crossed off in one turn, or several things that are described; []
    where it does one of both, to what it points at."""
    found: list[Change] = []
    kept = not OFF.search(scene.said.text)
    taken: set[str] = set()
    for clause in clauses_of(scene):
        kept = not OFF.search(clause.whole)
        items = named(scene, clause, taken)
        taken |= {one.product.product_id for one in items}
        found += [(item, kept) for item in items]
    both = len({keeps for _, keeps in found}) > 1
    return found if both or len(found) > max(len(scene.items), 1) else []


def _changed(scene: Scene, changes: Sequence[Change]) -> Outcome:
    """The list after changes; what is crossed off and was not on it leaves the screen."""
    language, kept, said = scene.language, list(scene.shortlist), []
    state = scene.state
    for item, keeps in changes:
        name = item.product.product_id
        was = any(one.product.product_id == name for one in kept)
        kept = [one for one in kept if one.product.product_id != name]
        if keeps:
            kept.append(item)
            said.append(phrases.kept(item, len(kept), language))
        elif was:
            said.append(phrases.removed(item, len(kept), language))
        else:
            said.append(sayings.say(language, "crossed", title=item.named(language)))
            state = _without(state, name)
    spoken = tuple(item for item, keeps in changes if keeps)
    every = tuple(item for item, _ in changes)
    return Outcome(said, _focused(state, spoken), shortlist=tuple(kept), spoken_of=every)


def taken_off(scene: Scene) -> Recommendation | None:
    """What the last turn about the list took off it, as long as nothing else was spoken of."""
    last = scene.state.lately[:1]
    names = {one.product.product_id for one in scene.shortlist}
    return next((one for one in last if one.product.product_id not in names), None)


def put_back(scene: Scene) -> Outcome:
    """ "No wait, put it back": what was taken off the list is on it again."""
    item = taken_off(scene)
    assert item is not None
    back = replace(scene.state, crossed=scene.state.crossed - {item.product.product_id})
    return _changed(replace(scene, state=back), [(item, True)])


def _without(state: State, name: str) -> State:
    screen = tuple(one for one in state.screen if one.product.product_id != name)
    return replace(state, screen=screen, crossed=state.crossed | {name}, focus=0, spoken=())


def _focused(state: State, items: Sequence[Recommendation]) -> State:
    """With what was kept spoken of last, where it is on the screen."""
    names = [one.product.product_id for one in state.screen]
    places = tuple(
        names.index(one.product.product_id) + 1 for one in items if one.product.product_id in names
    )
    if not places:
        return state
    return replace(state, focus=places[0] if len(places) == 1 else state.focus, spoken=places)

"""Turns about what is on the screen: compare, explain, ask, shortlist; and small talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.advice.ordering import Order, figure, ordered
from assistant.advice.superlatives import ORDERS, first_by, level, level_with
from assistant.dialogue import phrases, sayings
from assistant.dialogue.fields import compare, value_said
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.dialogue.presenting import justify
from assistant.dialogue.questions import answer, that_state
from assistant.dialogue.resolving import COMPARES, TWO
from assistant.dialogue.state import State
from assistant.dialogue.stating import statement
from assistant.explain.phrases import LANGUAGES
from assistant.language.intent_phrases import COMPARE
from assistant.recommendation import Recommendation
from retrieval.facts import Facts

MOST_COMPARED = 4  # items in a table, where it is not said which
POINTING = {"items", "which", "by", "other", "price"}
"""References to particular items."""


def talk(scene: Scene) -> Outcome:
    """Small talk and what is out of scope: nothing changes."""
    key = f"{scene.said.intent}.{scene.said.talk}" if scene.said.talk else scene.said.intent
    if key == "out_of_scope" and scene.state.screen:
        key = "out_of_scope.lost"
    told = sayings.say(scene.language, key)
    if scene.items and scene.said.talk in _WHEN_IT_COMES:  # "and the silver one, when can I get it"
        known = [statement(one, ["availability"], scene.language) for one in scene.items]
        return Outcome([*known, told], focused(scene))
    return Outcome(told, mentioning(scene))


_WHEN_IT_COMES = ("delivery", "order")
"""Kinds of talk that an item's stock has a part in."""


def mentioning(scene: Scene) -> State:
    """The state, with the kinds of things that were spoken of beside a wish."""
    kinds = scene.vocabulary.named(scene.said.text)
    return replace(scene.state, mentioned=kinds or scene.state.mentioned)


def comparison(scene: Scene) -> Outcome:
    """A table of the items meant, or of the first few on the screen."""
    if _of_one(scene):
        return answer(scene)
    positions = _compared(scene)
    lost = [phrases.not_found(words, scene.language) for words in scene.lost]
    if len(scene.state.screen) == 1 or (lost and len(scene.resolved) == 1):
        told = answer(scene) if scene.said.frame.of("question") else explanation(scene)
        lead = lost or [sayings.say(scene.language, "one_shown")]
        return replace(told, reply=[*lead, *told.sentences])
    if lost and not scene.resolved:
        return Outcome(lost, scene.state)
    compares = COMPARE.search(scene.said.text) or scene.said.references.keys() & {"items"}
    if not (scene.said.by or compares) and (stating := that_state(scene)):
        return stating
    if not positions:
        return _ask_back(scene, sayings.say(scene.language, "which_two"))
    if scene.said.by:
        return _first(scene, positions)
    items = [scene.state.screen[n - 1] for n in positions]
    said = scene.assistant.explainer.opinions(items, scene.asked)
    table = compare(items, positions, scene.language, said)
    reply = [*phrases.compared(items, scene.language), *_apart(scene, positions)]
    state = replace(scene.state, focus=positions[0], spoken=positions)
    return Outcome(reply, state, table=table)


def _of_one(scene: Scene) -> bool:
    """Whether it asks about one item and compares nothing: "which bulb does it need?"."""
    said = scene.said
    alone = len(scene.resolved) == 1 and set(said.references) == {"focus"}
    return alone and bool(said.frame.of("question")) and not COMPARE.search(said.text)


def _compared(scene: Scene) -> tuple[int, ...]:
    """The positions that are compared, in order; () where it is not clear which."""
    said, shown, spoken = scene.resolved, len(scene.state.screen), scene.state.spoken
    if len(said) > 1:
        return tuple(sorted(said))
    if scene.said.by:
        few = len(spoken) > 1 and COMPARES.search(scene.said.text)
        return spoken if few else tuple(range(1, shown + 1))
    if TWO.search(scene.said.text) and len(spoken) == 2:
        return tuple(sorted(spoken))
    if said and scene.state.focus not in (0, *said):
        return tuple(sorted((scene.state.focus, *said)))  # "how does it compare with the first?"
    if said and shown > 1 and scene.said.references.keys() & {"items"}:
        return tuple(sorted({*said, 1 if said[0] != 1 else 2}))  # "and with the second?"
    if scene.said.references.keys() & {"items", "which"}:
        return (1, 2) if said and shown == 2 else ()
    return tuple(range(1, min(shown, MOST_COMPARED) + 1))


def _first(scene: Scene, positions: tuple[int, ...]) -> Outcome:
    """Which of the items is the cheapest, lightest …; the table has what decides it."""
    by, language = scene.said.by, scene.language
    items = [scene.state.screen[n - 1] for n in positions]
    rates = scene.assistant.searcher.columns.rates
    best = first_by(by, items, rates)
    lead = _named_best(by, items, best, language)
    tied = ""
    if best is not None and level(by, items, rates):
        lead = sayings.say(language, "level")
    elif best is not None:
        tied = _tied(len(level_with(by, items, best, rates)), language)
    table = compare(items, positions, language, only=("price", "shop", ORDERS[by].field))
    focus = positions[0] if best is None else positions[best]
    state = replace(scene.state, focus=focus, spoken=positions)
    return Outcome([lead, tied, phrases.side_by_side(len(items), language)], state, table=table)


def _tied(others: int, language: str) -> str:
    """That others shown are level with the first one in what was asked."""
    return sayings.say(language, "order.tied", n=others) if others else ""


def foremost(scene: Scene, order: Order) -> Outcome:
    """Which of the items shown is the first in an order: "which has the longest battery?"."""
    positions = _compared(scene) if len(scene.resolved) > 1 else ()
    positions = positions or tuple(range(1, len(scene.state.screen) + 1))
    items, rates = [scene.state.screen[n - 1] for n in positions], scene.rates
    facts = [Facts(one.offer) for one in items]
    places = ordered(facts, order, rates)
    figures = [figure(facts[n], order.field, rates) for n in places]
    if figures[0] is None:
        return Outcome(sayings.say(scene.language, "order.silent"), scene.state)
    if len(set(figures)) == 1:
        state = replace(scene.state, focus=positions[places[0]], spoken=positions)
        return Outcome(sayings.say(scene.language, "level"), state)
    alike = [items[n] for n, one in zip(places, figures, strict=True) if one == figures[0]]
    best = alike[first_by("cheapest", alike, rates) or 0]
    lead = sayings.say(
        scene.language, "order.first",
        said=order.said, item=phrases.priced(best, scene.language),
        value=value_said(best, order.field, scene.language),
    )  # fmt: skip
    tied = _tied(len(alike) - 1, scene.language)
    first = [best, *(items[n] for n in places if items[n] is not best)]
    screen = (*first, *(one for one in scene.state.screen if one not in first))
    spoken = tuple(range(1, len(first) + 1))
    return Outcome(
        [lead, tied], replace(scene.state, screen=screen, order=order, focus=1, spoken=spoken)
    )


def _apart(scene: Scene, positions: Sequence[int]) -> list[str]:
    """How the first of two differs from the other; of more, the table is easier to read."""
    if len(positions) != 2:
        return []
    one, other = positions
    explainer, language = scene.assistant.explainer, LANGUAGES[scene.language]
    claims = explainer.differences(scene.state.screen, one - 1, other - 1, scene.asked)
    said = language.sentences(claims, language.place(one), implied=True)
    return [*said, *phrases.dated(claims, scene.language)]


def _named_best(by: str, items: list[Recommendation], best: int | None, language: str) -> str:
    """ "“Red mug” is the lightest: 250 g." """
    field = ORDERS[by].field
    name = phrases.field_name(field, language)
    if best is None:
        return sayings.say(language, "none_states", field=name)
    item = items[best]
    said = value_said(item, field, language)
    return sayings.say(language, by, item=item.named(language), value=said)


def explanation(scene: Scene) -> Outcome:
    """The reasons that the items carry, and what sets them apart from the others shown."""
    positions = scene.resolved or (1,)
    said = [
        sentence
        for n in positions
        for sentence in justify(scene.assistant.explainer, scene.state.screen, n - 1, scene.asked)
    ]
    return Outcome(said, focused(scene))


def elsewhere(scene: Scene) -> Outcome:
    """Which other shops have an item, and what they ask."""
    item = scene.meant[0]
    others = [one for one in item.product.offers if one.source != item.offer.source]
    if not others:
        said = sayings.say(
            scene.language,
            "elsewhere.none",
            shop=item.offer.source,
            title=item.named(scene.language),
        )
        return Outcome(said, focused(scene))
    every = [item, *(replace(item, offers=(one,)) for one in others)]
    return Outcome(phrases.offered(every, scene.language), focused(scene))


def is_lost(scene: Scene) -> bool:
    """Whether it points at something that is neither shown nor sold."""
    return not scene.resolved and bool(scene.said.references.keys() & POINTING or scene.lost)


def unresolved(scene: Scene) -> Outcome:
    """Nothing on the screen is what was pointed at; where it is counted past the end, it says how
    many there are."""
    if scene.lost:
        return Outcome(phrases.not_found(scene.lost[0], scene.language), scene.state)
    shown = len(scene.state.screen)
    past = any(abs(n) > shown for n in scene.said.references.get("items", ()))
    if past and shown == 1:
        return Outcome(sayings.say(scene.language, "only_shown", n=1), scene.state)
    return Outcome(sayings.say(scene.language, "unresolved"), scene.state)


def _ask_back(scene: Scene, question: str) -> Outcome:
    state = replace(scene.state, asked=True, pending=scene.said)
    return Outcome(question, state, question=True)

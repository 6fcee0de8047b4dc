"""What is answered where a shopper says where they are, or asks for what is near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.constraints import Said, Wishes
from assistant.constraints.reach import Reach
from assistant.dialogue import phrases, sayings
from assistant.dialogue.chips import without_place
from assistant.dialogue.finding import show
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.dialogue.state import State
from assistant.explain import Asked, Claim
from assistant.explain.explainer import reason
from assistant.explain.phrases import LANGUAGES
from assistant.language import Understanding
from assistant.languages.values import Country
from assistant.place.reading import Told
from assistant.place.spot import Spot
from assistant.recommendation import Recommendation
from retrieval.branches.nearest import nearest
from retrieval.offers import Product

MOST = 2  # items whose stores are told at once
_OF_SCREEN = frozenset({"ask", "compare", "explain", "shortlist"})


def understood(said: Understanding, told: Told, state: State, known: bool) -> Understanding:
    """What was said with how near a store is to be; `known`: whether any shop states of its stores
    what they have: of what no shop states, nothing is wished."""
    before = Reach.of(state.wishes) if not (state.screen or state.words) else Reach()
    if before and not told and said.intent == "search":  # "what is near me?" – "a lamp"
        return replace(said, wishes=said.wishes.having([before]))
    if not told.wished or not known or of_item(told, state, said):
        return said
    reach = before.merged(Reach(told.near, told.within_km, told.pick_up, state.place), Said())
    said = replace(said, wishes=said.wishes.having([reach]))
    if said.intent == "small_talk" or (said.intent in _OF_SCREEN and not state.screen):
        intent = "refine" if state.screen or state.wishes else "search"
        return replace(said, intent=intent, talk="")
    return said


def of_item(told: Told, state: State, said: Understanding) -> bool:
    """Whether it is asked of what is shown, and of no other kind of thing: "can I pick it up
    today?", "how far is it?"."""
    asks = told.store or (told.question and bool(told.pick_up))
    return asks and bool(state.screen) and not said.wishes.include.get("category")


def nearby(scene: Scene) -> Outcome | None:
    """The answer where what was said of places decides it; None where the rest of it does."""
    told, state = scene.told, scene.state
    if told.forget:
        return Outcome(sayings.say(scene.language, "place.forgotten"), without_place(state))
    if not told:
        return None
    if of_item(told, state, scene.said):
        return _of_items(scene) if scene.branches and state.place else Outcome([], state)
    if scene.said.text:
        return None
    wishes = state.wishes.having([Reach.of(state.wishes).merged(_reach(scene), Said())])
    if not (state.screen or state.words or wishes.having([Reach()])):
        start = sayings.say(scene.language, "place.start")
        return Outcome([start], replace(state, wishes=wishes))
    if Reach.of(wishes) and state.place and (told.wished or told.spot):
        return show(scene, replace(state, wishes=wishes, seen=frozenset(), focus=0, spoken=()))
    return Outcome([], replace(state, wishes=wishes))


def located(scene: Scene, outcome: Outcome) -> Outcome:
    """With what is to be said of the place itself, and whether it has to be asked for."""
    told, language = scene.told, scene.language
    if not told or told.forget:
        return outcome
    of = of_item(told, scene.state, scene.said)
    place, asks = scene.state.place, told.wished or of
    if outcome.intent == "out_of_scope" or scene.said.intent == "out_of_scope":
        asks = False
    said = [*_noted(told, language)]
    counts: tuple[int, ...] = (told.spot.alike,) if told.spot else ()
    state = outcome.state
    if asks and not scene.branches:
        said.append(sayings.say(language, "place.silent"))
    elif asks and place is None and not told.unknown:
        said.append(sayings.say(language, "place.ask"))
    wanting = place is None and bool(asks or told.unknown) and scene.branches
    if wanting:
        state = replace(state, placeless=(told.pick_up or "store") if of else "near")
    counts = (*outcome.counts, *counts)
    question = outcome.question or wanting
    reply = [*said, *outcome.sentences]
    return replace(outcome, reply=reply, state=state, counts=counts, question=question)


def resumed(told: Told, awaited: str) -> Told:
    """A place that answers a question is said for what was asked before it."""
    if not told.spot or awaited not in ("today", "any", "store") or told.wished:
        return told
    pick_up = "" if awaited == "store" else awaited
    return replace(told, pick_up=pick_up, store=awaited == "store", question=True)


def _reach(scene: Scene) -> Reach:
    """What this utterance wishes, if any shop states what its stores have."""
    told = scene.told
    if not scene.branches:
        return Reach()
    return Reach(told.near, told.within_km, told.pick_up, scene.state.place)


def _noted(told: Told, language: str) -> Iterator[str]:
    spot = told.spot
    if told.unknown:
        yield sayings.say(language, "place.unknown")
    if spot is None or (told.again and (told.text or told.wished or told.store)):
        return
    if not spot.name:
        yield sayings.say(language, "place.noted.here")
        return
    yield sayings.say(language, "place.noted", name=spot.name, country=Country(spot.country))
    if spot.alike > 1:
        yield sayings.say(language, "place.alike", n=spot.alike)


def _of_items(scene: Scene) -> Outcome | None:
    """The nearest stores of what is spoken of."""
    items = (scene.items or scene.meant[:1])[:MOST]
    reach = Reach(near=True, pick_up=scene.told.pick_up, spot=scene.state.place)
    asked = Asked(wishes=Wishes().having([reach]), language=scene.language)
    placed = at_stores(scene, items, scene.state.place)
    if scene.told.store and not any(one.offer.branches for one in placed):
        return None  # another handler knows which shop it is
    language = LANGUAGES[scene.language]
    said: list[str] = []
    for item, claims in zip(placed, scene.assistant.explainer.stores(placed, asked), strict=True):
        named = phrases.priced(item, scene.language)
        told = language.sentences(claims, named) if item.offer.branches else []
        said += told or [sayings.say(scene.language, "place.no_store", item=named)]
        item = replace(item, reasons=[reason(one, scene.language) for one in claims])
        placed = [item if one.product == item.product else one for one in placed]
    return Outcome(said, focused(scene), intent="ask", spoken_of=tuple(placed))


def at_stores(
    scene: Scene, items: Sequence[Recommendation], place: Spot | None
) -> list[Recommendation]:
    """Items with the branches that have them, the offer of the nearest one first."""
    catalogue = scene.assistant.catalogue
    stored = {
        one.product_id: one for one in catalogue.products([i.product.product_id for i in items])
    }
    return [stocked(one, stored.get(one.product.product_id), place) for one in items]


def stocked(item: Recommendation, product: Product | None, place: Spot | None) -> Recommendation:
    """An item with its offers as they stand in the catalogue, the one of the nearest branch that
    has it first."""
    known = {(one.source, one.offer_id): one for one in product.offers} if product else {}
    keys = [(one.source, one.offer_id) for one in item.offers]
    offers = [known[key] for key in keys if key in known]
    if not (product and offers):
        return item
    best = nearest(offers, *place.point) if place else None
    if best:
        offers = [best.offer, *(one for one in offers if one is not best.offer)]
    return replace(item, product=product, offers=tuple(offers))


def figures_of(items: Sequence[Recommendation]) -> list[float]:
    """The figures in what is told of stores."""
    return [figure for fact in facts_of(items) for figure in fact.figures]


def names_of(items: Sequence[Recommendation]) -> list[str]:
    """The names of the stores that are told of."""
    return [name for fact in facts_of(items) for name in fact.names]


def facts_of(items: Sequence[Recommendation]) -> list[Claim]:
    """The verified claims behind the reasons of items."""
    return [one.fact for item in items for one in item.reasons if one.fact is not None]

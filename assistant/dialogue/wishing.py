"""Turns that wish for something: search, refine, relax, more like an item, more results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.dialogue import phrases, sayings
from assistant.dialogue.constraints import constraints_of, search_text
from assistant.dialogue.fields import value_of
from assistant.dialogue.kinds import is_another, kind_in, kind_of, with_kind
from assistant.dialogue.merging import merge
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.presenting import Showing, present
from assistant.dialogue.relaxing import matches, relaxations
from assistant.dialogue.state import State
from assistant.dialogue.superlatives import size_of, worth
from assistant.explain import Asked
from assistant.language import Dimension, Vocabulary, Wishes
from assistant.language.utterance import normalise
from retrieval.facts import Facts
from retrieval.images import decode_image
from retrieval.money import Money
from retrieval.query import Query
from retrieval.rates import Rates

if TYPE_CHECKING:
    from assistant.assistant import Recommendation

_BASES = {"length": "mm", "mass": "g", "volume": "ml", "time": "hour", "charge": "mAh"}


def wish(scene: Scene) -> Outcome:
    """Search, refine, relax, more_like: new wishes, a new screen."""
    if _points_nowhere(scene):
        return Outcome(sayings.say(scene.language, "unresolved"), scene.state)
    limited = _relative(scene)
    if isinstance(limited, str):
        return Outcome(limited, scene.state)
    state = _of_its_kind(scene, _changed(scene, limited))
    return _show(scene, state)


def research(scene: Scene) -> Outcome:
    """Search anew for what is in force; nothing was said that changes it."""
    return _show(scene, scene.state)


def more(scene: Scene) -> Outcome:
    """Further results of the wish in force."""
    found = _find(scene, scene.state, fresh=True)
    if not found:
        return Outcome(sayings.say(scene.language, "no_more"), scene.state)
    seen = scene.state.seen | {one.product.product_id for one in found}
    state = replace(scene.state, screen=tuple(found), seen=seen, focus=0, spoken=())
    showing = Showing(found, asked_in(scene, state))
    return Outcome(present(scene.assistant.explainer, showing), state)


def _points_nowhere(scene: Scene) -> bool:
    pointing = scene.said.references.keys() & {"items", "which", "other", "price"}
    return bool(pointing) and not scene.resolved


def _changed(scene: Scene, wishes: Wishes) -> State:
    """The state with the utterance's wishes, photo and wording in it; the screen is old."""
    said, old = scene.said, scene.state
    wishes = merge(old.wishes, replace(said, wishes=wishes))
    words = said.words
    if said.intent in ("refine", "relax", "more_like"):
        words = " ".join(dict.fromkeys([*old.words.split(), *said.words.split()]))
    state = replace(old, wishes=wishes, words=words, seen=frozenset(), focus=0, spoken=())
    if said.intent == "search":
        kept = old.photos if scene.new_photo or not old.screen else ()
        state = replace(state, photos=kept, like=None, asked=False)
    elif scene.new_photo:
        state = replace(state, like=None)
    if said.intent == "more_like" and scene.items:
        state = replace(state, like=scene.items[0])
    return state


def _of_its_kind(scene: Scene, state: State) -> State:
    """What is like a thing is of its kind, where no other kind is wished for."""
    if "category" in state.wishes.include or "category" in state.wishes.exclude:
        return state
    if state.like is not None and scene.said.intent == "more_like":
        wishes = with_kind(state.wishes, kind_of(state.like.product, scene.vocabulary))
    elif scene.new_photo:
        searcher = scene.assistant.searcher
        kind = kind_in(state.photos, searcher, scene.vocabulary, state.reading)
        if not scene.said.text and is_another(kind, scene.state.wishes.include.get("category", ())):
            wishes = with_kind(Wishes(), kind)
            return State(wishes, photos=state.photos, reading=state.reading)
        wishes = with_kind(state.wishes, kind)
    else:
        return state
    return replace(state, wishes=wishes)


def _relative(scene: Scene) -> Wishes | str:
    """ "cheaper", "bigger" as limits next to what is on the screen; a sentence if that fails."""
    wishes = scene.said.wishes
    if not wishes.relative or not scene.state.screen:
        return wishes
    items = scene.items or list(scene.state.screen)
    item = items[0] if scene.items else scene.state.screen[max(scene.state.focus - 1, 0)]
    for name, direction in wishes.relative.items():
        if name == "price" and (wishes.min_price or wishes.max_price):
            continue  # "too expensive, up to 50": the figure says how much
        if direction in ("same", "other"):
            taken = _taken_over(wishes, item, name, direction, scene.vocabulary)
            if taken is None:
                field = phrases.field_name(name, scene.language)
                return sayings.say(scene.language, "silent", title=item.product.title, field=field)
            wishes = taken
        elif name == "price":
            wishes = _price_limit(wishes, items, direction, scene.assistant.searcher.columns.rates)
        else:
            limit = _size_limit(item, name, direction)
            if limit is None:
                return sayings.say(scene.language, "silent_size", title=item.product.title)
            wishes = replace(wishes, dimensions=(*wishes.dimensions, limit))
    return wishes


def _taken_over(
    wishes: Wishes, item: Recommendation, facet: str, direction: str, vocabulary: Vocabulary
) -> Wishes | None:
    """With an item's value of a facet wished for, or refused; None where it states none."""
    found = vocabulary.find(normalise(value_of(item, facet)))
    values = tuple(dict.fromkeys(term.value for term in found if term.facet == facet))
    if not values:
        return None
    if direction == "same":
        return replace(wishes, include={**wishes.include, facet: values})
    return replace(wishes, exclude={**wishes.exclude, facet: values})


def _price_limit(
    wishes: Wishes, items: list[Recommendation], direction: str, rates: Rates
) -> Wishes:
    """Below the lowest of the prices, or above the highest, in the currency of that price."""
    prices = [one.offer.price for one in items if one.offer.price]
    if not prices:
        return wishes
    end = (min if direction == "lower" else max)(prices, key=lambda p: worth(p, rates))
    limit = Money(end.minor + (1 if direction == "higher" else -1), end.currency)
    if direction == "lower":
        return replace(wishes, max_price=limit)
    return replace(wishes, min_price=limit)


def _size_limit(item: Recommendation, name: str, direction: str) -> Dimension | None:
    facts = Facts(item.offer)
    if name == "weight":
        found = next(((m.name, m.kind, m.value) for m in facts.measures if m.name == name), None)
    else:
        found = size_of(facts)
    if found is None:
        return None
    up = direction in ("larger", "higher")
    value = round(found[2] * (1.001 if up else 0.999), 4)
    return Dimension(found[0], ">=" if up else "<=", value, _BASES[found[1]])


def _show(scene: Scene, state: State) -> Outcome:
    """Search for the state's wishes; what a kind that nobody sells asks for only ranks."""
    columns = scene.assistant.searcher.columns
    if not columns.items:
        return Outcome(sayings.say(scene.language, "empty"), scene.state)
    note, state = _known_kind(scene, state)
    found = _find(scene, state)
    if not found:
        return _nothing(scene, state)
    seen = frozenset(one.product.product_id for one in found)
    state = replace(state, screen=tuple(found), seen=seen)
    hard = bool(constraints_of(state.wishes).limits)
    total = matches(state.wishes, columns) - (state.like is not None) if hard else None
    if state.wishes.sort == "rating" and all(Facts(one.offer).rating is None for one in found):
        note = sayings.say(scene.language, "no_rating")
    total = max(total, len(found)) if total is not None else None
    change = scene.said.wishes if scene.said.intent == "refine" else Wishes()
    rates = phrases.rates(state.wishes, found, columns, scene.language)
    showing = Showing(found, asked_in(scene, state), total, change, rates)
    shown = present(scene.assistant.explainer, showing)
    return Outcome([note, *shown], state, total=total)


def asked_in(scene: Scene, state: State) -> Asked:
    """What reasons are given for."""
    return Asked(state.words, state.wishes, scene.language, state.like is not None)


def _known_kind(scene: Scene, state: State) -> tuple[str, State]:
    """A kind of thing that no product is called by is taken as wording, and said to be."""
    kinds = state.wishes.include.get("category", ())
    if not kinds or matches(Wishes(include={"category": kinds}), scene.assistant.searcher.columns):
        return "", state
    words = " ".join([*kinds, state.words]).strip()
    wishes = state.wishes.without("category")
    note = sayings.say(scene.language, "no_kind", kind=", ".join(kinds))
    return note, replace(state, wishes=wishes, words=words)


def _nothing(scene: Scene, state: State) -> Outcome:
    """Nothing fits: "cheaper" than the cheapest keeps the screen, all else empties it."""
    said = scene.said.wishes
    price = "" if said.min_price or said.max_price else said.relative.get("price")
    prices = [one.offer.price for one in scene.state.screen if one.offer.price]
    if price and prices:
        rates = scene.assistant.searcher.columns.rates
        end = (min if price == "lower" else max)(prices, key=lambda p: worth(p, rates))
        key = "nothing_cheaper" if price == "lower" else "nothing_dearer"
        return Outcome(sayings.say(scene.language, key, price=str(end)), scene.state)
    options = relaxations(state.wishes, scene.assistant.searcher.columns)
    reply = phrases.nothing(options, scene.language)
    return Outcome(reply, replace(state, screen=()), relaxations=options)


def _find(scene: Scene, state: State, fresh: bool = False) -> list[Recommendation]:
    """The best k for the state's wishes; without the item that others are to be like."""
    images, reading = state.photos, state.reading if state.photos else None
    hidden = state.seen if fresh else frozenset()
    if state.like is not None:
        hidden = hidden | {state.like.product.product_id}
        path = scene.assistant.catalogue.image_path(state.like.product.image)
        images = (decode_image(path),) if state.like.product.image else ()
        reading = None
    text = _ranking_text(scene, state, bool(images))
    query = Query(text, images, constraints_of(state.wishes), state.wishes.sort, reading)
    asked = asked_in(scene, state)
    return scene.assistant.recommend(query, scene.k, asked=asked, hidden=hidden)


def _ranking_text(scene: Scene, state: State, has_image: bool) -> str:
    """The words to rank by. Beside an image only those that limit nothing: limits are met
    anyway, and "green" would draw what is called green away from what looks alike."""
    if has_image:
        return state.words
    liked = state.like.product.title if state.like else ""
    return search_text(state.wishes, state.words) or liked or scene.said.text or "product"

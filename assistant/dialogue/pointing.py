"""What a turn points at: on the screen, shown before, or never shown ("the dark green one").

What is meant and not on the screen is brought there, so that everything that is said of it, now
and in the next turn, is said of a place on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.advice.near import misses, parted
from assistant.constraints import Wishes, constraints_of
from assistant.dialogue.kinds import kind_of
from assistant.dialogue.outcome import Scene
from assistant.dialogue.pointers import SPEAKS, descriptions, hears, pointers
from assistant.dialogue.referring import Description, Search, is_pronoun, names_part
from assistant.dialogue.resolving import Place, resolve
from assistant.dialogue.state import State, once
from assistant.explain import Asked
from assistant.language import Understanding, Vocabulary
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.query import Query
from retrieval.words import singular

MOST = 4  # items that were not shown and that one plural means
LOOKED_AT = 60  # products of a kind, or most like a description, that may be meant
SEEN = 2  # lists of what was shown; those after them are looked up
COUNTED = ("items", "by")
"""References that say outright which item of the screen is meant."""
_WITH = re.compile(r"\b(?:with|that|which|in|from)\b")
JOINS = re.compile(r"\b(?:and|or|vs\.?|versus|against)\b|[和跟与]|还是|、")
"""Words between things that are named one after another."""


_BESIDE_IT = re.compile(
    r"\b(?:this|that|it)(?: one)?,? (?:or|vs|versus|against)\b"
    r"|\b(?:or|vs|versus) (?:this|that|it)\b"
    r"|[这那][个款件]?(?:还是|[和跟])|(?:还是|[和跟])[这那]"
)
"""Names one thing beside the one that was spoken of: "that or the mint one"."""


def on_screen(
    said: Understanding,
    state: State,
    place: Place,
    vocabulary: Vocabulary,
    reviews: Callable[[Recommendation], int],
) -> tuple[int, ...]:
    """Positions on the screen that an utterance points at, without looking anywhere else."""
    counted = _counted(said, state, place)
    if counted:
        return counted
    search = Search([lambda: state.screen], place.rates, reviews)
    found = [
        item
        for text in descriptions(said, state, vocabulary)
        for item in _found(text, search, state, vocabulary)
    ]
    return _positions(found, state.screen) or resolve(said.references, state.screen, place)


def pointing(scene: Scene, place: Place) -> Scene:
    """The scene with what it points at resolved to positions on the screen."""
    said, state = scene.said, scene.state
    counted = _counted(said, state, place)
    if counted and not (len(said.frame.of("reference")) > 1 and said.intent in SPEAKS):
        return replace(scene, resolved=counted)
    if said.references.keys() & set(COUNTED) and not counted:
        return replace(scene, resolved=())  # "the seventh" of five
    items = [state.screen[n - 1] for n in counted]
    texts = descriptions(said, state, scene.vocabulary)
    search = Search(_lists(scene, texts), place.rates, scene.reviews)
    lost = []
    for text in texts:
        found = _found(text, search, state, scene.vocabulary)
        items += found
        told = Description.of(text, scene.vocabulary)
        if not found and len(search.lists) > SEEN and told.tells and _is_definite(text, told):
            lost.append(text)
    scene = replace(scene, lost=tuple(lost))
    alone = len({one.product.product_id for one in items}) == 1
    pointed = pointers(said)
    beside = any(map(is_pronoun, pointed)) or bool(_BESIDE_IT.search(said.text))
    beside = beside or (said.intent == "compare" and len(pointed) == 1 and not lost)
    if (said.intent == "compare" or said.frame.does("choose")) and alone and beside:
        items += [state.screen[n - 1] for n in resolve({"focus": True}, state.screen, place)]
    items = _few(items, state)
    if not items:
        return replace(scene, resolved=resolve(said.references, state.screen, place))
    return meaning(scene, items)


_DEFINITE = re.compile(r"\b(?:the|that|this|these|those|ones?|my|your)\b|[那这]|的$")


def _is_definite(text: str, told: Description) -> bool:
    """Whether words that mean nothing shown were to mean something: "ryanair" of "is it alright on
    ryanair" was not."""
    return bool(told.kinds or _DEFINITE.search(text))


def meaning(scene: Scene, items: Sequence[Recommendation]) -> Scene:
    """The scene in which items are meant, brought to the screen where they were not there."""
    state = bring(scene, items)
    return replace(scene, state=state, resolved=_positions(items, state.screen))


def _counted(said: Understanding, state: State, place: Place) -> tuple[int, ...]:
    told = said.references.keys() & set(COUNTED)
    return resolve(said.references, state.screen, place) if told else ()


def _found(text: str, search: Search, state: State, vocabulary: Vocabulary) -> list[Recommendation]:
    """The items that a description means; each of its parts by itself, where it is of several."""
    here = state.salient
    pieces = [piece for piece in JOINS.split(text) if not is_pronoun(piece)]
    each = [Description.of(piece, vocabulary) for piece in pieces]
    if len(pieces) > 1 and all(one.tells and not one.is_kind for one in each):
        apart = [search.find(one, here) for one in each]
        names = {item.product.product_id for items in apart for item in items}
        if all(apart) and len(names) >= len(pieces):
            return [item for items in apart for item in items]
    said = _of_a_part(Description.of(text, vocabulary), state)
    if said.earliest and said.tells:
        search = replace(search, lists=[lambda: _as_seen(state), *search.lists[SEEN:]])
    return search.find(said, here) if said.tells else []


def _as_seen(state: State) -> list[Recommendation]:
    """What was shown, the first one first."""
    return once((*reversed(state.recent), *state.screen))


def _of_a_part(said: Description, state: State) -> Description:
    """ "The big round bowl" of wine glasses is one that is said to have such a bowl."""
    if not names_part(said.kinds, state.screen):
        return said
    return replace(said, kinds=(), parts=(*said.parts, *said.kinds))


def _few(items: Sequence[Recommendation], state: State) -> list[Recommendation]:
    """Each item once, those that are not on the screen no more than a few."""
    here = {one.product.product_id for one in state.screen}
    once = {one.product.product_id: one for one in items}
    new = [name for name in once if name not in here][MOST:]
    return [one for name, one in once.items() if name not in new]


def _positions(
    items: Sequence[Recommendation], screen: Sequence[Recommendation]
) -> tuple[int, ...]:
    places = {one.product.product_id: n for n, one in enumerate(screen, start=1)}
    names = dict.fromkeys(one.product.product_id for one in items)
    return tuple(places[name] for name in names if name in places)


def _lists(scene: Scene, texts: Sequence[str]) -> list[Callable[[], Sequence[Recommendation]]]:
    """Where an item may be: on the screen, shown before, of the kind in force, anywhere."""
    state, said = scene.state, scene.said
    lists: list[Callable[[], Sequence[Recommendation]]] = [lambda: state.screen]
    returns = said.frame.does("return_topic")
    spoken = hears(said) or said.intent == "more_like" or returns
    if not (spoken or said.wishes.relative):
        return lists
    lists.append(lambda: state.before)
    pronoun = any(map(is_pronoun, pointers(said)))
    speaks = (hears(said) or returns) and not scene.new_photo and bool(texts)
    if not speaks or (pronoun and said.intent != "compare"):
        return lists  # "does it go under the desk": no desk is spoken of
    phrase = " ".join(texts)
    said_of = (_of_a_part(Description.of(text, scene.vocabulary), state) for text in texts)
    named = tuple(dict.fromkeys(kind for one in said_of for kind in one.kinds))
    kinds = named or state.kinds or tuple(dict.fromkeys(_kinds(scene)))
    if kinds:
        lists.append(lambda: looked_up(scene, phrase, kinds))
    lists.append(lambda: [one for one in looked_up(scene, phrase, ()) if _is_named(one, texts)])
    return lists


def _kinds(scene: Scene) -> Iterator[str]:
    found = (kind_of(one.product, scene.vocabulary) for one in scene.state.screen)
    return filter(None, found)


def _is_named(item: Recommendation, texts: Sequence[str]) -> bool:
    """Whether a description ends with what an item is called: "the bear"."""
    kinds = {word for offer in item.product.offers for word in Facts(offer).kinds.split()}
    heads = [_WITH.split(text)[0] for text in texts]
    return any(singular(head.split()[-1]) in kinds for head in heads if head.split())


def looked_up(scene: Scene, text: str, kinds: Sequence[str]) -> list[Recommendation]:
    """What is sold of some kinds and like a phrase, what meets the wishes in force first; those
    wishes are no limit."""
    items = items_of_kind(scene, text, Wishes(include={"category": tuple(kinds)} if kinds else {}))
    return sorted((_missing(scene, one) for one in items), key=lambda one: len(one.misses))


def items_of_kind(scene: Scene, text: str, wishes: Wishes) -> list[Recommendation]:
    """Items that meet wishes for their kind, what is most like a text first."""
    query = Query(text, constraints=constraints_of(wishes))
    hits = scene.assistant.searcher.search(query, LOOKED_AT)
    return scene.assistant.recommended(hits, Asked(text, wishes, scene.language))


def _missing(scene: Scene, item: Recommendation) -> Recommendation:
    """An item with the wishes in force that it does not meet."""
    alone = parted(scene.state.wishes)[1]
    rates = scene.assistant.searcher.columns.rates
    return replace(item, misses=misses(item.offer, alone, rates))


def bring(scene: Scene, items: Sequence[Recommendation]) -> State:
    """The state with all items on the screen, at its head if some were not there; those of another
    kind open a topic of their own."""
    state = scene.state
    here = {one.product.product_id for one in state.screen}
    new = [one for one in items if one.product.product_id not in here]
    if not new:
        return state
    names = {one.product.product_id for one in items}
    rest = [one for one in state.screen if one.product.product_id not in names]
    screen = (*items, *rest)[: max(scene.k, len(items))]
    kinds = {kind_of(one.product, scene.vocabulary) for one in new} - {""}
    shown = set(state.kinds) or set(_kinds(scene))
    if len(items) == len(new) and len(kinds) == 1 and not kinds & shown:
        screen = tuple(replace(one, misses=()) for one in items)
        wishes = Wishes(include={"category": tuple(kinds)})
        return state.opened(State(wishes, screen=screen, focus=1))
    return replace(state, screen=screen, focus=0, spoken=())

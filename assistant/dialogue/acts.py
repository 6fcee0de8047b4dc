"""What a turn is answered by where its own words give an act away; the intents decide the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.advice.ordering import compared_fields
from assistant.dialogue import kinds, sayings
from assistant.dialogue.choosing import choose
from assistant.dialogue.finding import show
from assistant.dialogue.following import asked
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.resolving import Place, resolve
from assistant.dialogue.returning import returned, topic_meant
from assistant.dialogue.talking import elsewhere, reviews_asked
from assistant.dialogue.totals import conversion, converted, total
from assistant.dialogue.unmet import is_joined, not_sold
from assistant.dialogue.wishing import asked_order, wish
from assistant.language import Understanding, Wishes, understand
from assistant.language.utterance import normalise

FEW = 12  # words of thanks with nothing else in them

_THING = r"\b(?:no|without|free (?:of|from)) (?:\w+ )?"
"""What is said before a thing that is refused, and never before what somebody is or does."""

Handler = Callable[[Scene], Outcome]


def adjusted(scene: Scene) -> Scene:
    """The scene as the acts in it make it: what is owned is refused, a topic is returned to."""
    if scene.new_photo and scene.said.intent not in ("search", "more_like"):
        scene = _of_the_photo(scene)
    if scene.cues.asks and _may_ask(scene):
        scene = replace(scene, said=asked(scene.said))
    elif scene.cues.asks_surely and _measures(scene):
        scene = _pointing(replace(scene, said=asked(scene.said)))
    scene = _forgetting(_without_asides(scene))
    if owned := scene.cues.said.get("owned"):
        scene = _refusing(scene, owned)
    if "back" in scene.cues and (topic := topic_meant(scene)):
        said = scene.said
        kept = replace(said.wishes, include=_besides_kind(said.wishes))
        said = replace(said, wishes=kept, words=said.words if kept else "", intent="refine")
        return replace(scene, said=said, state=returned(scene.state, topic))
    return scene


def _without_asides(scene: Scene) -> Scene:
    """Without refusals of what is nothing the catalogue could state: "so she's not jealous", "hm no
    actually show me …". What "no", "without" are said of is a thing and stays refused."""
    wishes, played = scene.said.wishes, scene.cues.played
    refused = wishes.exclude.get("words", ())
    if not refused or scene.language != "en" or scene.assistant.heads is None:
        return scene
    knows = scene.assistant.searcher.generation.lexical.knows
    kept = []
    for said in refused:
        words = said.split()
        thing = re.search(rf"{_THING}{re.escape(said)}", scene.said.text)
        meant = any(played.get(word) == "refused" for word in words)
        if meant and (thing or any(knows(word) for word in words)):
            kept.append(said)
    exclude = {**wishes.exclude, "words": tuple(kept)}
    exclude = {facet: values for facet, values in exclude.items() if values}
    wishes = replace(wishes, exclude=exclude)
    return replace(scene, said=replace(scene.said, wishes=wishes))


def _forgetting(scene: Scene) -> Scene:
    """ "Forget light": the size that the adjective goes by is given up."""
    what = scene.cues.said.get("forgets", "")
    more = f"{what}er {what}{what[-1:]}er {what[:-1]}ier"  # lighter, bigger, heavier
    sizes = {limit.name for limit in scene.state.wishes.dimensions}
    if not what or not sizes & set(compared_fields(more)):
        return scene
    wishes = scene.said.wishes
    exclude = {facet: values for facet, values in wishes.exclude.items() if values != (what,)}
    wishes = replace(wishes, exclude=exclude, drop=(*wishes.drop, "dimensions"))
    return replace(scene, said=replace(scene.said, wishes=wishes))


def _may_ask(scene: Scene) -> bool:
    """Whether the turn may be a question about what is shown: the grammar sees nothing in it that
    limits, or has lost it."""
    said = scene.said
    if not scene.state.screen or scene.new_photo or said.wishes:
        return False
    return said.intent in ("search", "refine") or _is_lost(said)


def _is_lost(said: Understanding) -> bool:
    """Whether the grammar made nothing of it."""
    return said.intent == "out_of_scope" and not said.talk


def _measures(scene: Scene) -> bool:
    """Whether all that the grammar takes for wishes are sizes and traits: "my desk is 75 cm
    across, will the second one fit", "how heavy is it empty"."""
    said = scene.said
    bare = replace(said.wishes, dimensions=(), attributes={}, quantity=0, audience="")
    if said.wishes.dimensions:  # of a thing that the item goes with: "my desk is …"
        bare = replace(bare, include=_besides_kind(bare))
    wished = said.intent in ("search", "refine") and not bare
    return wished and bool(scene.state.screen) and not scene.new_photo


def _pointing(scene: Scene) -> Scene:
    """With the item that the last clause points at: "my desk is 75 cm, does the second one fit"."""
    clause = re.split(r"[,，.。;；]\s*", scene.said.text.rstrip("?？.。 "))[-1]
    references = understand(clause, scene.vocabulary, scene.state.context()).references
    if not references or scene.resolved:
        return scene
    place = Place.of(scene.state, clause, scene.assistant.searcher.columns.rates)
    resolved = resolve(references, scene.state.screen, place)
    said = replace(scene.said, references=references if resolved else {})
    return replace(scene, said=said, resolved=resolved)


def _of_the_photo(scene: Scene) -> Scene:
    """A photo is about what it shows, whatever was on the screen: "and how much is this one?"."""
    said = scene.said
    wishes = said.wishes if said.intent in ("refine", "relax") else Wishes()
    about = said.intent in ("refine", "relax") and bool(wishes)
    said = replace(said, intent="search", wishes=wishes, words=said.words if about else "")
    return replace(scene, said=said)


def _besides_kind(wishes: Wishes) -> dict[str, tuple[str, ...]]:
    return {facet: values for facet, values in wishes.include.items() if facet != "category"}


def _refusing(scene: Scene, owned: str) -> Scene:
    """A kind of thing that somebody has enough of is not wanted."""
    found = scene.vocabulary.find(normalise(owned))
    refused = tuple(dict.fromkeys(t.value for t in found if t.facet == "category"))
    if not refused or not scene.state.screen:
        return scene
    wishes = scene.said.wishes
    wishes = replace(
        wishes,
        include=_besides_kind(wishes),
        exclude={**wishes.exclude, "category": refused},
    )
    return replace(scene, said=replace(scene.said, intent="refine", wishes=wishes, words=""))


def _unknown(scene: Scene) -> str:
    """A thing that is named and that neither grammar nor catalogue knows: not sold here."""
    lost, wished = _is_lost(scene.said), scene.said.intent in ("search", "refine")
    return not_sold(scene, bare=lost) if lost or wished else ""


def _is_written_apart(scene: Scene) -> bool:
    """A name that is no word, and that a title has in several: "redbull"."""
    facts = scene.assistant.searcher.columns.facts
    return _is_lost(scene.said) and is_joined(scene.said.text, facts)


def missing(scene: Scene, noun: str) -> Outcome:
    """That a thing is not sold here; who has seen nothing yet is told what is."""
    said = [sayings.say(scene.language, "kind.missing", kind=noun)]
    if not scene.state.screen:
        named = kinds.common(scene.assistant.searcher, scene.language)
        said.append(sayings.say(scene.language, "act.capabilities", kinds=named))
    return Outcome(said, scene.state)


def handler_of(scene: Scene) -> tuple[str, Handler] | None:
    """(intent, what answers the turn) where an act decides; None where its intent does."""
    if scene.said.talk == "world" and "unsafe" not in scene.cues:
        return None
    for act, intent, holds, handler in ACTS:
        if act in scene.cues and holds(scene):
            return intent, handler
    if scene.state.screen and _orders(scene):
        return "refine", in_order
    if noun := _unknown(scene):
        return "out_of_scope", lambda scene: missing(scene, noun)
    if _is_written_apart(scene):
        return "search", wish
    if scene.said.intent == "compare" and (told := of_kinds(scene)):
        return "ask", lambda scene: told
    return None


def _orders(scene: Scene) -> bool:
    """Whether an order is asked for, of what is on the screen or of its kind."""
    said = scene.said
    if said.wishes.include or said.wishes.sort or said.intent == "search":
        return False
    order = asked_order(scene, scene.state)
    if order is None or not order.firm:
        return False
    return not said.references or " " in order.said  # "which has the longest battery"


def in_order(scene: Scene) -> Outcome:
    """The list in another order, beginning with what its first one states."""
    order = asked_order(scene, scene.state)
    return show(scene, replace(scene.state, order=order, seen=frozenset(), focus=1))


def of_kinds(scene: Scene) -> Outcome | None:
    """ "What is the difference between a kettlebell and a dumbbell?": what shops list of each."""
    kinds_said = scene.said.wishes.include.get("category", ()) or tuple(
        dict.fromkeys(
            term.value
            for term in scene.vocabulary.find(scene.said.text)
            if term.facet == "category"
        )
    )
    if len(kinds_said) < 2:
        return None
    told = kinds.told_apart(kinds_said[:2], scene.assistant.searcher, scene.language)
    return Outcome(told, scene.state) if told else None


def _saying(key: str) -> Handler:
    return lambda scene: Outcome(sayings.say(scene.language, key), scene.state)


def _is_bare(scene: Scene) -> bool:
    wishes = replace(scene.said.wishes, relative={}, audience="")
    return not wishes and len(scene.said.text.split()) <= FEW


def _has_screen(scene: Scene) -> bool:
    return bool(scene.state.screen)


def _is_plain(scene: Scene) -> bool:
    """Whether it says nothing but the act: no kind, no limit."""
    return not scene.said.wishes


def capabilities(scene: Scene) -> Outcome:
    """The kinds of things that are sold, the most common first."""
    named = kinds.common(scene.assistant.searcher, scene.language)
    return Outcome(sayings.say(scene.language, "act.capabilities", kinds=named), scene.state)


def buy(scene: Scene) -> Outcome:
    """Where an item is bought: we fill no baskets."""
    item = scene.meant[0]
    said = sayings.say(
        scene.language, "buy", title=item.product.title, shop=item.offer.source,
        price=item.offer.price or "–",
    )  # fmt: skip
    return Outcome(said, scene.state)


def _asks_reviews(scene: Scene) -> bool:
    return _has_screen(scene) and scene.said.intent not in ("search", "refine")


def _may_choose(scene: Scene) -> bool:
    """Whether it is asked to choose from what is shown, and nothing else is wished for."""
    wishes = replace(scene.said.wishes, audience="", quantity=0)
    return _has_screen(scene) and not wishes


def _can_convert(scene: Scene) -> bool:
    return conversion(scene) is not None


def _may_buy(scene: Scene) -> bool:
    """Whether something on the screen is to be bought: "I want to pay" is about the till."""
    about_the_till = scene.said.talk == "order" and not scene.said.references
    return _has_screen(scene) and not scene.said.wishes and not about_the_till


def _asks_total(scene: Scene) -> bool:
    wishes = scene.said.wishes
    return _has_screen(scene) and not (wishes.max_price or wishes.min_price)


ACTS: tuple[tuple[str, str, Callable[[Scene], bool], Handler], ...] = (
    ("unsafe", "out_of_scope", lambda scene: True, _saying("act.unsafe")),
    ("person", "small_talk", _is_bare, _saying("act.person")),
    ("capabilities", "small_talk", _is_bare, capabilities),
    ("thank", "small_talk", _is_bare, _saying("act.thank")),
    ("upset", "small_talk", _is_plain, _saying("act.upset")),
    ("convert_amount", "ask", _can_convert, converted),
    ("total", "ask", _asks_total, total),
    ("buy", "ask", _may_buy, buy),
    ("elsewhere", "ask", _has_screen, elsewhere),
    ("choose", "ask", _may_choose, choose),
    ("reviews", "ask", _asks_reviews, reviews_asked),
    ("quality", "ask", lambda s: _has_screen(s) and _is_plain(s), reviews_asked),
)
"""(act, its intent, whether it holds here, what answers it), the surest first."""

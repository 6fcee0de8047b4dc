"""What a turn is answered by where its own words give an act away; the intents decide the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from assistant.advice.fitting import amount
from assistant.advice.house import ASKED, LOST, QUOTED, house_answer
from assistant.advice.needs import leanings, liked
from assistant.advice.ordering import Order
from assistant.constraints import constraints_of
from assistant.dialogue import kinds, sayings
from assistant.dialogue.bundling import bundle, part_changed, wanted_together
from assistant.dialogue.choosing import choose
from assistant.dialogue.converting import conversion, converted
from assistant.dialogue.fields import asked_fields
from assistant.dialogue.finding import show
from assistant.dialogue.keeping import list_told, put_back, taken_off
from assistant.dialogue.kinds import kind_of
from assistant.dialogue.likening import with_the_same
from assistant.dialogue.loads import asks_load, loads
from assistant.dialogue.mentions import count_alone, count_said
from assistant.dialogue.naming import meant, with_kinds
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.parcels import parcels
from assistant.dialogue.pointed import as_pointed
from assistant.dialogue.pointers import SPEAKS, hears
from assistant.dialogue.pointing import meaning, pointing
from assistant.dialogue.proposing import is_open
from assistant.dialogue.questions import advice, opinions
from assistant.dialogue.referring import is_pronoun, names_part
from assistant.dialogue.relaxing import matches
from assistant.dialogue.resolving import Place
from assistant.dialogue.returning import (
    described_anew,
    item_meant,
    returned,
    to_item,
    topic_meant,
)
from assistant.dialogue.state import State
from assistant.dialogue.talking import elsewhere, foremost, is_lost, mentioning, unresolved
from assistant.dialogue.totals import THINGS, priced_in, total
from assistant.dialogue.unmet import alike_facts, is_joined, missing, not_sold, wanted_thing
from assistant.dialogue.verdicts import asking_of_shown, asking_verdict
from assistant.dialogue.wishing import asked_order, ordered_by, research, wish
from assistant.language import Dimension, Wishes, understand
from assistant.language.gate import without
from assistant.language.intent_phrases import BASKET, CONVERT, MORE_LIKE, SHORTLIST
from assistant.language.intents import FOR_SOMETHING
from assistant.language.patterns import MEASURES
from assistant.language.readers.drops import FORGOTTEN
from assistant.language.reference_phrases import superlative
from assistant.language.talk_phrases import out_of_scope
from assistant.language.utterance import normalise
from assistant.understanding.cues import read_cues
from assistant.understanding.degrees import degree
from assistant.understanding.frames.schema import HEARING, HOLDS, SEEING, SURE
from retrieval.facts import Facts
from retrieval.money import Money
from retrieval.sources.cleaning import web_address
from retrieval.words import is_cjk, mentions, plain, singular

FEW = 12  # words of thanks with nothing else in them

Handler = Callable[[Scene], Outcome]


def adjusted(scene: Scene) -> Scene:
    """The scene as the acts in it make it: what is owned is refused, a topic is returned to."""
    scene = _of_the_photo(scene) if scene.new_photo else _in_the_photo(_going_on(scene))
    scene = asking_of_shown(asking_verdict(scene))
    if "restore" in scene.cues and taken_off(scene) is not None:
        return replace(scene, said=replace(scene.said, intent="shortlist", references={}))
    if "listed" in scene.cues and not _keeps_too(scene):
        return replace(
            scene, said=replace(scene.said, intent="shortlist", references={}), resolved=()
        )
    scene = _needing(_forgetting(_wanting_instead(scene)))
    if owned := scene.cues.said.get("owned"):
        scene = _refusing(scene, owned)
    if scene.said.intent == "ask" and (kinds := _not_shown(scene)):
        wishes = Wishes(include={"category": kinds})
        said = replace(scene.said, intent="search", wishes=wishes, words="", wording="")
        scene = replace(scene, said=said)
    scene = replace(scene, said=with_the_same(scene))
    scene = as_pointed(_sized(_of_named_kind(scene)))
    if "back" not in scene.cues.said or _asks_total(scene):
        return scene
    if hears(scene.said) and len(scene.items) == 1 and not _besides_kind(scene.said.wishes):
        said = scene.said  # "what's the lamp from before made of?"
        asks = said.intent if said.intent in SPEAKS else "ask"
        return replace(scene, said=replace(said, intent=asks, wishes=Wishes()))
    if topic := topic_meant(scene):
        said = scene.said
        kept = replace(said.wishes, include=_besides_kind(said.wishes))
        said = replace(said, wishes=kept, words=said.words if kept else "", intent="refine")
        state = returned(scene.state, topic)
        if kept.include or kept.attributes:
            state = described_anew(state)
        elif said.frame.does("ask_item") and said.references:
            asked = replace(scene, said=replace(said, intent="ask"), state=state, resolved=())
            rates = scene.assistant.searcher.columns.rates
            return pointing(asked, Place.of(state, said.text, rates))
        return replace(scene, said=said, state=state, resolved=())
    return _returned_to_nothing(scene)


def _wanting_instead(scene: Scene) -> Scene:
    """What is wanted behind a complaint about what is shown: 这俩太扁了 要方的."""
    said, wanted = scene.said, _WANTS.search(scene.said.text)
    if said.intent != "small_talk" or not wanted or not scene.state.screen:
        return scene
    context = scene.state.context()
    found = understand(said.text[wanted.start() :], scene.vocabulary, context)
    if found.intent == "small_talk":
        return scene
    return replace(scene, said=replace(found, language=said.language))


def _needing(scene: Scene) -> Scene:
    """ "He drinks coffee all day" goes on about what nobody has named yet."""
    said = scene.said
    tells = said.intent in ("small_talk", "out_of_scope")
    needs = leanings(said.text) or liked(said.text)
    if tells and needs and not (scene.state.screen or out_of_scope(said.text)):
        return replace(scene, said=replace(said, intent="search", talk=""))  # 送点啥好
    if not tells or said.talk or not is_open(scene.state) or not needs:
        return scene
    return replace(scene, said=replace(said, intent="refine"))


def _keeps_too(scene: Scene) -> bool:
    """Whether who asks for the list puts something on it: "keep that one, what's on it now"."""
    return scene.said.frame.does("keep") and bool(scene.items)


def _forgetting(scene: Scene) -> Scene:
    """ "Forget light", 高一点也行: the limit of the size that the adjective goes by is given up."""
    what = scene.cues.said.get("forgets") or scene.cues.said.get("loosens", "")
    ways = (what, f"{what}er", what + "一点") if what else ()
    found = next(filter(None, map(degree, ways)), None)
    in_force = scene.state.wishes
    left = tuple(one for one in in_force.dimensions if not found or one.name not in found[0])
    if len(left) == len(in_force.dimensions):
        return scene
    wishes = scene.said.wishes
    if "forgets" in scene.cues.said:
        wishes = replace(wishes, exclude={})
    state = replace(scene.state, wishes=replace(in_force, dimensions=left))
    said = replace(scene.said, wishes=wishes, intent="relax")
    return replace(scene, said=said, state=state)


def _returned_to_nothing(scene: Scene) -> Scene:
    """ "Back to the blue one" that was never shown describes what is wanted."""
    said = scene.said
    if item_meant(scene) is not None or said.wishes:
        return scene
    told = understand(" ".join(said.frame.texts("reference")), scene.vocabulary)
    wishes = Wishes(include=_besides_kind(told.wishes))
    if not wishes:
        return scene
    return replace(scene, said=replace(said, wishes=wishes, intent="refine"), resolved=())


def _of_named_kind(scene: Scene) -> Scene:
    """A kind that only titles name ("bear" of teddy bears) is a kind all the same; a wish that
    names none may go on about what was spoken of before, or says enough of the thing."""
    said = scene.said
    if said.intent not in ("search", "refine"):
        return scene
    if said.wishes.include.get("category"):
        return _meant(_besides_asides(scene))
    columns = scene.assistant.searcher.columns
    given_up = FORGOTTEN.search(said.text)
    spans = [] if given_up else [one for one in said.frame.texts("kind") if not _stands(one, scene)]
    unknown = (text for text in spans if not scene.vocabulary.named(text))
    names = (one for text in unknown for one in _names(text, scene))
    kinds = [one for one in names if matches(Wishes(include={"category": (one,)}), columns)]
    if not kinds and spans:
        found = _meant(scene)
        if found is not scene:
            return found
        kinds = list(scene.vocabulary.by_heads(spans))
    frame = said.frame
    if not kinds and said.intent == "search":
        before = () if spans else scene.state.mentioned
        kinds = list(_replaced(scene) or before)
        frame = frame.describing()
    if not kinds:
        return _meant(scene)
    include = {**said.wishes.include, "category": tuple(kinds)}
    wishes = replace(said.wishes, include=include)
    return replace(scene, said=replace(said, intent="search", wishes=wishes, frame=frame))


def _besides_asides(scene: Scene) -> Scene:
    """Without a thing that nobody sells, or a part of what is shown, which the model takes for none
    that is wanted, where a list is only changed: "my wallet says ouch, anything under 120?", "for
    red wine, with a big bowl"."""
    said = scene.said
    kinds_said = said.wishes.include["category"]
    aside = scene.vocabulary.sold.isdisjoint(kinds_said)
    aside = aside or names_part(kinds_said, scene.state.screen)
    changes = said.frame.does("change") and bool(scene.state.screen) and not scene.new_photo
    if not (aside and changes) or said.frame.of("kind", "refused", "reference", "goes_with"):
        return scene
    wishes = replace(said.wishes, include=_besides_kind(said.wishes))
    return replace(scene, said=replace(said, wishes=wishes, intent="refine", wording=""))


def _meant(scene: Scene) -> Scene:
    """The scene with the kind that is meant by a name which tells none, or several; or with what
    is not sold."""
    if scene.new_photo or FORGOTTEN.search(scene.said.text) or _goes_on(scene):
        return scene
    found = meant(scene)
    if found.kinds:
        return with_kinds(scene, found.kinds)
    if found.unsold and scene.said.intent == "search" and wanted_thing(scene):
        return replace(scene, unsold=found.unsold, akin=found.akin)
    return scene


def _goes_on(scene: Scene) -> bool:
    """Whether a turn that changes a wish speaks of what the things shown have: "a bigger shade"."""
    texts = [Facts(one.offer).everything for one in scene.state.screen]
    said = scene.said.frame.texts("kind") if scene.said.intent == "refine" else []
    return any(_names_part(one, text) for one in said for text in texts)


def _stands(words: str, scene: Scene) -> bool:
    """Whether words stand for what was spoken of: "the Iskelund one"."""
    *before, last = words.split() or [""]
    known = scene.vocabulary.find(" ".join(before))
    return last in ("one", "ones") and not any(term.facet == "category" for term in known)


_MEASURE = re.compile(rf"^[一二两三四五几\d]*[{MEASURES}]|^.*的")
"""What stands before a kind in Chinese: a measure word, or all that describes it."""


def _names(text: str, scene: Scene) -> list[str]:
    """The kinds that words may name: all of them, or what is left of them without what describes
    it, "a wooden car"; of Chinese ones without the measure word before it."""
    if not is_cjk(text):
        described = [one for one in scene.vocabulary.find(text) if one.facet != "category"]
        bare = text[max((one.end for one in described), default=0) :].strip()
        return list(dict.fromkeys(singular(plain(one)) for one in (text, bare) if one))
    bare = _MEASURE.sub("", text)
    return [scene.vocabulary.phrases.get(bare, {}).get("category", bare)]


_ANOTHER = re.compile(r"\b(?:one|ones|another|new|replacement|replace)\b|换|新的|再买")
"""Wants again what was spoken of: "my kettle broke, a steel one please"; and so does who names
nothing else, nor anybody it is for: "I have lost my sunhat"."""


def _replaced(scene: Scene) -> tuple[str, ...]:
    """The kinds of what somebody has, or had, and wants another one of."""
    frame = scene.said.frame
    named = [one for one in frame.of("kind", *FOR_SOMETHING) if one.probability >= NAMED]
    again = _ANOTHER.search(frame.text) or not named
    if scene.state.screen or not again:
        return ()
    said = frame.texts("owned")
    return scene.vocabulary.named(" , ".join(said)) or scene.vocabulary.by_heads(said)


def _sized(scene: Scene) -> Scene:
    """ "ok 26 then": the size of the things wished for that some of them state so."""
    said = scene.said
    spans = (_BARE.fullmatch(s.text) for s in said.frame.of("limit", "trait"))
    bare = [match[1] for match in spans if match]
    priced = said.wishes.max_price or said.wishes.min_price or said.wishes.about_price
    if said.intent not in ("refine", "search") or priced or said.wishes.dimensions or not bare:
        return scene
    if said.intent == "search":
        return _with_size(scene, State(Wishes(include=said.wishes.include)), bare[0])
    in_force = scene.state.wishes
    budget = scene.state.budget or in_force.max_price or in_force.about_price
    if budget or scene.state.quantity > 1:  # the one in force is a sum as well; or one was reckoned
        new = Money.of(Decimal(bare[0]), budget.currency if budget else "")
        wishes = replace(said.wishes, max_price=new)
        return replace(scene, said=replace(said, wishes=wishes, budget=new))
    return _with_size(scene, scene.state, bare[0])


def _stated_so(scene: Scene, state: State, figure: str) -> Dimension | None:
    """The size of the things wished for that some of them state in this figure."""
    for facts in alike_facts(scene, state):
        for one in facts.measures:
            value, unit = amount(one)
            if value == float(figure) and value >= LEAST_SIZE:
                return Dimension(one.name or None, "~=", value, unit)
    return None


def _with_size(scene: Scene, state: State, figure: str) -> Scene:
    """The scene in which the size is wished for that things state in a figure, if any do."""
    limit = _stated_so(scene, state, figure)
    if limit is None:
        return scene
    wishes = replace(scene.said.wishes, dimensions=(limit,))
    return replace(scene, said=replace(scene.said, wishes=wishes))


_BARE_NUMBER = re.compile(r"(?:hm+|ok(?:ay)?|then|so|the|a|in|,| )*\d+(?! (?:of|pieces|pcs|x)\b)")
LEAST_SIZE = 10
"""Smaller figures without a unit are rather counts."""
_BARE = re.compile(
    r"(?:(?:for|to|at|say|about|only|just|under|max) )?(\d{1,4}(?:\.\d+)?)"
    r"(?: (?:for (?:both|all|everything|the lot)|altogether|together|in total|max|tops|then))?"
)


def _not_shown(scene: Scene) -> tuple[str, ...]:
    """Kinds of things that a question is about while none of them is on the screen, or was."""
    if scene.items or not scene.said.frame.does("ask_item"):
        return ()
    spans = [span.text for span in scene.said.frame.of("reference", "kind")]
    texts = [Facts(one.offer).everything for one in scene.state.screen]
    spans = [said for said in spans if not any(_names_part(said, text) for text in texts)]
    found = [kind for text in spans for kind in scene.vocabulary.named(text)]
    items = (*scene.state.screen, *scene.state.recent)
    shown = {kind_of(one.product, scene.vocabulary) for one in items} | set(scene.state.kinds)
    return tuple(dict.fromkeys(kind for kind in found if kind not in shown))


def _names_part(said: str, text: str) -> bool:
    """Whether a text of what is shown speaks of it: the shade of a lamp is no pair of shades."""
    words = plain(said).split()
    return bool(words) and mentions(text, words[-1])


def _of_the_photo(scene: Scene) -> Scene:
    """A photo is about what it shows, whatever was on the screen: "and how much is this one?".

    It is looked for, unless it is kept, or compared with something that is shown.
    """
    said, item = scene.said, scene.pictured.item if scene.pictured else None
    if said.intent in ("undo", "start_over"):
        return scene
    if item and said.intent == "shortlist":
        return meaning(scene, [item])
    if item and said.intent == "compare" and scene.items:
        return meaning(scene, [*scene.items, item])
    scene = replace(scene, resolved=())
    if said.intent in ("search", "more_like"):
        wishes = said.wishes
        points = any(map(is_pronoun, said.frame.texts("reference")))
        if item and points and wishes.sort and not wishes.include:
            wishes = replace(wishes, sort="")  # "the cheapest you have this for" is of this one
        return replace(scene, said=replace(said, references={}, wishes=wishes))
    wished = said.intent in ("refine", "relax")
    wishes = replace(said.wishes, drop=()) if wished else Wishes()
    words = said.words if wishes else ""
    return replace(
        scene, said=replace(said, intent="search", wishes=wishes, words=words, references={})
    )


def _in_the_photo(scene: Scene) -> Scene:
    """ "How much is the one in my picture?": the product that the last photo shows is meant."""
    seen = scene.state.pictured
    if "pictured" not in scene.cues or seen is None or seen.item is None:
        return scene
    item = seen.item
    if scene.said.intent == "compare":
        rest = [one for one in scene.items if one.product.product_id != item.product.product_id]
        return meaning(scene, [*rest, item])
    if "back" in scene.cues.said:
        said = {act: what for act, what in scene.cues.said.items() if act != "back"}
        cues = replace(scene.cues, said=said, acts=scene.cues.acts - {"back", "return_topic"})
        scene = replace(scene, cues=cues, said=replace(scene.said, intent="ask"))
    if scene.said.intent not in ("ask", "shortlist"):
        return scene
    return meaning(scene, [item])


def _going_on(scene: Scene) -> Scene:
    """ "the same idea in a light leather" goes on about what is shown, as it names no kind."""
    said, frame = scene.said, scene.said.frame
    alike = frame.does("similar") or frame.of("same") or MORE_LIKE.search(said.text)
    new = said.wishes.include.get("category") or scene.new_photo or not scene.state.screen
    if said.intent != "search" or new or not alike:
        return scene
    meant = scene.resolved if scene.state.photos else scene.resolved or (scene.state.focus or 1,)
    return replace(scene, said=replace(said, intent="more_like"), resolved=meant)


def _besides_kind(wishes: Wishes) -> dict[str, tuple[str, ...]]:
    return {facet: values for facet, values in wishes.include.items() if facet != "category"}


def _refusing(scene: Scene, owned: str) -> Scene:
    """A kind of thing that somebody has enough of is not wanted."""
    refused = scene.vocabulary.named(normalise(owned))
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
    """A thing that is wanted and that no shop here sells, in the shopper's words."""
    return not_sold(scene) if scene.said.intent in ("search", "refine", "out_of_scope") else ""


def _is_written_apart(scene: Scene) -> bool:
    """A name that is no word, and that a title has in several: "redbull"."""
    titles = scene.assistant.searcher.columns.squashed
    lost = scene.said.intent == "out_of_scope" and not scene.said.talk
    return lost and is_joined(scene.said.text, titles)


def handler_of(scene: Scene) -> tuple[str, Handler] | None:
    """(intent, what answers the turn) where an act decides; None where its intent does."""
    if own := of_the_house(scene):
        return "ask", lambda scene: Outcome(own, scene.state, stated=True)
    if "unsafe" in scene.cues:
        return "out_of_scope", _saying("act.unsafe")
    if scene.said.talk == "world":
        return None
    if asks_load(scene):
        return "ask", loads
    if _asks_other_money(scene) and (told := priced_in(scene)):
        return "ask", _giving(told)
    if not scene.new_photo and _asks_total(scene):
        sorts = scene.said.wishes.sort and scene.state.budget  # "total with the cheapest mat"
        bundled = part_changed(scene) if sorts else None
        return ("refine", _giving(bundled)) if bundled else ("ask", total)
    wishing = scene.said.intent in ("search", "refine", "more_like")
    adds = "adds" in scene.cues or scene.said.frame.does("bundle")
    wishing = wishing or adds
    one = len(scene.vocabulary.named(scene.said.text)) == 1 and not scene.new_photo
    if one and (changed := part_changed(scene)):  # "swap the lamp for a white one"
        return "refine", lambda scene: changed
    if wishing and (wanted := wanted_together(scene)):
        return "search", lambda scene: bundle(scene, wanted)
    if scene.new_photo:
        return None
    if not one and (changed := part_changed(scene)):
        return "refine", lambda scene: changed
    if _counts_alone(scene):
        return "ask", total
    for act, intent, holds, handler in ACTS:
        if intent == "small_talk" and scene.said.intent in _DECIDED:
            continue
        if act in scene.cues and holds(scene):
            return intent, handler
    if order := _order_of_shown(scene):
        if order.said and _WHICH.search(scene.said.text):
            return "compare", lambda scene: foremost(scene, order)
        return "refine", lambda scene: in_order(scene, order)
    if _complains_and_wants(scene):
        return "search", _sorry
    if _wants_nothing(scene):
        return "small_talk", _saying("small_talk")
    if noun := scene.unsold or _unknown(scene):
        if scene.akin:
            return "search", lambda scene: in_place_of(noun, scene.akin, scene)
        return "out_of_scope", lambda scene: missing(scene, noun)
    if _is_written_apart(scene):
        return "search", wish
    if scene.said.intent == "compare" and (told := of_kinds(scene)):
        return "ask", lambda scene: told
    return None


def _wants_another(scene: Scene) -> bool:
    complains = scene.said.frame.strength("complain") >= SURE
    return complains and bool(_ANOTHER.search(scene.said.text))


def _complains_and_wants(scene: Scene) -> bool:
    """Whether something that was bought is complained about, and another one wanted: "it came
    chipped, now I need a new one"."""
    wants = scene.said.intent == "search" and bool(scene.said.wishes.include.get("category"))
    return wants and _wants_another(scene)


def _sorry(scene: Scene) -> Outcome:
    """What is wanted in the place of what was no good, after a word of regret."""
    shown = wish(scene)
    return replace(shown, reply=[sayings.say(scene.language, "act.sorry"), *shown.sentences])


def _wants_nothing(scene: Scene) -> bool:
    """Whether a question that opens a talk asks for no thing at all: "is it normal that all is
    dearer in that shop?"."""
    said, frame = scene.said, scene.said.frame
    wishes = replace(said.wishes, relative={})
    begun = scene.state.screen or scene.state.wishes or scene.new_photo
    asks = "polar" in scene.cues and frame.strength(*SEEING) < HOLDS
    return said.intent == "search" and asks and not (wishes or begun or is_open(scene.state))


def in_place_of(noun: str, akin: tuple[str, ...], scene: Scene) -> Outcome:
    """What is nearest by kind to a thing that no shop calls so, and that it is not that."""
    include = {**scene.said.wishes.include, "category": akin}
    wishes = replace(scene.said.wishes, include=include)
    shown = wish(replace(scene, said=replace(scene.said, intent="search", wishes=wishes)))
    return replace(
        shown, reply=[sayings.say(scene.language, "no_kind", kind=noun), *shown.sentences]
    )


def of_the_house(scene: Scene) -> str:
    """What the shop itself says to a question about it; "" where it is another one, or the shop
    says nothing to it."""
    said = scene.said
    about_things = bool(said.wishes) or bool(scene.items) or bool(said.references)
    if about_things or scene.new_photo or not (answers := scene.assistant.answers):
        return ""
    least = QUOTED
    if said.intent == "out_of_scope":
        least = ASKED if said.talk in _OF_THE_SHOP else LOST
    encoder = scene.assistant.searcher.encode.encoder
    return house_answer(answers, said.text, scene.language, least, encoder)


_OF_THE_SHOP = ("delivery", "order", "discount")
"""Kinds of talk about how a shop sells, not what."""


_WHICH = re.compile(r"\bwhich (?!.*\b(?:do you|sell|have you)\b)|哪")
"""Asks for one of those that are shown."""


def _order_of_shown(scene: Scene) -> Order | None:
    """The order that is asked for, of what is on the screen or of its kind; None for none."""
    said = scene.said
    if not scene.state.screen or said.wishes.include or said.wishes.sort or said.intent == "search":
        return None
    order = asked_order(scene, scene.state)
    if order is None or not order.firm:
        return None
    told = not said.references or " " in order.said  # "which has the longest battery"
    return order if told else None


def in_order(scene: Scene, order: Order) -> Outcome:
    """The list in another order, beginning with what its first one states."""
    return show(scene, replace(ordered_by(order, scene.state), seen=frozenset(), focus=1))


def of_kinds(scene: Scene) -> Outcome | None:
    """ "What is the difference between a kettlebell and a dumbbell?": what shops list of each."""
    kinds_said = scene.said.wishes.include.get("category", ())
    kinds_said = kinds_said or scene.vocabulary.named(scene.said.text)
    if len(kinds_said) < 2:
        return None
    told = kinds.told_apart(kinds_said[:2], scene.assistant.searcher, scene.language)
    return Outcome(told, scene.state) if told else None


def _giving(outcome: Outcome) -> Handler:
    return lambda scene: outcome


def _saying(key: str) -> Handler:
    return lambda scene: Outcome(sayings.say(scene.language, key), mentioning(scene))


def _regret(scene: Scene) -> Outcome:
    """That it is a pity; of what is shown that meets not what was asked, once more how it does."""
    if not scene.state.screen:
        return _saying("act.upset")(scene)
    sorry = sayings.say(scene.language, "act.sorry.shown")
    if any(one.misses for one in scene.state.screen):
        shown = research(scene)
        return replace(shown, reply=[sorry, *shown.sentences])
    asking = sayings.say(scene.language, "act.differently")
    return Outcome([sorry, asking], mentioning(scene))


def _is_bare(scene: Scene) -> bool:
    """Whether it says little, and neither wishes nor asks for anything."""
    wishes = replace(scene.said.wishes, relative={}, audience="")
    asks = scene.said.frame.strength(*HEARING, *SEEING) >= SURE
    return not (wishes or asks) and len(scene.said.text.split()) <= FEW


def _has_screen(scene: Scene) -> bool:
    return bool(scene.state.screen)


def _is_plain(scene: Scene) -> bool:
    """Whether it says nothing but the act: no kind, no limit."""
    return not scene.said.wishes


def _asks_what_is_sold(scene: Scene) -> bool:
    """Whether it asks for all there is, and not what something shown is made of."""
    of_shown = _has_screen(scene) and asked_fields(scene.said.text, scene.vocabulary)
    return _is_bare(scene) and not of_shown


def capabilities(scene: Scene) -> Outcome:
    """The kinds of things that are sold, the most common first."""
    named = kinds.common(scene.assistant.searcher, scene.language)
    return Outcome(sayings.say(scene.language, "act.capabilities", kinds=named), scene.state)


def buy(scene: Scene) -> Outcome:
    """Where an item is bought: we fill no baskets."""
    if is_lost(scene):
        return unresolved(scene)
    item = scene.meant[0]
    linked = web_address(item.offer.url)
    said = sayings.say(
        scene.language, "buy" if linked else "buy.unlinked",
        title=item.named(scene.language), shop=item.offer.source,
        price=item.offer.price or "–",
    )  # fmt: skip
    return Outcome(said, scene.state, leads=(item,))


_WANTS = re.compile(r"(?<![不没])要(?!是|么|不)\S*的|有没有|有无|来[个点]|给我")
"""Wants or asks for something, whatever it complains about besides."""


def _only_complains(scene: Scene) -> bool:
    """Whether it says that something is wrong, and surely asks for nothing."""
    frame = scene.said.frame
    if {"refund", "bought"} & scene.cues.acts and frame.does("complain"):
        return not frame.does("wish")
    if "insult" in scene.cues and not frame.of("question"):
        return True
    if _complains_and_wants(scene):
        return False
    if _WANTS.search(scene.said.text):
        return False  # 这俩太扁了 要方的
    wants = ("wish", "change", "ask_item", "correct", "ask_shop", "refuse", "return_topic", "more")
    likely = frame.strength(*wants)
    if frame.strength("complain") >= SURE and not scene.state.screen:
        return likely < SURE
    return _is_plain(scene) and likely < HOLDS


def _asks_reviews(scene: Scene) -> bool:
    return _has_screen(scene) and scene.said.intent not in ("search", "refine")


def _asks_rating(scene: Scene) -> bool:
    """Whether it asks for the stars of what is shown, and not for what has the most."""
    said = scene.said
    return _has_screen(scene) and _is_plain(scene) and said.intent in _HEARS and not said.by


def _may_choose(scene: Scene) -> bool:
    """Whether it is asked to choose from what is shown, and nothing else is wished for."""
    wishes = replace(scene.said.wishes, audience="", quantity=0)
    if scene.said.frame.of("question") and "choose" not in read_cues(scene.said.text):
        return False  # "is any of yours windproof"
    ordered = superlative(scene.said.text) or _order_of_shown(scene)  # 续航最久的是哪个
    return _has_screen(scene) and not (wishes or ordered)


def _returns(scene: Scene) -> bool:
    """Whether it goes back to one item, and changes nothing."""
    keeps = scene.said.intent in ("shortlist", "compare")
    asks = bool(scene.items) and scene.said.frame.strength("ask_reviews", "ask_item") >= SURE
    return _is_plain(scene) and not (keeps or asks) and item_meant(scene) is not None


def _asks_advice(scene: Scene) -> bool:
    frame = scene.said.frame
    others = frame.strength("ask_shop", "ask_item", "total", "compare")
    wishes = bool(scene.said.wishes) and scene.said.intent in ("search", "refine", "relax")
    of_one = bool(asked_fields(scene.said.text, scene.vocabulary)) and frame.does("ask_item")
    likely = frame.strength("ask_advice") >= others
    return _has_screen(scene) and likely and not (wishes or of_one)


_POUNDS = "pound"  # of money or of weight
_OF_WEIGHT = re.compile(r"\bweigh|\bkg\b|\bkilos?\b|\bheavy\b|重|公斤|斤")


def _asks_other_money(scene: Scene) -> bool:
    """Whether one price is wanted in another currency."""
    several = count_said(scene) > 1 or len(scene.items) > 1 or "joint" in scene.cues
    asks = "convert" in scene.cues and _has_screen(scene) and not scene.new_photo
    text, limits = scene.said.text, scene.state.wishes.dimensions
    weighs = _POUNDS in text and any(one.name == "weight" for one in limits)
    asks = asks and not (weighs or _OF_WEIGHT.search(text))
    return asks and not several and not scene.said.wishes


def _can_convert(scene: Scene) -> bool:
    frame = scene.said.frame
    likely = frame.strength("convert") >= frame.strength("ask_item", "total", "wish", "change")
    likely = likely or bool(CONVERT.search(scene.said.text))
    return likely and conversion(scene) is not None


_MORE_FOLLOWS = re.compile(r"[,;.!?，。；！？]\s*(?=[^\W\d])")


def _may_buy(scene: Scene) -> bool:
    """Whether something on the screen is to be bought: "I want to pay" is about the till."""
    asks = "price" in asked_fields(scene.said.text, scene.vocabulary)
    if asks and not _MORE_FOLLOWS.search(scene.said.text):
        return False  # 藏青那把多少钱来着
    if "polar" in scene.cues and "buy" not in read_cues(scene.said.text):
        return False  # "I did swim with it, that's allowed, right?"
    about_the_till = scene.said.talk == "order" and not scene.said.references
    frame = scene.said.frame
    asks = bool(frame.of("question")) and frame.strength("ask_item") >= frame.strength("buy")
    said = bool(SHORTLIST.search(scene.said.text)) and not BASKET.search(scene.said.text)
    keeps = scene.said.intent == "shortlist" and (said or not frame.does("buy"))
    keeps = keeps or bool(frame.of("superlative")) or asks or "choose" in scene.cues
    plain = not (scene.said.wishes or scene.new_photo or about_the_till or keeps)
    return _has_screen(scene) and plain and not _names_others(scene)


def _names_others(scene: Scene) -> bool:
    """Whether it names kinds of things, and none on the screen is of them."""
    kinds = scene.vocabulary.named(scene.said.text)
    of_kinds = constraints_of(Wishes(include={"category": kinds})).limits
    shown = (Facts(one.offer) for one in scene.state.screen)
    return bool(kinds) and not any(each.admits(facts) for facts in shown for each in of_kinds)


def _asks_total(scene: Scene) -> bool:
    """Whether it asks what several cost: a number of one item, or different ones."""
    frame, state = scene.said.frame, scene.state
    plus = "plus" in scene.cues and bool(scene.items) and not frame.wants
    plus = plus and not frame.does("ask_reviews")  # "what's wrong with it"
    sums = "total" in scene.cues or "enough" in scene.cues or plus
    if not (_has_screen(scene) or state.lately) or not sums:
        return False
    if "enough" in scene.cues and scene.said.budget is not None:
        return True
    said_of_many = "total" in scene.cues and count_alone(scene.said.text) > 1  # "what would 8 be"
    counted = count_said(scene) > 1 or state.quantity > 1 or bool(frame.of("count"))
    counted = counted or said_of_many
    several = len(frame.of("reference", "kind")) > 1 or "joint" in scene.cues or bool(state.parts)
    several = several or len(state.group) > 1 or plus or bool(THINGS.search(scene.said.text))
    asks = plus or "total" in read_cues(without(frame.text, frame.of("limit")))
    if scene.said.budget is not None and not asks:
        return False  # a limit that they are to keep
    likely = frame.strength("total") >= frame.strength("wish", "change")
    return (counted or several) and (likely or (asks and not frame.does("wish")))


def _counts_alone(scene: Scene) -> bool:
    """Whether it says how many of an item are wanted, and nothing else: "I'd want 25"."""
    said = scene.said
    if said.intent not in ("search", "refine", "ask", "shortlist") or not _has_screen(scene):
        return False
    named = said.frame.of("kind", "trait", "refused", "relative", "question", "superlative")
    surely = [one for one in named if one.probability >= NAMED and not one.text.isdigit()]
    others = set(scene.vocabulary.named(said.text)) - set(scene.state.kinds)
    if scene.state.wishes.pieces > 1 or said.budget is not None:
        return False  # another sum is to be for so many
    if _BARE_NUMBER.match(said.text) and _stated_so(scene, scene.state, str(count_said(scene))):
        return False  # "16 in black then" of things that weigh 16 kg
    return count_said(scene) > 1 and not (replace(said.wishes, quantity=0) or surely or others)


NAMED = 0.5
"""How sure it must be that words say more than a count."""


def _asks_parcel(scene: Scene) -> bool:
    """Whether it asks if things come together: "one parcel?", 能一起寄吗."""
    frame = scene.said.frame
    asks = frame.strength("ask_shop", "ask_item", "total", "buy")
    spoken = _has_screen(scene) or bool(scene.state.lately)
    return spoken and asks >= frame.strength("wish", "change", "refuse")


_HEARS = ("ask", "explain", "compare", "small_talk", "out_of_scope")
"""Intents that want to hear something, or nothing that is known."""
_DECIDED = ("shortlist", "ask", "compare", "explain", "relax", "more")
"""Intents that thanks or a complaint in the same breath do not change."""
ACTS: tuple[tuple[str, str, Callable[[Scene], bool], Handler], ...] = (
    ("listed", "shortlist", lambda scene: not _keeps_too(scene), list_told),
    ("restore", "shortlist", lambda scene: taken_off(scene) is not None, put_back),
    ("parcel", "ask", _asks_parcel, parcels),
    ("person", "small_talk", _is_bare, _saying("act.person")),
    ("capabilities", "small_talk", _asks_what_is_sold, capabilities),
    ("thank", "small_talk", _is_bare, _saying("act.thank")),
    ("complain", "small_talk", _only_complains, _regret),
    ("insult", "small_talk", _only_complains, _regret),
    ("stars", "ask", lambda s: _has_screen(s) and s.said.intent in _HEARS, opinions),
    ("rated", "ask", _asks_rating, opinions),
    ("convert", "ask", _can_convert, converted),
    ("return_topic", "refine", _returns, to_item),
    ("ask_advice", "ask", _asks_advice, lambda scene: of_kinds(scene) or advice(scene)),
    ("buy", "ask", _may_buy, buy),
    ("elsewhere", "ask", _has_screen, elsewhere),
    ("choose", "ask", _may_choose, choose),
    ("ask_reviews", "ask", _asks_reviews, opinions),
    ("quality", "ask", lambda s: _has_screen(s) and _is_plain(s), opinions),
)
"""(act, its intent, whether it holds here, what answers it), the surest first."""

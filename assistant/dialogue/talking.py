"""Turns about what is on the screen: compare, explain, ask, shortlist; and small talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.advice.answers import answering
from assistant.advice.figures import Converted, Sized
from assistant.advice.fitting import fits, said_measures, told
from assistant.advice.superlatives import ORDERS, first_by, level
from assistant.comparison import named
from assistant.dialogue import phrases, sayings
from assistant.dialogue.fields import asked_fields, compare, passage, stated, value_said
from assistant.dialogue.mentions import number_in
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.presenting import justify
from assistant.dialogue.state import State
from assistant.dialogue.stating import statement
from assistant.explain.claims import Reviewed
from assistant.explain.evidence import quotable
from assistant.explain.phrases import LANGUAGES
from assistant.language.patterns import one_of
from assistant.languages.values import Value
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from assistant.understanding.fields import CLEARLY, LIKELY
from assistant.understanding.fields import fields as attributes_asked
from retrieval.facts import FEED_NAMES, Facts
from retrieval.opinions.clauses import sentences
from retrieval.words import is_cjk, mentions, plain

SUITS = re.compile(
    r"\b(?:suit\w*|safe|appropriate|too young|too old|old enough|right for)\b|适合|能玩|安全|合适"
    r"|\bgeeignet\b|\bpasst\b"
)
"""Asks whether something is for somebody."""
MOST_ADVISED = 2  # items whose statements are quoted where advice is asked for
MOST_COMPARED = 4  # items in a table, where it is not said which
POINTING = {"items", "which", "by", "other", "price"}
"""References to particular items."""
_FILLING = re.compile(
    r"\b(?:any|one|them|come|there|really|actually|more|tell|know|details?|info|information|compare"
    r"|describe|specs?|available|work|does|good|ones|which)\b"
)
_AKIN = Lexicon.load().ways("akin")
_ZH_FILLING = one_of(
    r"[吗呢啊的了是有没不能可以]",
    r"第?\d+",
    r"哪",
    r"多少",
    r"怎么样",
    r"怎样",
    r"什么",
    r"介绍",
    r"详细",
    r"信息",
    r"说说",
    r"一下",
    r"它",
    r"这",
    r"那",
    r"几",
)


def talk(scene: Scene) -> Outcome:
    """Small talk and what is out of scope: nothing changes."""
    key = f"{scene.said.intent}.{scene.said.talk}" if scene.said.talk else scene.said.intent
    return Outcome(sayings.say(scene.language, key), mentioning(scene))


def mentioning(scene: Scene) -> State:
    """The state, with the kinds of things that were spoken of beside a wish."""
    kinds = scene.vocabulary.named(scene.said.text)
    return replace(scene.state, mentioned=kinds or scene.state.mentioned)


def comparison(scene: Scene) -> Outcome:
    """A table of the items meant, or of the first few on the screen."""
    if len(scene.others) > 1:
        seen = replace(scene.state, screen=scene.others)
        scene = replace(
            scene, state=seen, others=(), resolved=tuple(range(1, len(scene.others) + 1))
        )
    positions = _compared(scene)
    if len(scene.state.screen) == 1:
        told = _answering(scene, scene.state.screen[0])
        return Outcome([sayings.say(scene.language, "one_shown"), told], scene.state)
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


def _compared(scene: Scene) -> tuple[int, ...]:
    """The positions that are compared, in order; () where it is not clear which."""
    said, shown, spoken = scene.resolved, len(scene.state.screen), scene.state.spoken
    if len(said) > 1:
        return tuple(sorted(said))
    if scene.said.by:
        return spoken if len(spoken) > 1 else tuple(range(1, shown + 1))
    if said and scene.state.focus not in (0, *said):
        return tuple(sorted((scene.state.focus, *said)))  # "how does it compare with the first?"
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
    if best is not None and level(by, items, rates):
        lead = sayings.say(language, "level")
    table = compare(items, positions, language, only=("price", "shop", ORDERS[by].field))
    focus = positions[0] if best is None else positions[best]
    state = replace(scene.state, focus=focus, spoken=positions)
    return Outcome([lead, phrases.side_by_side(len(items), language)], state, table=table)


def _apart(scene: Scene, positions: Sequence[int]) -> list[str]:
    """How the first of two differs from the other; of more, the table is easier to read."""
    if len(positions) != 2:
        return []
    one, other = positions
    explainer, language = scene.assistant.explainer, LANGUAGES[scene.language]
    claims = explainer.differences(scene.state.screen, one - 1, other - 1, scene.asked)
    return language.sentences(claims, language.place(one), implied=True)


def _named_best(by: str, items: list[Recommendation], best: int | None, language: str) -> str:
    """ "“Red mug” is the lightest: 250 g." """
    field = ORDERS[by].field
    name = phrases.field_name(field, language)
    if best is None:
        return sayings.say(language, "none_states", field=name)
    item = items[best]
    said = value_said(item, field, language)
    return sayings.say(language, by, item=item.product.title, value=said)


def explanation(scene: Scene) -> Outcome:
    """The reasons that the items carry, and what sets them apart from the others shown."""
    positions = scene.resolved or (1,)
    said = [
        sentence
        for n in positions
        for sentence in justify(scene.assistant.explainer, scene.state.screen, n - 1, scene.asked)
    ]
    return Outcome(said, _focused(scene))


def answer(scene: Scene) -> Outcome:
    """What the items meant state about what is asked."""
    if back := ambiguous(scene):
        return back
    items = _asked_about(scene)
    if fitting := _fitting(scene, items):
        return fitting
    if scene.said.topic == "reviews":
        return reviews_asked(scene)
    fields = asked_fields(_asked(scene), scene.vocabulary)
    fields = fields or asked_fields(_besides_references(scene), scene.vocabulary)
    named = [facet for facet in scene.said.asked if facet != "category"]
    fields = [*named, *(field for field in fields if field not in named)]
    fields = fields or _age(scene, items) or _likely_field(scene, items)
    if not fields and scene.cues.units:
        fields = [*scene.state.fields]
    topic = _topic(scene) if not fields else ""
    silent = len(items) == 1 and _is_silent(items[0], fields, topic)
    if silent and (told := _answering(scene, items[0])):
        return Outcome(told, _focused(scene))
    if topic and len(items) > 1 and not any(_quote(item, topic) for item in items):
        return Outcome(phrases.none_states(topic, scene.language), _focused(scene))
    figures: list[Converted] = []
    lines = [_line(scene, item, fields, topic, figures) for item in items]
    state = replace(_focused(scene), fields=tuple(fields))
    return Outcome(lines, state, figures=tuple(figures))


def _asked_about(scene: Scene) -> list[Recommendation]:
    """The items that a question is about: all that are shown where it asks which of them."""
    if not scene.items and scene.said.frame.does("compare"):
        return list(scene.state.screen)
    return scene.meant


def _fitting(scene: Scene, items: Sequence[Recommendation]) -> Outcome | None:
    """What an item states beside the size that it is to fit; None where no such size was named."""
    frame = scene.said.frame
    times = max((number_in(span.text) for span in frame.of("count")), default=0) or 1
    said = said_measures(" ".join(frame.texts("measure")), times)
    lines, figures = [], []
    for item in items if said else ():
        for one in fits(Facts(item.offer), said, scene.said.text):
            name = phrases.field_name(one.stated.name, scene.language)
            key = "fit.within" if one.smaller else "fit.beyond"
            figures += [Sized(one.stated, item.offer), Sized(one.said)]
            lines.append(
                sayings.say(
                    scene.language, key, title=item.product.title, name=name,
                    stated=Value("size", told(one.stated)), said=Value("size", told(one.said)),
                )
            )  # fmt: skip
    return Outcome(lines, _focused(scene), figures=tuple(figures)) if lines else None


def _likely_field(scene: Scene, items: Sequence[Recommendation]) -> list[str]:
    """The attribute of the items that the question is about in words of its own, at most one."""
    raw = {n: v for item in items for n, v in item.offer.attributes.items() if n not in FEED_NAMES}
    names = list(dict.fromkeys(named(name, value)[0] for name, value in raw.items()))
    if len(names) < 2 or scene.said.topic == "reviews":
        return []
    for text in filter(str.strip, (_asked(scene), _besides_references(scene))):
        (best, likeness), (_, second) = attributes_asked().ranked(text, names)[:2]
        if likeness >= LIKELY and likeness - second >= CLEARLY:
            return [best]
    return []


def _age(scene: Scene, items: Sequence[Recommendation]) -> list[str]:
    """The age that things are for, where it is asked whether they suit somebody."""
    suits = scene.said.frame.of("recipient") or SUITS.search(_asked(scene))
    return ["age"] if suits and any(stated(item, "age") for item in items) else []


def _is_silent(item: Recommendation, fields: Sequence[str], topic: str) -> bool:
    """Whether an item states nothing of what is asked, in the words it is asked in."""
    if fields:
        return not any(stated(item, field) for field in fields)
    return bool(topic) and not _quote(item, topic)


def _answering(scene: Scene, item: Recommendation) -> str:
    """What an item states that answers the question in other words; "" for nothing."""
    encoder = scene.assistant.searcher.encode.encoder
    quote = answering(item.offer, scene.said.text, encoder)
    return phrases.said_of(item, "", quote, scene.language) if quote else ""


def advice(scene: Scene) -> Outcome:
    """What the shops say that bears on a general question; they give no advice beyond that."""
    topic = _asked(scene)
    told = []
    encoder = scene.assistant.searcher.encode.encoder
    for item in scene.state.screen:
        if quote := answering(item.offer, topic, encoder):
            told.append(phrases.said_of(item, topic, quote, scene.language))
    lead = sayings.say(scene.language, "advice" if told else "advice.none")
    return Outcome([lead, *told[:MOST_ADVISED]], scene.state)


def reviews_asked(scene: Scene) -> Outcome:
    """What buyers say of the items meant; where it is asked what they dislike, that alone."""
    items = scene.meant
    negative = "negative" in scene.cues
    lines = [line for item in items for line in _reviews(scene, item, negative)]
    return Outcome(lines, _focused(scene))


def elsewhere(scene: Scene) -> Outcome:
    """Which other shops have an item, and what they ask."""
    item = scene.meant[0]
    others = [one for one in item.product.offers if one.source != item.offer.source]
    if not others:
        said = sayings.say(
            scene.language, "elsewhere.none", shop=item.offer.source, title=item.product.title
        )
        return Outcome(said, _focused(scene))
    every = [item, *(replace(item, offers=(one,)) for one in others)]
    return Outcome(phrases.offered(every, scene.language), _focused(scene))


def _reviews(scene: Scene, item: Recommendation, negative: bool = False) -> list[str]:
    """What buyers say of an item: its stars, and the aspects they judge."""
    asked = replace(scene.asked, text=f"{scene.asked.text} {scene.said.words}")
    claims = scene.assistant.explainer.reviewed(item, asked)
    if item.offer.rating is None and not claims:
        return [phrases.unreviewed(item, scene.language)]
    if negative:
        blamed = [one for one in claims if isinstance(one, Reviewed) and one.blame]
        none = sayings.say(scene.language, "reviews.no_blame", title=item.product.title)
        return LANGUAGES[scene.language].sentences(blamed) or [none]
    stars = _line(scene, item, ["rating"], "")
    return [stars, *LANGUAGES[scene.language].sentences(claims)]


def _quote(item: Recommendation, topic: str) -> str:
    """Where an item speaks of what is asked, of a word of it, or of what bears on that; its title
    and the name of its kind are no answer."""
    words = [word for word in topic.split() if not mentions(item.offer.category, plain(word))]
    akin = [way for word in words for way in _AKIN.get(word, ())]
    found = (passage(item, one) for one in (topic, *words, *akin))
    return next((one for one in found if one and one != item.offer.title), "")


def _line(
    scene: Scene,
    item: Recommendation,
    fields: list[str],
    topic: str,
    figures: list[Converted] | None = None,
) -> str:
    """One item's answer, quoting what it states."""
    if fields:
        unit = Lexicon.load().words["unit"].get(scene.cues.units, "")
        return statement(item, fields, scene.language, unit, figures)
    if topic:
        quote = _quote(item, topic)
        asked = topic if quote else (_asked(scene) if is_cjk(topic) else topic)
        return phrases.said_of(item, asked, quote, scene.language)
    told = " ".join(filter(quotable, sentences(item.offer.description)))
    return phrases.described(item, told, scene.language)


def _asked(scene: Scene) -> str:
    """What is asked about, in the shopper's words."""
    said = scene.said.frame.texts("question")
    return " ".join(said) if said else _besides_references(scene)


def _besides_references(scene: Scene) -> str:
    """The utterance without words that only tell which item is meant: "the one with the lid"."""
    text = scene.said.text
    for span in scene.said.frame.of("reference"):
        text = text.replace(span.text, " ")
    for words in scene.said.references.get("which", {}).get("words", ()):
        text = text.replace(words, " ")
    return text


def _topic(scene: Scene) -> str:
    """What a question is about besides fields: "waterproof"."""
    words = scene.said.topic
    filling = _ZH_FILLING if is_cjk(words) else _FILLING
    return " ".join(filling.sub(" ", words).split())


def ambiguous(scene: Scene) -> Outcome | None:
    """A question which is meant, once a wish, where a description fits several."""
    if scene.others:
        return None
    if not scene.resolved and scene.said.references.keys() & POINTING:
        return unresolved(scene)
    if "which" not in scene.said.references or len(scene.resolved) < 2 or scene.state.asked:
        return None
    return _ask_back(scene, phrases.which_one(scene.resolved, scene.language))


def unresolved(scene: Scene) -> Outcome:
    """Nothing on the screen is what was pointed at; where it is counted past the end, it says how
    many there are."""
    shown = len(scene.state.screen)
    past = any(abs(n) > shown for n in scene.said.references.get("items", ()))
    if past and shown == 1:
        return Outcome(sayings.say(scene.language, "only_shown", n=1), scene.state)
    return Outcome(sayings.say(scene.language, "unresolved"), scene.state)


def _ask_back(scene: Scene, question: str) -> Outcome:
    state = replace(scene.state, asked=True, pending=scene.said)
    return Outcome(question, state, question=True)


def _focused(scene: Scene) -> State:
    focus = scene.resolved[0] if len(scene.resolved) == 1 else scene.state.focus
    return replace(scene.state, focus=focus, spoken=scene.resolved or scene.state.spoken)

"""Turns that ask about items: the first sentence answers, from what the shops state.

Each thing that is asked is looked for in turn: among the fields that it names, then among all that
the item states (`advice.answers`). Where the shops are silent, it says so and what comes closest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.advice.answers import (
    CLOSE,
    PLAIN,
    SURE,
    Borne,
    answering,
    bearing,
    ranked,
    shared,
    statements,
    telling,
)
from assistant.advice.figures import CUP, Converted, Figure
from assistant.advice.fitting import STANDS_FOR
from assistant.comparison import named
from assistant.constraints import constraints_of
from assistant.dialogue import phrases, sayings
from assistant.dialogue.answered import answered
from assistant.dialogue.converting import unit_named
from assistant.dialogue.fields import KNOWN, asked_fields, called, passage, stated
from assistant.dialogue.kinds import facts_of_kind, kind_of, styles_told
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.dialogue.referring import is_pronoun
from assistant.dialogue.reviewing import reviews_asked
from assistant.dialogue.stating import statement
from assistant.dialogue.topics import topic_of
from assistant.dialogue.variants import variants
from assistant.dialogue.verdicts import verdicts
from assistant.explain.evidence import quotable
from assistant.language import Wishes
from assistant.language.glosses import gloss
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from assistant.understanding.bearing.marked import BORNE_OUT, DENIED
from assistant.understanding.cues import read_cues
from assistant.understanding.degrees import CALLING, degree
from assistant.understanding.fields import CLEARLY, LIKELY
from assistant.understanding.fields import fields as attributes_asked
from retrieval.facts import FEED_NAMES, Facts
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.opinions.clauses import sentences
from retrieval.words import CJK, is_cjk, mentions, plain

SUITS = re.compile(
    r"\b(?:suit\w*|safe|appropriate|too young|too old|old enough|right for)\b|适合|能玩|安全|合适"
)
"""Asks whether something is for somebody."""
MOST_ADVISED = 3  # statements that are quoted where advice is asked for
_CLAUSE = re.compile(r"[,;?!，。；？！、]\s*|(?<!\d)\.\s*|\s*\band\b\s*|还有|和")
_WORDS = re.compile(rf"[^\W\d_{CJK}]{{3,}}")
_FACETS = ("colour", "material", "pattern")
_IDLE = frozenset("actual actually real really proper genuine pure any thing".split())


@dataclass(frozen=True)
class Told:
    """What is said of one item."""

    lines: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    fields: tuple[str, ...] = ()
    answers: bool = True  # whether the item states anything of what is asked
    silent: tuple[str, ...] = ()  # what it says nothing of, "" for what cannot be said shortly

    def __add__(self, other: Told) -> Told:
        lines = tuple(dict.fromkeys((*self.lines, *other.lines)))
        answers = self.answers or other.answers
        figures, fields = self.figures + other.figures, self.fields + other.fields
        silent = tuple(dict.fromkeys((*self.silent, *other.silent)))
        return Told(lines, figures, fields, answers, silent)

    def of(self, item: Recommendation, language: str) -> Told:
        """In whole sentences: what it is silent on in one of them, and its name in the first."""
        lines = list(self.lines)
        if self.silent:
            at = len(lines) if self.answers else 0  # what answers comes first, what is closest last
            lines.insert(at, phrases.silent_on(item, self.silent, language))
        return replace(self, lines=tuple(phrases.named_once(lines, item, language)), silent=())


def answer(scene: Scene) -> Outcome:
    """What the items meant state about what is asked."""
    if scene.lost and not scene.resolved:
        return Outcome(phrases.not_found(scene.lost[0], scene.language), scene.state)
    if scene.said.topic == "reviews":
        return opinions(scene)
    items = _asked_about(scene)
    if "variants" in scene.cues and len(items) == 1:
        return variants(scene, items[0])
    if len(items) > 1:
        return _of_several(scene, items)
    one = _told(scene, items[0])
    state = replace(focused(scene), fields=one.fields)
    return Outcome(list(one.lines), state, figures=one.figures)


def opinions(scene: Scene) -> Outcome:
    """What buyers say of an item, behind the fields that are asked for in the same breath: "what
    does it cost, and is it any good?"."""
    told = reviews_asked(scene)
    fields = [one for one in asked_fields(scene.said.text, scene.vocabulary) if one != "rating"]
    plain = not ({"said_of"} & set(scene.cues.said)) and "negative" not in scene.cues
    items = scene.meant
    found = [one for one in fields if plain and len(items) == 1 and stated(items[0], one)]
    if not found:
        return told
    first = _stating(scene, items[0], found)
    lines = phrases.named_once([*first.lines, *told.sentences], items[0], scene.language)
    return replace(told, reply=lines, figures=first.figures)


def _asked_about(scene: Scene) -> list[Recommendation]:
    """The items that a question is about: all that are shown where it asks which of them."""
    if not scene.items and scene.said.frame.does("compare"):
        return list(scene.state.screen)
    return scene.meant


def _of_several(scene: Scene, items: Sequence[Recommendation]) -> Outcome:
    """What each of several states; those that are silent are named together."""
    each = [_told(scene, item) for item in items]
    lines = [line for one in each if one.answers for line in one.lines]
    silent = [item for item, one in zip(items, each, strict=True) if not one.answers]
    if not lines:
        topic = topic_of(_topic(scene))
        told = phrases.none_states(topic, scene.language) if topic else each[0].lines[0]
        return Outcome(told, focused(scene))
    if silent:
        lines.append(phrases.silent_ones(silent, scene.language))
    state = replace(focused(scene), fields=each[0].fields)
    return Outcome(lines, state, figures=tuple(f for one in each for f in one.figures))


def that_state(scene: Scene) -> Outcome | None:
    """ "Which of them has a lid?": those of the items shown that state it; None where it asks for
    nothing that any states."""
    asked = _questions(scene)
    items = scene.items if len(scene.items) > 1 else list(scene.state.screen)
    if not asked or len(items) < 2:
        return None
    text = " ".join(asked)
    each = [(item, _borne(item, text), _spoken(item, text)) for item in items]
    spoken = any(share for *_, share in each)
    found = [
        (item, borne)
        for item, borne, share in each
        if borne and borne.bearing != DENIED and (share or not spoken or borne.share >= PLAIN)
    ]
    if not found or (len(found) == len(items) and not spoken):
        return None
    lines = [phrases.said_of(item, "", borne.statement, scene.language) for item, borne in found]
    rest = [item for item in items if item not in [one for one, _ in found]]
    if rest:
        lines.append(phrases.silent_ones(rest, scene.language))
    place = scene.state.screen.index(found[0][0]) + 1
    return Outcome(lines, replace(scene.state, focus=place))


def _spoken(item: Recommendation, text: str) -> float:
    """How much of the words of a question the text of an item has that has most of them; less than
    half is none."""
    words = telling(text, item.offer.category)
    most = max((shared(one, words) for one in _statements(item)), default=0.0)
    return most if most >= HALF else 0.0


HALF = 0.5
"""Share of the words asked from which a text is taken to speak of them."""


def _told(scene: Scene, item: Recommendation) -> Told:
    """All that an item states of what is asked: yes or no first, where a size decides it."""
    found = Told(answers=False)
    decided = verdicts(scene, item)
    for one in decided:
        found += Told((one.line,), one.figures)
    for text in _questions(scene, beside_sizes=bool(decided)):
        found += _one(scene, item, text)
    if found.lines or found.silent:
        return found.of(item, scene.language)
    if scene.cues.units and scene.state.fields:
        return _stating(scene, item, scene.state.fields)
    return Told((_whole(scene, item),))


def _whole(scene: Scene, item: Recommendation) -> str:
    """All that a shop writes about an item."""
    description = " ".join(filter(quotable, sentences(item.offer.description)))
    return phrases.described(item, description, scene.language)


def _one(scene: Scene, item: Recommendation, text: str) -> Told:
    """What an item states of one thing that is asked."""
    if found := _of_facets(scene, item, text) or _of_part(scene, item, text):
        return found
    if part := _silent_part(scene, item, text):
        return replace(_stating(scene, item, part), answers=False)
    fields = _fields(scene, item, text)
    borne = _borne(item, text)
    states = any(stated(item, field) for field in fields)
    beside = states and _is_beside(item, text, fields)
    if states and not beside and not (borne and _decides(scene, borne, item, fields)):
        return _stating(scene, item, fields)
    if borne is not None:
        return _bearing(scene, item, text, borne)
    spans = " ".join(span for span in scene.said.frame.texts("question") if span in text)
    if earlier := answered(scene, item, text):
        return Told((earlier,))
    if likely := _likely_field(item, text) or _likely_field(item, spans):
        return _stating(scene, item, [likely])
    if fields:
        return replace(_stating(scene, item, fields), answers=False)
    return _silent(scene, item, text)


_WHERE = re.compile(r"\b(?:where|when|who|why)\b|哪里|哪儿|产地|什么时候|谁|为什么")


def _silent_part(scene: Scene, item: Recommendation, text: str) -> list[str]:
    """The attribute that a question names which the item does not state, and others shown do:
    "what size is the hole" of one bird house among several."""
    asked = [one for one in called(text) if not stated(item, one)]
    general = _GENERAL & set(asked_fields(text, scene.vocabulary))
    others = [one for one in scene.state.screen if one is not item]
    known = [field for field in asked if any(stated(one, field) for one in others)]
    return known if general and len(known) == len(called(text)) else []


_GENERAL = frozenset({"size", "colour", "material"})
"""Fields of the thing as a whole, which a question may ask of a part of it."""
_COUNTS = re.compile(r"\b(?:how many|number)\b|[几数]|多少")


def _fields(scene: Scene, item: Recommendation, text: str) -> list[str]:
    """The fields that a question is about, as far as the item states them, or else all."""
    fields = asked_fields(text, scene.vocabulary) or _age(scene, item, text)
    fields = [_stood_for(item, one) for one in fields]
    other = called(text)
    found = [
        one for one in fields if stated(item, one) or (one not in other and passage(item, one))
    ]
    counts = [one for one in found if all(value.isdigit() for _, value in stated(item, one))]
    if not _COUNTS.search(text) and "polar" not in scene.cues:  # "how do the wagons hook together"
        found = [one for one in found if one not in counts or one in other]
    parts = [one for one in found if one in other or one not in KNOWN]
    if parts and _GENERAL & set(found):  # "what colour is the upholstery"
        found = [one for one in found if one not in _GENERAL]
    if "full" in scene.cues and "weight" in found:
        found += ["capacity"]  # what it holds weighs as well
    if found and set(found).isdisjoint(KNOWN) and not _has_figure(item, found):
        found = _by_adjective(item, text) or found  # "is the dial too small": no colour of it
    return found or _by_adjective(item, text) or [one for one in fields if one not in other]


_FOR_SO_MANY = re.compile(
    r"\benough\b.*\b(?:for|\d+) (?:\d+|a couple|us|both|everyone|people|of us)\b"
    r"|够.{0,6}(?:\d|几|多少)个?人|\d个?人.{0,4}够"
)


def _stood_for(item: Recommendation, field: str) -> str:
    """What stands for a size that an item does not state: the diameter of a pan for its width."""
    ways = STANDS_FOR.get(field, ())
    return field if stated(item, field) else next((w for w in ways if stated(item, w)), field)


def _has_figure(item: Recommendation, fields: Sequence[str]) -> bool:
    return any(re.search(r"\d", value) for field in fields for _, value in stated(item, field))


def _by_adjective(item: Recommendation, text: str) -> list[str]:
    """What an adjective goes by, as far as the item states it: "is it light to wear"."""
    adjective = degree(text, CALLING)
    if adjective is None and _FOR_SO_MANY.search(text):  # "enough tea for two people"
        return ["capacity"] if stated(item, "capacity") else []
    return [one for one in (adjective[0] if adjective else ()) if stated(item, one)][:1]


def _is_beside(item: Recommendation, text: str, fields: Sequence[str]) -> bool:
    """Whether fields that are only called by a word of the question answer it far worse than
    another statement: "how do the wagons hook together" – "wagons: 2"."""
    if set(fields) & KNOWN:
        return False
    every = ranked(text, _statements(item), item.offer.category)
    values = {value for field in fields for _, value in stated(item, field)}
    of_field = [score for one, score in every if any(value in one.statement for value in values)]
    return bool(of_field) and every[0][1] >= max(of_field) + FURTHER


FURTHER = 0.2
"""By how much another statement must answer better than the field that is called so."""


def _decides(scene: Scene, borne: Borne, item: Recommendation, fields: Sequence[str]) -> bool:
    """Whether a statement says yes or no where a field only says something of the same thing:
    "plant not included" beside the plant's name."""
    plain = borne.share >= PLAIN and borne.bearing in (BORNE_OUT, DENIED)
    values = [value for field in fields for _, value in stated(item, field)]
    return plain and _polar(scene) and not any(value in borne.statement for value in values)


_OF_LOOKS = " colour color material fabric made 颜色 材质"
"""Words that ask how a part looks, and name none."""


def _of_part(scene: Scene, item: Recommendation, text: str) -> Told | None:
    """ "What colour are the wheels": where no field is called so, the shortest text that speaks of
    that part."""
    fields = asked_fields(text, scene.vocabulary)
    if not fields or not set(fields) <= {"colour", "material"}:
        return None
    words = telling(text, item.offer.category + _OF_LOOKS)
    found = [one for one in _statements(item) if words and shared(one, words) == 1.0]
    if not found:
        return None
    line = phrases.said_of(item, "", min(found, key=len), scene.language)
    return Told((line,), fields=tuple(fields))


def _of_facets(scene: Scene, item: Recommendation, text: str) -> Told | None:
    """ "Is it actual wood?": whether it is what is named, and what it is made of."""
    terms = [term for term in scene.vocabulary.find(text) if term.facet in _FACETS]
    rest = list(text)
    for term in terms:
        rest[term.start : term.end] = " " * (term.end - term.start)
    left = [w for w in _WORDS.findall("".join(rest)) if w not in STOP_WORDS and w not in _IDLE]
    fields = list(dict.fromkeys(term.facet for term in terms))
    if not terms or left or not all(stated(item, field) for field in fields):
        return None
    limits = [
        limit
        for term in terms
        for limit in constraints_of(Wishes(include={term.facet: (term.value,)})).limits
    ]
    facts = Facts(item.offer)
    told = _stating(scene, item, fields)
    if not _polar(scene):
        return told
    return _prefixed(scene, told, any(limit.admits(facts) for limit in limits))


def _stating(scene: Scene, item: Recommendation, fields: Sequence[str]) -> Told:
    figures: list[Converted] = []
    unit = _unit(scene)
    line = statement(item, list(fields), scene.language, unit, figures)
    return Told((line,), tuple(figures), tuple(fields))


def _bearing(scene: Scene, item: Recommendation, text: str, borne: Borne) -> Told:
    """The statement that answers, after "yes" or "no" where it is one of them."""
    figures: list[Converted] = []
    unit = _unit(scene)
    line = phrases.said_of(item, "", borne.statement, scene.language, unit, figures)
    told = Told((line,), tuple(figures))
    plain = borne.share >= PLAIN and borne.bearing in (BORNE_OUT, DENIED)
    if borne.bearing == DENIED and not _DENIES.search(borne.statement):
        said = f"{text} {gloss(text)}" if is_cjk(text) else text
        plain = plain and not _shared(borne.statement, said)  # "batteries?" – "runs on batteries"
    if not plain or not _polar(scene):
        return told
    return _prefixed(scene, told, borne.bearing == BORNE_OUT)


_DENIES = re.compile(r"\b(?:no|not|never|none|without)\b|n't\b|[不无非没]")


def _shared(statement: str, text: str) -> float:
    """The share of the words asked that tell something which a statement has, by their stems."""
    asked = {stem for word in _WORDS.findall(text) if word not in _TELLING for stem in tokens(word)}
    return len(asked & set(tokens(statement))) / len(asked) if asked else 0.0


_TELLING = STOP_WORDS | frozenset("does can will would could come off get use used".split())


def _unit(scene: Scene) -> str:
    """The unit that an answer is wanted in, "" for the shop's own."""
    return CUP if "cups" in scene.cues else unit_named(scene.cues.units)


def _prefixed(scene: Scene, told: Told, yes: bool) -> Told:
    first, *rest = told.lines
    said = sayings.say(scene.language, "polar.yes" if yes else "polar.no", said=first)
    return replace(told, lines=(said, *rest))


def _silent(scene: Scene, item: Recommendation, text: str) -> Told:
    """That an item states nothing of it, and what it states that comes closest; of a thing that it
    is to go with, what it says of such things and its own sizes."""
    beside = scene.said.frame.texts("goes_with")
    if spoken := next(filter(None, (_quote(item, plain(thing)) for thing in beside)), ""):
        line = phrases.said_of(item, "", spoken, scene.language)
        sizes = _stating(scene, item, ["size"])
        return replace(sizes, lines=(line, *sizes.lines)) if stated(item, "size") else Told((line,))
    topic = _topic(scene) if len(_questions(scene)) == 1 else text
    spans = [span for span in scene.said.frame.texts("question") if span in text]
    asked = topic if not is_cjk(topic) else max(spans, key=len, default=text)
    if not topic.strip():
        asks = _WHERE.search(text)  # in words that name nothing: "where are they made"
        told = Told(answers=False, silent=("",)) if asks else Told((_whole(scene, item),))
        return told
    if "fits" in scene.cues and stated(item, "size"):
        sizes = _stating(scene, item, ["size"])
        return replace(sizes, answers=False, silent=(topic_of(asked),))
    quote = _nearest(item, text) or _quote(item, topic)
    said = phrases.closest(item, quote, scene.language) if quote else ""
    return Told((said,) if said else (), answers=False, silent=(topic_of(asked),))


def _nearest(item: Recommendation, text: str) -> str:
    """What an item states that comes closest to a question which nothing answers; "" for nothing
    near."""
    best = next(iter(ranked(text, _statements(item), item.offer.category)), None)
    return best[0].statement if best and best[1] >= CLOSE else ""


def _age(scene: Scene, item: Recommendation, text: str) -> list[str]:
    """The age that things are for, where it is asked whether they suit somebody."""
    suits = scene.said.frame.of("recipient") or SUITS.search(text)
    return ["age"] if suits and stated(item, "age") else []


def _statements(item: Recommendation) -> tuple[str, ...]:
    offers = item.product.offers
    return statements([item.offer, *(one for one in offers if one is not item.offer)])


def _borne(item: Recommendation, text: str) -> Borne | None:
    """The statement of an item that answers best, None for none."""
    return next(iter(answering(text, _statements(item), item.offer.category)), None)


def advice(scene: Scene) -> Outcome:
    """What the shops say that bears on a general question, said plainly as theirs; where it asks
    which sorts there are, these."""
    if scene.lost or scene.resolved or verdicts(scene, scene.meant[0]):
        return answer(scene)
    text = " ".join(_questions(scene)) or scene.said.text
    lines = []
    if "sorts" in scene.cues and (sorts := styles_told(_of_kind(scene), scene.language)):
        lines.append(sorts)
    quoted: dict[str, tuple[float, Recommendation]] = {}
    for item in scene.state.screen:
        for one in bearing(scene.said.text, _statements(item)) + bearing(text, _statements(item)):
            if one.share >= SURE and one.share > quoted.get(one.statement, (0.0, item))[0]:
                quoted[one.statement] = (one.share, item)
    best = sorted(quoted, key=lambda quote: -quoted[quote][0])[:MOST_ADVISED]
    lines += [phrases.said_of(quoted[quote][1], "", quote, scene.language) for quote in best]
    lead = sayings.say(scene.language, "advice" if lines else "advice.none")
    return Outcome([lead, *lines], scene.state)


def _of_kind(scene: Scene) -> list[Facts]:
    """Offers of the kind that is spoken of."""
    kind = scene.state.kinds or (kind_of(scene.meant[0].product, scene.vocabulary),)
    return facts_of_kind(kind, scene.assistant.searcher)


def _questions(scene: Scene, beside_sizes: bool = False) -> list[str]:
    """What is asked, a question each, in the shopper's words; what points at the item as "it".

    `beside_sizes`: without what was asked of a size of the shopper's own, or of an age.
    """
    frame = scene.said.frame
    spans = frame.of("question")
    if not spans:
        rest = _without_references(scene, 0, len(scene.said.text))
        asks = rest and not is_pronoun(rest) and not _is_filling(rest) and not beside_sizes
        return [rest] if asks else []
    edges = [0, *_edges(scene), len(frame.text)]
    pieces = []
    for start, end in pairwise(edges):
        text = frame.text[start:end]
        spoken = any(span.start < end and start < span.end for span in spans)
        if (spoken or _asks_field(scene, text)) and not (beside_sizes and _asks_of_size(text)):
            pieces.append(_without_references(scene, start, end))
    kept = [piece for piece in dict.fromkeys(pieces) if piece and not is_pronoun(piece)]
    return kept if not beside_sizes else [piece for piece in kept if not _is_filling(piece)]


def _asks_field(scene: Scene, text: str) -> bool:
    """Whether a part of a turn that asks something asks for a field too: "…, the weight too"."""
    return bool(asked_fields(text, scene.vocabulary)) and not re.search(r"\d", text)


def _asks_of_size(text: str) -> bool:
    """Whether a part of a question is about a size, or whether something goes somewhere."""
    acts = read_cues(text).acts & {"fits", "into_it", "under"}
    return bool(acts or re.search(r"\d", text)) or not (is_cjk(text) or telling(text))


def _edges(scene: Scene) -> Iterator[int]:
    """Where one question may end and the next begin: between spans, and where one begins anew."""
    frame = scene.said.frame
    for match in _CLAUSE.finditer(frame.text):
        within = any(s.start < match.end() and match.start() < s.end for s in frame.spans)
        before, behind = frame.text[: match.start()], frame.text[match.end() :]
        anew = _ASKS.match(behind) or all(
            asked_fields(part, scene.vocabulary) for part in (before, behind)
        )
        if not within or anew:
            yield match.end()


_ASKS = re.compile(
    r"(?:how|what|which|where|who|when|why|whats|is|are|does|do|can|could|will|would|has|have)\b"
)
"""How a question begins."""


def _without_references(scene: Scene, start: int, end: int) -> str:
    """A part of what was said, with a pronoun for what points, and without measures."""
    frame = scene.said.frame
    text = frame.text or scene.said.text
    pronoun = "它" if is_cjk(text) else "it"
    out, at = [], start
    for span in frame.spans:
        points = span.role == "reference" and not _is_part(scene, span.text)
        if (points or span.role == "measure") and start <= span.start < end:
            bare = span.role == "measure" or is_pronoun(span.text)
            out.append(text[at : span.start])
            out.append(("" if span.role == "measure" else span.text) if bare else pronoun)
            at = span.end
    out.append(text[at:end])
    return " ".join("".join(out).split()).strip(" ,.;!，。；")


def _is_part(scene: Scene, words: str) -> bool:
    """Whether words that seem to point at an item name a part of it: "the wheels"."""
    if is_pronoun(words) or scene.vocabulary.find(words) or not scene.state.screen:
        return False
    item = scene.meant[0]
    named = telling(words, f"{item.offer.category} {item.offer.brand}")
    return bool(named) and any(shared(one, named) == 1.0 for one in _statements(item))


def _is_filling(text: str) -> bool:
    """Whether words ask for nothing in particular: "tell me more about it"."""
    return (
        not _WORDS.search(_FILLING.sub(" ", text))
        if not is_cjk(text)
        else not (_ZH_FILLING.sub("", text).strip(" ?？,，。"))
    )


_FILLING = re.compile(
    r"\b(?:any|one|them|come|there|really|actually|more|tell|know|details?|info|information|compare"
    r"|describe|specs?|available|work|does|good|ones|which|what|about|how|and|the|it|that|this|is|are"
    r"|me|can|you|please|so|ok|but|for|then|else)\b"
)
_ZH_FILLING = re.compile(
    r"[吗呢啊的了是有没不能可以请]|第?\d+|哪|多少|怎么样|怎样|什么|介绍|详细|信息|说说|一下|它|这|那|几|个|款|给我"
)


def _topic(scene: Scene) -> str:
    """What a question is about besides fields: "waterproof"."""
    words = scene.said.topic
    filling = _ZH_FILLING if is_cjk(words) else _FILLING
    return " ".join(filling.sub(" ", words).split())


_AKIN = Lexicon.load().ways("akin")


def _quote(item: Recommendation, topic: str) -> str:
    """Where an item speaks of a word of what is asked, or of what bears on it; its title and the
    name of its kind are no answer."""
    words = [word for word in topic.split() if not mentions(item.offer.category, plain(word))]
    akin = [way for word in words for way in _AKIN.get(word, ())]
    found = (passage(item, one) for one in (topic, *words, *akin) if one)
    return next((one for one in found if one and one != item.offer.title), "")


def _likely_field(item: Recommendation, text: str) -> str:
    """The attribute of an item that a question is about in words of its own; "" for none."""
    raw = {n: v for n, v in item.offer.attributes.items() if n not in FEED_NAMES}
    names = list(dict.fromkeys(named(name, value)[0] for name, value in raw.items()))
    if len(names) < 2 or not text:
        return ""
    (best, likeness), (_, second) = attributes_asked().ranked(text, names)[:2]
    return best if likeness >= LIKELY and likeness - second >= CLEARLY else ""


def _polar(scene: Scene) -> bool:
    """Whether it is asked for a yes or a no, and not which of several it is."""
    return "polar" in scene.cues and "either" not in scene.cues

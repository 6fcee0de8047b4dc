"""Turns that ask about items: the first sentence answers, from what the shops state.

Each thing that is asked is looked for in turn: among the fields that it names, then among all that
the item states (`advice.answers`). Where the shops are silent, it says so and what comes closest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.advice.answers import PLAIN, SURE, Borne, bearing, statements
from assistant.advice.figures import CUP, Converted, Figure, Sized
from assistant.advice.fitting import Fit, fits, named_sizes, told
from assistant.comparison import named
from assistant.constraints import constraints_of
from assistant.dialogue import phrases, sayings
from assistant.dialogue.answered import answered
from assistant.dialogue.converting import unit_named
from assistant.dialogue.fields import asked_fields, passage, stated
from assistant.dialogue.kinds import facts_of_kind, kind_of, styles_told
from assistant.dialogue.mentions import number_in
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.dialogue.referring import is_pronoun
from assistant.dialogue.reviewing import reviews_asked
from assistant.dialogue.stating import in_unit, statement
from assistant.dialogue.topics import topic_of
from assistant.dialogue.variants import variants
from assistant.explain.evidence import quotable
from assistant.language import Wishes
from assistant.language.readers.dimensions import PERSON
from assistant.languages.values import Value
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from assistant.understanding.bearing.marked import BORNE_OUT, DENIED
from assistant.understanding.degrees import CALLING, degree
from assistant.understanding.fields import CLEARLY, LIKELY
from assistant.understanding.fields import fields as attributes_asked
from retrieval.facts import FEED_NAMES, Facts
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.opinions.clauses import sentences
from retrieval.words import CJK, is_cjk, mentions, plain

SUITS = re.compile(
    r"\b(?:suit\w*|safe|appropriate|too young|too old|old enough|right for)\b|适合|能玩|安全|合适"
    r"|\bgeeignet\b|\bpasst\b"
)
"""Asks whether something is for somebody."""
MOST_ADVISED = 3  # statements that are quoted where advice is asked for
_CLAUSE = re.compile(r"[,;.?!，。；？！]\s*|\b(?:and|und)\b|还有|和")
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
        return reviews_asked(scene)
    items = _asked_about(scene)
    if "variants" in scene.cues and len(items) == 1:
        return variants(scene, items[0])
    if len(items) > 1:
        return _of_several(scene, items)
    one = _told(scene, items[0])
    state = replace(focused(scene), fields=one.fields)
    return Outcome(list(one.lines), state, figures=one.figures)


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
    found: list[tuple[Recommendation, list[Borne]]] = []
    silent: list[tuple[Recommendation, list[Borne]]] = []
    for item in items:
        borne = [one for text in asked if (one := _borne(item, text))]
        yes = [one for one in borne if one.bearing == BORNE_OUT]
        (found if yes else silent).append((item, yes or borne))
    if not found or not silent:
        return None
    lines = [phrases.said_of(item, "", borne[0].statement, scene.language) for item, borne in found]
    lines += [
        phrases.said_of(item, "", borne[0].statement, scene.language)
        for item, borne in silent
        if borne and borne[0].bearing == DENIED
    ]
    rest = [item for item, borne in silent if not borne]
    if rest:
        lines.append(phrases.silent_ones(rest, scene.language))
    place = scene.state.screen.index(found[0][0]) + 1
    return Outcome(lines, replace(scene.state, focus=place))


def _told(scene: Scene, item: Recommendation) -> Told:
    """All that an item states of what is asked."""
    fit = _fitting(scene, item)
    each = [_one(scene, item, text) for text in _questions(scene)]
    found = Told(answers=False)
    for one in each:
        if one.answers or not fit.lines:  # "does it go in there" is answered by its size
            found += one
    found += fit
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
    if found := _of_facets(scene, item, text):
        return found
    fields = asked_fields(text, scene.vocabulary) or _age(scene, item, text)
    fields = [field for field in fields if stated(item, field) or passage(item, field)] or fields
    if "full" in scene.cues and "weight" in fields:
        fields += ["capacity"]  # what it holds weighs as well
    if fields and any(stated(item, field) for field in fields):
        return _stating(scene, item, fields)
    borne = _borne(item, text)
    if borne is not None:
        return _bearing(scene, item, text, borne)
    spans = " ".join(span for span in scene.said.frame.texts("question") if span in text)
    if earlier := answered(scene, item, text):
        return Told((earlier,))
    if likely := _likely_field(item, text) or _likely_field(item, spans):
        return _stating(scene, item, [likely])
    if fields:
        return replace(_stating(scene, item, fields), answers=False)
    spoken = max(_statements(item), key=lambda told: _shared(told, text), default="")
    if _shared(spoken, text) >= HALF:  # "machine washable?" – "washable at 30 degrees"
        return _bearing(scene, item, text, Borne(spoken, BORNE_OUT, 0.0))
    return _silent(scene, item, text)


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
        plain = plain and not _shared(borne.statement, text)  # "batteries?" – "runs on batteries"
    if not plain or not _polar(scene):
        return told
    return _prefixed(scene, told, borne.bearing == BORNE_OUT)


_DENIES = re.compile(r"\b(?:no|not|never|none|without|kein\w*|nicht|ohne)\b|n't\b|[不无非没]")


def _shared(statement: str, text: str) -> float:
    """The share of the words asked that tell something which a statement has, by their stems."""
    asked = {stem for word in _WORDS.findall(text) if word not in _TELLING for stem in tokens(word)}
    return len(asked & set(tokens(statement))) / len(asked) if asked else 0.0


HALF = 0.5
"""Share of the words asked that a statement must have, for it to be given as the answer."""
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
        return Told((_whole(scene, item),))
    quote = next((one.statement for one in bearing(text, _statements(item))), "") or _quote(
        item, topic
    )
    if "fits" in scene.cues and stated(item, "size"):
        return _stating(scene, item, ["size"])
    said = phrases.closest(item, quote, scene.language) if quote else ""
    return Told((said,) if said else (), answers=False, silent=(topic_of(asked),))


def _fitting(scene: Scene, item: Recommendation) -> Told:
    """Whether an item fits a size that was named, and what both are."""
    frame = scene.said.frame
    times = max((number_in(span.text) for span in frame.of("count")), default=0) or 1
    unit = _unit(scene) or "cm"
    spans = frame.of("measure", "limit")
    text = " ".join(s.text for s in spans if not PERSON.search(frame.text[: s.start]))
    said = named_sizes(text, unit, times)
    if "bears" in scene.cues:  # what a thing weighs says nothing of what it carries
        said = tuple(one for one in said if one.kind != "mass")
    if not said and frame.does("ask_item"):
        said = tuple(
            one for one in named_sizes(" ".join(_questions(scene)), unit) if len(one.values) > 1
        )
    found = (fits(Facts(item.offer), one, _axes(scene)) for one in said)
    each = [_fit_told(scene, item, one) for one in found if one is not None]
    every = Told(answers=False)
    for one in each:
        every += one
    return every


def _axes(scene: Scene) -> list[str]:
    """The extents that the words are about: the height where it is to go under something."""
    if "under" in scene.cues:
        return ["height"]
    named = asked_fields(scene.said.text, scene.vocabulary)
    adjective = degree(scene.said.text, CALLING)
    return [*named, *(adjective[0] if adjective else ())]


def _fit_told(scene: Scene, item: Recommendation, fit: Fit) -> Told:
    figures: list[Figure] = [Sized(one, item.offer) for one in fit.stated]
    reckoned: list[Converted] = []
    unit = unit_named(fit.said.words.lstrip("0123456789. x×*"))
    sizes = []
    for one in fit.stated:
        size = told(one)
        in_other = in_unit(size, unit, scene.language, reckoned) if unit else ""
        sizes.append(in_other or phrases.value(Value("size", size), scene.language))
    line = sayings.say(
        scene.language, "fit.within" if fit.within else "fit.beyond",
        title=item.named(scene.language),
        name=phrases.field_name(fit.stated[0].name.split()[-1], scene.language),
        stated=" × ".join(sizes), said=fit.said.words, n=len(sizes),
    )  # fmt: skip
    return Told((line,), (*figures, *reckoned))


def _age(scene: Scene, item: Recommendation, text: str) -> list[str]:
    """The age that things are for, where it is asked whether they suit somebody."""
    suits = scene.said.frame.of("recipient") or SUITS.search(text)
    return ["age"] if suits and stated(item, "age") else []


def _statements(item: Recommendation) -> tuple[str, ...]:
    offers = item.product.offers
    return statements([item.offer, *(one for one in offers if one is not item.offer)])


def _borne(item: Recommendation, text: str) -> Borne | None:
    """The statement of an item that answers best, None for none."""
    found = bearing(text, _statements(item))
    return found[0] if found and found[0].share >= SURE else None


def advice(scene: Scene) -> Outcome:
    """What the shops say that bears on a general question, said plainly as theirs; where it asks
    which sorts there are, these."""
    if scene.lost or scene.resolved:
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


def _questions(scene: Scene) -> list[str]:
    """What is asked, a question each, in the shopper's words; what points at the item as "it"."""
    frame = scene.said.frame
    spans = frame.of("question")
    if not spans:
        rest = _without_references(scene, 0, len(scene.said.text))
        return [rest] if rest and not is_pronoun(rest) and not _is_filling(rest) else []
    edges = [0, *_edges(scene), len(frame.text)]
    pieces = []
    for start, end in pairwise(edges):
        if any(start <= span.start < end for span in spans):
            pieces.append(_without_references(scene, start, end))
    return [piece for piece in dict.fromkeys(pieces) if piece and not is_pronoun(piece)]


def _edges(scene: Scene) -> Iterator[int]:
    """Where one question may end and the next begin: between spans alone."""
    frame = scene.said.frame
    for match in _CLAUSE.finditer(frame.text):
        if not any(span.start < match.end() and match.start() < span.end for span in frame.spans):
            yield match.end()


def _without_references(scene: Scene, start: int, end: int) -> str:
    """A part of what was said, with a pronoun for what points, and without measures."""
    frame = scene.said.frame
    text = frame.text or scene.said.text
    pronoun = "它" if is_cjk(text) else "it"
    out, at = [], start
    for span in frame.spans:
        if span.role in ("reference", "measure") and start <= span.start < end:
            bare = span.role == "measure" or is_pronoun(span.text)
            out.append(text[at : span.start])
            out.append(("" if span.role == "measure" else span.text) if bare else pronoun)
            at = span.end
    out.append(text[at:end])
    return " ".join("".join(out).split()).strip(" ,.;!，。；")


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

"""The words of a turn that point at items: "the oak one from Lindenhof", 有5条评价的那个.

The model marks them; what belongs to them and was left out of the mark is added by what stands
beside it, and a kind that was spoken of before points where nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.dialogue.referring import is_pronoun
from assistant.dialogue.state import State, kinds_spoken_of
from assistant.language import Understanding, Vocabulary
from assistant.language.reference_phrases import COSTING, REVIEWED
from assistant.language.vocabulary import Term
from assistant.lexicon import Lexicon
from assistant.understanding.frames.schema import Frame
from retrieval.words import is_cjk

SPEAKS = ("ask", "compare", "explain", "shortlist")
"""Intents that speak of items; others wish for them."""
HEARS = ("buy", "ask_item", "ask_shop", "ask_reviews", "total", "keep")
"""Acts that speak of items, whatever else the words are taken for."""
_THE_ONE = re.compile(r"\b(?:the|that|this) one$|^(?:the|that|this)$")
_BESIDE = re.compile(
    r"\s*(?:(?:that(?:'s| is)?|which(?: is)?|sold|made|you have) )*(?:at|from|by|in|of|with) "
    r"(?:the )?"
)
_ONE_AT = re.compile(r"\b(?:the|that) (?:one )?(?:(?:at|from|by|in|of|with) )?(?:the )?")
_CALLED_BY = re.compile(r"\s*(?:(?:with|having|that|which|has|have|got)\s+)*")
"""May stand between what points and the number of its reviews."""
_JOINT = re.compile(r"(?:家|店|店里|卖|牌|牌子|在卖)?的?")
_INDEFINITE = re.compile(r"\b(?:an?|any|some|other|another|more)\s+$|[一有]个?$")
_DEFINITE = re.compile(r"\b(?:the|that|those)\s+(?:[\w'-]+\s+){0,3}$|[那这][^\s,，。]{0,6}$")


def hears(said: Understanding) -> bool:
    """Whether an utterance wants to hear something of items, whatever else it is taken for."""
    acts = any(map(said.frame.does, HEARS))
    return said.intent in SPEAKS or (acts and not said.frame.wants)


def pointers(said: Understanding) -> list[str]:
    """What points, as the model marks it; an article alone points at nothing."""
    return [text for text in said.frame.texts("reference") if text != "the"]


def descriptions(said: Understanding, state: State, vocabulary: Vocabulary) -> list[str]:
    """The descriptions in an utterance, as they were said."""
    which = said.references.get("which", {})
    spans = [text for text in _references(said.frame, vocabulary) if not is_pronoun(text)]
    if not (spans or which) and hears(said):
        return list(_definite(said.text, state, vocabulary))
    if said.intent == "compare" and len(spans) == 1:
        spans += _the_other(said.text, spans[0], vocabulary)
    if spans or not which:
        return spans
    worded = list(which.get("words", ()))
    facets = [values for name, values in which.items() if name != "words"]
    if len(facets) == 1 and not worded:  # "the blue one and the red one"
        return list(facets[0])
    return [" ".join([value for values in facets for value in values] + worded)]


def _the_other(text: str, one: str, vocabulary: Vocabulary) -> list[str]:
    """The second of two that are compared, where the model marks the first alone: "differ from the
    one at Lindenhof"."""
    start = text.find(one) + len(one)
    for found in _ONE_AT.finditer(text, start):
        term = next((t for t in vocabulary.find(text) if t.start == found.end()), None)
        if term:
            return [text[found.start() : term.end]]
    return []


def _references(frame: Frame, vocabulary: Vocabulary) -> Iterator[str]:
    """What points, as it was said: 小的那个 is one phrase, whatever the model makes of 的."""
    spans, text = frame.of("reference"), frame.text
    while spans:
        first, *spans = spans
        start, end = _whole(text, first.start, first.end, vocabulary)
        while spans and spans[0].start < end:
            end = max(end, spans.pop(0).end)
        while spans and is_cjk(spans[0].text) and text[end : spans[0].start] in ("", "的"):
            end = spans.pop(0).end
        yield text[start:end]


def _whole(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[int, int]:
    """A phrase with what belongs to it: its price, how many reviews it has, and, of one that only
    points, the shop, material … that stands beside it."""
    named = [*REVIEWED.finditer(text), *COSTING.finditer(text)]
    for a, b in (match.span() for match in named):
        belongs = a < end and start < b
        belongs = belongs or (end <= a and bool(_CALLED_BY.fullmatch(text[end:a])))
        if belongs or (b <= start and text[b:start] in ("", "的")):
            start, end = min(start, a), max(end, b)
    terms = vocabulary.find(text)
    end = next((one.end for one in terms if one.start < end < one.end), end)
    if _THE_ONE.search(text[start:end]) and (beside := _BESIDE.match(text, end)):
        end = next((one.end for one in terms if one.start == beside.end()), end)
    if text[start : start + 1] in ("那", "这", "的"):
        for one in terms:
            if one.end <= start and _JOINT.fullmatch(text[one.end : start]):
                return one.start, end
    return start, end


def _described_from(text: str, kind: Term, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Where what describes a thing right before its name begins: "enamel pan ok with scrubbing?";
    () where nothing does, or one of them is wished for: "an enamel pan"."""
    before = [
        one for one in vocabulary.find(text) if one.end < kind.end and one.facet != "category"
    ]
    start = kind.start
    for term in reversed(before):
        if term.end <= start and not text[term.end : start].strip(" -的"):
            start = term.start
    indefinite = _INDEFINITE.search(text[:start])
    return (start,) if start < kind.start and not indefinite else ()


def _definite(text: str, state: State, vocabulary: Vocabulary) -> Iterator[str]:
    """ "The stoneware vase", "what does the lamp cost", 刚才的花瓶: a kind that was spoken of, with
    the words before it."""
    known, here = set(kinds_spoken_of(state)), set(state.kinds)
    narrower = Lexicon.load().narrower
    for term in vocabulary.find(text):
        if term.facet != "category" or known.isdisjoint(
            (term.value, *narrower("category", term.value))
        ):
            continue
        described = _DEFINITE.search(text[: term.start])
        if described or (term.value not in here and is_cjk(text[term.start : term.end])):
            yield text[described.start() if described else term.start : term.end]
        elif start := _described_from(text, term, vocabulary):
            yield text[start[0] : term.end]

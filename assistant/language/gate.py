"""Which words each reader may look at: those whose part in the turn it reads.

The frame says what part each span of words plays. What somebody owns is no wish, the width of a
desk is no width of a lamp, and what points at an item on the screen does not describe a new one;
so each reader sees the text without the spans that it has no business with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.language.bounds import LEAST, MOST
from assistant.language.draft import Context, Draft
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.understanding.degrees import degree
from assistant.understanding.frames.schema import Frame, Span

Reader = Callable[[Utterance, Draft, Vocabulary, Context], None]

HIDDEN = "\x03"
"""Stands for characters that a reader is not shown: like `TAKEN`, it ends every phrase."""
SURE = 0.5
"""How sure the model must be of a span's part for it to be hidden."""
NAMED = 0.8
"""How sure it must be that words name what is wanted, for kinds elsewhere to be none."""


RAMBLING = 20
"""Words of a turn that tells a story: "every morning the wife watches the birds"."""
CHATTER = "chatter"
"""Among roles, stands for values of the catalogue and figures that play no part: a sister who is
"round" wants nothing round."""


def idle(frame: Frame, vocabulary: Vocabulary) -> list[Span]:
    """The words of the catalogue and figures in a frame's text that surely play no part."""
    silent = {place for span in frame.chatter for place in range(span.start, span.end)}
    spans = [(t.start, t.end) for t in vocabulary.find(frame.text)] if silent else []
    spans += [match.span() for match in _FIGURE.finditer(frame.text)] if silent else []
    return _beside_the_kind(frame, vocabulary) + [
        Span(start, end, frame.text[start:end], CHATTER, 1.0)
        for start, end in spans
        if all(place in silent for place in range(start, end) if frame.text[place].isalnum())
    ]


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def _beside_the_kind(frame: Frame, vocabulary: Vocabulary) -> list[Span]:
    """Kinds of things that stand in no span of a turn which surely names what it wants: who is
    tired of the underground and wants a headset wants no train."""
    rambles = len(frame.text.split()) >= RAMBLING
    if not any(s.probability >= (SURE if rambles else NAMED) for s in frame.of("kind")):
        return []
    played = {place for span in frame.spans for place in range(span.start, span.end)}
    return [
        Span(term.start, term.end, frame.text[term.start : term.end], CHATTER, 1.0)
        for term in vocabulary.find(frame.text)
        if term.facet == "category" and played.isdisjoint(range(term.start, term.end))
    ]


def gated(reader: Reader, frame: Frame, hidden: Iterable[str], idle: Iterable[Span] = ()) -> Reader:
    """The reader, shown the text without spans of some roles, and without idle words where
    `CHATTER` is among them.

    What a thing that is wanted is to fit limits it: a measure is hidden in questions alone, and
    what they ask about.
    """
    roles = frozenset(hidden) - ({"measure", "question"} if frame.wants else set())

    def read(utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context) -> None:
        bounded = _bounded(frame)
        spans = [
            span
            for span in frame.spans
            if span.role in roles
            and _hides(span)
            and not (span.role in _OF_BOUNDS and bounded & set(range(span.start, span.end)))
        ]
        spans = [part for span in spans for part in _besides_kinds(span, vocabulary)]
        spans += idle if CHATTER in roles else ()
        if not spans:
            return reader(utterance, draft, vocabulary, context)
        before = utterance.text
        shown = without(before, spans)
        utterance.text = shown
        reader(utterance, draft, vocabulary, context)
        utterance.text = "".join(
            old if seen == HIDDEN else new
            for old, seen, new in zip(before, shown, utterance.text, strict=True)
        )

    return read


_BOUND = re.compile(rf"(?:{MOST}|{LEAST})\s*[€$£¥]?\s*\d")
_OF_BOUNDS = ("relative", "refused")
"""Roles that words before a figure seem to have: "not … spend more than" refuses no spending."""


def _bounded(frame: Frame) -> set[int]:
    """The places of words that bound a figure, which no other part of the turn hides."""
    found = _BOUND.finditer(frame.text) if re.search(r"\d", frame.text) else ()
    return {place for match in found for place in range(*match.span())}


def _besides_kinds(span: Span, vocabulary: Vocabulary) -> list[Span]:
    """A span; one that compares without the kinds of things in it: "a cheaper kettle"."""
    if span.role != "relative":
        return [span]
    parts, start = [], 0
    for term in (t for t in vocabulary.find(span.text) if t.facet == "category"):
        parts.append((start, term.start))
        start = term.end
    parts.append((start, len(span.text)))
    return [
        replace(span, start=span.start + a, end=span.start + b, text=span.text[a:b])
        for a, b in parts
        if b > a
    ]


def _hides(span: Span) -> bool:
    """Whether a span is sure enough to be hidden; one that compares must have an adjective to."""
    compares = span.role != "relative" or degree(span.text) is not None
    return compares and span.probability >= SURE


def without(text: str, spans: Iterable[Span]) -> str:
    """A text with the characters of spans hidden; blanks stay."""
    characters = list(text)
    for span in spans:
        for place in range(span.start, span.end):
            if characters[place] not in (TAKEN, " "):
                characters[place] = HIDDEN
    return "".join(characters)


def only(text: str, spans: Iterable[Span]) -> str:
    """A text with all characters hidden but those of spans."""
    kept = {place for span in spans for place in range(span.start, span.end)}
    return "".join(c if place in kept else HIDDEN for place, c in enumerate(text))

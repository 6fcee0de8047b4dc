"""Which words each reader may look at: those whose part in the turn it reads.

The frame says what part each span of words plays. What somebody owns is no wish, the width of a
desk is no width of a lamp, and what points at an item on the screen does not describe a new one;
so each reader sees the text without the spans that it has no business with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


def gated(reader: Reader, frame: Frame, hidden: Iterable[str]) -> Reader:
    """The reader, shown the text without spans of some roles.

    What a thing that is wanted is to fit limits it: a measure is hidden in questions alone, and
    what they ask about.
    """
    roles = frozenset(hidden) - ({"measure", "question"} if frame.wants else set())

    def read(utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context) -> None:
        spans = [s for s in frame.spans if s.role in roles and _hides(s)]
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


def _hides(span: Span) -> bool:
    """Whether a span is sure enough to be hidden; one that compares must have an adjective to."""
    compares = span.role != "relative" or degree(span.text) is not None
    return compares and span.probability >= SURE


def without(text: str, spans: Iterable[Span]) -> str:
    """A text with the characters of spans hidden."""
    characters = list(text)
    for span in spans:
        for place in range(span.start, span.end):
            if characters[place] != TAKEN:
                characters[place] = HIDDEN
    return "".join(characters)


def only(text: str, spans: Iterable[Span]) -> str:
    """A text with all characters hidden but those of spans."""
    kept = {place for span in spans for place in range(span.start, span.end)}
    return "".join(c if place in kept else HIDDEN for place, c in enumerate(text))

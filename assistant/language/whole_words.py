"""Spans of a frame made to end where Chinese words do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from assistant.language.segmentation import words
from assistant.understanding.degrees import CALLING, degree
from assistant.understanding.frames.schema import Frame, Span
from retrieval.words import is_cjk

_BEFORE = "的地得"
"""Belongs to what describes a thing, never to its name."""


def whole_words(frame: Frame) -> Frame:
    """The frame with no word divided between two parts, as the model reads pieces of words: the
    part of its last character is that of the whole, for a Chinese word's head comes last."""
    if not is_cjk(frame.text):
        return frame
    owner: list[int | None] = [None] * len(frame.text)
    for number, span in enumerate(frame.spans):
        owner[span.start : span.end] = [number] * (span.end - span.start)
    for word, start, end in words(frame.text):
        owners = [one for one in owner[start:end] if one is not None]
        if owners and len(set(owner[start:end])) > 1 and is_cjk(word):
            owner[start:end] = [owners[-1]] * (end - start)
        if word in _BEFORE and end < len(owner) and owner[start] == owner[end]:
            owner[start] = owner[start - 1] if start else None
    spans = []
    for number, places in groupby(range(len(owner)), key=lambda place: owner[place]):
        run = list(places)
        if number is not None and (text := frame.text[run[0] : run[-1] + 1].strip()):
            start = frame.text.index(text, run[0])
            span = frame.spans[number]
            spans += _described(replace(span, start=start, end=start + len(text), text=text))
    return replace(frame, spans=tuple(_pointing(spans, frame.text)))


_CALLED = re.compile(r"[最更]?[\u4e00-\u9fff]{1,3}的$")


def _pointing(spans: Sequence[Span], text: str) -> list[Span]:
    """Spans in which what points has the adjective before it: 便宜的那个 is one phrase."""
    found: list[Span] = []
    for span in spans:
        called = _CALLED.search(text[: span.start]) if span.text[0] in "那这" else None
        if span.role == "reference" and called and degree(called[0], CALLING):
            found = [one for one in found if one.end <= called.start()]
            whole = text[called.start() : span.end]
            span = replace(span, start=called.start(), text=whole)
        found.append(span)
    return found


def _described(span: Span) -> list[Span]:
    """A span; of a name with what describes the thing before it, both: 能上飞机的小箱子."""
    cut = span.text.rfind("的") + 1
    if span.role != "kind" or not 1 < cut < len(span.text):
        return [span]
    at = span.start + cut
    return [
        replace(span, end=at - 1, text=span.text[: cut - 1], role="trait"),
        replace(span, start=at, text=span.text[cut:]),
    ]

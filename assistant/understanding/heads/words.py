"""The words of a text and what the encoder makes of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from assistant.language import segmentation
from retrieval.encoders.base import TextStates

_HAN = "㐀-䶿一-鿿"
_RUN = re.compile(rf"[{_HAN}]+|[^\W{_HAN}]+(?:['’.&-][^\W{_HAN}]+)*")
"""Chinese characters in a row, or one word of a language that is written with spaces."""

Spans = list[tuple[int, int]]


def word_spans(text: str) -> Spans:
    """Where the words of a text begin and end; punctuation is no word."""
    return list(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        if "㐀" <= run.group()[0] <= "鿿":
            for _, start, end in segmentation.words(run.group()):
                yield run.start() + start, run.start() + end
        else:
            yield run.span()


def word_states(read: TextStates, spans: Spans) -> tuple[np.ndarray, Spans]:
    """The mean state of the tokens of each word, (n, d) float32, and the words that have any: the
    encoder does not see the end of a very long text."""
    starts, ends = read.spans[:, 0], read.spans[:, 1]
    rows, kept = [], []
    for start, end in spans:
        inside = (starts < end) & (ends > start)
        if inside.any():
            rows.append(read.states[inside].mean(axis=0))
            kept.append((start, end))
    if not rows:
        return np.zeros((0, read.states.shape[1]), np.float32), []
    return np.stack(rows).astype(np.float32), kept

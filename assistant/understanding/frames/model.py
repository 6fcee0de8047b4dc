"""The model as it is used: the words of a turn in, its frame out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch

from assistant.understanding.adapted import SHARED, layered, load
from assistant.understanding.frames.net import FrameNet, context_row
from assistant.understanding.frames.schema import (
    ACTS,
    HOLDS,
    NONE,
    ROLES,
    Frame,
    FrameContext,
    Span,
)
from retrieval.encoders.base import Encoder, LayeredEncoder
from retrieval.encoders.compact import CompactEncoder
from retrieval.words import CJK

GUESSED = 0.2
"""How likely the likeliest act of a turn must be, where none is likelier than not."""
CHATTER = 0.9
"""How sure it must be that a word plays no part, for it to be taken for no wish."""
UNDOING = ("undo", "start_over", "unsafe", "buy", "keep", "out_of_scope")
"""Acts that nothing is taken for that is not likely to be one."""
WEIGHTS = Path(__file__).parent / "weights" / "frames.safetensors"
_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+(?:['’.,×x-][^\W_{CJK}]+)*|[€$£¥%]")


class FrameReader:
    """Reads turns. Thread-safe; deterministic."""

    def __init__(self, net: FrameNet, encoder: LayeredEncoder) -> None:
        self._net, self._encoder = net, encoder

    @classmethod
    def load(cls, encoder: Encoder, weights: Path = WEIGHTS) -> FrameReader:
        """The trained model, for the encoder it was trained on.

        Raises `ModelUnavailable` for another encoder and for a file that cannot be read.
        """
        layers = layered(encoder)
        net = FrameNet(layers.upper_layers(SHARED))
        load(net, weights, layers, "assistant.understanding.frames.train")
        net.merge()
        return cls(net, layers)

    def read(self, text: str, context: FrameContext = FrameContext()) -> Frame:
        """The frame of one turn. Of a very long one the first 128 tokens are read."""
        if not _WORD.search(text):
            return Frame(text, dict.fromkeys(ACTS, 0.0), ())
        with torch.inference_mode():
            states, there = self._encoder.lower_states([text], SHARED)
            acts, roles = self._net(states, there, torch.tensor([context_row(context)]))
            likely = _decided(acts[0].sigmoid().tolist())
            shares = roles[0].softmax(-1).numpy()
        words = list(_words(text, self._encoder.token_places(text), shares))
        chatter = tuple(
            Span(start, end, text[start:end], NONE, float(share[0]))
            for start, end, share in words
            if share[0] >= CHATTER
        )
        acts = dict(zip(ACTS, likely, strict=True))
        return Frame(text, acts, tuple(_spans(text, words)), chatter)


@lru_cache(maxsize=1)
def reader() -> FrameReader:
    """The reader of this process, over the default text encoder. Raises `ModelUnavailable`."""
    return FrameReader.load(CompactEncoder())


def _decided(shares: list[float]) -> list[float]:
    """The shares of the acts; of a turn that no act is likely of, the likeliest one holds, if any
    is likely enough."""
    best = max((i for i, act in enumerate(ACTS) if act not in UNDOING), key=lambda i: shares[i])
    if max(shares) >= HOLDS:
        return shares
    if GUESSED <= shares[best] < HOLDS:
        shares[best] = HOLDS
    return shares


def _spans(text: str, words: Sequence[tuple[int, int, np.ndarray]]) -> Iterator[Span]:
    """Neighbouring words of one role as one span, unless punctuation stands between them."""
    at = 0
    while at < len(words):
        start, end, share = words[at]
        role, sure = int(share.argmax()), [float(share.max())]
        at += 1
        while at < len(words) and int(words[at][2].argmax()) == role:
            if re.search(r"[^\s'’\"-]", text[end : words[at][0]]):
                break
            end = words[at][1]
            sure.append(float(words[at][2].max()))
            at += 1
        if ROLES[role] != NONE:
            yield Span(start, end, text[start:end], ROLES[role], float(np.mean(sure)))


def _words(
    text: str, places: np.ndarray, shares: np.ndarray
) -> Iterator[tuple[int, int, np.ndarray]]:
    """Each word and the mean of what its tokens play."""
    for word in _WORD.finditer(text):
        inside = (places[:, 0] < word.end()) & (places[:, 1] > word.start())
        inside = inside[: len(shares)]
        if inside.any():
            yield word.start(), word.end(), shares[: len(inside)][inside].mean(0)

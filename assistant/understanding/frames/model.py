"""The model as it is used: the words of a turn in, its frame out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open

from assistant.understanding.frames.net import SHARED, FrameNet, context_row
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
from retrieval.errors import ModelUnavailable
from retrieval.words import CJK

GUESSED = 0.2
"""How likely the likeliest act of a turn must be, where none is likelier than not."""
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
        if not isinstance(encoder, LayeredEncoder):
            raise ModelUnavailable(_other(encoder.fingerprint))
        net = FrameNet(encoder.upper_layers(SHARED))
        missing, unknown = net.load_state_dict(
            _tensors(weights, encoder.states_fingerprint), strict=False
        )
        learned = set(net.learned())
        if unknown or learned & set(missing):
            raise ModelUnavailable(f"The model of frames in {weights} is of another version.")
        return cls(net.merged(), encoder)

    def read(self, text: str, context: FrameContext = FrameContext()) -> Frame:
        """The frame of one turn. Of a very long one the first 128 tokens are read."""
        if not _WORD.search(text):
            return Frame(text, dict.fromkeys(ACTS, 0.0), ())
        with torch.inference_mode():
            states, there = self._encoder.lower_states([text], SHARED)
            acts, roles = self._net(states, there, torch.tensor([context_row(context)]))
            likely = _decided(acts[0].sigmoid().tolist())
            shares = roles[0].softmax(-1).numpy()
        spans = tuple(_spans(text, self._encoder.token_places(text), shares))
        return Frame(text, dict(zip(ACTS, likely, strict=True)), spans)


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


def _spans(text: str, places: np.ndarray, shares: np.ndarray) -> Iterator[Span]:
    """Neighbouring words of one role as one span, unless punctuation stands between them."""
    words = list(_words(text, places, shares))
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


def _tensors(file: Path, encoder: str) -> dict[str, torch.Tensor]:
    """A file's tensors, if they were trained on this encoder."""
    try:
        with safe_open(file, "pt") as stored:
            trained_on = (stored.metadata() or {}).get("encoder", "unknown")
            tensors = {n: stored.get_tensor(n).float() for n in stored.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The model of frames in {file} cannot be read ({error}); train it with "
            "`python -m assistant.understanding.frames.train`."
        ) from error
    if trained_on != encoder:
        raise ModelUnavailable(_other(encoder, trained_on))
    return tensors


def _other(fingerprint: str, trained_on: str = "the default one") -> str:
    return (
        f"The model of frames reads the states of another text encoder ({trained_on}) than this "
        f"one ({fingerprint}); use the default encoder, or train it anew with "
        "`python -m assistant.understanding.frames.train`."
    )

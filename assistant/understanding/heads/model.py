"""The heads as they are used: words of a turn in, its acts and the roles of its spans out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open

from assistant.understanding.acts import ACTS, ROLES
from assistant.understanding.heads.fields import Fields
from assistant.understanding.heads.net import HeadNet, context_row
from assistant.understanding.heads.reading import HeadContext, HeadReading, SpanRole
from assistant.understanding.heads.words import Spans, word_spans, word_states
from retrieval.encoders.base import Encoder, StateEncoder
from retrieval.errors import ModelUnavailable

WEIGHTS = Path(__file__).parent / "weights" / "heads.safetensors"
FIELDS = WEIGHTS.with_name("fields.safetensors")
NONE = "none"


class Heads:
    """Reads turns. Thread-safe; deterministic."""

    def __init__(self, net: HeadNet, states: StateEncoder, fields: Fields) -> None:
        self._net, self._states, self._fields = net.eval(), states, fields

    @classmethod
    def load(cls, encoder: Encoder, weights: Path = WEIGHTS, fields: Path = FIELDS) -> Heads:
        """The trained heads, for the encoder whose states they were trained on.

        Raises `ModelUnavailable` for another encoder and for a file that cannot be read.
        """
        if not isinstance(encoder, StateEncoder):
            raise ModelUnavailable(_other(encoder.fingerprint))
        net = HeadNet()
        net.load_state_dict(_tensors(weights, encoder.states_fingerprint))
        maps = _tensors(fields, encoder.states_fingerprint)
        matrices = {name: tensor.numpy() for name, tensor in maps.items()}
        return cls(net, encoder, Fields(encoder, matrices))

    def read(self, text: str, context: HeadContext | None = None) -> HeadReading:
        """Acts and roles of one turn, out of one pass of the encoder.

        A text without a word has no act. Of a very long one the first 128 tokens are read.
        """
        (read,) = self._states.query_states([text])
        states, spans = word_states(read, word_spans(text))
        if not spans:
            return HeadReading(dict.fromkeys(ACTS, 0.0), (), read.vector)
        with torch.inference_mode():
            acts, roles = self._net(
                torch.from_numpy(states)[None],
                torch.tensor([len(spans)]),
                torch.from_numpy(read.vector)[None],
                torch.tensor([context_row(context or HeadContext())]),
            )
            likely = acts[0].sigmoid().tolist()
            shares = roles[0].softmax(-1).numpy()
        found = tuple(_joined(text, spans, shares))
        return HeadReading(dict(zip(ACTS, likely, strict=True)), found, read.vector)

    def field_of(self, question: str, names: Sequence[str]) -> list[tuple[str, float]]:
        """Which of a kind's attribute names a question is about: each with its likeness, likest
        first. The margin of the first over the second tells how sure that is."""
        return self._fields.ranked(question, names)


def _tensors(file: Path, encoder: str) -> dict[str, torch.Tensor]:
    """A file's tensors, if they were trained on this encoder's states."""
    try:
        with safe_open(file, "pt") as stored:
            trained_on = (stored.metadata() or {}).get("encoder", "unknown")
            tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The heads in {file} cannot be read ({error}); train them with "
            "`python -m assistant.understanding.heads.train` and `….train_fields`."
        ) from error
    if trained_on != encoder:
        raise ModelUnavailable(_other(encoder, trained_on))
    return tensors


def _joined(text: str, spans: Spans, shares: np.ndarray) -> Iterator[SpanRole]:
    """Neighbours of the same role as one span, unless punctuation stands between them."""
    best, likely = shares.argmax(1), shares.max(1)
    at = 0
    while at < len(spans):
        end = at + 1
        while end < len(spans) and best[end] == best[at] and _touch(text, spans, end):
            end += 1
        role, (start, _), (_, stop) = ROLES[best[at]], spans[at], spans[end - 1]
        if role != NONE:
            yield SpanRole(start, stop, text[start:stop], role, float(likely[at:end].min()))
        at = end


def _touch(text: str, spans: Sequence[tuple[int, int]], place: int) -> bool:
    return not text[spans[place - 1][1] : spans[place][0]].strip()


def _other(fingerprint: str, trained_on: str = "the default one") -> str:
    return (
        f"The heads read the states of another text encoder ({trained_on}) than this one "
        f"({fingerprint}); use the default encoder, or train them anew with "
        "`python -m assistant.understanding.heads.train` and `….train_fields`."
    )

"""What the encoder makes of the training sentences, made once and kept in `build/`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from assistant.understanding.acts import ACTS, ROLES
from assistant.understanding.heads.data.generate import Example
from assistant.understanding.heads.net import context_row
from assistant.understanding.heads.words import Spans, word_spans, word_states
from retrieval.encoders.base import StateEncoder

BATCH = 64
SAVED_AFTER = 60
"""Batches, so that a run that is stopped begins where it was."""


@dataclass(frozen=True)
class Encoded:
    """n sentences as arrays."""

    words: list[np.ndarray]  # n times (l, 384) float16
    roles: list[np.ndarray]  # n times (l,) int64, places in `ROLES`
    vectors: np.ndarray  # (n, 384) float32
    context: np.ndarray  # (n, 5) float32
    acts: np.ndarray  # (n, 29) float32, 0 or 1

    def part(self, rows: Sequence[int] | np.ndarray) -> Encoded:
        """Some of the sentences."""
        at = np.asarray(rows, int)
        return Encoded(
            [self.words[i] for i in at],
            [self.roles[i] for i in at],
            self.vectors[at],
            self.context[at],
            self.acts[at],
        )


def encoded(examples: Sequence[Example], encoder: StateEncoder, cache: Path) -> Encoded:
    """Encode sentences, or read what was made of the very same ones. Minutes for ten thousand."""
    known = _Cache(cache / f"{encoder.states_fingerprint}.npz")
    known.add([one.text for one in examples], encoder)
    rows = [known.words[one.text] for one in examples]
    return Encoded(
        rows,
        [word_roles(one, len(row)) for one, row in zip(examples, rows, strict=True)],
        np.stack([known.vectors[one.text] for one in examples]),
        np.array([context_row(one.context) for one in examples], np.float32),
        np.array([[act in one.acts for act in ACTS] for one in examples], np.float32),
    )


def word_roles(example: Example, most: int) -> np.ndarray:
    """The role of each word: the one most of its characters have, (l,) int64."""
    at = np.zeros(len(example.text), int)
    for start, end, role in example.roles:
        at[start:end] = ROLES.index(role)
    spans: Spans = word_spans(example.text)[:most]
    return np.array([np.bincount(at[a:b]).argmax() for a, b in spans], np.int64).reshape(-1)


class _Cache:
    """States by sentence, in one file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.words: dict[str, np.ndarray] = {}
        self.vectors: dict[str, np.ndarray] = {}
        if file.exists():
            stored = np.load(file)
            texts = json.loads(stored["texts"].item())
            rows = np.split(stored["words"], np.cumsum(stored["lengths"])[:-1])
            self.words = dict(zip(texts, rows, strict=True))
            self.vectors = dict(zip(texts, stored["vectors"], strict=True))

    def add(self, texts: Sequence[str], encoder: StateEncoder) -> None:
        """Encode what is not known yet, short ones first, and write all of it at times."""
        new = sorted(set(texts) - self.words.keys(), key=lambda text: (len(text), text))
        for start in tqdm(range(0, len(new), BATCH), unit="batch"):
            batch = new[start : start + BATCH]
            for text, read in zip(batch, encoder.query_states(batch), strict=True):
                states, _ = word_states(read, word_spans(text))
                self.words[text], self.vectors[text] = states.astype(np.float16), read.vector
            if start // BATCH % SAVED_AFTER == SAVED_AFTER - 1:
                self._save()
        if new:
            self._save()

    def _save(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(
            self._file,
            texts=np.array(json.dumps(list(self.words))),
            words=np.concatenate(list(self.words.values())),
            lengths=np.array([len(rows) for rows in self.words.values()]),
            vectors=np.stack(list(self.vectors.values())),
        )

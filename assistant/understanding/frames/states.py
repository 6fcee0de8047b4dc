"""What the encoder's lower layers make of the training turns, and the role of each token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from assistant.understanding.adapted import SHARED, STATE
from assistant.understanding.frames.marked import Marked
from assistant.understanding.frames.net import context_row
from assistant.understanding.frames.schema import ACTS, ROLES
from retrieval.encoders.base import LayeredEncoder

NOWHERE = -100
"""The role of what is no part of the text."""
ENCODED = 64  # turns at once


@dataclass(frozen=True)
class Rows:
    """One turn as arrays."""

    states: np.ndarray  # (l, 384) float16
    roles: np.ndarray  # (l,) int64
    acts: np.ndarray  # (30,) float32
    context: np.ndarray  # (4,) float32


@dataclass(frozen=True)
class Batch:
    """Some turns, padded."""

    states: Tensor
    there: Tensor
    context: Tensor
    acts: Tensor
    roles: Tensor


def encoded(turns: Sequence[Marked], encoder: LayeredEncoder) -> list[Rows]:
    """Arrays of turns; turns of like length are encoded together."""
    found: dict[int, Rows] = {}
    order = sorted(range(len(turns)), key=lambda i: len(turns[i].text))
    for start in tqdm(range(0, len(order), ENCODED), unit="batch", mininterval=10):
        chunk = order[start : start + ENCODED]
        lower, there = encoder.lower_states([turns[i].text for i in chunk], SHARED)
        for row, i in enumerate(chunk):
            count = int(there[row].sum())
            turn = turns[i]
            found[i] = Rows(
                lower[row, :count].numpy().astype(np.float16),
                token_roles(turn, encoder.token_places(turn.text), count),
                np.array([act in turn.acts for act in ACTS], np.float32),
                np.array(context_row(turn.context), np.float32),
            )
    return [found[i] for i in range(len(turns))]


def token_roles(turn: Marked, places: np.ndarray, count: int) -> np.ndarray:
    """The role of each token: the one most of its characters have, (l,) int64."""
    of_character = [ROLES.index(role) for text, role in turn.pieces for _ in text]
    roles = np.full(count, NOWHERE)
    for n, (start, end) in enumerate(places[:count]):
        if end > start:
            roles[n] = np.bincount(of_character[start:end]).argmax()
    return roles


def batches(rows: Sequence[Rows], size: int, random: np.random.Generator) -> Iterator[Batch]:
    """All rows in batches of like length, shuffled."""
    length = np.array([len(one.states) for one in rows]) + random.uniform(0, 4, len(rows))
    order = np.argsort(length)
    chunks = [order[start : start + size] for start in range(0, len(order), size)]
    for n in random.permutation(len(chunks)):
        yield batch_of([rows[i] for i in chunks[n]])


def batch_of(rows: Sequence[Rows]) -> Batch:
    """Rows side by side."""
    longest = max(len(one.states) for one in rows)
    states = np.zeros((len(rows), longest, STATE), np.float32)
    roles = np.full((len(rows), longest), NOWHERE)
    there = np.zeros((len(rows), longest), bool)
    for n, one in enumerate(rows):
        count = len(one.states)
        states[n, :count], roles[n, :count], there[n, :count] = one.states, one.roles, True
    return Batch(
        torch.from_numpy(states),
        torch.from_numpy(there),
        torch.from_numpy(np.stack([one.context for one in rows])),
        torch.from_numpy(np.stack([one.acts for one in rows])),
        torch.from_numpy(roles),
    )

"""The network: the states of what is said and of a statement, read together.

The lower layers read each alone, so that a statement's states can be kept; the upper ones, adapted,
read both: Cao et al., *DeFormer*, 2020, arXiv:2005.00697.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from assistant.understanding.adapted import STATE, AdaptedLayers
from assistant.understanding.bearing.marked import BEARINGS


@dataclass(frozen=True)
class Pairs:
    """n pairs of what is said and a statement, side by side and padded."""

    states: Tensor  # (n, l, 384) float32, of the lower layers
    there: Tensor  # (n, l) bool
    stated: Tensor  # (n, l) int64: 1 in a statement, 0 in what is said

    @classmethod
    def of(cls, said: Sequence[Tensor], statements: Sequence[Tensor]) -> Pairs:
        """Of states (l, 384) each; the first of a pair in `said`, the second in `statements`."""
        both = [torch.cat(pair) for pair in zip(said, statements, strict=True)]
        second = [
            torch.cat([torch.zeros(len(a)), torch.ones(len(b))]).long()
            for a, b in zip(said, statements, strict=True)
        ]
        there = [torch.ones(len(one), dtype=torch.bool) for one in both]
        return cls(*(pad_sequence(one, batch_first=True) for one in (both, there, second)))


class BearingNet(AdaptedLayers):
    """How a statement bears on what is said."""

    warmth: Tensor
    mix: Tensor

    def __init__(self, upper: nn.TransformerEncoder, dropout: float = 0.15) -> None:
        super().__init__(upper)
        self.side = nn.Embedding(2, STATE)
        nn.init.zeros_(self.side.weight)
        self.drop = nn.Dropout(dropout)
        self.out = nn.Linear(2 * STATE, len(BEARINGS))
        self.register_buffer("warmth", torch.ones(()))  # fitted on held-out things
        self.register_buffer("mix", torch.tensor([1.0, 0.0, 0.0]))  # likewise: see `shares`

    def forward(self, pairs: Pairs) -> Tensor:
        """n pairs to logits (n, 4) of `BEARINGS`."""
        states = pairs.states + self.side(pairs.stated)
        states = self.drop(self.raised(states, pairs.there))
        means = [_mean(states, pairs.there & (pairs.stated == side)) for side in (0, 1)]
        return self.out(torch.cat(means, 1)) / self.warmth

    def shares(self, pairs: Pairs, likeness: Tensor) -> Tensor:
        """n pairs, and how like the encoder finds their texts (n,), to probabilities (n, 4).

        Whether a statement bears on what is said at all is a logistic mixture of the network's
        opinion and of the likeness, which ranks well where the network is unsure; how it bears on
        it is the network's alone.
        """
        logits = self(pairs)
        bears = logits[:, 1:].logsumexp(1) - logits[:, 0]
        own, like, offset = self.mix
        share = (own * bears + like * likeness + offset).sigmoid().unsqueeze(1)
        return torch.cat([1 - share, share * logits[:, 1:].softmax(1)], 1)


def _mean(states: Tensor, where: Tensor) -> Tensor:
    weights = where.to(states.dtype).unsqueeze(-1)
    return (states * weights).sum(1) / weights.sum(1)

"""The network behind the heads: a window over word states, one output a word, one a turn."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from assistant.understanding.acts import ACTS, ROLES
from assistant.understanding.heads.reading import HeadContext

STATE = 384
INPUT, HIDDEN, LOOKS, WIDE = 128, 96, 8, 192
CONTEXT = 5
MOST_SHOWN = 10
"""More items than these on the screen tell nothing new."""


class HeadNet(nn.Module):
    """A bidirectional GRU (Cho et al., 2014, arXiv:1406.1078) over frozen word states.

    A word's role is read off its own place; a turn's acts off several attention-weighted means
    (Lin et al., *A Structured Self-attentive Sentence Embedding*, 2017, arXiv:1703.03130), the
    encoder's vector of the whole text, and the context.
    """

    warmth: Tensor

    def __init__(self, dropout: float = 0.3) -> None:
        super().__init__()
        self.narrow = nn.Sequential(nn.LayerNorm(STATE), nn.Linear(STATE, INPUT), nn.GELU())
        self.whole = nn.Sequential(nn.LayerNorm(STATE), nn.Linear(STATE, INPUT), nn.GELU())
        self.gru = nn.GRU(INPUT, HIDDEN, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(dropout)
        self.role = nn.Linear(2 * HIDDEN + INPUT + CONTEXT, len(ROLES))
        self.look = nn.Linear(2 * HIDDEN, LOOKS)
        width = LOOKS * 2 * HIDDEN + INPUT + CONTEXT
        self.act = nn.Sequential(
            nn.Linear(width, WIDE), nn.GELU(), nn.Dropout(dropout), nn.Linear(WIDE, len(ACTS))
        )
        self.register_buffer("warmth", torch.ones(2))  # of acts and of roles, fitted on held-out

    def forward(
        self, words: Tensor, lengths: Tensor, vectors: Tensor, context: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Words (n, l, 384), how many of each row are there (n,) at least 1, vectors (n, 384) and
        context (n, 5) to logits of acts (n, 29) and of roles (n, l, 13)."""
        narrow = self.drop(self.narrow(words))
        packed = nn.utils.rnn.pack_padded_sequence(
            narrow, lengths, batch_first=True, enforce_sorted=False
        )
        states, _ = nn.utils.rnn.pad_packed_sequence(
            self.gru(packed)[0], batch_first=True, total_length=words.shape[1]
        )
        states = self.drop(states)
        beside = context.unsqueeze(1).expand(-1, words.shape[1], -1)
        roles = self.role(torch.cat([states, narrow, beside], -1))
        there = torch.arange(words.shape[1]) < lengths.unsqueeze(1)
        weights = self.look(states).masked_fill(~there.unsqueeze(-1), -torch.inf).softmax(1)
        seen = torch.einsum("nlk,nlh->nkh", weights, states).flatten(1)
        acts = self.act(torch.cat([seen, self.drop(self.whole(vectors)), context], -1))
        return acts / self.warmth[0], roles / self.warmth[1]


def context_row(context: HeadContext) -> list[float]:
    """What the network is told of the conversation, each between 0 and 1."""
    shown = max(0, min(context.shown, MOST_SHOWN))
    return [
        float(context.begun),
        float(shown == 0),
        float(shown > 1),
        shown / MOST_SHOWN,
        float(context.photo),
    ]

"""The network: the text encoder's upper layers, adapted, with one output a token and one a turn."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from assistant.understanding.adapted import STATE, AdaptedLayers
from assistant.understanding.frames.schema import ACTS, ROLES, FrameContext

LOOKS = 4
CONTEXT = 4
MOST_SHOWN = 10
"""More items than these on the screen tell nothing new."""


class FrameNet(AdaptedLayers):
    """Reads the states of the encoder's lower layers.

    A token's role is read off its own place; a turn's acts off several attention-weighted means
    (Lin et al., *A Structured Self-attentive Sentence Embedding*, 2017, arXiv:1703.03130).
    """

    warmth: Tensor

    def __init__(self, upper: nn.TransformerEncoder, dropout: float = 0.15) -> None:
        super().__init__(upper)
        self.context = nn.Linear(CONTEXT, STATE)
        nn.init.zeros_(self.context.weight)
        nn.init.zeros_(self.context.bias)
        self.drop = nn.Dropout(dropout)
        self.role = nn.Linear(STATE, len(ROLES))
        self.look = nn.Linear(STATE, LOOKS)
        self.act = nn.Linear(LOOKS * STATE, len(ACTS))
        self.register_buffer("warmth", torch.ones(2))  # of acts and of roles, fitted on held-out

    def forward(self, states: Tensor, there: Tensor, context: Tensor) -> tuple[Tensor, Tensor]:
        """States (n, l, 384) float32, which are there (n, l) bool, context (n, 4) to logits of
        acts (n, 30) and of roles (n, l, 19)."""
        states = self.drop(self.raised(states + self.context(context).unsqueeze(1), there))
        weights = self.look(states).masked_fill(~there.unsqueeze(-1), -torch.inf).softmax(1)
        seen = torch.einsum("nlk,nlh->nkh", weights, states).flatten(1)
        return self.act(seen) / self.warmth[0], self.role(states) / self.warmth[1]


def context_row(context: FrameContext) -> list[float]:
    """What the network is told of the conversation, each between 0 and 1."""
    shown = max(0, min(context.shown, MOST_SHOWN))
    return [float(shown == 0), float(shown > 1), shown / MOST_SHOWN, float(context.photo)]

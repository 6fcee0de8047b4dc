"""The network: the text encoder's upper layers, adapted, with one output a token and one a turn."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from assistant.understanding.frames.schema import ACTS, ROLES, FrameContext

STATE = 384
SHARED = 6
"""Layers of the encoder that are used as they are; those above are adapted."""
RANK, SCALE = 16, 2.0
LOOKS = 4
CONTEXT = 4
MOST_SHOWN = 10
"""More items than these on the screen tell nothing new."""
ADAPTED = (
    ("self_attn", "in_proj_weight"),
    ("self_attn.out_proj", "weight"),
    ("linear1", "weight"),
    ("linear2", "weight"),
)


class LowRank(nn.Module):
    """W + s·B·A: Hu et al., *LoRA*, 2021, arXiv:2106.09685."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.a = nn.Parameter(torch.randn(RANK, columns) / columns**0.5)
        self.b = nn.Parameter(torch.zeros(rows, RANK))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + SCALE * (self.b @ self.a)


class FrameNet(nn.Module):
    """Reads the states of the encoder's lower layers.

    A token's role is read off its own place; a turn's acts off several attention-weighted means
    (Lin et al., *A Structured Self-attentive Sentence Embedding*, 2017, arXiv:1703.03130).
    """

    warmth: Tensor

    def __init__(self, upper: nn.TransformerEncoder, dropout: float = 0.15) -> None:
        """`upper`: the encoder's layers above the shared ones; they stay as they are."""
        super().__init__()
        self.upper = upper.layers
        for layer in self.upper:
            for path, name in ADAPTED:
                part = layer.get_submodule(path)
                part.get_parameter(name).requires_grad_(False)
                low = LowRank(*part.get_parameter(name).shape)
                parametrize.register_parametrization(part, name, low)
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
        states = states + self.context(context).unsqueeze(1)
        for layer in self.upper:
            states = layer(states, src_key_padding_mask=~there)
        states = self.drop(states)
        weights = self.look(states).masked_fill(~there.unsqueeze(-1), -torch.inf).softmax(1)
        seen = torch.einsum("nlk,nlh->nkh", weights, states).flatten(1)
        return self.act(seen) / self.warmth[0], self.role(states) / self.warmth[1]

    def learned(self) -> dict[str, Tensor]:
        """What was trained, by name: all but the encoder's own weights."""
        return {
            name: tensor.detach().half() if tensor.dim() > 1 else tensor.detach()
            for name, tensor in self.state_dict().items()
            if ("parametrizations" in name and "original" not in name) or "upper" not in name
        }

    def merged(self) -> FrameNet:
        """With the adapted weights in the place of the sums that make them: faster to run."""
        for layer in self.upper:
            for path, name in ADAPTED:
                part = layer.get_submodule(path)
                parametrize.remove_parametrizations(part, name, leave_parametrized=True)
        return self.eval().requires_grad_(False)


def context_row(context: FrameContext) -> list[float]:
    """What the network is told of the conversation, each between 0 and 1."""
    shown = max(0, min(context.shown, MOST_SHOWN))
    return [float(shown == 0), float(shown > 1), shown / MOST_SHOWN, float(context.photo)]

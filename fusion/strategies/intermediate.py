"""Intermediate fusion: words and picture attend to each other (Lu et al., ViLBERT, 2019).

Each block is unfolded into a few tokens by a linear layer, so that blocks in a catalogue suffice;
`CrossAttention` itself takes any sequences, such as an encoder's own tokens and patches.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from fusion.strategies.joint import ResidualJoint, fit_joint, zero_linear
from fusion.task import Task
from fusion.training import Run, TrainingOptions

WIDTH, TOKENS, HEADS = 32, 4, 4


class CrossAttention(nn.Module):
    """Queries (n, l, d) look at keys (n, m, d); scaled dot products, residual, layer norm."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.project = nn.ModuleList(nn.Linear(width, width) for _ in range(4))
        self.norm = nn.LayerNorm(width)

    def forward(self, queries: Tensor, keys: Tensor, missing: Tensor) -> Tensor:
        """`missing` (n,) bool: rows whose keys are not there; their queries stay as they are."""
        q, k, v = (
            self._split(layer(x))
            for layer, x in zip(self.project, (queries, keys, keys), strict=False)
        )
        seen = nn.functional.scaled_dot_product_attention(q, k, v)
        joined = self.project[3](seen.transpose(1, 2).flatten(2))
        return self.norm(queries + joined.masked_fill(missing[:, None, None], 0.0))

    def _split(self, x: Tensor) -> Tensor:
        """(n, l, d) to (n, heads, l, d / heads)."""
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)


class IntermediateFusion(ResidualJoint):
    """Both blocks as tokens, each attending to the other's, pooled into a correction."""

    def __init__(self, d_text: int, d_image: int, width: int = WIDTH, tokens: int = TOKENS) -> None:
        super().__init__(d_text=d_text, d_image=d_image, width=width, tokens=tokens)
        self.tokens = tokens
        self.unfold_text = nn.Linear(d_text, tokens * width)
        self.unfold_image = nn.Linear(d_image, tokens * width)
        self.from_image = CrossAttention(width, HEADS)
        self.from_text = CrossAttention(width, HEADS)
        self.out = zero_linear(2 * tokens * width, d_text + d_image)

    def correction(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        words = self.unfold_text(text).unflatten(1, (self.tokens, -1))
        looks = self.unfold_image(image).unflatten(1, (self.tokens, -1))
        no_text, no_image = ~text.any(dim=1), ~image.any(dim=1)
        fused = self.from_image(words, looks, no_image), self.from_text(looks, words, no_text)
        return self.out(torch.cat(fused, dim=1).flatten(1))


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> IntermediateFusion:
    """Train on the task's questions and their products."""
    torch.manual_seed(options.seed)
    model = IntermediateFusion(task.items.text.shape[1], task.items.image.shape[1])
    fit_joint(model, task, options, run)
    return model.eval()

"""Intermediate fusion: words and picture attend to each other (Lu et al., ViLBERT, 2019).

The tokens are the encoder's own, its last hidden states of the words and the parts of its feature
map of the picture. `fit_unfolded` is the cheap twin that does without them: there a linear layer
unfolds each block into a few tokens, so that the blocks of a catalogue suffice.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.blocks import ItemBlocks
from fusion.strategies.joint import ResidualJoint, fit_joint, zero_linear
from fusion.task import Task
from fusion.training import Run, TrainingOptions

WIDTH, HEADS = 32, 4
UNFOLDED = (4, 0)
"""Shape of tokens that are not the encoder's: how many to unfold a block into, of no width."""


class CrossAttention(nn.Module):
    """Queries (n, l, d) look at keys (n, m, d); scaled dot products, residual, layer norm."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.project = nn.ModuleList(nn.Linear(width, width) for _ in range(4))
        self.norm = nn.LayerNorm(width)

    def forward(self, queries: Tensor, keys: Tensor, there: Tensor) -> Tensor:
        """`there` (n, m) bool: which keys are there; where none is, queries stay as they are."""
        q, k, v = (
            self._split(layer(x))
            for layer, x in zip(self.project, (queries, keys, keys), strict=False)
        )
        nothing = ~there.any(dim=1)
        mask = (there | nothing[:, None])[:, None, None]  # a softmax over nothing is not a number
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        joined = self.project[3](seen.transpose(1, 2).flatten(2))
        return self.norm(queries + joined.masked_fill(nothing[:, None, None], 0.0))

    def _split(self, x: Tensor) -> Tensor:
        """(n, l, d) to (n, heads, l, d / heads)."""
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)


class Unfold(nn.Module):
    """A block (n, block) to `count` tokens (n, count, width)."""

    def __init__(self, block: int, count: int, width: int) -> None:
        super().__init__()
        self.count = count
        self.layer = nn.Linear(block, count * width)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The tokens, and which of them are there, (n, count) bool."""
        return self.layer(x).unflatten(1, (self.count, -1)), x.any(dim=1, keepdim=True).expand(
            -1, self.count
        )


class Project(nn.Module):
    """The encoder's tokens behind a block (n, block + count·d) to tokens (n, count, width)."""

    def __init__(self, block: int, count: int, d: int, width: int) -> None:
        super().__init__()
        self.block, self.count = block, count
        self.layer = nn.Sequential(nn.LayerNorm(d), nn.Linear(d, width))
        self.place = nn.Parameter(torch.zeros(count, width))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The tokens, and which of them are there, (n, count) bool."""
        own = x[:, self.block :].unflatten(1, (self.count, -1))
        return self.layer(own) + self.place, own.any(dim=2)


def _tokens(block: int, shape: tuple[int, int], width: int) -> nn.Module:
    count, d = shape
    return Project(block, count, d, width) if d else Unfold(block, count, width)


class IntermediateFusion(ResidualJoint):
    """Words and picture as tokens, each attending to the other's, joined into a correction.

    `words` and `patches` are how many tokens the encoder hands out and of which width.
    """

    def __init__(
        self,
        d_text: int,
        d_image: int,
        words: tuple[int, int] = UNFOLDED,
        patches: tuple[int, int] = UNFOLDED,
        width: int = WIDTH,
    ) -> None:
        super().__init__(
            d_text=d_text, d_image=d_image, words=list(words), patches=list(patches), width=width
        )
        self.reads_tokens = bool(words[1])
        self.words = _tokens(d_text, words, width)
        self.patches = _tokens(d_image, patches, width)
        self.from_image = CrossAttention(width, HEADS)
        self.from_text = CrossAttention(width, HEADS)
        self.out = zero_linear((words[0] + patches[0]) * width, d_text + d_image)

    def correction(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        words, has_words = self.words(text)
        looks, has_looks = self.patches(image)
        of_words = self.from_image(words, looks, has_looks) * has_words[:, :, None]
        of_looks = self.from_text(looks, words, has_words) * has_looks[:, :, None]
        return self.out(torch.cat([of_words, of_looks], dim=1).flatten(1))


def shapes(blocks: ItemBlocks) -> dict[str, Any]:
    """Shapes of an encoder's tokens, as `IntermediateFusion` takes them; none without tokens."""
    if blocks.tokens is None:
        return {}
    words, patches = blocks.tokens.text.shape[1:], blocks.tokens.image.shape[1:]
    return {"words": (words[0], words[1]), "patches": (patches[0], patches[1])}


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> IntermediateFusion:
    """Train on the tokens of the task's questions and their products.

    Raises ValueError when there are none.
    """
    if task.items.tokens is None:
        raise ValueError("this encoder hands out no tokens; `unfolded` does without them")
    return _fit(task, options, run, shapes(task.items))


def fit_unfolded(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> IntermediateFusion:
    """Train on the blocks alone."""
    return _fit(task, options, run, {})


def _fit(
    task: Task, options: TrainingOptions, run: Run | None, tokens: dict[str, Any]
) -> IntermediateFusion:
    torch.manual_seed(options.seed)
    d_text, d_image = task.items.text.shape[1], task.items.image.shape[1]
    model = IntermediateFusion(d_text, d_image, **tokens)
    fit_joint(model, task, options, run)
    return model.eval()

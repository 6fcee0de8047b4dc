"""A gate that weighs words and photo by the question, and its cheap twin, one weight for all.

The gate sees both blocks and how well they agree, so that it can turn away from a block that is
missing, or that shows something else. Gated fusion after Arevalo et al., 2017, arXiv:1702.01992.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.adapter import Adapter, tensor
from fusion.blocks import QueryBlocks, block_weights
from fusion.losses import TEMPERATURE
from fusion.strategies.joint import Tensors, reciprocal_rank, zero_linear
from fusion.task import Task
from fusion.training import Run, TrainingOptions, train

HIDDEN = 32
BAD = 0.3
"""How often a training question loses one block, or gets that of another question."""
SHARES = tuple(np.linspace(0.05, 0.95, 19).round(2).tolist())


class Gate(Adapter):
    """The image block's share of `w_t² + w_i² = 1`, from `share` when both blocks look as usual.

    Applies to questions with words and a photo; what lacks either keeps its weights.
    """

    share: Tensor

    def __init__(self, d_text: int, d_image: int, hidden: int = HIDDEN) -> None:
        super().__init__(d_text=d_text, d_image=d_image, hidden=hidden)
        self.text = nn.Linear(d_text, hidden)
        self.image = nn.Linear(d_image, hidden)
        self.layers = nn.Sequential(nn.Linear(3 * hidden, hidden), nn.GELU())
        self.out = zero_linear(hidden, 1)
        self.register_buffer("share", torch.tensor(0.5))

    def forward(self, text: Tensor, image: Tensor) -> Tensor:
        """Shares (n,) in [0, 1] for blocks (n, d_text) and (n, d_image); zeros are missing."""
        words, looks = self.text(text), self.image(image)
        hidden = self.layers(torch.cat([words, looks, words * looks], dim=1))
        share = torch.sigmoid(torch.logit(self.share) + self.out(hidden).squeeze(1))
        share = torch.where(text.any(dim=1), share, torch.ones_like(share))
        return torch.where(image.any(dim=1), share, torch.zeros_like(share))

    def query(self, query: QueryBlocks) -> QueryBlocks:
        if query.evidence["text"] != "text" or query.evidence["image"] != "image":
            return query
        with torch.inference_mode():
            share = float(self(tensor(query.text)[None], tensor(query.image)[None])[0])
        return replace(query, weights=block_weights(min(max(share, 0.0), 1.0)))


def scores(share: Tensor, text: Tensor, image: Tensor) -> Tensor:
    """Fused scores (m, n) from scores of either block (m, n) and image shares (m,) or ()."""
    share = share.reshape(-1, 1)
    # the square root has no finite slope at zero
    return (1 - share).clamp(min=1e-6).sqrt() * text + share.clamp(min=1e-6).sqrt() * image


def fit_late(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> Gate:
    """The one share with the best mean reciprocal rank on the training questions."""
    gate = Gate(task.items.text.shape[1], task.items.image.shape[1])
    gate.share.fill_(best_share(Tensors(task), torch.from_numpy(task.train)))
    return gate.eval()


def best_share(data: Tensors, rows: Tensor) -> float:
    """Of `SHARES`, the one by which `rows` find their products best; 0.5 where all do alike."""
    text = data.asked_text[rows] @ data.text.T
    image = data.asked_image[rows] @ data.image.T
    found = [
        reciprocal_rank(scores(torch.tensor(share), text, image), data.target[rows])
        for share in SHARES
    ]
    best = max(found)
    return min((abs(s - 0.5), s) for s, f in zip(SHARES, found, strict=True) if f == best)[1]


def fit(task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None) -> Gate:
    """Train on questions of which some lack a block or have another question's."""
    torch.manual_seed(options.seed)
    data = Tensors(task)
    rows = torch.from_numpy(task.train)
    gate = Gate(task.items.text.shape[1], task.items.image.shape[1])
    gate.share.fill_(best_share(data, rows))

    def step(batch: Tensor, done: float) -> Tensor:
        text, image = spoilt(data.asked_text[rows[batch]], data.asked_image[rows[batch]])
        return _loss(gate, data, text, image, data.target[rows[batch]])

    valid = torch.from_numpy(task.valid)
    generator = torch.Generator().manual_seed(options.seed)
    spoilt_valid = spoilt(data.asked_text[valid], data.asked_image[valid], generator)

    def validate() -> float:
        found = 0.0
        for text, image in ((data.asked_text[valid], data.asked_image[valid]), spoilt_valid):
            fused = scores(gate(text, image), text @ data.text.T, image @ data.image.T)
            found += reciprocal_rank(fused, data.target[valid]) / 2
        return found

    train(gate, step, len(rows), validate, options, run)
    return gate.eval()


def _loss(gate: Gate, data: Tensors, text: Tensor, image: Tensor, target: Tensor) -> Tensor:
    """Products of equal blocks are equally right: they do not compete with the own one."""
    fused = scores(gate(text, image), text @ data.text.T, image @ data.image.T)
    return functional.cross_entropy(fused / TEMPERATURE, target)


def spoilt(
    text: Tensor, image: Tensor, generator: torch.Generator | None = None, bad: float = BAD
) -> tuple[Tensor, Tensor]:
    """Of n questions' blocks a share of `bad` lacks one, or has that of another question.

    Half of the bad ones lose the block (zeros), half have it swapped; words or photo alike.
    """
    n = len(text)
    luck = torch.rand(n, generator=generator)
    other = (torch.arange(n) + torch.randint(1, max(n, 2), (n,), generator=generator)) % max(n, 1)
    quarter = torch.floor(luck / bad * 4).clamp(max=4)[:, None]
    empty = torch.zeros_like
    text = torch.where(quarter == 0, empty(text), torch.where(quarter == 1, text[other], text))
    image = torch.where(quarter == 2, empty(image), torch.where(quarter == 3, image[other], image))
    return text, image

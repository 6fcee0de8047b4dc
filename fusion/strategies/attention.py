"""A gate that weighs words and photo by the question, and its cheap twin, one weight for all.

The gate sees both blocks and how well the words agree with what a ridge regression expects of the
photo, so that it can turn away from a block that is missing, or that shows something else. Which of
two blocks that disagree is the wrong one cannot be told from them: the gate leans to the one that
was wrong less often in training. Gated fusion after Arevalo et al., 2017, arXiv:1702.01992.
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
from fusion.ridge import Moments
from fusion.strategies.joint import Tensors, reciprocal_rank, zero_linear
from fusion.task import Task
from fusion.training import Run, TrainingOptions, train

HIDDEN = 32
LEAST_PAIRS = 30
RIDGE = 2.5e-3  # strength; stronger than is best for search, as training pairs must not look exact
BAD = 0.3
"""How often a training question loses one block, or gets that of another question."""
DAMAGES = ("words missing", "words wrong", "photo missing", "photo wrong")
SHARES = tuple(np.linspace(0.05, 0.95, 19).round(2).tolist())


class Gate(Adapter):
    """The image block's share of `w_t² + w_i² = 1`, from `share` when both blocks look as usual.

    Applies to questions with words and a photo; what lacks either keeps its weights.
    """

    share: Tensor
    image_mean: Tensor
    text_mean: Tensor
    expected: Tensor

    def __init__(self, d_text: int, d_image: int, hidden: int = HIDDEN) -> None:
        super().__init__(d_text=d_text, d_image=d_image, hidden=hidden)
        self.text = nn.Linear(d_text, hidden)
        self.image = nn.Linear(d_image, hidden)
        self.layers = nn.Sequential(nn.Linear(2 * hidden + 1, hidden), nn.GELU(), nn.Dropout(0.2))
        self.out = zero_linear(hidden, 1)
        self.register_buffer("share", torch.tensor(0.5))
        self.register_buffer("image_mean", torch.zeros(d_image))
        self.register_buffer("text_mean", torch.zeros(d_text))
        self.register_buffer("expected", torch.zeros(d_image, d_text))

    def forward(self, text: Tensor, image: Tensor) -> Tensor:
        """Shares (n,) in [0, 1] for blocks (n, d_text) and (n, d_image); zeros are missing."""
        parts = [self.text(text), self.image(image), 4 * self.agreement(text, image)[:, None]]
        hidden = self.layers(torch.cat(parts, dim=1))
        share = torch.sigmoid(torch.logit(self.share) + self.out(hidden).squeeze(1))
        share = torch.where(text.any(dim=1), share, torch.ones_like(share))
        return torch.where(image.any(dim=1), share, torch.zeros_like(share))

    def agreement(self, text: Tensor, image: Tensor) -> Tensor:
        """Cosine (n,) of the words and what the photo makes one expect, both centred."""
        expected = (image - self.image_mean) @ self.expected
        return functional.cosine_similarity(text - self.text_mean, expected, dim=1)

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


def fit(
    task: Task,
    options: TrainingOptions = TrainingOptions(),
    run: Run | None = None,
    damages: tuple[str, ...] = DAMAGES,
) -> Gate:
    """Train on questions of which some lack a block or have another question's: see `spoilt`."""
    torch.manual_seed(options.seed)
    data = Tensors(task)
    rows = torch.from_numpy(task.train)
    gate = Gate(task.items.text.shape[1], task.items.image.shape[1])
    gate.share.fill_(best_share(data, rows))
    _expect(gate, task)

    def step(batch: Tensor, done: float) -> Tensor:
        text, image = spoilt(
            data.asked_text[rows[batch]], data.asked_image[rows[batch]], damages=damages
        )
        return _loss(gate, data, text, image, data.target[rows[batch]])

    valid = torch.from_numpy(task.valid)
    generator = torch.Generator().manual_seed(options.seed)
    spoilt_valid = spoilt(
        data.asked_text[valid], data.asked_image[valid], generator, damages=damages
    )

    def validate() -> float:
        found = 0.0
        for text, image in ((data.asked_text[valid], data.asked_image[valid]), spoilt_valid):
            fused = scores(gate(text, image), text @ data.text.T, image @ data.image.T)
            found += reciprocal_rank(fused, data.target[valid]) / 2
        return found

    train(gate, step, len(rows), validate, options, run)
    return gate.eval()


def _expect(gate: Gate, task: Task) -> None:
    """Fit what words to expect of a photo, on products and on questions that have both."""
    pairs = [(task.items.text, task.items.image)]
    pairs.append((task.queries.text[task.train], task.queries.image[task.train]))
    text, image = (np.concatenate(side) for side in zip(*pairs, strict=True))
    both = text.any(axis=1) & image.any(axis=1)
    if both.sum() < LEAST_PAIRS:
        return
    text, image = text[both], image[both]
    moments = Moments.of(np.hstack([image, text]))
    images, texts = slice(0, image.shape[1]), slice(image.shape[1], None)
    gate.image_mean.copy_(tensor(moments.mean[images]))
    gate.text_mean.copy_(tensor(moments.mean[texts]))
    gate.expected.copy_(tensor(moments.ridge(images, texts, RIDGE)))


def _loss(gate: Gate, data: Tensors, text: Tensor, image: Tensor, target: Tensor) -> Tensor:
    """Products of equal blocks are equally right: they do not compete with the own one."""
    fused = scores(gate(text, image), text @ data.text.T, image @ data.image.T)
    return functional.cross_entropy(fused / TEMPERATURE, target)


def spoilt(
    text: Tensor,
    image: Tensor,
    generator: torch.Generator | None = None,
    bad: float = BAD,
    damages: tuple[str, ...] = DAMAGES,
) -> tuple[Tensor, Tensor]:
    """Of n questions' blocks a share of `bad` is damaged, in each of the ways `damages` alike.

    A block is "missing" (zeros) or "wrong" (that of another question).
    """
    n = len(text)
    luck = torch.rand(n, 1, generator=generator) / bad * len(damages)
    other = (torch.arange(n) + torch.randint(1, max(n, 2), (n,), generator=generator)) % max(n, 1)
    blocks = {"words": text, "photo": image}
    for number, damage in enumerate(damages):
        which, how = damage.split()
        block = {"words": text, "photo": image}[which]
        instead = torch.zeros_like(block) if how == "missing" else block[other]
        hit = (luck >= number) & (luck < number + 1)
        blocks[which] = torch.where(hit, instead, blocks[which])
    return blocks["words"], blocks["photo"]

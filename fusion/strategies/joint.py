"""What the strategies share that learn one joint vector of words and picture.

Every one of them starts as the plain concatenation of both blocks, whose product is the sum of
cosines, and learns a correction of it: without evidence it stays the simple thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.adapter import JointAdapter, inputs
from fusion.losses import contrastive
from fusion.task import Task
from fusion.training import Run, TrainingOptions, train

DROPPED = 0.2
"""How often a training product loses its words, and how often its picture."""


class ResidualJoint(JointAdapter):
    """`z = normalise([text ; image] + correction(text, image))`. A subclass has `correction`."""

    def correction(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        """(n, d_text + d_image), zero before any training; `domain` 1 is questions, 0 products."""
        raise NotImplementedError

    def joint(self, text: Tensor, image: Tensor) -> Tensor:
        return self._fuse(text, image, 1)

    def joint_items(self, text: Tensor, image: Tensor) -> Tensor:
        return self._fuse(text, image, 0)

    def _fuse(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        d_text, d_image = self.config["d_text"], self.config["d_image"]
        plain = torch.cat([text[:, :d_text], image[:, :d_image]], dim=1)
        return functional.normalize(plain + self.correction(text, image, domain), dim=1)


def zero_linear(inputs: int, outputs: int) -> nn.Linear:
    """A linear layer that gives zero until it is trained."""
    layer = nn.Linear(inputs, outputs)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


@dataclass(frozen=True)
class Batch:
    """b questions with their products, as joint vectors, and what they are about."""

    questions: Tensor  # (b, d)
    items: Tensor  # (b, d)
    target: Tensor  # (b,) rows of the products
    category: Tensor  # (b,)
    done: float  # how far training has got, in [0, 1]


Extra = Callable[[Batch], Tensor]


@dataclass
class Tensors:
    """A task's blocks as tensors, each followed by its tokens if those are wanted."""

    task: Task
    with_tokens: bool = False
    text: Tensor = field(init=False)
    image: Tensor = field(init=False)
    asked_text: Tensor = field(init=False)
    asked_image: Tensor = field(init=False)

    def __post_init__(self) -> None:
        self.text, self.image = inputs(self.task.items, self.with_tokens)
        self.asked_text, self.asked_image = inputs(self.task.queries, self.with_tokens)
        self.target = torch.from_numpy(self.task.target).long()
        self.category = torch.from_numpy(self.task.category).long()


def fit_joint(
    model: ResidualJoint,
    task: Task,
    options: TrainingOptions,
    run: Run | None,
    extra: Extra | None = None,
    parts: nn.Module | None = None,
    data: Tensors | None = None,
) -> None:
    """Train by the contrastive loss of questions and products, and `extra` of each batch.

    `parts` holds what is trained along and then thrown away, such as a discriminator.
    """
    data = data or Tensors(task, model.reads_tokens)
    rows = torch.from_numpy(task.train)

    def step(batch: Tensor, done: float) -> Tensor:
        asked = rows[batch]
        target = data.target[asked]
        text, image = _dropped(data.text[target], data.image[target])
        questions = model.joint(data.asked_text[asked], data.asked_image[asked])
        items = model.joint_items(text, image)
        loss = contrastive(questions, items, target)
        if extra is None:
            return loss
        return loss + extra(Batch(questions, items, target, data.category[target], done))

    whole = nn.ModuleList([model] + ([parts] if parts is not None else []))
    train(whole, step, len(rows), lambda: found(model, data), options, run)


def found(model: ResidualJoint, data: Tensors) -> float:
    """Mean reciprocal rank of the right product for the validation questions."""
    valid = torch.from_numpy(data.task.valid)
    questions = model.joint(data.asked_text[valid], data.asked_image[valid])
    scores = questions @ model.joint_items(data.text, data.image).T
    return reciprocal_rank(scores, data.target[valid])


def reciprocal_rank(scores: Tensor, target: Tensor) -> float:
    """Mean of 1 / rank of column `target` (m,) in each row of `scores` (m, n); 0 for no rows."""
    if not len(target):
        return 0.0
    right = scores.gather(1, target[:, None])
    return float((1 / (1 + (scores > right).sum(dim=1))).float().mean())


def _dropped(text: Tensor, image: Tensor) -> tuple[Tensor, Tensor]:
    """Some rows lose one block, none loses both: products do lack words or pictures."""
    luck = torch.rand(len(text), 1)
    return text * (luck > DROPPED), image * (luck < 1 - DROPPED)

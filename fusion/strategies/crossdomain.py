"""The cross-domain model: an encoder for each domain, a shared fusion layer, a classifier, and a
discriminator that the fused features learn to confuse (Ganin et al., 2016)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.losses import dann_strength, reverse_gradient
from fusion.strategies.classifier import Categories, classification
from fusion.strategies.joint import Batch, ResidualJoint, fit_joint, zero_linear
from fusion.task import Task
from fusion.training import Run, TrainingOptions

HIDDEN = 64
ADVERSARY = 0.1  # weight of the discriminator's loss


class CrossDomain(ResidualJoint):
    """`source` encodes products, `target` questions; both end in one fusion layer."""

    def __init__(self, d_text: int, d_image: int, hidden: int = HIDDEN) -> None:
        super().__init__(d_text=d_text, d_image=d_image, hidden=hidden)
        width = d_text + d_image
        self.encoders = nn.ModuleList(
            nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Dropout(0.2)) for _ in range(2)
        )
        self.fusion = zero_linear(hidden, width)

    def correction(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        return self.fusion(self.encoders[domain](torch.cat([text, image], dim=1)))


class Heads(nn.Module):
    """What is needed in training only."""

    def __init__(self, task: Task, hidden: int = HIDDEN) -> None:
        super().__init__()
        width = task.items.text.shape[1] + task.items.image.shape[1]
        classes = int(task.category.max(initial=0)) + 1
        self.classify = Categories(classes, width)
        self.classify.start(task)
        self.discriminate = nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, 1))

    def forward(self, batch: Batch) -> Tensor:
        """The classifier's loss and, through reversed gradients, the discriminator's."""
        confusion = adversarial(
            self.discriminate, batch.questions, batch.items, dann_strength(batch.done)
        )
        return classification(self.classify, batch) + ADVERSARY * confusion


def adversarial(discriminate: nn.Module, target: Tensor, source: Tensor, strength: float) -> Tensor:
    """How badly questions (target, 1) and products (source, 0) are told apart; the discriminator
    learns to lower it, what made the features learns to raise it."""
    logits = discriminate(reverse_gradient(torch.cat([target, source]), strength)).squeeze(1)
    domain = torch.cat([torch.ones(len(target)), torch.zeros(len(source))])
    return functional.binary_cross_entropy_with_logits(logits, domain)


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> CrossDomain:
    """Train both encoders, the fusion layer, the classifier and the discriminator together."""
    torch.manual_seed(options.seed)
    d_text, d_image = task.items.text.shape[1], task.items.image.shape[1]
    model = CrossDomain(d_text, d_image)
    heads = Heads(task)
    fit_joint(model, task, options, run, heads, heads)
    return model.eval()

"""Early fusion: one vector learnt from the concatenated blocks (Baltrusaitis et al., 2017)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from fusion.strategies.joint import ResidualJoint, fit_joint, zero_linear
from fusion.task import Task
from fusion.training import Run, TrainingOptions

HIDDEN = 96


class EarlyFusion(ResidualJoint):
    """A perceptron with one hidden layer over `[text ; image]`."""

    def __init__(self, d_text: int, d_image: int, hidden: int = HIDDEN) -> None:
        super().__init__(d_text=d_text, d_image=d_image, hidden=hidden)
        width = d_text + d_image
        self.layers = nn.Sequential(
            nn.Linear(width, hidden), nn.GELU(), nn.Dropout(0.2), zero_linear(hidden, width)
        )

    def correction(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        return self.layers(torch.cat([text, image], dim=1))


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> EarlyFusion:
    """Train on the task's questions and their products."""
    torch.manual_seed(options.seed)
    model = EarlyFusion(task.items.text.shape[1], task.items.image.shape[1])
    fit_joint(model, task, options, run)
    return model.eval()

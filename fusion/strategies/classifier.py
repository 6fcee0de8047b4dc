"""The text + image fusion classifier: two towers, a fusion layer, a classifier of categories.

The image tower is the frozen compact encoder (EfficientNet-Lite0, better on ImageNet than the
ResNet-18 such models are usually drawn with, and already in the blocks) and a trained layer; the
text tower is linear. The fusion layer's output is what the catalogue uses.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.strategies.joint import Batch, ResidualJoint, fit_joint, zero_linear
from fusion.task import UNKNOWN, Task
from fusion.training import Run, TrainingOptions

HIDDEN = 64


class FusionClassifier(ResidualJoint):
    """Towers and fusion layer; `classify` says the category of joint vectors."""

    def __init__(self, d_text: int, d_image: int, classes: int, hidden: int = HIDDEN) -> None:
        super().__init__(d_text=d_text, d_image=d_image, classes=classes, hidden=hidden)
        self.text_tower = nn.Linear(d_text, hidden)
        self.image_tower = nn.Sequential(nn.Linear(d_image, hidden), nn.GELU(), nn.Dropout(0.2))
        self.fusion = zero_linear(2 * hidden, d_text + d_image)
        self.classify = nn.Linear(d_text + d_image, classes)

    def correction(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        return self.fusion(torch.cat([self.text_tower(text), self.image_tower(image)], dim=1))


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> FusionClassifier:
    """Train on categories, and so that questions lie near their products."""
    torch.manual_seed(options.seed)
    classes = int(task.category.max(initial=0)) + 1
    model = FusionClassifier(task.items.text.shape[1], task.items.image.shape[1], classes)
    fit_joint(model, task, options, run, lambda batch: classification(model.classify, batch))
    return model.eval()


def classification(classify: nn.Module, batch: Batch, sharpness: float = 10.0) -> Tensor:
    """Cross-entropy of questions' and products' categories; unknown ones count nothing.

    Joint vectors are of unit length: without a factor the logits would stay flat.
    """
    if not (batch.category != UNKNOWN).any():
        return batch.questions.sum() * 0.0
    vectors = torch.cat([batch.questions, batch.items])
    category = torch.cat([batch.category, batch.category])
    return functional.cross_entropy(classify(sharpness * vectors), category, ignore_index=UNKNOWN)

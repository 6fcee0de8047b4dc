"""The text + image fusion classifier: two towers, a fusion layer, a classifier of categories.

The image tower is the frozen compact encoder (EfficientNet-Lite0, better on ImageNet than the
ResNet-18 such models are usually drawn with, and already in the blocks) and a trained layer; the
text tower is linear. The fusion layer's output is what the catalogue uses.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.adapter import inputs
from fusion.losses import TEMPERATURE
from fusion.strategies.joint import Batch, ResidualJoint, fit_joint, zero_linear
from fusion.task import UNKNOWN, Task
from fusion.training import Run, TrainingOptions

HIDDEN = 64


class Categories(nn.Module):
    """Logits (n, classes) of unit vectors (n, d): cosines with a vector a class.

    A cosine classifier started from class means needs few steps (Gidaris and Komodakis, 2018).
    """

    def __init__(self, classes: int, width: int) -> None:
        super().__init__()
        self.means = nn.Parameter(torch.zeros(classes, width))

    def forward(self, vectors: Tensor) -> Tensor:
        return vectors @ functional.normalize(self.means, dim=1).T / TEMPERATURE

    def start(self, task: Task) -> None:
        """Begin with the mean of each category's products, before any fusion."""
        plain = functional.normalize(torch.cat(inputs(task.items, False), dim=1), dim=1)
        known = torch.from_numpy(task.category != UNKNOWN)
        category = torch.from_numpy(task.category).long()
        with torch.no_grad():
            self.means.index_add_(0, category[known], plain[known])


class FusionClassifier(ResidualJoint):
    """Towers and fusion layer; `classify` says the category of joint vectors."""

    def __init__(self, d_text: int, d_image: int, classes: int, hidden: int = HIDDEN) -> None:
        super().__init__(d_text=d_text, d_image=d_image, classes=classes, hidden=hidden)
        self.text_tower = nn.Linear(d_text, hidden)
        self.image_tower = nn.Sequential(nn.Linear(d_image, hidden), nn.GELU(), nn.Dropout(0.2))
        self.fusion = zero_linear(2 * hidden, d_text + d_image)
        self.classify = Categories(classes, d_text + d_image)

    def correction(self, text: Tensor, image: Tensor, domain: int) -> Tensor:
        return self.fusion(torch.cat([self.text_tower(text), self.image_tower(image)], dim=1))


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> FusionClassifier:
    """Train on categories, and so that questions lie near their products."""
    torch.manual_seed(options.seed)
    classes = int(task.category.max(initial=0)) + 1
    model = FusionClassifier(task.items.text.shape[1], task.items.image.shape[1], classes)
    model.classify.start(task)
    fit_joint(model, task, options, run, lambda batch: classification(model.classify, batch))
    return model.eval()


def classification(classify: Categories, batch: Batch) -> Tensor:
    """Cross-entropy of questions' and products' categories; unknown ones count nothing."""
    if not (batch.category != UNKNOWN).any():
        return batch.questions.sum() * 0.0
    vectors = torch.cat([batch.questions, batch.items])
    category = torch.cat([batch.category, batch.category])
    return functional.cross_entropy(classify(vectors), category, ignore_index=UNKNOWN)

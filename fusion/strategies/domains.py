"""A map of image blocks that photos and pictures share, and how it is trained."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.adapter import Adapter, tensor
from fusion.blocks import Array
from fusion.strategies.joint import zero_linear
from fusion.task import Task
from fusion.training import Run, TrainingOptions, train

HIDDEN = 96


class SharedMap(Adapter):
    """`normalise(x − mean + correction(x − mean))`, each domain with its own mean.

    Starts as centring, which is hard to beat.
    """

    means: Tensor

    def __init__(self, d_image: int, hidden: int = HIDDEN) -> None:
        super().__init__(d_image=d_image, hidden=hidden)
        self.register_buffer("means", torch.zeros(2, d_image))
        self.layers = nn.Sequential(
            nn.Linear(d_image, hidden), nn.GELU(), nn.Dropout(0.2), zero_linear(hidden, d_image)
        )

    def forward(self, image: Tensor, domain: int) -> Tensor:
        """(n, d) to unit rows (n, d); `domain` 1 is photos, 0 pictures."""
        centred = functional.normalize(image - self.means[domain], dim=1)
        return functional.normalize(centred + self.layers(centred), dim=1)

    def photo(self, image: Array) -> Array:
        return self._apply_to(image, 1)

    def picture(self, image: Array) -> Array:
        return self._apply_to(image, 0)

    def _apply_to(self, image: Array, domain: int) -> Array:
        with torch.inference_mode():
            mapped = self(tensor(image), domain).numpy()
        return mapped * image.any(axis=1, keepdims=True)


class Photos:
    """A task's photos and the pictures of the products they show, as tensors."""

    def __init__(self, task: Task) -> None:
        shown = task.shown
        if not len(shown):
            raise ValueError("there is no photo of a product that has a picture to learn from")
        self.photos = tensor(task.queries.image[shown])
        self.target = torch.from_numpy(task.target[shown]).long()
        self.pictures = tensor(task.items.image)
        self.pictured = torch.from_numpy(task.pictured)
        self.alike = torch.from_numpy(task.alike).long()
        self._by_group = self.pictured[torch.argsort(self.alike[self.pictured], stable=True)]
        groups = int(self.alike.max()) + 1
        self._count = torch.bincount(self.alike[self.pictured], minlength=groups)
        valid = task.valid[task.queries.image[task.valid].any(axis=1)]
        self.held = tensor(task.queries.image[valid])
        self.held_target = torch.from_numpy(task.target[valid]).long()

    def __len__(self) -> int:
        return len(self.photos)

    def own(self, batch: Tensor) -> Tensor:
        """A product with a picture that is right for each photo of a batch, at random: (b,)."""
        group = self.alike[self.target[batch]]
        nth = (torch.rand(len(group)) * self._count[group]).long()
        return self._by_group[(self._count.cumsum(0) - self._count)[group] + nth]

    def start(self, seed: int) -> SharedMap:
        """A map that centres each domain."""
        torch.manual_seed(seed)
        model = SharedMap(self.photos.shape[1])
        model.means.copy_(torch.stack([self.pictures[self.pictured].mean(0), self.photos.mean(0)]))
        return model

    def found(self, model: SharedMap) -> float:
        """Mean reciprocal rank of the best picture of what the validation photos show."""
        scores = model(self.held, 1) @ model(self.pictures, 0).T
        right = self.alike[self.held_target][:, None] == self.alike[None, :]
        best = scores.masked_fill(~right, float("-inf")).max(dim=1, keepdim=True).values
        return float((1 / (1 + (scores > best).sum(dim=1))).float().mean()) if len(best) else 0.0


def fit_map(
    photos: Photos,
    model: SharedMap,
    step: Callable[[Tensor, float], Tensor],
    options: TrainingOptions,
    run: Run | None,
    parts: nn.Module | None = None,
    rows: int | None = None,
) -> SharedMap:
    """Train `model`, and `parts` that are needed in training only, by `step`."""
    whole = nn.ModuleList([model] + ([parts] if parts is not None else []))
    train(whole, step, rows or len(photos), lambda: photos.found(model), options, run)
    return model.eval()

"""Adversarial training: features by which photos and catalogue pictures cannot be told apart.

DANN (Ganin et al., 2016) confuses a discriminator of the features alone, CDAN (Long et al., 2018)
one of the features together with what they are classified as.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from fusion.losses import TEMPERATURE, conditional, contrastive, dann_strength
from fusion.strategies.crossdomain import ADVERSARY, adversarial
from fusion.strategies.domains import Photos, SharedMap, fit_map
from fusion.task import Task
from fusion.training import Run, TrainingOptions

HIDDEN = 64
SKETCH = 512
"""CDAN's outer products are large; past this many a random projection stands in for them, as its
authors do."""


def fit_dann(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> SharedMap:
    """A map whose features hide the domain."""
    return _fit(task, options, run, lambda features, odds: features, None)


def fit_cdan(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> SharedMap:
    """A map whose features hide the domain, product by product."""
    products = len(task.items)
    generator = torch.Generator().manual_seed(options.seed)
    d_image = task.items.image.shape[1]
    of_features = torch.randn(d_image, SKETCH, generator=generator) / d_image**0.5
    of_odds = torch.randn(products, SKETCH, generator=generator)

    def joint(features: Tensor, odds: Tensor) -> Tensor:
        if products * d_image <= SKETCH:
            return conditional(features, odds)
        return (features @ of_features) * (odds @ of_odds)

    return _fit(task, options, run, joint, min(SKETCH, products * d_image))


def _fit(
    task: Task,
    options: TrainingOptions,
    run: Run | None,
    joint: Callable[[Tensor, Tensor], Tensor],
    width: int | None,
) -> SharedMap:
    """`joint` makes what the discriminator sees, of `width`, from features and odds of products."""
    photos = Photos(task)
    model = photos.start(options.seed)
    discriminate = nn.Sequential(
        nn.Linear(width or photos.photos.shape[1], HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1)
    )

    def step(batch: Tensor, done: float) -> Tensor:
        target = photos.own(batch)
        features = model(photos.photos[batch], 1)
        own = model(photos.pictures[target], 0)
        drawn = photos.pictured[torch.randint(len(photos.pictured), (len(batch),))]
        pictures = model(photos.pictures[drawn], 0)
        classes = model(photos.pictures, 0).detach()
        of_photos, of_pictures = (
            joint(x, torch.softmax(x.detach() @ classes.T / TEMPERATURE, dim=1))
            for x in (features, pictures)
        )
        confusion = adversarial(discriminate, of_photos, of_pictures, dann_strength(done))
        return contrastive(features, own, photos.alike[target]) + ADVERSARY * confusion

    return fit_map(photos, model, step, options, run, discriminate)

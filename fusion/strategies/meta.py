"""Meta-learning: maps trained on many small tasks, to take in a new one from few examples.

Prototypical networks (Snell, Swersky and Zemel, 2017) compare with the mean of the examples; MAML
(Finn, Abbeel and Levine, 2017) learns weights from which a few steps of gradient descent adapt.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.func import functional_call, grad
from torch.nn import functional

from fusion.losses import TEMPERATURE
from fusion.strategies.domains import Photos, SharedMap, fit_map
from fusion.task import Task
from fusion.training import Run, TrainingOptions

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class EpisodeOptions:
    """What an episode looks like."""

    ways: int = 20  # products in it, at most
    shots: int = 2  # photos of each that are examples, besides its picture
    asked: int = 3  # further photos of each to be recognised
    episodes: int = 16  # in an epoch
    inner_rate: float = 0.5  # step size of the adaptation
    inner_steps: int = 2  # of the adaptation


@dataclass(frozen=True)
class Episode:
    """A small task: `ways` products, some photos of each to learn from and some to recognise."""

    examples: Tensor  # (ways, shots, d)
    pictures: Tensor  # (ways, d)
    asked: Tensor  # (ways · asked, d)
    answer: Tensor  # (ways · asked,) which of the products


def draw(photos: Photos, options: EpisodeOptions) -> Episode:
    """A random episode; raises ValueError when no two products have photos enough."""
    need = options.shots + options.asked
    products, counts = torch.unique(photos.target, return_counts=True)
    products = products[counts >= need]
    if len(products) < 2:
        raise ValueError(f"episodes need two products with {need} photos each at least")
    chosen = products[torch.randperm(len(products))[: options.ways]]
    rows = torch.stack(
        [
            of_one[torch.randperm(len(of_one))[:need]]
            for product in chosen
            for of_one in [torch.nonzero(photos.target == product).squeeze(1)]
        ]
    )
    taken = photos.photos[rows]
    return Episode(
        taken[:, : options.shots],
        photos.pictures[chosen],
        taken[:, options.shots :].flatten(0, 1),
        torch.arange(len(chosen)).repeat_interleave(options.asked),
    )


def prototypes(examples: Tensor, pictures: Tensor) -> Tensor:
    """Unit prototypes (w, d) of mapped examples (w, s, d) and mapped pictures (w, d).

    The picture counts as much as all examples together.
    """
    return functional.normalize(functional.normalize(examples.mean(dim=1), dim=1) + pictures, dim=1)


def episode_loss(model: SharedMap, episode: Episode) -> Tensor:
    """Cross-entropy of the photos to recognise: with prototypes, and with the pictures alone.

    The second half is what a product without photos lives on.
    """
    pictures = model(episode.pictures, 0)
    known = prototypes(
        model(episode.examples.flatten(0, 1), 1).unflatten(0, episode.examples.shape[:2]), pictures
    )
    asked = model(episode.asked, 1)
    parts = (
        functional.cross_entropy(asked @ one.T / TEMPERATURE, episode.answer)
        for one in (known, pictures)
    )
    return torch.stack(list(parts)).mean()


def fit_prototypes(
    task: Task,
    options: TrainingOptions = TrainingOptions(),
    run: Run | None = None,
    episodes: EpisodeOptions = EpisodeOptions(),
) -> SharedMap:
    """A map trained so that prototypes and pictures are recognised."""
    photos = Photos(task)
    model = photos.start(options.seed)
    draw(photos, episodes)  # says at once when there are too few photos
    return fit_map(
        photos,
        model,
        lambda batch, done: episode_loss(model, draw(photos, episodes)),
        options,
        run,
        rows=episodes.episodes * options.batch,
    )


def adapted(
    model: SharedMap, weights: Weights, episode: Episode, options: EpisodeOptions
) -> Weights:
    """The weights after a few steps of gradient descent on an episode's examples."""
    shown = episode.examples.flatten(0, 1)
    answer = torch.arange(len(episode.pictures)).repeat_interleave(episode.examples.shape[1])

    def loss(weights: Weights) -> Tensor:
        mapped = functional_call(model, weights, (shown, 1))
        pictures = functional_call(model, weights, (episode.pictures, 0))
        return functional.cross_entropy(mapped @ pictures.T / TEMPERATURE, answer)

    for _ in range(options.inner_steps):
        slope = grad(loss)(weights)
        weights = {n: w - options.inner_rate * slope[n] for n, w in weights.items()}
    return weights


def fit_maml(
    task: Task,
    options: TrainingOptions = TrainingOptions(),
    run: Run | None = None,
    episodes: EpisodeOptions = EpisodeOptions(),
) -> SharedMap:
    """A map whose weights adapt well; second derivatives are kept."""
    photos = Photos(task)
    model = photos.start(options.seed)
    draw(photos, episodes)

    def step(batch: Tensor, done: float) -> Tensor:
        episode = draw(photos, episodes)
        weights = adapted(model, dict(model.named_parameters()), episode, episodes)
        asked = functional_call(model, weights, (episode.asked, 1))
        pictures = functional_call(model, weights, (episode.pictures, 0))
        return functional.cross_entropy(asked @ pictures.T / TEMPERATURE, episode.answer)

    rows = episodes.episodes * options.batch
    return fit_map(photos, model, step, options, run, rows=rows)

"""All of it together, trained end to end into one adapter for a catalogue.

Feature alignment: the closed-form photo map. Fusion: cross-attention of words and picture, over
the encoder's tokens where it hands them out, else over tokens unfolded from the aligned blocks.
Cross-domain: a classifier of categories and a discriminator of products and questions on the fused
features, through reversed gradients. Meta-learning: episodes in which the joint vectors of a few
questions are the prototypes of their products.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor
from torch.nn import functional

from fusion.blocks import Array
from fusion.losses import TEMPERATURE
from fusion.strategies import photo
from fusion.strategies.crossdomain import Heads
from fusion.strategies.intermediate import UNFOLDED, IntermediateFusion, shapes
from fusion.strategies.joint import Batch, fit_joint
from fusion.strategies.photo import PhotoAdapter
from fusion.task import Task
from fusion.training import Run, TrainingOptions


class Pipeline(IntermediateFusion):
    """Image blocks go through `aligned` first; the fusion knows its space only."""

    def __init__(
        self,
        d_text: int,
        d_image: int,
        aligned: dict[str, int],
        words: tuple[int, int] = UNFOLDED,
        patches: tuple[int, int] = UNFOLDED,
    ) -> None:
        super().__init__(d_text, d_image, words, patches)
        self.config = {
            "d_text": d_text,
            "d_image": d_image,
            "aligned": aligned,
            "words": list(words),
            "patches": list(patches),
        }
        self.aligned = PhotoAdapter(**aligned)

    def photo(self, image: Array) -> Array:
        return self.aligned.photo(image)

    def picture(self, image: Array) -> Array:
        return self.aligned.picture(image)


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> Pipeline:
    """Align, then train fusion, classifier, discriminator and episodes together."""
    torch.manual_seed(options.seed)
    aligned = photo.fit(task, options)
    moved = replace(
        task,
        items=replace(task.items, image=aligned.picture(task.items.image)),
        queries=replace(task.queries, image=_photos(aligned, task.queries.image)),
    )
    d_text, d_image = task.items.text.shape[1], moved.items.image.shape[1]
    model = Pipeline(d_text, d_image, aligned.config, **shapes(task.items))
    model.aligned = aligned
    heads = Heads(moved)
    fit_joint(model, moved, options, run, lambda b: heads(b) + prototype_loss(b), heads)
    return model.eval()


def prototype_loss(batch: Batch) -> Tensor:
    """A batch as an episode: of each product's questions one half is recognised by the mean of
    the other half and the product. Zero when no product has two questions in the batch."""
    order = torch.randperm(len(batch.target))
    support, asked = order[: len(order) // 2], order[len(order) // 2 :]
    known, which = torch.unique(batch.target[support], return_inverse=True)
    asked = asked[torch.isin(batch.target[asked], known)]
    if not len(asked) or len(known) < 2:
        return batch.questions.sum() * 0.0
    both = functional.normalize(batch.questions[support] + batch.items[support], dim=1)
    sums = torch.zeros(len(known), both.shape[1]).index_add(0, which, both)
    prototypes = functional.normalize(sums, dim=1)
    answer = torch.searchsorted(known, batch.target[asked])
    return functional.cross_entropy(batch.questions[asked] @ prototypes.T / TEMPERATURE, answer)


def _photos(aligned: PhotoAdapter, image: Array) -> Array:
    return aligned.photo(image) * image.any(axis=1, keepdims=True)

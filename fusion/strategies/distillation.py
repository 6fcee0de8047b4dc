"""Distillation: a map of the compact blocks that sees the neighbours a larger teacher sees.

What is taught are the scores of questions and products, not labels (Hinton et al., 2015; relations
as in Park et al., 2019). A task may bring a teacher's own blocks; without one the closed-form
photo map is the teacher.
"""

from __future__ import annotations

from torch import Tensor

from fusion.adapter import tensor
from fusion.losses import neighbours
from fusion.strategies import photo
from fusion.strategies.domains import Photos, SharedMap, fit_map
from fusion.task import Task
from fusion.training import Run, TrainingOptions


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> SharedMap:
    """A map whose scores of photos and pictures follow the teacher's. Uses no labels itself."""
    photos = Photos(task)
    model = photos.start(options.seed)
    asked, items = _teacher(task, photos, options)

    def step(batch: Tensor, done: float) -> Tensor:
        student = model(photos.photos[batch], 1) @ model(photos.pictures[photos.pictured], 0).T
        return neighbours(student, asked[batch] @ items.T)

    return fit_map(photos, model, step, options, run)


def _teacher(task: Task, photos: Photos, options: TrainingOptions) -> tuple[Tensor, Tensor]:
    """The teacher's unit vectors of the training photos and of the pictures."""
    if task.teacher is not None:
        return tensor(task.teacher[0][task.shown]), tensor(task.teacher[1][task.pictured])
    teacher = photo.fit(task, options)
    pictures = teacher.picture(task.items.image[task.pictured])
    return tensor(teacher.photo(photos.photos.numpy())), tensor(pictures)

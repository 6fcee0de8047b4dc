"""Distillation: a linear map of the compact blocks to where a larger teacher puts the photos.

The teacher looks at a catalogue's pictures once, and the student keeps what it saw; of photos,
which come while a shopper waits, it predicts the teacher's vectors, by ridge regression. No label
is used (after Hinton et al., 2015, and the asymmetric retrieval of Budnik and Avrithis, 2021,
arXiv:2006.13525). A task may bring a teacher's vectors; without them the photo map is the teacher.
"""

from __future__ import annotations

import numpy as np
import torch

from fusion.adapter import tensor
from fusion.blocks import Array, normalise
from fusion.ridge import Moments
from fusion.strategies import photo
from fusion.strategies.photo import PhotoAdapter
from fusion.task import Task
from fusion.training import Run, TrainingOptions

STRENGTHS = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2)
HELD = 5  # one photo in so many is held out to choose the strength by


class Student(PhotoAdapter):
    """`normalise((x − mean)·projection + offset)`; pictures the teacher saw have its vectors."""

    offset: torch.Tensor

    def __init__(self, d_image: int, dimensions: int, known: int) -> None:
        super().__init__(d_image, dimensions, known)
        self.register_buffer("offset", torch.zeros(dimensions))

    def photo(self, image: Array) -> Array:
        moved = (image - self._array("photo_mean")) @ self._array("projection")
        return normalise(moved + self._array("offset"))


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> Student:
    """The student of `task.teacher`. Closed form: seconds."""
    photos = task.queries.image[task.shown]
    if len(photos) < 2 * HELD:
        raise ValueError(f"{len(photos)} photos are too few to follow a teacher on")
    asked, items = _teacher(task, options)
    held = np.random.default_rng(options.seed).permutation(len(photos)) % HELD == 0

    def agreement(strength: float) -> float:
        student = _student(photos[~held], asked[~held], strength, task, items)
        return float((student.photo(photos[held]) * asked[held]).sum())

    return _student(photos, asked, max(STRENGTHS, key=agreement), task, items)


def _student(photos: Array, asked: Array, strength: float, task: Task, items: Array) -> Student:
    moments = Moments.of(np.hstack([photos, asked]))
    images, wanted = slice(0, photos.shape[1]), slice(photos.shape[1], None)
    pictures = task.items.image[task.pictured]
    student = Student(photos.shape[1], asked.shape[1], len(pictures))
    student.load_state_dict(
        {
            "photo_mean": tensor(moments.mean[images]),
            "picture_mean": tensor(pictures.mean(axis=0)),
            "projection": tensor(moments.ridge(images, wanted, strength)),
            "offset": tensor(moments.mean[wanted]),
            "known_pictures": tensor(pictures),
            "known_items": tensor(items),
        }
    )
    return student.eval()


def _teacher(task: Task, options: TrainingOptions) -> tuple[Array, Array]:
    """The teacher's vectors of the training photos and of the pictures."""
    if task.teacher is not None:
        return task.teacher[0][task.shown], task.teacher[1][task.pictured]
    teacher = photo.fit(task, options)
    pictures = teacher.picture(task.items.image[task.pictured])
    return teacher.photo(task.queries.image[task.shown]), pictures

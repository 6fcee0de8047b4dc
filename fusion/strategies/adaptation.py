"""Feature transfer without labels: photos are moved to where catalogue pictures lie.

Centring matches the means of both domains, CORAL their covariances too (Sun, Feng and Saenko,
Return of Frustratingly Easy Domain Adaptation, 2016). Closed form.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from fusion.adapter import Adapter, tensor
from fusion.blocks import Array, normalise
from fusion.task import Task
from fusion.training import Run, TrainingOptions

DAMPING = 1e-3  # share of the total variance added to each direction of a covariance


class LinearAdapter(Adapter):
    """Photos: `(x − photo_mean)·transfer`; pictures: `x − picture_mean`. Both of unit length."""

    photo_mean: Tensor
    picture_mean: Tensor
    transfer: Tensor

    def __init__(self, d_image: int) -> None:
        super().__init__(d_image=d_image)
        self.register_buffer("photo_mean", torch.zeros(d_image))
        self.register_buffer("picture_mean", torch.zeros(d_image))
        self.register_buffer("transfer", torch.eye(d_image))

    def photo(self, image: Array) -> Array:
        return normalise((image - self.photo_mean.numpy()) @ self.transfer.numpy())

    def picture(self, image: Array) -> Array:
        return normalise(image - self.picture_mean.numpy()) * image.any(axis=1, keepdims=True)


def fit_centring(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> LinearAdapter:
    """Each domain centred on its own mean."""
    photos, pictures = _domains(task)
    return _adapter(photos, pictures, np.eye(photos.shape[1]))


def fit_coral(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> LinearAdapter:
    """Photos whitened by their covariance and coloured by the pictures'."""
    photos, pictures = _domains(task)
    return _adapter(photos, pictures, coral(photos, pictures))


def coral(source: Array, target: Array, damping: float = DAMPING) -> Array:
    """The map (d, d) after which the covariance of centred `source` is that of `target`.

    Both covariances are damped by `damping` of their total variance in each direction.
    """
    return _power(_covariance(source, damping), -0.5) @ _power(_covariance(target, damping), 0.5)


def _domains(task: Task) -> tuple[Array, Array]:
    photos, pictures = task.queries.image[task.photos], task.items.image[task.pictured]
    if len(photos) < 2 or len(pictures) < 2:
        raise ValueError("two photos and two catalogue pictures at least are needed to align them")
    return photos, pictures


def _adapter(photos: Array, pictures: Array, transfer: Array) -> LinearAdapter:
    adapter = LinearAdapter(photos.shape[1])
    adapter.load_state_dict(
        {
            "photo_mean": tensor(photos.mean(axis=0)),
            "picture_mean": tensor(pictures.mean(axis=0)),
            "transfer": tensor(transfer),
        }
    )
    return adapter


def _covariance(rows: Array, damping: float) -> Array:
    centred = (rows - rows.mean(axis=0)).astype(np.float64)
    covariance = centred.T @ centred / len(rows)
    return covariance + damping * np.trace(covariance) * np.eye(len(covariance))


def _power(matrix: Array, exponent: float) -> Array:
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * values.clip(1e-12) ** exponent) @ vectors.T

"""Ridge regression in closed form, from moments that add up chunk by chunk and fold by fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fusion.blocks import Array


@dataclass(frozen=True)
class Moments:
    """Count, sum (d,) and sum of outer products (d, d) of n vectors, in float64."""

    count: int
    total: Array
    outer: Array

    @staticmethod
    def of(vectors: Array, chunk: int = 8192) -> Moments:
        """The moments of `vectors` (n, d)."""
        outer = np.zeros((vectors.shape[1], vectors.shape[1]))
        for start in range(0, len(vectors), chunk):
            part = vectors[start : start + chunk]
            outer += part.T @ part
        return Moments(len(vectors), vectors.sum(0, dtype=np.float64), outer)

    def __sub__(self, part: Moments) -> Moments:
        return Moments(self.count - part.count, self.total - part.total, self.outer - part.outer)

    @property
    def mean(self) -> Array:
        return self.total / max(self.count, 1)

    def scatter(self, rows: slice, columns: slice) -> Array:
        """Sum of products of centred columns: n times their covariance."""
        total, mean = self.total[rows], self.mean[columns]
        return self.outer[rows, columns] - np.outer(total, mean)

    def ridge(self, x: slice, y: slice, strength: float) -> Array:
        """Coefficients (d_x, d_y) of columns `y` on columns `x`, both centred.

        `strength` is a share of the scatter of x, so that it means the same for any number of
        rows and dimensions and any scale.
        """
        return np.linalg.solve(_damped(self.scatter(x, x), strength), self.scatter(x, y))


def _damped(scatter: Array, strength: float) -> Array:
    return scatter + strength * max(np.trace(scatter), 1e-9) * np.eye(len(scatter))


def whitening(scatter: Array, strength: float) -> Array:
    """The inverse square root of a damped scatter (d, d): after it, all directions weigh alike.

    Scaled to a mean of 1, as only its shape matters.
    """
    values, vectors = np.linalg.eigh(_damped(scatter, strength))
    root = values.clip(1e-12) ** -0.5
    return (vectors * (root / root.mean())) @ vectors.T


def equal_rows(vectors: Array) -> Array:
    """A number for each row, (n,) int64, the same for rows that are equal to four decimals."""
    _, group = np.unique(vectors.round(4), axis=0, return_inverse=True)
    return group.ravel()


def grouped_folds(group: Array, folds: int, seed: int = 0) -> Array:
    """A fold for each row, (n,) int64, at random but the same within a group."""
    return np.random.default_rng(seed).permutation(group.max() + 1)[group] % folds


def mean_reciprocal_rank(scores: Array, group: Array) -> float:
    """How high the own item (the diagonal of `scores`, queries × items) ranks, in (0, 1].

    Items of the query's own group do not compete: they are as right as the own one.
    """
    better = (scores > np.diag(scores)[:, None]) & (group[:, None] != group)
    return float((1 / (1 + better.sum(axis=1))).mean())

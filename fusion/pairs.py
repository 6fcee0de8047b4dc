"""Pairs of picture and title: what a bridge is fitted on, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fusion.blocks import Array, normalise
from fusion.ridge import Moments, equal_rows, grouped_folds, mean_reciprocal_rank, whitening


@dataclass(frozen=True)
class BridgeOptions:
    """How a ridge bridge is fitted. Strengths are shares of the scatter: see `Moments.ridge`."""

    strengths: tuple[float, ...] = (8e-3, 2.5e-3, 8e-4, 2.5e-4, 8e-5, 2.5e-5)
    """Regularisation to choose from, in either direction; the first of equals wins."""
    shares: tuple[float, ...] = (1.0, 0.75, 0.5, 0.25, 0.0)
    """Weights of the zero-shot prior to choose from."""
    image_whitening: float = 8e-4
    """Damping of the whitening of image directions; within a factor of 3 it matters little."""
    text_whitening: float = 2.5e-4
    """Damping of the whitening of text directions; within a factor of 10 it matters little."""
    folds: int = 4
    """Folds of the cross-validation inside the catalogue."""
    pairs_for_choice: int = 4_000
    """Cross-validation looks at no more pairs than this."""
    pairs: int = 40_000
    """The fit uses no more pairs than this: some 30 for each coefficient of a column."""
    least_pairs: int = 30
    """With fewer pairs the prior speaks alone."""


@dataclass(frozen=True)
class Choice:
    """How strongly to regularise each direction, and how much of the prior to keep."""

    to_text: float
    to_image: float
    share: float


class Pairs:
    """At most `limit` of n pairs, drawn at random: image block, text block and prior side by side.

    With fewer pairs than image dimensions the image blocks are rotated into the space they span:
    ridge gives nothing to other directions, so the result is the same and costs far less.
    """

    def __init__(self, image: Array, text: Array, prior: Array | None, limit: int) -> None:
        chosen = np.random.default_rng(0).permutation(len(image))[:limit]
        image, text = image[chosen], text[chosen]
        prior = np.zeros_like(text) if prior is None else prior[chosen]
        self._basis: Array | None = None
        if len(image) < image.shape[1]:
            self._basis = np.linalg.svd(image, full_matrices=False)[2]
            image = image @ self._basis.T
        self.rows = np.hstack([image, text, prior])
        self.has_prior = bool(prior.any())
        self.image = slice(0, image.shape[1])
        self.text = slice(image.shape[1], image.shape[1] + text.shape[1])
        self.prior = slice(self.text.stop, None)
        self.both = slice(image.shape[1], None)

    def restore(self, images: Array) -> Array:
        """Rotate the last axis, that of images, back to d_image."""
        return images if self._basis is None else images @ self._basis


def choose(pairs: Pairs, options: BridgeOptions) -> Choice:
    """The choice that finds unseen titles' pictures best: mean reciprocal rank in cross-validation.

    Equal titles are always on the same side.
    """
    rows = pairs.rows[: options.pairs_for_choice]
    group = equal_rows(rows[:, pairs.text])
    fold = grouped_folds(group, options.folds)
    every = Moments.of(rows)
    whiten = whitening(every.scatter(pairs.image, pairs.image), options.image_whitening)
    shares = options.shares if pairs.has_prior else (0.0,)
    to_text = np.zeros((len(options.strengths), len(shares)))
    to_image = np.zeros(len(options.strengths))
    for number in np.unique(fold):
        held, names = rows[fold == number], group[fold == number]
        image, text = held[:, pairs.image], held[:, pairs.text]
        kept = every - Moments.of(held)
        for row, strength in enumerate(options.strengths):
            expected = _texts(pairs, kept, held, strength, shares)
            to_text[row] += [mean_reciprocal_rank(text @ e.T, names) for e in expected]
            asked = _images(pairs, kept, held, strength) @ whiten
            to_image[row] += mean_reciprocal_rank(asked @ image.T, names)
    best, share = np.unravel_index(to_text.argmax(), to_text.shape)
    return Choice(options.strengths[best], options.strengths[to_image.argmax()], shares[share])


def _texts(
    pairs: Pairs, kept: Moments, held: Array, strength: float, shares: tuple[float, ...]
) -> list[Array]:
    """The text blocks predicted for held-out images, with each share of the prior."""
    centred = held[:, pairs.image] - kept.mean[pairs.image]
    both = centred @ kept.ridge(pairs.image, pairs.both, strength) + kept.mean[pairs.both]
    text, of_prior = np.hsplit(both, 2)
    return [normalise(text + share * (held[:, pairs.prior] - of_prior)) for share in shares]


def _images(pairs: Pairs, kept: Moments, held: Array, strength: float) -> Array:
    """The centred image blocks predicted for held-out texts."""
    centred = held[:, pairs.text] - kept.mean[pairs.text]
    return centred @ kept.ridge(pairs.text, pairs.image, strength)

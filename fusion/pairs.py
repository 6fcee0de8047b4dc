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
class Texts:
    """How to predict texts: the strength of the regression, and how much of the prior to keep."""

    strength: float
    share: float


@dataclass(frozen=True)
class Choice:
    """How to predict what items lack, and what to search with."""

    item_text: Texts
    text_query: Texts
    to_image: float  # strength


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
    """The choice with the best mean reciprocal ranks in cross-validation: of pictures for titles
    nobody knows, and of titles for such pictures. Equal titles are always on the same side.

    What finds pictures need not find titles: there a prior that is coarse draws many pictures to
    the same few titles.
    """
    rows = pairs.rows[: options.pairs_for_choice]
    group = equal_rows(rows[:, pairs.text])
    fold = grouped_folds(group, options.folds)
    every = Moments.of(rows)
    whiten_image = whitening(every.scatter(pairs.image, pairs.image), options.image_whitening)
    whiten_text = whitening(every.scatter(pairs.text, pairs.text), options.text_whitening)
    shares = options.shares if pairs.has_prior else (0.0,)
    item_text, text_query = np.zeros((2, len(options.strengths), len(shares)))
    to_image = np.zeros(len(options.strengths))
    for number in np.unique(fold):
        held, names = rows[fold == number], group[fold == number]
        image, text = held[:, pairs.image], held[:, pairs.text]
        kept = every - Moments.of(held)
        for row, strength in enumerate(options.strengths):
            expected = _texts(pairs, kept, held, strength, shares)
            item_text[row] += [mean_reciprocal_rank(text @ normalise(e).T, names) for e in expected]
            asked_texts = [normalise((e - kept.mean[pairs.text]) @ whiten_text) for e in expected]
            text_query[row] += [mean_reciprocal_rank(q @ text.T, names) for q in asked_texts]
            asked = _images(pairs, kept, held, strength) @ whiten_image
            to_image[row] += mean_reciprocal_rank(asked @ image.T, names)

    def best(figures: Array) -> Texts:
        row, column = np.unravel_index(figures.argmax(), figures.shape)
        return Texts(options.strengths[row], shares[column])

    return Choice(best(item_text), best(text_query), options.strengths[to_image.argmax()])


def _texts(
    pairs: Pairs, kept: Moments, held: Array, strength: float, shares: tuple[float, ...]
) -> list[Array]:
    """The text blocks predicted for held-out images, with each share of the prior; any length."""
    centred = held[:, pairs.image] - kept.mean[pairs.image]
    both = centred @ kept.ridge(pairs.image, pairs.both, strength) + kept.mean[pairs.both]
    text, of_prior = np.hsplit(both, 2)
    return [text + share * (held[:, pairs.prior] - of_prior) for share in shares]


def _images(pairs: Pairs, kept: Moments, held: Array, strength: float) -> Array:
    """The centred image blocks predicted for held-out texts."""
    centred = held[:, pairs.text] - kept.mean[pairs.text]
    return centred @ kept.ridge(pairs.text, pairs.image, strength)

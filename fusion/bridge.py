"""Bridges: the block an item lacks, predicted from the one it has.

A photo without words gets a text block, words without a photo get an image block. Encoders with a
shared space need no more than the identity; for the others `fit_bridge` fits a ridge regression in
closed form on a catalogue's own pairs of image and title.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from fusion.blocks import Array, normalise


class Bridge(ABC):
    """Predicts either block from the other."""

    @abstractmethod
    def text_from_image(self, image: Array, prior: Array | None = None) -> Array:
        """Text blocks (n, d_text) for image blocks (n, d_image): float32 unit rows.

        `prior` (n, d_text) is what the encoder expects without any pair; see `fit_bridge`.
        A row of zeros means that there is nothing to go on.
        """

    @abstractmethod
    def image_from_text(self, text: Array) -> Array:
        """Image blocks (n, d_image) for text blocks (n, d_text): float32 unit rows, or zeros."""

    def tensors(self) -> dict[str, Array]:
        """Everything learnt, by name."""
        return {}

    @property
    def fingerprint(self) -> str:
        """Hash of the kind of bridge and of everything learnt."""
        digest = sha256(type(self).__name__.encode())
        for name, tensor in sorted(self.tensors().items()):
            digest.update(f"{name}{tensor.shape}{tensor.dtype}".encode())
            digest.update(np.ascontiguousarray(tensor).tobytes())
        return digest.hexdigest()[:16]

    def save(self, path: str | Path) -> None:
        """Write a safetensors file whose metadata names the kind of bridge."""
        metadata = {"bridge": json.dumps({"kind": type(self).__name__})}
        tensors = {name: np.ascontiguousarray(t) for name, t in self.tensors().items()}
        save_file(tensors, path, metadata=metadata)

    @staticmethod
    def load(path: str | Path) -> Bridge:
        """Read what `save` wrote. Raises ValueError when the file holds no bridge."""
        with safe_open(path, framework="numpy") as file:
            header = json.loads((file.metadata() or {}).get("bridge", "{}"))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        kind = header.get("kind")
        if kind not in BRIDGES:
            raise ValueError(f"{path} holds no bridge this program knows (kind {kind!r})")
        return BRIDGES[kind](**tensors)


class SharedSpaceBridge(Bridge):
    """For encoders that put texts and images in one space: each block is the other's prediction."""

    def text_from_image(self, image: Array, prior: Array | None = None) -> Array:
        return normalise(image)

    def image_from_text(self, text: Array) -> Array:
        return normalise(text)


@dataclass(frozen=True)
class RidgeBridge(Bridge):
    """`text = share·prior + (image − image_mean)·to_text + text_offset`, and the like for images.

    Shapes: `image_mean` (d_image,), `text_mean` and `text_offset` (d_text,), `prior_share` (1,),
    `to_text` (d_image, d_text), `to_image` (d_text, d_image), all float32.
    """

    image_mean: Array
    text_mean: Array
    text_offset: Array
    to_text: Array
    to_image: Array
    prior_share: Array

    def tensors(self) -> dict[str, Array]:
        return dict(vars(self))

    def text_from_image(self, image: Array, prior: Array | None = None) -> Array:
        text = (image - self.image_mean) @ self.to_text + self.text_offset
        return normalise(text if prior is None else text + self.prior_share * prior)

    def image_from_text(self, text: Array) -> Array:
        return normalise((text - self.text_mean) @ self.to_image + self.image_mean)


BRIDGES: Mapping[str, type[Bridge]] = {
    kind.__name__: kind for kind in (SharedSpaceBridge, RidgeBridge)
}


@dataclass(frozen=True)
class BridgeOptions:
    """How a ridge bridge is fitted."""

    strengths: tuple[float, ...] = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
    """Regularisation to choose from, in units of the mean squared singular value."""
    shares: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
    """Weights of the zero-shot prior to choose from."""
    folds: int = 4
    """Folds of the cross-validation inside the catalogue."""
    pairs_for_choice: int = 8_000
    """Cross-validation looks at no more pairs than this; the fit uses all."""
    least_pairs: int = 20
    """With fewer pairs only the prior speaks."""
    chunk: int = 8_192
    """Pairs turned into normal equations at a time."""


@dataclass(frozen=True)
class _Moments:
    """Sums over pairs from which ridge regressions follow; they add and subtract."""

    n: float
    x: Array
    y: Array
    xx: Array
    xy: Array

    def __sub__(self, other: _Moments) -> _Moments:
        return _Moments(*(a - b for a, b in zip(_parts(self), _parts(other), strict=True)))

    def means(self) -> tuple[Array, Array]:
        return self.x / self.n, self.y / self.n

    def ridge(self, strengths: tuple[float, ...]) -> Iterator[Array]:
        """Coefficients (d_x, d_y) of the centred regression of y on x, for each strength."""
        mx, my = self.means()
        covariance = self.xx - self.n * np.outer(mx, mx)
        values, vectors = np.linalg.eigh(covariance)
        rotated = vectors.T @ (self.xy - self.n * np.outer(mx, my))
        scale = max(values.mean(), 1e-12)
        for strength in strengths:
            shrunk = rotated / (values.clip(0) + strength * scale)[:, None]
            yield vectors @ shrunk


def _parts(moments: _Moments) -> tuple:
    return moments.n, moments.x, moments.y, moments.xx, moments.xy


def _moments(x: Array, y: Array, chunk: int) -> _Moments:
    xx = np.zeros((x.shape[1], x.shape[1]))
    xy = np.zeros((x.shape[1], y.shape[1]))
    for start in range(0, len(x), chunk):
        part = np.ascontiguousarray(x[start : start + chunk], dtype=np.float32)
        xx += part.T @ part
        xy += part.T @ np.asarray(y[start : start + chunk], dtype=np.float32)
    return _Moments(len(x), x.sum(0, dtype=np.float64), y.sum(0, dtype=np.float64), xx, xy)


def fit_bridge(
    image: Array, text: Array, prior: Array | None = None, options: BridgeOptions | None = None
) -> Bridge:
    """Fit a ridge bridge on n pairs of unit blocks `image` (n, d_image) and `text` (n, d_text).

    The regression explains what `share·prior` leaves unexplained, so that few pairs change the
    prior little; strength and share are chosen by cross-validation, in which equal titles are
    always on the same side.
    """
    options = options or BridgeOptions()
    if len(image) != len(text) or (prior is not None and len(prior) != len(text)):
        raise ValueError(f"image, text and prior differ in length: {len(image)}, {len(text)}")
    if len(image) < options.least_pairs:
        return _prior_only(image.shape[1], text.shape[1])
    prior = np.zeros_like(text) if prior is None else prior
    strength, share = _choose(image, text, prior, options)
    moments = _moments(image, text - share * prior, options.chunk)
    image_mean, text_offset = moments.means()
    (to_text,) = moments.ridge((strength,))
    back = _moments(text, image, options.chunk)
    (to_image,) = back.ridge((_choose(text, image, np.zeros_like(image), options)[0],))
    return RidgeBridge(
        image_mean=image_mean.astype(np.float32),
        text_mean=back.means()[0].astype(np.float32),
        text_offset=text_offset.astype(np.float32),
        to_text=to_text.astype(np.float32),
        to_image=to_image.astype(np.float32),
        prior_share=np.array([share], np.float32),
    )


def _prior_only(d_image: int, d_text: int) -> RidgeBridge:
    zeros = np.zeros
    return RidgeBridge(
        image_mean=zeros(d_image, np.float32),
        text_mean=zeros(d_text, np.float32),
        text_offset=zeros(d_text, np.float32),
        to_text=zeros((d_image, d_text), np.float32),
        to_image=zeros((d_text, d_image), np.float32),
        prior_share=np.array([1], np.float32),
    )


def _choose(x: Array, y: Array, prior: Array, options: BridgeOptions) -> tuple[float, float]:
    """The strength and share whose predictions for unseen titles have the largest cosine."""
    rows = np.random.default_rng(0).permutation(len(x))[: options.pairs_for_choice]
    x, y, prior = x[rows], y[rows], prior[rows]
    shares = options.shares if prior.any() else (0.0,)
    both = np.hstack([y, prior]) if prior.any() else y
    every = _moments(x, both, options.chunk)
    gain = np.zeros((len(options.strengths), len(shares)))
    folds = _folds(y, options.folds)
    for fold in range(options.folds):
        out = folds == fold
        kept = every - _moments(x[out], both[out], options.chunk)
        mean_x, mean_both = kept.means()
        for row, weights in enumerate(kept.ridge(options.strengths)):
            predicted = (x[out] - mean_x) @ weights + mean_both
            text, of_prior = predicted[:, : y.shape[1]], predicted[:, y.shape[1] :]
            for column, share in enumerate(shares):
                guess = text + share * (prior[out] - of_prior) if share else text
                gain[row, column] += (normalise(guess) * y[out]).sum()
    best = np.unravel_index(gain.argmax(), gain.shape)
    return options.strengths[best[0]], shares[best[1]]


def _folds(text: Array, folds: int) -> Array:
    """A fold for each row, (n,) int64, the same for equal rows and otherwise at random."""
    _, group = np.unique(text.round(4), axis=0, return_inverse=True)
    group = group.ravel()
    return np.random.default_rng(0).permutation(group.max() + 1)[group] % folds

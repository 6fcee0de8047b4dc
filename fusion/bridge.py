"""Bridges: the block that is missing, predicted from the one that is there.

A photo without words gets a text block, words without a photo get an image block. A bridge is
used on both sides of a search, which ask for different things:

- an *item* gets the block one would expect (`text_from_image`, `image_from_text`), so that it
  scores like the items around it;
- a *query* gets the direction that best tells its right items from the wrong ones
  (`text_query`, `image_query`): the expected block, centred and whitened, as in canonical
  correlation analysis (Hotelling, 1936, Biometrika 28).

Encoders with a shared space need no more than the identity; for the others `fit_bridge` fits
ridge regressions in closed form on a catalogue's own pairs of picture and title.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from fusion.blocks import Array, normalise
from fusion.pairs import BridgeOptions, Choice, Pairs, Texts, choose
from fusion.ridge import Moments, whitening


class Bridge(ABC):
    """Predicts either block from the other. Every method returns float32 unit rows; a row of zeros
    means that there is nothing to go on."""

    @abstractmethod
    def text_from_image(self, image: Array, prior: Array | None = None) -> Array:
        """Text blocks (n, d_text) to expect of items with image blocks (n, d_image).

        `prior` (n, d_text) is what the encoder expects without having seen any pair.
        """

    @abstractmethod
    def image_from_text(self, text: Array) -> Array:
        """Image blocks (n, d_image) to expect of items with text blocks (n, d_text)."""

    def text_query(self, image: Array, prior: Array | None = None) -> Array:
        """Text blocks (n, d_text) to search with for image blocks (n, d_image)."""
        return self.text_from_image(image, prior)

    def image_query(self, text: Array) -> Array:
        """Image blocks (n, d_image) to search with for text blocks (n, d_text)."""
        return self.image_from_text(text)

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
        try:
            with safe_open(path, framework="numpy") as file:
                header = json.loads((file.metadata() or {}).get("bridge", "{}"))
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        except SafetensorError as error:
            raise ValueError(f"{path} is damaged ({error})") from error
        kind = header.get("kind")
        if kind not in BRIDGES:
            raise ValueError(f"{path} holds no bridge this program knows (kind {kind!r})")
        try:
            return BRIDGES[kind](**tensors)
        except TypeError as error:
            raise ValueError(f"{path} holds a bridge of another version") from error


class SharedSpaceBridge(Bridge):
    """For encoders that put texts and images in one space: each block is the other's prediction."""

    def text_from_image(self, image: Array, prior: Array | None = None) -> Array:
        return normalise(image)

    def image_from_text(self, text: Array) -> Array:
        return normalise(text)


@dataclass(frozen=True)
class RidgeBridge(Bridge):
    """Linear predictions in both directions; all tensors are float32.

    `text = text_offset + (image − image_mean)·to_text + prior_share·prior`,
    `image = image_mean + (text − text_mean)·to_image`, and to search with, whitened,
    `(image − image_mean)·to_text_query + (prior − prior_mean)·prior_to_query` and
    `(text − text_mean)·to_image_query`.
    """

    image_mean: Array  # (d_image,)
    text_mean: Array  # (d_text,)
    prior_mean: Array  # (d_text,)
    text_offset: Array  # (d_text,)
    prior_share: Array  # (1,)
    to_text: Array  # (d_image, d_text)
    to_image: Array  # (d_text, d_image)
    to_text_query: Array  # (d_image, d_text)
    prior_to_query: Array  # (d_text, d_text)
    to_image_query: Array  # (d_text, d_image)

    def tensors(self) -> dict[str, Array]:
        return dict(vars(self))

    def text_from_image(self, image: Array, prior: Array | None = None) -> Array:
        text = (image - self.image_mean) @ self.to_text + self.text_offset
        return normalise(text if prior is None else text + self.prior_share * prior)

    def image_from_text(self, text: Array) -> Array:
        return normalise((text - self.text_mean) @ self.to_image + self.image_mean)

    def text_query(self, image: Array, prior: Array | None = None) -> Array:
        text = (image - self.image_mean) @ self.to_text_query
        if prior is not None:
            text = text + (prior - self.prior_mean) @ self.prior_to_query
        return normalise(text)

    def image_query(self, text: Array) -> Array:
        return normalise((text - self.text_mean) @ self.to_image_query)


BRIDGES: Mapping[str, type[Bridge]] = {
    kind.__name__: kind for kind in (SharedSpaceBridge, RidgeBridge)
}


def fit_bridge(
    image: Array, text: Array, prior: Array | None = None, options: BridgeOptions | None = None
) -> Bridge:
    """Fit a ridge bridge on n pairs of unit blocks `image` (n, d_image) and `text` (n, d_text).

    `prior` (n, d_text) is what the encoder expects of the images without having seen any pair. The
    regression explains what a share of it leaves unexplained, so that few pairs change it little;
    the share and the strengths are chosen by cross-validation. Seconds for any n.
    """
    if len(image) != len(text) or (prior is not None and len(prior) != len(text)):
        raise ValueError(f"image, text and prior differ in length: {len(image)}, {len(text)}")
    options = options or BridgeOptions()
    if len(image) < options.least_pairs:
        return _prior_only(image.shape[1], text.shape[1])
    pairs = Pairs(image, text, prior, options.pairs)
    return _solve(pairs, choose(pairs, options), options)


def _solve(pairs: Pairs, choice: Choice, options: BridgeOptions) -> RidgeBridge:
    moments = Moments.of(pairs.rows)
    text_mean, prior_mean = moments.mean[pairs.text], moments.mean[pairs.prior]
    to_image = moments.ridge(pairs.text, pairs.image, choice.to_image)
    whiten_image = whitening(moments.scatter(pairs.image, pairs.image), options.image_whitening)
    whiten_text = whitening(moments.scatter(pairs.text, pairs.text), options.text_whitening)
    to_text = _to_text(moments, pairs, choice.item_text)
    to_text_query = _to_text(moments, pairs, choice.text_query) @ whiten_text
    tensors = {
        "image_mean": pairs.restore(moments.mean[pairs.image]),
        "text_mean": text_mean,
        "prior_mean": prior_mean,
        "text_offset": text_mean - choice.item_text.share * prior_mean,
        "prior_share": np.array([choice.item_text.share]),
        "to_text": pairs.restore(to_text.T).T,
        "to_image": pairs.restore(to_image),
        "to_text_query": pairs.restore(to_text_query.T).T,
        "prior_to_query": choice.text_query.share * whiten_text,
        "to_image_query": pairs.restore(to_image @ whiten_image),
    }
    return RidgeBridge(**{name: t.astype(np.float32) for name, t in tensors.items()})


def _to_text(moments: Moments, pairs: Pairs, how: Texts) -> Array:
    """Coefficients for what the share of the prior leaves unexplained."""
    coefficients = moments.ridge(pairs.image, pairs.both, how.strength)
    of_text, of_prior = np.hsplit(coefficients, 2)
    return of_text - how.share * of_prior


def _prior_only(d_image: int, d_text: int) -> RidgeBridge:
    """What is known without pairs: the prior for texts, nothing for images."""
    nothing = np.zeros((d_image, d_text), np.float32)
    return RidgeBridge(
        image_mean=np.zeros(d_image, np.float32),
        text_mean=np.zeros(d_text, np.float32),
        prior_mean=np.zeros(d_text, np.float32),
        text_offset=np.zeros(d_text, np.float32),
        prior_share=np.ones(1, np.float32),
        to_text=nothing,
        to_image=nothing.T,
        to_text_query=nothing,
        prior_to_query=np.eye(d_text, dtype=np.float32),
        to_image_query=nothing.T,
    )

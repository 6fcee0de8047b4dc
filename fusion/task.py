"""What a strategy learns from: products, questions, and which product each question is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from fusion.adapter import Relations
from fusion.blocks import Array, ItemBlocks

UNKNOWN = -1


@dataclass(frozen=True)
class Task:
    """n products and m questions, as an encoder's own blocks; a row of zeros is missing.

    `target` (m,) is the row of the product a question is about. `train` and `valid` are rows of
    questions; `valid` holds products that no training question is about, so that what is chosen by
    it works for new products too. `category` (n,) is int64, −1 for unknown. Products with an equal
    number in `alike` (n,) int64 are right for the same questions, as pictures of one kind of thing
    are: none of them is wrong where another is right. By default each is alike to itself only.
    """

    items: ItemBlocks
    queries: ItemBlocks
    target: Array
    train: Array
    valid: Array
    category: Array
    relations: Relations = field(default_factory=dict)
    teacher: tuple[Array, Array] | None = None
    """A larger model's unit vectors of the questions' photos (m, d) and the pictures (n, d)."""
    alike: Array = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        if not len(self.alike):
            object.__setattr__(self, "alike", np.arange(len(self.items)))
        if len(self.queries) != len(self.target) or len(self.items) != len(self.category):
            raise ValueError("queries and target, items and category must be of one length")
        if len(self.target) and not 0 <= self.target.min() <= self.target.max() < len(self.items):
            raise ValueError("a target is not a row of the items")

    @property
    def photos(self) -> Array:
        """Rows of the training questions that have a photo."""
        return self.train[self.queries.image[self.train].any(axis=1)]

    @property
    def shown(self) -> Array:
        """Of these, the rows whose product has a picture."""
        return self.photos[np.isin(self.target[self.photos], self.pictured)]

    @property
    def pictured(self) -> Array:
        """Rows of the products that have a picture."""
        return np.flatnonzero(self.items.image.any(axis=1))

    def splitted(self, share: float, seed: int) -> Task:
        """The same task, with the questions about `share` of the trained products for `valid`."""
        known = np.unique(self.target[self.train])
        count = max(1, round(share * len(known)))
        held = np.random.default_rng(seed).permutation(known)[:count]
        out = np.isin(self.target[self.train], held)
        return replace(self, train=self.train[~out], valid=self.train[out])

"""What one liked and refused as a vector beside the question's: relevance feedback.

Signals are items that somebody liked (weight above 0) or refused (below 0). With `c` the blocks of
an item about the catalogue's centre, each of unit length and weighted as in `fusion.blocks`,

    t = λ · Σ aᵢ·c(sᵢ) / (κ + Σ |aᵢ|)            share of an item d: ⟨t, c(d)⟩

is Rocchio's feedback (1971) with a prior of κ signals that say nothing: few signals, or signals
that contradict each other, move little. It is linear in the signals, so the share splits exactly
into what each of them adds; no share is larger than λ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fusion.blocks import Array, ItemBlocks, block_weights, normalise


@dataclass(frozen=True)
class TasteOptions:
    """How much signals weigh. See benchmarks/taste.py."""

    image: float = 0.5  # share of the image block
    doubt: float = 1.0  # κ: signals' worth of not knowing
    most: float = 0.15  # λ: what a share can be at most


@dataclass(frozen=True)
class TasteVector:
    """The signals of one person over one catalogue.

    `signals`: blocks of m items; `weights` (m,) in [-1, 1]; `centre`: blocks of one row, the means
    of the catalogue's.
    """

    signals: ItemBlocks
    weights: Array
    centre: ItemBlocks
    options: TasteOptions = TasteOptions()

    def parts(self, items: ItemBlocks) -> Array:
        """What each of m signals adds to the score of each of n items, (m, n) float32."""
        share = block_weights(self.options.image)
        alike = share["text"] ** 2 * (
            self._about(self.signals.text, self.centre.text)
            @ self._about(items.text, self.centre.text).T
        ) + share["image"] ** 2 * (
            self._about(self.signals.image, self.centre.image)
            @ self._about(items.image, self.centre.image).T
        )
        scale = self.options.most / (self.options.doubt + np.abs(self.weights).sum())
        return (scale * self.weights[:, None] * alike).astype(np.float32)

    @staticmethod
    def _about(block: Array, centre: Array) -> Array:
        return normalise(block - centre)


def centre_of(blocks: ItemBlocks, sample: int = 4096) -> ItemBlocks:
    """The means of the blocks, one row; of at most `sample` items, evenly spread."""
    step = max(1, -(-len(blocks) // sample))
    text, image = (np.asarray(one[::step]) for one in (blocks.text, blocks.image))
    return ItemBlocks(text.mean(axis=0, keepdims=True), image.mean(axis=0, keepdims=True))


def screened(order: Sequence[int], plain: Sequence[int], k: int) -> list[int]:
    """The first k of `order`, of which at most half are not among the first k of `plain`.

    Both are orders of the same items, best first: `order` with taste, `plain` without. However much
    somebody likes one kind of thing, half of a screen is what anybody would see.
    """
    own = set(plain[:k])
    strangers = k // 2
    chosen: list[int] = []
    for one in order:
        if len(chosen) == k:
            break
        if one not in own:
            if not strangers:
                continue
            strangers -= 1
        chosen.append(one)
    return chosen

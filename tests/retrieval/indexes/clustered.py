"""Synthetic blocks that cluster as those of products do."""

from __future__ import annotations

import numpy as np

from fusion.blocks import ItemBlocks, QueryBlocks, block_weights, normalise

TEXT_DIM, IMAGE_DIM = 32, 48


def clustered_blocks(n: int, seed: int = 0) -> ItemBlocks:
    """n items around n / 20 centres, each block with centres of its own."""
    random = np.random.default_rng(seed)
    blocks = []
    for dim in (TEXT_DIM, IMAGE_DIM):
        centres = random.standard_normal((max(n // 20, 1), dim))
        members = centres[random.integers(0, len(centres), n)]
        blocks.append(normalise(members + 0.5 * random.standard_normal((n, dim))))
    return ItemBlocks(*blocks)


def query_near(blocks: ItemBlocks, row: int, image: float, seed: int = 1) -> QueryBlocks:
    """A question about something like the item in `row`; `image` is that block's share."""
    random = np.random.default_rng(seed + row)
    text = normalise(blocks.text[row] + 0.1 * random.standard_normal(TEXT_DIM))
    picture = normalise(blocks.image[row] + 0.1 * random.standard_normal(IMAGE_DIM))
    return QueryBlocks(text, picture, block_weights(image), {"text": "text", "image": "image"})

"""What buyers show: the pictures in reviews enrich the image block of a product.

A shop shows a thing as it should look, a buyer as it does look in a room and to a telephone. The
block that is searched is the unit vector along

    own + s·(1 − P)·(mean of review pictures − own),

all of unit length. P takes out what all review pictures here have in common against the shops' of
the same things: the first principal directions of their differences. Whatever is photographed at
home is alike in that, and with it a product with review pictures would come before those without
for every photo. Both numbers hold for all products and are fitted by cross-validation
(`benchmarks.review_pictures`); the block stays one vector of the same space, so that scores split
as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from fusion.blocks import normalise
from retrieval.catalogue import Catalogue
from retrieval.encoders import Encoder
from retrieval.offers import Product

SAMPLE = 2000  # pairs of pictures that directions are taken from
LEAST = 5  # products with review pictures, before what these have in common can be told


@dataclass(frozen=True)
class ShownOptions:
    """How much review pictures count."""

    share: float = 0.1  # s; fitted, see docs/people.md
    common: int = 8  # directions that P takes out
    most: int = 8  # pictures of one product that count, the first ones


SHOWN = ShownOptions()


def common_directions(differences: np.ndarray, count: int) -> np.ndarray:
    """(count, d) directions, of unit length and at right angles, in which review pictures differ
    most from the shops' of the same things; `differences` are (n, d)."""
    _, _, directions = np.linalg.svd(differences, full_matrices=False)
    return directions[:count]


def shown_of(
    catalogue: Catalogue, products: Sequence[Product], options: ShownOptions = SHOWN
) -> list[tuple[str, ...]]:
    """For each product the content hashes of the review pictures that count."""
    pictures = catalogue.reviews.pictures()
    if not pictures:
        return [()] * len(products)
    found = []
    for one in products:
        every = (pictures.get((offer.source, offer.offer_id), ()) for offer in one.offers)
        found.append(tuple(dict.fromkeys(chain.from_iterable(every))))
    return [images[: options.most] for images in found]


def enrich(
    catalogue: Catalogue,
    encoder: Encoder,
    own: np.ndarray,
    shown: Sequence[Sequence[str]],
    options: ShownOptions = SHOWN,
) -> np.ndarray:
    """(n, d) image blocks with those of review pictures in them.

    `own` (n, d) has a row of zeros where a shop shows nothing; what buyers show then stands for it.
    Pictures without a block count for nothing.
    """
    if not any(shown):
        return own
    blocks = np.array(own)
    common = _common(catalogue, encoder, options.common)
    for row, images in enumerate(shown):
        there = _load(catalogue, encoder, images)
        there = there[there.any(axis=1)]
        if len(there):
            blocks[row] = joined(own[row], there, options.share, common)
    return blocks


def joined(
    own: np.ndarray, shown: np.ndarray, share: float, common: np.ndarray | None = None
) -> np.ndarray:
    """The block (d,) of a product with its own (d,) and those of its review pictures (m, d);
    `common` are the directions (k, d) that P takes out."""
    mean = normalise(shown.mean(axis=0))
    if not own.any():
        return mean
    step = mean - own
    if common is not None:
        step = step - common.T @ (common @ step)
    return normalise(own + share * step)


def _common(catalogue: Catalogue, encoder: Encoder, count: int) -> np.ndarray | None:
    """What review pictures here have in common; None where too few products have any."""
    pairs = catalogue.reviews.pairs(SAMPLE)
    if len({own for own, _ in pairs}) < LEAST:
        return None
    own, shown = (_load(catalogue, encoder, side) for side in zip(*pairs, strict=True))
    there = own.any(axis=1) & shown.any(axis=1)
    return common_directions(shown[there] - own[there], count) if there.any() else None


def _load(catalogue: Catalogue, encoder: Encoder, images: Sequence[str]) -> np.ndarray:
    """The blocks (n, d) of pictures, a row of zeros for one that has none."""
    return catalogue.blocks("image", encoder.fingerprint).load(list(images), encoder.image_dim)

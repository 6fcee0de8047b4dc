"""The blocks of products: their own, and predicted ones in place of those that are missing.

Nothing here is as large as products × pictures where there are no pictures, and what is predicted
of many products is worked out some thousands at a time, when it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from fusion.blocks import ItemBlocks
from fusion.bridge import Bridge, SharedSpaceBridge, fit_bridge
from retrieval.catalogue import Catalogue
from retrieval.documents import embedding_text, text_hash
from retrieval.encoders import Encoder
from retrieval.indexes.arrays import SparseRows, nonzero
from retrieval.offers import Product
from retrieval.shown import enrich, shown_of

if TYPE_CHECKING:
    from fusion.adapter import Adapter, Relations

CHUNK = 4096
"""Pictures whose prior is worked out together: it looks at ten class names of each."""


def own_blocks(catalogue: Catalogue, encoder: Encoder, products: Sequence[Product]) -> ItemBlocks:
    """The encoder's own blocks of products, what buyers show in them, a row of zeros where there is
    no title or picture."""
    hashes = [text_hash(t) if (t := embedding_text(p)) else "" for p in products]
    text = catalogue.blocks("text", encoder.fingerprint).load(hashes, encoder.text_dim)
    shown = shown_of(catalogue, products)
    pictured = np.array([n for n, p in enumerate(products) if p.image or shown[n]], np.int64)
    images = [products[n].image for n in pictured]
    stored = catalogue.blocks("image", encoder.fingerprint).load(images, encoder.image_dim)
    stored = enrich(catalogue, encoder, stored, [shown[n] for n in pictured])
    there = stored.any(axis=1)
    places = np.full(len(products), -1, np.int32)
    places[pictured[there]] = np.arange(int(there.sum()))
    return ItemBlocks(text, SparseRows(stored[there], places))  # type: ignore[arg-type]


def dense(blocks: ItemBlocks) -> ItemBlocks:
    """The same with ordinary arrays."""
    return replace(blocks, text=np.asarray(blocks.text), image=np.asarray(blocks.image))


def fused_items(
    encoder: Encoder,
    adapter: Adapter | None,
    own: ItemBlocks,
    shared: Relations | None = None,
) -> tuple[Bridge, ItemBlocks]:
    """The bridge fitted on n products, and the blocks to index of them.

    `own` are the encoder's blocks; `shared` is what `relations` makes of the products.
    """
    if adapter is None:
        bridge = _fitted(encoder, own)
        return bridge, filled(encoder, bridge, own)
    own = dense(own)
    text, image = own.text, own.image
    prior = encoder.zero_shot_text(image)
    mapped = adapter.picture(image)
    pairs = text.any(axis=1) & image.any(axis=1)
    bridge = fit_bridge(mapped[pairs], text[pairs], None if prior is None else prior[pairs])
    blocks = replace(fill_in(bridge, text, mapped, prior), tokens=own.tokens)
    observed = np.stack([text.any(axis=1), image.any(axis=1)], axis=1)
    return bridge, adapter.items(blocks, shared, observed)


def _fitted(encoder: Encoder, own: ItemBlocks) -> Bridge:
    if encoder.shared_space:
        return SharedSpaceBridge()
    rows = nonzero(own.image)
    rows = rows[own.text[rows].any(axis=1)]
    image = own.image[rows]
    return fit_bridge(image, own.text[rows], _prior(encoder, image))


def filled(encoder: Encoder, bridge: Bridge, own: ItemBlocks) -> ItemBlocks:
    """Own blocks with the missing ones predicted, image blocks when they are asked for."""
    text = own.text.copy()
    silent = np.flatnonzero(~text.any(axis=1))
    for start in range(0, len(silent), CHUNK):
        rows = silent[start : start + CHUNK]
        image = own.image[rows]
        text[rows] = bridge.text_from_image(image, _prior(encoder, image))
    probe = own.text[nonzero(own.text)[:1]]
    foretold = len(probe) > 0 and bridge.image_from_text(probe).any()
    if not foretold or len(nonzero(own.image)) == len(text):
        return ItemBlocks(text, own.image)
    return ItemBlocks(text, FilledRows(bridge, own.text, own.image))  # type: ignore[arg-type]


class FilledRows:
    """(n, d) image blocks, those that are missing predicted from the words when they are read."""

    dtype = np.dtype(np.float32)

    def __init__(self, bridge: Bridge, text: np.ndarray, image: Any) -> None:
        self._bridge, self._text, self._image = bridge, text, image
        self.shape = image.shape

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: Any) -> np.ndarray:
        image = np.array(self._image[rows])
        missing = ~image.any(axis=-1)
        if missing.any():
            image[missing] = self._bridge.image_from_text(self._text[rows][missing])
        return image

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return self[:] if dtype is None else self[:].astype(dtype)


def _prior(encoder: Encoder, image: np.ndarray) -> np.ndarray | None:
    """What the encoder expects of pictures (n, d), some thousands at a time."""
    found = []
    for start in range(0, len(image), CHUNK):
        expected = encoder.zero_shot_text(image[start : start + CHUNK])
        if expected is None:
            return None
        found.append(expected)
    return np.concatenate(found) if found else None


def fill_in(
    bridge: Bridge, text: np.ndarray, image: np.ndarray, prior: np.ndarray | None
) -> ItemBlocks:
    """Predict the blocks that are missing (rows of zeros) from the ones that are there."""
    no_text, no_image = ~text.any(axis=1), ~image.any(axis=1)
    text, image = text.copy(), image.copy()
    if no_text.any():
        text[no_text] = bridge.text_from_image(
            image[no_text], None if prior is None else prior[no_text]
        )
    if no_image.any():
        image[no_image] = bridge.image_from_text(text[no_image])
    return ItemBlocks(text, image)

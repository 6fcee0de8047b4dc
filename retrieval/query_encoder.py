"""From a question's words and photos to one fused query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from fusion.blocks import QueryBlocks, Tokens, block_weights, normalise
from fusion.bridge import Bridge
from fusion.weights import WeightOptions
from retrieval import tokens
from retrieval.encoders import Encoder
from retrieval.errors import BadQuery
from retrieval.photo import blocks_of, pictures_of
from retrieval.query import Query

if TYPE_CHECKING:
    from fusion.adapter import Adapter


class QueryEncoder:
    """Turns a question into one fused query, filling in what it lacks."""

    def __init__(
        self,
        encoder: Encoder,
        bridge: Bridge,
        weights: WeightOptions,
        adapter: Adapter | None = None,
    ) -> None:
        self.encoder = encoder
        self.bridge = bridge
        self.weights = weights
        self.adapter = adapter

    def __call__(self, query: Query) -> QueryBlocks:
        """Raises `BadQuery` when there are neither words nor photos."""
        text = self.encoder.encode_queries([query.text])[0] if query.text.strip() else None
        blocks = blocks_of(self.encoder, query.images) if query.images else ()
        image = normalise(np.mean(blocks, axis=0)) if len(blocks) else None
        if text is None and image is None:
            raise BadQuery("The question is empty; type some words or add a photo.")
        asked = None
        if self.adapter and self.adapter.reads_tokens:
            asked = tokens.of_question(self.encoder, query.text, pictures_of(query.images))
        return self.fuse(text, image, asked)

    def fuse(
        self, text: np.ndarray | None, image: np.ndarray | None, asked: Tokens | None = None
    ) -> QueryBlocks:
        """The fused query of the encoder's own blocks, either of which may be None, and of what
        they were pooled from, where the adapter reads it."""
        prior = None
        if image is not None and text is None:
            prior = self.encoder.zero_shot_text(image[None])
        if image is not None and self.adapter:
            image = self.adapter.photo(image[None])[0]
        query = replace(self._fill_in(text, image, prior), tokens=asked)
        return self.adapter.query(query) if self.adapter else query

    def _fill_in(
        self, text: np.ndarray | None, image: np.ndarray | None, prior: np.ndarray | None
    ) -> QueryBlocks:
        """Predict a missing block; a bridge that has nothing to go on gets no weight."""
        if text is not None and image is not None:
            shares, evidence = self.weights.both, ("text", "image")
        elif text is not None:
            image = self.bridge.image_query(text[None])[0]
            shares, evidence = self.weights.text_only * bool(image.any()), ("text", "text")
        else:
            assert image is not None
            text = self.bridge.text_query(image[None], prior)[0]
            shares = self.weights.photo_only if text.any() else 1.0
            evidence = ("image", "image")
        return QueryBlocks(
            text, image, block_weights(shares), dict(zip(("text", "image"), evidence, strict=True))
        )

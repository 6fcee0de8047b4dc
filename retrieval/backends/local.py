"""Search in this process, over the mapped files of a generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fusion.blocks import block_weights
from retrieval.backends.base import Asked, Found, Rows, SearchBackend
from retrieval.generation import Generation
from retrieval.lexical import Mentions, normalise_scores


class LocalBackend(SearchBackend):
    """The vector store of a generation and its inverted index propose, its blocks score exactly."""

    def __init__(self, generation: Generation, exact: bool = False) -> None:
        """`exact`: the blocks are gone through instead of the store being asked."""
        self.generation = generation
        self.index = generation.exact if exact else generation.index

    def search(
        self,
        asked: Asked,
        n: int,
        allowed: np.ndarray | None = None,
        groups: Sequence[np.ndarray] = (),
        also: np.ndarray | None = None,
    ) -> Found:
        channels = [self.index.candidates(asked.blocks, n, allowed)]
        if asked.apart:
            alone = [replace(asked.blocks, weights=block_weights(image)) for image in (0.0, 1.0)]
            channels += [self.index.candidates(one, n, allowed) for one in alone]
        for group in groups:
            mask = group if allowed is None else group & allowed
            channels.append(self.generation.exact.candidates(asked.blocks, n, mask))
        if asked.words:
            channels.append(self.generation.lexical.top(asked.words, n, allowed)[0])
        if also is not None:
            channels.append(also)
        return self.look(asked, np.unique(np.concatenate(channels)))

    def look(self, asked: Asked, rows: Rows) -> Found:
        blocks = self.generation.blocks[rows]  # of a slice this is no copy
        similar = asked.blocks.similarities(blocks)
        rows = np.arange(len(self.generation.ids))[rows]
        return Found(rows, similar, self._said(asked, rows) if asked.words else None)

    def _said(self, asked: Asked, rows: np.ndarray) -> Mentions:
        lexical = self.generation.lexical
        if asked.mentions:
            return lexical.mentions(asked.words, rows)
        none = np.zeros(len(rows), np.float32)
        return Mentions(normalise_scores(lexical.scores(asked.words))[rows], none, none)

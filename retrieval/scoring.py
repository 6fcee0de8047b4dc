"""Exact scores of candidates: blocks and BM25 fused, made comparable, gated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fusion.blocks import MODALITIES, QueryBlocks
from fusion.gate import Gate
from fusion.late import LateFusion
from fusion.missing import align, matched
from retrieval.backends.base import Asked, Found, Rows, SearchBackend
from retrieval.completeness import Completeness

Parts = dict[str, np.ndarray]
"""Modality → (n,) float32: what it adds to the scores of n items."""


class Scorer:
    """Scores the items of one generation of n. Safe to use from several threads."""

    def __init__(
        self,
        backend: SearchBackend,
        n: int,
        completeness: Completeness,
        late: LateFusion,
        gate: Gate | None,
    ) -> None:
        self.backend = backend
        self.n = n
        self.completeness = completeness
        self.late = late
        self.gate = gate

    def search(
        self,
        fused: QueryBlocks,
        words: str,
        n: int,
        allowed: np.ndarray | None = None,
        also: np.ndarray | None = None,
    ) -> tuple[np.ndarray, Parts]:
        """The united candidates of all channels, in rows of the generation, and their scores.

        Items that lack what the question holds propose their own, or whole items crowd them out.
        """
        asked = self._asked(fused, words)
        groups: Sequence[np.ndarray] = self.completeness.lacking(fused)
        found = self.backend.search(asked, n, allowed, groups, also)
        return found.rows, self._parts(asked, found)

    def __call__(self, fused: QueryBlocks, words: str, rows: np.ndarray) -> Parts:
        """Each modality's part of the final scores of the items in `rows`; `words` may be ""."""
        asked = self._asked(fused, words)
        return self._parts(asked, self.backend.look(asked, rows))

    def _asked(self, fused: QueryBlocks, words: str) -> Asked:
        gated, words = self.gate_of(fused) is not None, words if words.strip() else ""
        mentions = bool(words) and not gated and fused.evidence["image"] != "image"
        return Asked(fused, words, apart=gated, mentions=mentions)

    def _parts(self, asked: Asked, found: Found) -> Parts:
        parts = self._aligned(asked, found)
        gate = self.gate_of(asked.blocks)
        if gate:
            step = -(-self.n // gate.sample)
            return gate(parts, gate.floors(self._sampled(asked, slice(None, None, step))))
        if found.said is None or not asked.mentions:
            return parts
        mention = self.late.mention(found.said.stated, found.said.verbatim)
        return self._matched(asked.blocks, {**parts, "text": parts["text"] + mention}, found.rows)

    def _matched(self, fused: QueryBlocks, parts: Parts, rows: np.ndarray) -> Parts:
        """Items without words, which state nothing, raised to the ranks of those that do: what
        that adds is the words' doing."""
        for lacking in self.completeness.lacking(fused):
            mine = lacking[rows]
            if mine.any() and not mine.all():
                score = parts["text"] + parts["image"]
                text = parts["text"].copy()
                ratio = (~lacking).sum() / lacking.sum()
                text[mine] += matched(score[mine], score[~mine], float(ratio))
                parts = {**parts, "text": text}
        return parts

    def gate_of(self, fused: QueryBlocks) -> Gate | None:
        """The gate, for questions that hold both words and a photo; None for others."""
        both = all(fused.evidence[name] == name for name in MODALITIES)
        return self.gate if both and all(fused.weights.values()) else None

    def _fused(self, asked: Asked, found: Found) -> Parts:
        parts = asked.blocks.credited(found.similar)
        return self.late(parts, found.said.relative if found.said else None)

    def _sampled(self, asked: Asked, rows: Rows) -> Parts:
        """Fused scores of a sample of the catalogue, of which nobody asks what it mentions."""
        return self._fused(asked, self.backend.look(replace(asked, mentions=False), rows))

    def _aligned(self, asked: Asked, found: Found) -> Parts:
        """Scores of items that lack a modality, brought to the scale of the others'."""
        parts = self._fused(asked, found)
        for lacking in self.completeness.lacking(asked.blocks):
            mine = lacking[found.rows]
            if mine.any():
                own, whole = self.completeness.samples(lacking)
                aligned = align(
                    {name: part[mine] for name, part in parts.items()},
                    self._sampled(asked, own),
                    self._sampled(asked, whole),
                    self.completeness.options.trust,
                )
                for name, part in aligned.items():
                    parts[name][mine] = part
        return parts

"""Exact scores of candidates: blocks and BM25 fused, made comparable, gated."""

from __future__ import annotations

import numpy as np

from fusion.blocks import MODALITIES, QueryBlocks
from fusion.gate import Gate
from fusion.late import LateFusion
from fusion.missing import align, matched
from retrieval.completeness import Completeness
from retrieval.generation import Generation
from retrieval.lexical import normalise_scores

Parts = dict[str, np.ndarray]
"""Modality → (n,) float32: what it adds to the scores of n items."""


class Scorer:
    """Scores the items of one generation. Safe to use from several threads."""

    def __init__(
        self,
        generation: Generation,
        completeness: Completeness,
        late: LateFusion,
        gate: Gate | None,
    ) -> None:
        self.generation = generation
        self.completeness = completeness
        self.late = late
        self.gate = gate

    def __call__(self, fused: QueryBlocks, words: str, rows: np.ndarray) -> Parts:
        """Each modality's part of the final scores of the items in `rows`; `words` may be ""."""
        lexical = self.generation.lexical
        scale = normalise_scores(lexical.scores(words)) if words.strip() else None
        parts = self._aligned(fused, scale, rows)
        gate = self.gate_of(fused)
        if gate is None:
            if scale is None or fused.evidence["image"] == "image":
                return parts
            said = lexical.mentions(words, rows)
            parts = {**parts, "text": parts["text"] + self.late.mention(said.stated, said.verbatim)}
            return self._matched(fused, parts, rows)
        step = -(-len(self.generation.ids) // gate.sample)  # a slice of blocks is no copy of them
        return gate(parts, gate.floors(self._fused(fused, scale, slice(None, None, step))))

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

    def _fused(
        self, fused: QueryBlocks, scale: np.ndarray | None, rows: np.ndarray | slice
    ) -> Parts:
        parts = fused.contributions(self.generation.blocks[rows])
        return self.late(parts, None if scale is None else scale[rows])

    def _aligned(self, fused: QueryBlocks, scale: np.ndarray | None, rows: np.ndarray) -> Parts:
        """Scores of items that lack a modality, brought to the scale of the others'."""
        parts = self._fused(fused, scale, rows)
        for lacking in self.completeness.lacking(fused):
            mine = lacking[rows]
            if mine.any():
                own, whole = self.completeness.samples(lacking)
                aligned = align(
                    {name: part[mine] for name, part in parts.items()},
                    self._fused(fused, scale, own),
                    self._fused(fused, scale, whole),
                    self.completeness.options.trust,
                )
                for name, part in aligned.items():
                    parts[name][mine] = part
        return parts

"""Late fusion: scores of several channels combined after retrieval."""

from __future__ import annotations

from dataclasses import dataclass

from fusion.blocks import Array


@dataclass(frozen=True)
class LateFusion:
    """A convex combination of the fused similarity and the lexical score.

    Needs one number and few labels to set it, and beats rank fusion when tuned (Bruch, Gai,
    Ingber: An Analysis of Fusion Functions for Hybrid Retrieval, 2023).
    """

    lexical_share: float = 0.4  # flat from 0.3 to 0.6: benchmarks/lexical_share.py

    def __call__(self, contributions: dict[str, Array], lexical: Array | None) -> dict[str, Array]:
        """What each modality adds to the final score.

        `contributions`: modality → (n,) parts of the fused similarity; `lexical`: (n,) in [0, 1],
        or None for a question without words. The lexical score is the words' doing, so its share
        joins "text": the parts still add up to the score exactly.
        """
        if lexical is None:
            return contributions
        kept = {name: (1 - self.lexical_share) * part for name, part in contributions.items()}
        return {**kept, "text": kept["text"] + self.lexical_share * lexical}

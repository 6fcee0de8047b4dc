"""Late fusion: scores of several channels combined after retrieval."""

from __future__ import annotations

from dataclasses import dataclass

from fusion.blocks import Array


@dataclass(frozen=True)
class LateFusion:
    """A convex combination of the fused similarity and the lexical score, and a credit for items
    that mention what was asked.

    The combination needs one number and few labels to set it, and beats rank fusion when tuned
    (Bruch, Gai, Ingber: An Analysis of Fusion Functions for Hybrid Retrieval, 2023). But both its
    terms only compare items: whether the best one says all that was asked or a tenth of it, it gets
    the same, and a quotation loses to whatever the vectors like. The credit means the same for
    every question: an item that states nearly all of what was asked, and more so in the same
    order, is what was meant, however near others are. Its power makes it fall off fast, so that
    among items which state half the similarity decides as before.
    """

    lexical_share: float = 0.4  # flat from 0.3 to 0.6: benchmarks/lexical_share.py
    credit: float = 1.0  # for stating all that was asked
    verbatim: float = 0.5  # as a share of that, for stating it in the same order besides
    power: int = 4  # flat from 2 to 6: docs/experiments.md

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

    def mention(self, stated: Array, verbatim: Array) -> Array:
        """The credit of n items: `stated` (n,) is the share of the question's information that
        each has, `verbatim` (n,) that of its neighbouring words; both in [0, 1]."""
        return self.credit * stated**self.power * (1 + self.verbatim * verbatim**self.power)

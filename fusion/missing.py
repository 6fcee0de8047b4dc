"""Scores of items that lack a modality, made comparable with those of whole items.

A block predicted from the other modality lies closer to the mean than an observed one: the same
likeness scores less, and items without words (or without a picture) never come up among the many
that have both. The scores of each group of items are therefore brought to the mean and deviation
that whole items have for the same query, as in score normalisation for distributed search (z-score:
Montague & Aslam, *Relevance score normalization for metasearch*, 2001).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fusion.blocks import Array

Parts = Mapping[str, Array]
"""Modality → (n,) float32: what each modality adds to the scores of n items."""


@dataclass(frozen=True)
class MissingOptions:
    """How far scores of items that lack a modality are trusted."""

    trust: float = 1.0  # times the deviation of whole items; 0 leaves them at the mean
    sample: int = 1000  # items of a group that its mean and deviation are taken from
    least: int = 30  # smaller groups are left as they are: their moments say little


def align(parts: Parts, own: Parts, whole: Parts, trust: float) -> dict[str, Array]:
    """Bring the `parts` of items that lack a modality to the scale of whole items.

    `own` are the parts of a sample of such items, `whole` of a sample of whole ones, for the same
    query. Each modality is shifted by its own means and all are scaled alike, so that the parts
    still add up to the score.
    """
    deviation = float(_total(own).std())
    scale = trust * float(_total(whole).std()) / deviation if deviation > 0 else 1.0
    return {
        name: (scale * (part - own[name].mean()) + whole[name].mean()).astype(np.float32)
        for name, part in parts.items()
    }


def matched(own: Array, others: Array, ratio: float) -> Array:
    """What to add to n scores so that the j-th best of them stands behind the (j·ratio)-th best of
    the `others` (m,), which are `ratio` times as many; (n,) float32 ≥ 0.

    Quantile matching: moments say what a usual score is worth, but at the top of the list those of
    items that state what was asked lie further from the mean than a prediction ever does. Nothing
    is lowered, and the order within either group stays as it is.
    """
    best = np.sort(others)[::-1]
    order = np.argsort(-own, kind="stable")
    places = np.ceil(np.arange(1, len(own) + 1) * ratio).astype(int)
    within = places < len(best)
    raised = np.zeros(len(own), np.float32)
    raised[order[within]] = np.maximum(best[places[within]] - own[order[within]], 0)
    return raised


def _total(parts: Parts) -> Array:
    return np.sum(list(parts.values()), axis=0)

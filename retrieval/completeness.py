"""Which items of a generation lack words or a picture."""

from __future__ import annotations

import numpy as np

from fusion.blocks import MODALITIES, QueryBlocks
from fusion.missing import MissingOptions


class Completeness:
    """The items of a generation by what they lack; what they lack was predicted by the bridge.

    `observed` (n, 2) says of each item whether it has words, and whether it has a picture.
    """

    def __init__(self, observed: np.ndarray, options: MissingOptions) -> None:
        self.options = options
        self.observed: np.ndarray = observed
        self.whole: np.ndarray = observed[:, 0] & observed[:, 1]
        self._lacking = {
            modality: ~observed[:, column] & observed[:, 1 - column]
            for column, modality in enumerate(MODALITIES)
            if self.whole.sum() >= options.least
            and (~observed[:, column] & observed[:, 1 - column]).sum() >= options.least
        }

    def lacking(self, query: QueryBlocks) -> list[np.ndarray]:
        """Masks (n,) bool: the items that lack a modality which the question itself holds.

        Groups too small to be judged are left out.
        """
        held = set(query.evidence.values())
        return [mask for modality, mask in self._lacking.items() if modality in held]

    def samples(self, lacking: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of a sample of the `lacking` items, and of the whole ones, evenly spread."""
        return spread(lacking, self.options.sample), spread(self.whole, self.options.sample)


def spread(mask: np.ndarray, count: int) -> np.ndarray:
    """At most `count` of the rows where `mask` (n,) is true, evenly spread."""
    rows = np.flatnonzero(mask)
    return rows[np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(int)]

"""What an index is: the nearest items of a fused query, from one immutable generation."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from fusion.blocks import QueryBlocks


class Index(ABC):
    """Candidate generation over the n items of one generation; row numbers name the items."""

    @abstractmethod
    def candidates(
        self, query: QueryBlocks, k: int, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """Rows of at least the k best items (fewer if there are fewer), int64, in no set order.

        `allowed`: (n,) bool, the items that may be returned; None for all. The caller re-scores
        the candidates exactly, so an index may return more than k and need not return scores.
        """

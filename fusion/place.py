"""What nearness adds to a score: a named part beside those of words and photo.

    share(d) = λ · s / (s + d)

for a distance d: λ next door, half of it at s, and ever less: between 1 and 2 km somebody cares,
between 41 and 42 nobody does. What is at no known distance gets nothing, as what is at the end of
the world.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fusion.blocks import Array


@dataclass(frozen=True)
class NearOptions:
    """How much nearness weighs. See benchmarks/near.py."""

    most: float = 0.3  # λ: what a share can be at most; chosen, see docs/place.md
    half: float = 5.0  # s: km at which half of it is left
    depth: int = 50  # of the best by everything else: so many are weighed

    def shares(self, km: Array) -> Array:
        """The shares of n items, (n,) float64; `km` (n,) is NaN where no distance is known."""
        return np.nan_to_num(self.most * self.half / (self.half + np.asarray(km, float)), nan=0.0)

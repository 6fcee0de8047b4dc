"""Decision trees as plain arrays: kept as safetensors, evaluated without scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numba import njit, prange

LEAF = -1


@dataclass(frozen=True)
class Trees:
    """Boosted trees: the log-odds are the base plus the sum of the leaves that a row reaches.

    Node i of the one list of nodes goes left where feature[i] ≤ threshold[i]; a NaN goes left
    where missing_left[i]. Children are positions in the list.
    """

    base: np.ndarray  # (1,) float32
    roots: np.ndarray  # (trees,) int32
    feature: np.ndarray  # (nodes,) int16, LEAF for leaves
    threshold: np.ndarray  # (nodes,) float64
    left: np.ndarray  # (nodes,) int32
    right: np.ndarray  # (nodes,) int32
    missing_left: np.ndarray  # (nodes,) uint8
    value: np.ndarray  # (nodes,) float32, of leaves

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """Log-odds (n,) float32 for each of the rows (n, features) float32."""
        arrays = (getattr(self, f.name) for f in fields(self) if f.name != "base")
        return self.base[0] + _sums(np.ascontiguousarray(rows, np.float32), *arrays)

    def tensors(self, prefix: str) -> dict[str, np.ndarray]:
        """The arrays by name, to be saved."""
        return {f"{prefix}.{f.name}": getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, np.ndarray], prefix: str) -> Trees:
        """The inverse of `tensors`."""
        return cls(**{f.name: tensors[f"{prefix}.{f.name}"] for f in fields(cls)})


@njit(parallel=True, cache=True, nogil=True)
def _sums(rows, roots, feature, threshold, left, right, missing_left, value):  # type: ignore[no-untyped-def] # pragma: no cover
    sums = np.empty(len(rows), np.float32)
    for i in prange(len(rows)):
        total = 0.0
        for root in roots:
            node = root
            while feature[node] != LEAF:
                x = rows[i, feature[node]]
                goes_left = missing_left[node] == 1 if np.isnan(x) else x <= threshold[node]
                node = left[node] if goes_left else right[node]
            total += value[node]
        sums[i] = total
    return sums

"""The terms of documents in their order: what tells a quotation from a bag of the same words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np


class Sequences:
    """The term ids of n documents one after the other, memory-mapped. Threads may share it."""

    TERMS, STARTS = "sequence.npy", "sequence.starts.npy"

    def __init__(self, folder: Path) -> None:
        """Open what `build` wrote; raises OSError or ValueError when it is damaged."""
        self._terms = np.load(folder / self.TERMS, mmap_mode="r")
        self._starts = np.load(folder / self.STARTS, mmap_mode="r")

    @classmethod
    def build(cls, folder: Path, documents: Sequence[Sequence[int]]) -> None:
        """Write the term ids of n documents into `folder`."""
        lengths = [len(document) for document in documents]
        starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        terms = np.fromiter((term for one in documents for term in one), np.int32, int(starts[-1]))
        np.save(folder / cls.TERMS, terms)
        np.save(folder / cls.STARTS, starts.astype(np.int64))

    def shared(self, asked: Sequence[int], rows: np.ndarray) -> np.ndarray:
        """Of the pairs of neighbours in `asked`, the share that are neighbours, in this order, in
        each of the documents `rows`: (len(rows),) float32; 0 for fewer than two terms.

        Term ids are ≥ 0; those below 0 are in no document.
        """
        pairs = set(pairwise(asked))
        wanted = np.array(sorted(_code(*pair) for pair in pairs if min(pair) >= 0), np.int64)
        if not len(wanted) or not len(rows):
            return np.zeros(len(rows), np.float32)
        owners, terms = self._gathered(np.asarray(rows))
        codes = _code(terms[:-1], terms[1:])
        places = np.minimum(np.searchsorted(wanted, codes), len(wanted) - 1)
        hits = (owners[:-1] == owners[1:]) & (wanted[places] == codes)
        once = np.unique(owners[:-1][hits] * len(wanted) + places[hits]) // len(wanted)
        return (np.bincount(once, minlength=len(rows)) / len(pairs)).astype(np.float32)

    def _gathered(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The terms of some documents in one, and the position in `rows` each belongs to."""
        starts, ends = self._starts[rows], self._starts[rows + 1]
        lengths = ends - starts
        shift = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        terms = self._terms[np.arange(lengths.sum()) + shift]
        return np.repeat(np.arange(len(rows)), lengths), terms.astype(np.int64)


def _code(first: Any, second: Any) -> Any:
    """One number for each pair of term ids."""
    return first << 32 | second

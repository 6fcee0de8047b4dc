"""An inverted index of n documents of fields: which have a term, in how many fields, and their
terms in order."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from retrieval.termlist import Numbering, TermList

_FILES = ("rows", "counts", "starts", "lengths", "sequence", "sequence.starts")


class Postings:
    """Memory-mapped from a folder. Immutable; threads may share it.

    Of term t the documents are `rows[starts[t]:starts[t + 1]]` (int32, ascending), which have it in
    `counts` fields each (float32); `lengths` (n,) int32 are the sums of a document's counts.
    """

    def __init__(self, folder: Path) -> None:
        """Open what `write` wrote; raises OSError or ValueError when it is damaged."""
        self.terms = TermList(folder)
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _FILES}
        self._rows, self._counts = arrays["rows"], arrays["counts"]
        self._starts, self.lengths = arrays["starts"], arrays["lengths"]
        self._sequence, self._places = arrays["sequence"], arrays["sequence.starts"]

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def write(cls, folder: Path, documents: Iterable[Iterable[Sequence[str]]]) -> None:
        """Index the terms of each field of n documents in `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        number, sequence, sizes, owners, n = Numbering(), array("i"), array("i"), array("i"), 0
        for n, document in enumerate(documents, 1):
            for field in document:
                sequence.extend(number(field))
                sizes.append(len(field))
                owners.append(n - 1)
        ids = number.write(folder)
        terms, owner = ids[np.array(sequence, np.int32)], np.array(owners, np.int64)
        fields = np.repeat(np.arange(len(sizes)), sizes)
        rows, counts, starts = _inverted(terms, fields, owner, n, int(ids.max(initial=-1)) + 1)
        lengths = np.bincount(rows, counts, minlength=n).astype(np.int32)
        held = np.bincount(owner, sizes, minlength=n).astype(np.int64)
        written = rows, counts, starts, lengths, terms, np.concatenate([[0], np.cumsum(held)])
        for name, values in zip(_FILES, written, strict=True):
            np.save(folder / f"{name}.npy", values)

    def having(self, term: str) -> tuple[np.ndarray, np.ndarray]:
        """The documents that have a term, ascending, and in how many fields: (m,) int32,
        (m,) float32."""
        place = self.terms.find(term)
        if place < 0:
            return self._rows[:0], self._counts[:0]
        one = slice(int(self._starts[place]), int(self._starts[place + 1]))
        return self._rows[one], self._counts[one]

    def documents(self) -> Iterator[np.ndarray]:
        """The terms of each document in their order, by identifiers, (l,) int32."""
        for start, end in pairwise(self._places.tolist()):
            yield self._sequence[start:end]

    def counted(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The different terms of each document, ascending, and in how many fields it has each:
        (m,) int64, (m,) float32."""
        order = np.argsort(self._rows, kind="stable")
        terms = np.repeat(np.arange(len(self.terms)), np.diff(self._starts))[order]
        counts, ends = self._counts[order], np.cumsum([0, *self.distinct()])
        for start, end in pairwise(ends.tolist()):
            yield terms[start:end], counts[start:end]

    def distinct(self) -> np.ndarray:
        """How many different terms each document has, (n,) int64."""
        return np.bincount(self._rows, minlength=len(self))

    def sharing(self, pairs: list[tuple[str, str]], rows: np.ndarray) -> np.ndarray:
        """How many of the `pairs` of terms are neighbours, in this order, in each of the documents
        `rows`: (len(rows),) int64."""
        known = [(self.terms.find(one), self.terms.find(other)) for one, other in pairs]
        codes = {int(_code(*pair)) for pair in known if min(pair) >= 0}
        wanted = np.array(sorted(codes), np.int64)
        if not len(wanted) or not len(rows):
            return np.zeros(len(rows), np.int64)
        owners, terms = self._gathered(rows)
        found = _code(terms[:-1], terms[1:])
        places = np.minimum(np.searchsorted(wanted, found), len(wanted) - 1)
        hits = (owners[:-1] == owners[1:]) & (wanted[places] == found)
        once = np.unique(owners[:-1][hits] * len(wanted) + places[hits]) // len(wanted)
        return np.bincount(once, minlength=len(rows))

    def _gathered(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The terms of some documents in one, and the position in `rows` each belongs to."""
        starts, ends = self._places[rows], self._places[rows + 1]
        lengths = ends - starts
        shift = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        terms = self._sequence[np.arange(lengths.sum()) + shift]
        return np.repeat(np.arange(len(rows)), lengths), terms.astype(np.int64)


def _inverted(
    terms: np.ndarray, fields: np.ndarray, owner: np.ndarray, documents: int, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, counts and starts of the postings of `size` terms, from all `terms` in their order and
    the number of the field that each is in; `owner`: the document of each field."""
    n, width = max(documents, 1), max(len(owner), 1)
    stated, field = np.divmod(np.unique(terms.astype(np.int64) * width + fields), width)
    distinct, counts = np.unique(stated * n + owner[field], return_counts=True)
    starts = np.searchsorted(distinct, np.arange(size + 1, dtype=np.int64) * n)
    return (distinct % n).astype(np.int32), counts.astype(np.float32), starts.astype(np.int64)


def _code(first: np.ndarray | int, second: np.ndarray | int) -> np.ndarray | int:
    """One number for each pair of term identifiers."""
    return first << 32 | second

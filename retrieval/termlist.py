"""A list of terms on the disk, found by their hashes: nothing is loaded, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import numpy as np


def term_hash(term: str) -> int:
    """64 bits of a term. Of ten million terms two are taken for one with p = 3e-6, which a search
    would hardly notice."""
    return int.from_bytes(
        blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )


class TermList:
    """The identifiers of V terms, memory-mapped: a term's is the rank of its hash."""

    HASHES, TEXT = "terms.npy", "terms.txt"

    def __init__(self, folder: Path) -> None:
        """Open what `write` wrote; raises OSError or ValueError when it is damaged."""
        self._folder = folder
        self._hashes = np.load(folder / self.HASHES, mmap_mode="r")

    def __len__(self) -> int:
        return len(self._hashes)

    @classmethod
    def write(cls, folder: Path, terms: Sequence[str]) -> np.ndarray:
        """Keep distinct terms; returns the identifier of each, (V,) int32."""
        hashes = np.fromiter(map(term_hash, terms), np.uint64, len(terms))
        unique, ids = np.unique(hashes, return_inverse=True)
        named = [""] * len(unique)
        for place, term in zip(ids.tolist(), terms, strict=True):
            named[place] = term
        np.save(folder / cls.HASHES, unique)
        (folder / cls.TEXT).write_text("\n".join(named), encoding="utf-8", errors="replace")
        return ids.astype(np.int32)

    def find(self, term: str) -> int:
        """The identifier of a term, -1 where it is none of these."""
        wanted = np.uint64(term_hash(term))
        place = int(np.searchsorted(self._hashes, wanted))
        return place if place < len(self._hashes) and self._hashes[place] == wanted else -1

    @cached_property
    def terms(self) -> list[str]:
        """Every term in the order of the identifiers; read on first use."""
        text = (self._folder / self.TEXT).read_text(encoding="utf-8")
        return text.split("\n") if len(self) else []


class Numbering:
    """Gives numbers to terms as they come, while an index is built."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, terms: Iterable[str]) -> list[int]:
        """The number of each term, a new one for a new term."""
        numbers = self._numbers
        return [numbers.setdefault(term, len(numbers)) for term in terms]

    def write(self, folder: Path) -> np.ndarray:
        """Keep all terms; returns number → identifier in the list that was written."""
        return TermList.write(folder, list(self._numbers))

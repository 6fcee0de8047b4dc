"""What searches a generation: blocks, words and limits go in; rows come out, with what each block
and the words come to, so that the parts of a score still add up to it.

To add an engine, write a sibling of `pgvector.py` and name it in `retrieval/backends/__init__.py`.
What it answers is what `local.py` would: that is its oracle, and stands in while it is down.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fusion.blocks import QueryBlocks
from retrieval.generation import Generation
from retrieval.lexical import Mentions

Rows = np.ndarray | slice


@dataclass(frozen=True)
class Asked:
    """A question as it is searched for."""

    blocks: QueryBlocks
    words: str = ""  # "" where there are none
    apart: bool = False  # whether each block proposes items by itself, as it alone may be right
    mentions: bool = False  # whether it is looked at how far items state the words


@dataclass(frozen=True)
class Found:
    """m items and how they meet a question.

    `similar`: block → (m,) float32 inner products, of the blocks that have a weight; `said`: of
    the words, None without any; zeros for `stated` and `verbatim` where nobody asked for these.
    """

    rows: np.ndarray  # (m,) int64, ascending where they are candidates
    similar: Mapping[str, np.ndarray]
    said: Mentions | None = None


class SearchBackend(ABC):
    """Searches one immutable generation of n items. Threads may share it."""

    @abstractmethod
    def search(
        self,
        asked: Asked,
        n: int,
        allowed: np.ndarray | None = None,
        groups: Sequence[np.ndarray] = (),
        also: np.ndarray | None = None,
    ) -> Found:
        """The n best items by the blocks, the n best by the words, the n best of each group, and
        those in the rows `also`; more than that may come.

        `allowed`: (n,) bool, the items that meet the limits, None for all; `groups`: (n,) bool
        each, items that would be crowded out among the others.
        """

    @abstractmethod
    def look(self, asked: Asked, rows: Rows) -> Found:
        """How the items in `rows` meet a question."""


class SearchEngine(ABC):
    """A server, or several, that generations are given to and that answers for them."""

    @abstractmethod
    def backend(self, generation: Generation, exact: bool) -> SearchBackend:
        """What searches a generation there; `exact`: without its indexes of vectors. What fails
        raises whatever it raises, when it is asked."""

    @abstractmethod
    def publish(self, generation: Generation) -> None:
        """Give it what it lacks of a generation, whole or not at all. Idempotent."""

    @abstractmethod
    def forget(self, folder: Path) -> None:
        """Have it drop what it keeps of a segment."""

"""The kinds of things that are sold, as the encoder sees them: what words mean most nearly.

A kind is the mean of the vectors of its products' texts (a nearest-centroid classifier: Snell,
Swersky, Zemel, *Prototypical Networks*, 2017), so that what shoppers call a thing, or what they
say that it is for, tells the kind without a word in common.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from assistant.dialogue.kinds import kind_of_offer
from assistant.language import Vocabulary
from assistant.language.glosses import gloss
from fusion.blocks import Array, normalise
from retrieval.completeness import spread
from retrieval.generation import Generation
from retrieval.query import Query
from retrieval.search import Searcher
from retrieval.words import is_cjk

LOOKED_AT = 5000  # products, evenly over the catalogue, that kinds are made of
FEWEST = 5  # kinds, below which nothing is told by them
OWN_SHARE = 0.5
"""Of a Chinese text's own vector beside that of its English words, which the encoder reads better:
the right kind comes first for .53 of the Chinese wishes in `benchmarks/kinds.jsonl` by their own
vectors, for .84 by the words alone, for .85 by both."""


@dataclass(frozen=True)
class Sorts:
    """The kinds of a generation."""

    names: tuple[str, ...]
    vectors: Array  # (kinds, d) float32, unit rows

    @classmethod
    def of(cls, searcher: Searcher, vocabulary: Vocabulary) -> Sorts:
        """The kinds of a searcher's generation; made once, in a second or so."""
        with _LOCK:
            known = _MADE.get(searcher.generation)
            if known is None:
                known = _MADE[searcher.generation] = _made(searcher, vocabulary)
            return known

    def near(self, words: str, searcher: Searcher) -> Nearness:
        """How near each kind comes to what is said of a thing."""
        if len(self.names) < FEWEST or not words.strip():
            return Nearness({})
        scores = self.vectors @ _vector(words, searcher)
        return Nearness(dict(zip(self.names, scores.tolist(), strict=True)))


@dataclass(frozen=True)
class Nearness:
    """Kind → cosine of what was said with it; empty where nothing can be told."""

    of: dict[str, float]

    def ranked(self, among: Collection[str] = ()) -> list[str]:
        """The kinds, or those among them, the nearest first."""
        kinds = [kind for kind in self.of if not among or kind in among]
        return sorted(kinds, key=lambda kind: -self.of[kind])

    def lead(self, kind: str) -> float:
        """By how much a kind is nearer than the second of the others: the nearest two may well be
        akin, as armchairs and chairs are; negative for one that is not among the first two."""
        others = sorted((score for one, score in self.of.items() if one != kind), reverse=True)
        return self.of[kind] - others[1] if kind in self.of and len(others) > 1 else -1.0


def _vector(words: str, searcher: Searcher) -> Array:
    own = searcher.encode(Query(words)).text
    if is_cjk(words) and (english := gloss(words)):
        own = searcher.encode(Query(english)).text + OWN_SHARE * own
    return normalise(own)


def _made(searcher: Searcher, vocabulary: Vocabulary) -> Sorts:
    columns, by_category = searcher.columns, dict[str, str]()
    rows = spread(np.isin(np.arange(columns.items), columns.row), LOOKED_AT)
    first = dict(zip(columns.row[::-1].tolist(), reversed(range(len(columns.row))), strict=True))
    kinds = []
    for row in rows.tolist():
        offer = columns.facts[first[row]].offer
        kind = by_category.get(offer.category)
        if kind is None:
            kind = kind_of_offer(offer, vocabulary)
            if vocabulary.named(offer.category.lower()):
                by_category[offer.category] = kind
        kinds.append(kind)
    named = np.array(kinds, object)
    names = tuple(sorted(set(kinds) - {""}))
    text = searcher.generation.blocks.text[rows].astype(np.float32)
    means = [normalise(text[named == name].mean(axis=0)) for name in names]
    return Sorts(names, np.array(means, np.float32))


_MADE: WeakKeyDictionary[Generation, Sorts] = WeakKeyDictionary()
_LOCK = Lock()

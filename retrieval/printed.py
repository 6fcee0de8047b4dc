"""The words on a photo as a query of their own, and the item numbers on it.

A photo's printed words are evidence for the products that have them, as Robertson and Spärck
Jones weigh a term (1976): a word that one product in a hundred has speaks for it with log 100
nats, a word that all have says nothing, and neither does a word that none has. Each is believed
as far as its reader was sure of it. Readers slip and packages are round: a word that is not in
the catalogue stands, a little weaker, for the ones it nearly is or is a piece of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from retrieval.columns.offer_columns import OfferColumns
from retrieval.lexical import STOP_WORDS, Lexical, tokens
from retrieval.reading.printed import PrintedWords

if TYPE_CHECKING:
    from retrieval.search import Hit

PRINTED = "printed"
"""The key under which the words on a photo are credited among the contributions."""
BARCODE = "barcode"
"""The key under which an item number on a photo is."""


@dataclass(frozen=True)
class PrintedOptions:
    """How far printed words are believed. Figures: docs/benchmarks.md, photos."""

    nat: float = 0.06  # of score for a nat of evidence
    most: float = 10.0  # nats; a page of text is not more than a package
    length: float = 0.25  # how far an item with many words is believed less, BM25's b
    similar: float = 0.75  # Levenshtein similarity of a word that was misread, at least
    piece: float = 0.5  # of a longer word that a piece of it must be, at least
    alike: int = 3  # terms that one misread word may stand for
    words: int = 60  # of a photo that are looked up, the surest first
    exact: float = 1.0  # of score for the item number: more than likeness and words come to
    first: float = 0.1  # of score for the most prominent of several item numbers


@dataclass(frozen=True)
class Evidence:
    """What is printed on a photo says of n items.

    `nats` (n,) float32, how strongly words speak for each; `exact` row → place of its item number
    among those on the photo, from 0; `words` row → the words on the photo that it has.
    """

    nats: np.ndarray
    exact: Mapping[int, int]
    words: Mapping[int, tuple[str, ...]]
    options: PrintedOptions

    def top(self, k: int, allowed: np.ndarray | None) -> np.ndarray:
        """Rows of the at most k items that it speaks for most, and of those it names."""
        nats = self.nats if allowed is None else np.where(allowed, self.nats, 0)
        best = np.argsort(-nats, kind="stable")[:k]
        named = [row for row in self.exact if allowed is None or allowed[row]]
        return np.union1d(best[nats[best] > 0], np.array(named, np.int64)).astype(np.int64)

    def parts(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """What it adds to the scores of the items in `rows`, by key; (len(rows),) float32 each."""
        options = self.options
        printed = options.nat * np.minimum(self.nats[rows], options.most)
        parts = {PRINTED: printed.astype(np.float32)}
        if self.exact:
            lead = [self._lead(int(row)) for row in rows]
            parts[BARCODE] = np.array(lead, np.float32)
        return parts

    def noted(self, hit: Hit, row: int) -> Hit:
        """A hit with what speaks for it beside its likeness."""
        return replace(hit, exact=row in self.exact, printed=self.words.get(row, ()))

    def _lead(self, row: int) -> float:
        if row not in self.exact:
            return 0.0
        behind = self.exact[row] / len(self.exact)
        return self.options.exact + self.options.first * (1 - behind)


class Word(NamedTuple):
    """An index term on a photo."""

    term: str
    confidence: float
    printed: str  # the word that it was read from


class PrintedSearch:
    """Finds what printed words and numbers speak for. Threads may share it."""

    def __init__(
        self, lexical: Lexical, columns: OfferColumns, options: PrintedOptions = PrintedOptions()
    ) -> None:
        self.lexical = lexical
        self.options = options
        numbers = columns.stated("gtin")
        order = np.argsort(numbers, kind="stable")
        self._numbers, self._items = numbers[order], columns.row[order]

    def __call__(self, read: PrintedWords) -> Evidence | None:
        """What was read as evidence; None where it says nothing of any item."""
        exact = {
            row: place for place, number in enumerate(read.gtins) for row in self._rows(number)
        }
        nats, words = self._heard(_words(read))
        if not exact and not nats.any():
            return None
        return Evidence(nats, exact, words, self.options)

    @cached_property
    def _length(self) -> np.ndarray:
        return _length_norm(self.lexical.lengths(), self.options.length)

    def unknown(self, read: PrintedWords) -> tuple[str, ...]:
        """The item numbers on the photo that no shop here sells."""
        return tuple(number for number in read.gtins if not self._rows(number))

    def _rows(self, number: str) -> list[int]:
        wanted = np.uint64(int(number))
        span = np.searchsorted(self._numbers, [wanted, wanted + np.uint64(1)])
        return self._items[span[0] : span[1]].tolist()

    def _heard(self, words: Sequence[Word]) -> tuple[np.ndarray, dict[int, tuple[str, ...]]]:
        """The nats of each item (n,) float32, and the words on the photo that it has."""
        nats = np.zeros(len(self.lexical), np.float32)
        having: dict[int, dict[str, None]] = defaultdict(dict)
        for term, (trust, printed) in self._believed(words).items():
            rows = self.lexical.documents_with(term)
            rarity = np.log(len(nats) / len(rows))
            nats[rows] += trust * rarity
            if rarity > 1:  # else it tells nobody anything
                for row in rows[:_LISTED].tolist():
                    having[row][printed] = None
        return nats / self._length, {row: tuple(found) for row, found in having.items()}

    def _believed(self, words: Sequence[Word]) -> dict[str, tuple[float, str]]:
        """Index term → how far it is believed to be on the photo, and as what it was read."""
        believed: dict[str, tuple[float, str]] = {}
        for word in words[: self.options.words]:
            for term, likeness in self._meant(word.term):
                trust = word.confidence * likeness**2 * _length_trust(word.term)
                if trust > believed.get(term, (0.0, ""))[0]:
                    believed[term] = trust, word.printed
        return believed

    def _meant(self, word: str) -> Iterator[tuple[str, float]]:
        """The index terms that a printed word may stand for, and how like it they are."""
        if self.lexical.has(word):
            yield word, 1.0
            return
        if len(word) < _FUZZY:
            return
        terms, options = self.lexical.terms, self.options
        found = process.extract(
            word,
            terms,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=options.similar,
            limit=options.alike,
        )
        meant = {place: likeness for _, likeness, place in found}
        for place in self._pieces(word):
            shorter, longer = sorted((len(word), len(terms[place])))
            meant[place] = max(meant.get(place, 0.0), shorter / longer)
        likeliest = sorted(meant.items(), key=lambda one: -one[1])[: options.alike]
        yield from ((terms[place], likeness) for place, likeness in likeliest)

    def _pieces(self, word: str) -> Iterator[int]:
        """Terms that contain the word or are contained in it, neither much the longer."""
        for place, term in enumerate(self.lexical.terms):
            if len(term) >= _FUZZY and (word in term or term in word):
                shorter, longer = sorted((len(word), len(term)))
                if shorter >= self.options.piece * longer:
                    yield place


_FUZZY = 4
"""Characters of a word that may be a misread one: shorter ones are near everything."""
_EDGES = ".,:;!?()[]{}\"'“”*"
_LISTED = 1000
"""Items of a word that are told it is on the photo: those of rarer words come first anyway."""


def _words(read: PrintedWords) -> list[Word]:
    """The index terms of printed lines that may say something, the surest first."""
    found: dict[str, Word] = {}
    for line in sorted(read.lines, key=lambda line: -line.confidence):
        for printed in line.text.split():
            for term in tokens(printed):
                if len(term) > 1 and term not in STOP_WORDS and any(map(str.isalpha, term)):
                    found.setdefault(term, Word(term, line.confidence, printed.strip(_EDGES)))
    return list(found.values())


def _length_norm(lengths: np.ndarray, share: float) -> np.ndarray:
    """What the evidence for items of so many terms is divided by (n,), as BM25 does: who says
    much meets any photo's words."""
    stated = lengths[lengths > 0]
    mean = stated.mean() if len(stated) else 1.0
    return (1 - share + share * np.maximum(lengths, 1) / mean).astype(np.float32)


def _length_trust(word: str) -> float:
    """Two letters are read into any pattern, five are hardly ever by chance."""
    return min(1.0, (len(word) - 1) / 4)

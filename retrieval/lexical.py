"""The lexical channel: BM25 over the words of a product (the only import of bm25s).

Dense vectors blur what a shopper typed literally: model numbers, sizes, brand names. BM25 does
not. Its scores are computed for every (term, document) pair when the index is built (Lù, *BM25S:
Orders of magnitude faster lexical search via eager sparse scoring*, 2024), so that a query is the
sum of a few sparse columns.
"""

from __future__ import annotations

import logging
import math
import re
import threading
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS

from retrieval.indexes.exact import top_rows
from retrieval.phrases import Sequences

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it turns on its own debugging

CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
WORD = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:[-'./,_][^\W_{CJK}]+)*")
"""A run of CJK characters, or letters and digits that single joiners hold together."""
PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
"""A number with its decimals, or letters with their apostrophes."""
MARKS = re.compile(r"[\u0300-\u036f]")
"""Accents and other marks of European scripts, once they are apart from their letters."""

_local = threading.local()


def tokens(text: str) -> list[str]:
    """The index terms of `text`: stems, numbers, model numbers and CJK character n-grams.

    A word of several pieces yields each piece and the whole without its joiners, so that
    "WH-1000XM4", "wh1000xm4" and "WH 1000 XM4" meet, and so do "15-inch", "15inch" and "15 inch".
    """
    return [term for word in WORD.findall(plain(text)) for term in _terms(word)]


def plain(text: str) -> str:
    """Lower case without accents, ligatures and full-width forms: shoppers type neither."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return unicodedata.normalize("NFC", MARKS.sub("", decomposed))


def _terms(word: str) -> Iterator[str]:
    if re.match(f"[{CJK}]", word):
        yield from _cjk_ngrams(word)
        return
    pieces = PIECE.findall(word)
    for piece in pieces:
        yield piece.replace(",", ".") if piece[0].isdigit() else _stem(piece)
    if len(pieces) > 1:
        yield re.sub(r"[\W_]", "", word)


def _cjk_ngrams(run: str) -> list[str]:
    """The characters of a run without word boundaries, and its overlapping pairs.

    Pairs carry most words of Chinese and Japanese; single characters let a question of one
    character meet longer words. As Lucene's `CJKBigramFilter` with unigrams.
    """
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]


def _stem(word: str) -> str:
    if not hasattr(_local, "stemmer"):  # a stemmer must not be shared between threads
        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer.stemWord(word)


STOP_WORDS = frozenset(_stem(word) for word in STOPWORDS_EN_PLUS if len(word) > 1)
"""English function words, stemmed; single letters stay, for they are sizes."""


def normalise_scores(scores: np.ndarray) -> np.ndarray:
    """Bring the BM25 scores of one query to [0, 1]: 0 stays, the best becomes 1.

    Min-max with the theoretical minimum, 0, in place of the observed one (Bruch, Gai & Ingber,
    *An Analysis of Fusion Functions for Hybrid Retrieval*, 2023): a weighted sum with a dense
    score then does not depend on which bad candidates came along.
    """
    best = scores.max(initial=0)
    return scores / best if best > 0 else scores


@dataclass(frozen=True)
class Mentions:
    """How far n documents say what was asked.

    `relative` are their BM25 scores as shares of the best one's; `stated` the share of the
    question's information (the sum of its terms' inverse document frequencies) that they have;
    `verbatim` the share of its neighbouring terms that are neighbours in them, too. All (n,)
    float32 in [0, 1]: the first compares documents, the other two mean the same for any question.
    """

    relative: np.ndarray
    stated: np.ndarray
    verbatim: np.ndarray


class Lexical:
    """BM25 scores of n documents, memory-mapped from a folder. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Open what `build` wrote; raises OSError or ValueError when it is damaged."""
        self._bm25 = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        self._vocabulary: dict[str, int] = self._bm25.vocab_dict
        self._sequences = Sequences(folder)

    def __len__(self) -> int:
        return self._bm25.scores["num_docs"]

    @classmethod
    def build(cls, folder: Path, documents: Sequence[str]) -> Lexical:
        """Index n documents, the words that describe each item, in `folder` and open it."""
        vocabulary = {"": 0}  # a term no document has: bm25s fails on an empty vocabulary
        rows = [
            [vocabulary.setdefault(term, len(vocabulary)) for term in tokens(document)]
            for document in documents
        ]
        bm25 = bm25s.BM25(method="lucene")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # the mean length of no words
            bm25.index((rows, vocabulary), show_progress=False)
        bm25.save(folder, show_progress=False)
        Sequences.build(folder, rows)
        return cls(folder)

    def scores(self, text: str) -> np.ndarray:
        """BM25 of each document for the question `text`, (n,) float32 ≥ 0."""
        return self._bm25.get_scores_from_ids(self._known(text))

    def stated(self, text: str) -> np.ndarray:
        """The share of the question's information that each document has, (n,) float32 in [0, 1].

        A term tells as much as it is rare, ln(1 + (n − f + ½) / (f + ½)) with f of n documents
        having it, and most where none has it: a question about other things is stated by nothing.
        """
        told = {term: self._information(term) for term in self._content(text)}
        stated = np.zeros(len(self), np.float32)
        for term, information in told.items():
            stated[self._having(term)] += information
        return stated / (sum(told.values()) or 1)

    def mentions(self, text: str, rows: np.ndarray | None = None) -> Mentions:
        """How far the documents `rows` (all of them) say what `text` asks."""
        rows = np.arange(len(self)) if rows is None else rows
        asked = [self._vocabulary.get(term, -1) for term in tokens(text)]
        verbatim = self._sequences.shared(asked, rows)
        return Mentions(
            normalise_scores(self.scores(text))[rows], self.stated(text)[rows], verbatim
        )

    def _information(self, term: str) -> float:
        having = len(self._having(term))
        return math.log(1 + (len(self) - having + 0.5) / (having + 0.5))

    def _having(self, term: str) -> np.ndarray:
        """Rows of the documents that have a term."""
        place = self._vocabulary.get(term)
        if place is None:
            return np.empty(0, np.int64)
        matrix = self._bm25.scores
        return matrix["indices"][matrix["indptr"][place] : matrix["indptr"][place + 1]]

    def top(
        self, text: str, k: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """The at most k best allowed rows that share a term with `text`, best first.

        `allowed`: (n,) bool. Returns rows (m,) int64 and their scores (m,) float32.
        """
        scores = self.scores(text)
        rows = np.flatnonzero(scores if allowed is None else scores * allowed)
        rows = rows[top_rows(scores[rows], k)]
        rows = rows[np.argsort(-scores[rows], kind="stable")]
        return rows, scores[rows]

    def knows(self, phrase: str) -> bool:
        """Whether every word of a phrase, in some form, occurs in the documents; of CJK words,
        every pair of characters."""
        terms = tokens(phrase)
        terms = [term for term in terms if len(term) > 1] or terms
        return all(term in self._vocabulary for term in terms)

    @cached_property
    def terms(self) -> list[str]:
        """Every index term, in the order of its identifiers."""
        return sorted(self._vocabulary, key=self._vocabulary.__getitem__)

    def identifier(self, term: str) -> int | None:
        """The identifier of an index term that some document has, None for any other."""
        return self._vocabulary.get(term)

    def documents_with(self, identifier: int) -> np.ndarray:
        """Rows (m,) of the documents that have the index term with this identifier."""
        start, end = self._bm25.scores["indptr"][identifier : identifier + 2]
        return self._bm25.scores["indices"][start:end]

    def lengths(self) -> np.ndarray:
        """How many different terms each document has, (n,) int64."""
        return np.bincount(self._bm25.scores["indices"], minlength=len(self))

    def _known(self, text: str) -> list[int]:
        """Ids of the question's terms that any document has."""
        return [self._vocabulary[one] for one in self._content(text) if one in self._vocabulary]

    @staticmethod
    def _content(text: str) -> list[str]:
        """The question's terms, each once, without function words unless there is nothing else."""
        terms = dict.fromkeys(tokens(text))
        return [term for term in terms if term not in STOP_WORDS] or list(terms)

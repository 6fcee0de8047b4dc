"""The lexical channel: BM25 over the words of a product.

Dense vectors blur what a shopper typed literally: model numbers, sizes, brand names. BM25 does
not. How often a document has a word is in how many of its fields it has it: repeated within one
field, it tells no more of a thing, and whoever wants to be found would repeat it.

Only the documents that have a word are looked at, and scores are worked out when asked: so
the parts that an index grew by score as one index of all would, bit for bit.
"""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS

from retrieval.indexes.exact import top_rows
from retrieval.postings import Postings

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


Document = str | Sequence[str]
"""The words of an item: its fields, or one text, which is one field."""


def field_terms(document: Document) -> list[list[str]]:
    """The index terms of each field."""
    return [tokens(field) for field in ([document] if isinstance(document, str) else document)]


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


K1, B = 1.5, 0.75
"""Of BM25 as in Lucene: how soon a repeated word says no more, how far long texts count less."""


def saturated(counts: np.ndarray, lengths: np.ndarray, mean: float) -> np.ndarray:
    """What it counts that documents of so many terms, `mean` of them usual, have a term so often:
    float32 in [0, 1), to be weighed by the rarity of the term."""
    return counts / (counts + K1 * (1 - B + B * lengths / mean))


def _among(rows: np.ndarray, ascending: np.ndarray) -> np.ndarray:
    """Which of `rows` (m,) are in `ascending` (a,): (m,) bool."""
    if not len(ascending):
        return np.zeros(len(rows), bool)
    places = np.minimum(np.searchsorted(ascending, rows), len(ascending) - 1)
    return np.asarray(ascending[places] == rows)


class Lexical:
    """BM25 scores of n documents, the parts of one index after another. Threads may share it."""

    def __init__(self, parts: Sequence[Postings], dead: np.ndarray | None = None) -> None:
        """`dead`: (n,) bool, documents that have been replaced and are found no more."""
        self._parts = list(parts)
        self._offsets = np.cumsum([0, *(len(part) for part in parts)])
        self._dead = dead if dead is not None and dead.any() else None
        self._kept: tuple[str, np.ndarray] | None = None
        self._alive = len(self) - (0 if self._dead is None else int(self._dead.sum()))

    def __len__(self) -> int:
        return int(self._offsets[-1])

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Open what `build` wrote; raises OSError or ValueError when it is damaged."""
        return cls([Postings(folder)])

    @classmethod
    def build(cls, folder: Path, documents: Iterable[Document]) -> Lexical:
        """Index n documents in `folder` and open it."""
        Postings.write(folder, map(field_terms, documents))
        return cls.open(folder)

    def scores(self, text: str) -> np.ndarray:
        """BM25 of each document for the question `text`, (n,) float32 ≥ 0, not to be written to:
        a question's scores are asked for several times, and kept until others have been."""
        kept = self._kept
        if kept is not None and kept[0] == text:
            return kept[1]
        scores = self._scored(text)
        scores.flags.writeable = False
        self._kept = text, scores
        return scores

    def _scored(self, text: str) -> np.ndarray:
        scores = np.zeros(len(self), np.float32)
        for term in self._content(text):
            rows, counts = self._postings(term)
            if len(rows):
                said = saturated(counts, self._lengths[rows], self.mean)
                scores[rows] += self._rarity(len(rows)) * said
        return scores

    def stated(self, text: str, rows: np.ndarray | None = None) -> np.ndarray:
        """The share of the question's information that the documents `rows` (all of them) have,
        float32 in [0, 1].

        A term tells as much as it is rare, ln(1 + (n − f + ½) / (f + ½)) with f of n documents
        having it, and most where none has it: a question about other things is stated by nothing.
        """
        stated, whole = np.zeros(len(self) if rows is None else len(rows), np.float32), 0.0
        for term in self._content(text):
            having = self.documents_with(term)
            information = self._rarity(len(having))
            stated[having if rows is None else _among(rows, having)] += np.float32(information)
            whole += information
        return stated / np.float32(whole or 1)

    def mentions(self, text: str, rows: np.ndarray | None = None) -> Mentions:
        """How far the documents `rows` (all of them) say what `text` asks."""
        rows = np.arange(len(self)) if rows is None else np.asarray(rows)
        verbatim = self._verbatim(text, rows)
        return Mentions(
            normalise_scores(self.scores(text))[rows], self.stated(text, rows), verbatim
        )

    def _verbatim(self, text: str, rows: np.ndarray) -> np.ndarray:
        """Of the neighbours in `text`, the share that are neighbours in each of the documents:
        (len(rows),) float32; 0 for fewer than two terms."""
        known, count = self.pairs(text)
        shared = np.zeros(len(rows), np.float32)
        for part, start, end in zip(self._parts, self._offsets, self._offsets[1:], strict=False):
            mine = (rows >= start) & (rows < end)
            if known and mine.any():
                shared[mine] = part.sharing(known, rows[mine] - start)
        return shared / np.float32(count or 1)

    def pairs(self, text: str) -> tuple[list[tuple[str, str]], int]:
        """The neighbours in `text` of which both are index terms, and how many there are of all."""
        pairs = set(pairwise(term if self.has(term) else "" for term in tokens(text)))
        return [pair for pair in pairs if all(pair)], len(pairs)

    def rarities(self, text: str) -> dict[str, float]:
        """What each of the question's terms weighs: BM25's inverse document frequency."""
        found = {term: len(self.documents_with(term)) for term in self._content(text)}
        return {term: self._rarity(having) for term, having in found.items()}

    def _rarity(self, having: int) -> float:
        return math.log(1 + (self._alive - having + 0.5) / (having + 0.5))

    def _postings(self, term: str) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the documents that have a term, and how often each has it."""
        found = [part.having(term) for part in self._parts]
        if len(found) == 1:
            rows, counts = found[0][0].astype(np.int64), found[0][1]
        else:
            shifted = zip(found, self._offsets, strict=False)
            rows = np.concatenate([rows + start for (rows, _), start in shifted])
            counts = np.concatenate([counts for _, counts in found])
        if self._dead is not None:
            keep = ~self._dead[rows]
            rows, counts = rows[keep], counts[keep]
        return rows, counts

    @cached_property
    def _lengths(self) -> np.ndarray:
        lengths = np.concatenate([part.lengths for part in self._parts]).astype(np.float32)
        return lengths if self._dead is None else np.where(self._dead, 0, lengths)

    @cached_property
    def mean(self) -> float:
        """How many terms a document has."""
        return float(self._lengths.sum(dtype=np.float64)) / max(self._alive, 1) or 1.0

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
        return all(map(self.has, terms))

    def has(self, term: str) -> bool:
        """Whether some document has an index term."""
        return any(part.terms.find(term) >= 0 for part in self._parts)

    @cached_property
    def terms(self) -> list[str]:
        """Every index term, each once."""
        if len(self._parts) == 1:
            return self._parts[0].terms.terms
        return list(dict.fromkeys(term for part in self._parts for term in part.terms.terms))

    def documents_with(self, term: str) -> np.ndarray:
        """Rows (m,) int64 of the documents that have an index term."""
        return self._postings(term)[0]

    def lengths(self) -> np.ndarray:
        """How many different terms each document has, (n,) int64."""
        distinct = np.concatenate([part.distinct() for part in self._parts])
        return distinct if self._dead is None else np.where(self._dead, 0, distinct)

    @staticmethod
    def _content(text: str) -> list[str]:
        """The question's terms, each once, without function words unless there is nothing else."""
        terms = dict.fromkeys(tokens(text))
        return [term for term in terms if term not in STOP_WORDS] or list(terms)

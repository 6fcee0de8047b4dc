"""How alike texts are: weighted words and characters for whole lists, words one by one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz
from scipy import sparse

GRAM = 3
ALIKE = 80.0  # words below this many percent of equal letters are different words
SLICE = 50_000  # pairs compared at a time


class WordWeights:
    """Inverse document frequency, log((n + 1) / (df + 1)) as a share of what an unseen word has.

    From 0 to 1 whatever the number of documents, so that a model holds for small and large
    catalogues.
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        counts: Counter[str] = Counter()
        total = 1
        for words in documents:
            counts.update(set(words))
            total += 1
        largest = math.log(total) or 1.0
        self.weights = {w: math.log(total / (n + 1)) / largest for w, n in counts.items()}

    def __getitem__(self, word: str) -> float:
        return self.weights.get(word, 1.0)


def tfidf(documents: Sequence[Iterable[str]], max_df: int | None = None) -> sparse.csr_matrix:
    """Unit rows (documents, terms) float32 of (1 + log tf)·idf; words of more than `max_df`
    documents are left out."""
    vocabulary: dict[str, int] = {}
    rows = [Counter(words) for words in documents]
    indptr = np.cumsum([0, *map(len, rows)])
    indices = np.fromiter(
        (vocabulary.setdefault(word, len(vocabulary)) for row in rows for word in row),
        np.int32,
        indptr[-1],
    )
    counts = np.fromiter((n for row in rows for n in row.values()), np.float32, indptr[-1])
    df = np.bincount(indices, minlength=len(vocabulary))
    idf = np.log((len(rows) + 1) / (df + 1)) + 0.1
    if max_df is not None:
        idf[df > max_df] = 0
    data = ((1 + np.log(counts)) * idf[indices]).astype(np.float32)
    matrix = sparse.csr_matrix((data, indices, indptr), (len(rows), max(len(vocabulary), 1)))
    matrix.eliminate_zeros()
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(
        sparse.diags_array((1 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ matrix
    )


def paired_cosines(
    matrix: sparse.csr_matrix | np.ndarray, left: np.ndarray, right: np.ndarray
) -> np.ndarray:
    """Dot products of the rows left[i] and right[i]: (pairs,) float32."""
    found = [np.empty(0, np.float32)]
    for start in range(0, len(left), SLICE):
        a, b = matrix[left[start : start + SLICE]], matrix[right[start : start + SLICE]]
        product = a.multiply(b).sum(axis=1) if sparse.issparse(a) else np.einsum("ij,ij->i", a, b)
        found.append(np.asarray(product, np.float32).ravel())
    return np.concatenate(found)


def characters(text: str) -> list[str]:
    """Character n-grams of each word, its ends marked."""
    return [
        word[i : i + GRAM]
        for word in (f"_{w}_" for w in text.split())
        for i in range(max(1, len(word) - GRAM + 1))
    ]


@lru_cache(maxsize=500_000)
def word_likeness(one: str, other: str) -> float:
    """How far two words are one, from 0 to 1: equal, shortened, or misspelt. Numbers never are."""
    if one == other:
        return 1.0
    if one[0].isdigit() or other[0].isdigit():
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return 0.85
    if len(shorter) < 4:
        return 0.0
    return fuzz.ratio(one, other, score_cutoff=ALIKE) / 100


def coverage(
    words: Iterable[str],
    others: frozenset[str],
    squashed: str,
    weights: WordWeights,
) -> tuple[float, float]:
    """How much of `words` the other side says: (share of their weight, weight of the rarest word
    that is missing).

    A word counts by its weight and its likeness to the best of `others`; one of four letters and
    more that is found inside the other's `squashed` text ("toolcase") counts nine tenths.
    """
    total = missing = rarest = 0.0
    for word in words:
        weight = weights[word]
        gain = 1.0 if word in others else _best_likeness(word, others, squashed)
        total += weight
        missing += weight * (1 - gain)
        rarest = max(rarest, weight * (1 - gain))
    return (1 - missing / total if total else 0.0), rarest


def _best_likeness(word: str, others: frozenset[str], squashed: str) -> float:
    if len(word) >= 4 and word in squashed:
        return 0.9
    if word[0].isdigit():
        return 0.0
    first = word[0]
    return max((word_likeness(word, other) for other in others if other[0] == first), default=0.0)

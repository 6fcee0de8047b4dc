"""What is compared of two offers: one row of numbers a pair, NaN where a side is silent."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from retrieval.matching.identifiers import same_code
from retrieval.matching.profiles import Profile
from retrieval.matching.similarity import (
    WordWeights,
    characters,
    coverage,
    paired_cosines,
    tfidf,
)
from retrieval.matching.stated import compared
from retrieval.progress import Progress, silent
from retrieval.specs.models import squash

NAN = float("nan")
STEP = 5000  # pairs between two reports of progress


@dataclass
class Corpus:
    """All offers among which pairs are compared: rare words are rare here.

    `text` and `image` are unit rows (offers, dim) float32 from the encoder, rows of zeros where
    an offer has none; None where there is no encoder.
    """

    profiles: Sequence[Profile]
    text: np.ndarray | None = None
    image: np.ndarray | None = None
    weights: WordWeights = field(init=False)

    def __post_init__(self) -> None:
        self.weights = WordWeights(one.every_word for one in self.profiles)


Compare = Callable[[Profile, Profile, WordWeights], tuple[float, ...]]


def pair_features(
    corpus: Corpus, left: np.ndarray, right: np.ndarray, progress: Progress = silent
) -> np.ndarray:
    """Features (pairs, len(FEATURES)) float32 of the offers left[i] and right[i] of the corpus."""
    columns = [_cosines(corpus, left, right), _edit_ratios(corpus.profiles, left, right)]
    rows = np.empty((len(left), sum(len(names) for names, _ in ONE_BY_ONE)), np.float32)
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        one, other = corpus.profiles[a], corpus.profiles[b]
        rows[i] = [v for _, compare in ONE_BY_ONE for v in compare(one, other, corpus.weights)]
        if i % STEP == 0:
            progress("Comparing offers", i, len(left))
    return np.hstack([*columns, rows])


# --- whole lists at once -------------------------------------------------------------------------

COSINES = ("words", "all words", "characters", "text vectors", "pictures")


def _cosines(corpus: Corpus, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosines (pairs, 5): tf-idf of title words, all words, title characters; the encoder's."""
    profiles = corpus.profiles
    matrices = (
        tfidf([p.words for p in profiles]),
        tfidf([p.every_word for p in profiles]),
        tfidf([characters(p.title) for p in profiles]),
    )
    columns = [paired_cosines(matrix, left, right) for matrix in matrices]
    columns += [_encoded(vectors, left, right) for vectors in (corpus.text, corpus.image)]
    return np.stack(columns, axis=1)


def _encoded(vectors: np.ndarray | None, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    if vectors is None:
        return np.full(len(left), np.nan, np.float32)
    there = np.asarray(vectors.any(axis=1))
    cosines = paired_cosines(vectors, left, right)
    return np.where(there[left] & there[right], cosines, np.float32(np.nan))


RATIOS: dict[str, Any] = {
    "edits": fuzz.ratio,
    "sorted edits": fuzz.token_sort_ratio,
    "common words": fuzz.token_set_ratio,
    "part": fuzz.partial_ratio,
    "beginning": JaroWinkler.normalized_similarity,
}


def _edit_ratios(profiles: Sequence[Profile], left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Edit similarities (pairs, 5) of the titles."""
    ours = [profiles[i].title for i in left]
    theirs = [profiles[i].title for i in right]
    return np.stack(
        [
            process.cpdist(ours, theirs, scorer=scorer, dtype=np.float32)
            for scorer in RATIOS.values()
        ],
        axis=1,
    )


# --- pair by pair ---------------------------------------------------------------------------------


def _compare_words(a: Profile, b: Profile, weights: WordWeights) -> tuple[float, ...]:
    """Both directions, the lower one first: how much one title's words are in the other's
    title, and in all the other says."""
    sides = []
    for one, other in ((a, b), (b, a)):
        words = dict.fromkeys(one.words)
        in_title = coverage(words, frozenset(other.words), squash(other.title), weights)
        sides.append((*in_title, *coverage(words, other.every_word, other.squashed, weights)))
    return tuple(pick(x, y) for x, y in zip(*sides, strict=True) for pick in (min, max))


def _compare_codes(a: Profile, b: Profile, weights: WordWeights) -> tuple[float, ...]:
    stated = [
        float(one.model in other.squashed) if one.model else NAN for one, other in ((a, b), (b, a))
    ]
    return (
        same_code(a.codes, b.codes) if a.codes and b.codes else NAN,
        same_code(a.every_code, b.every_code) if a.every_code and b.every_code else NAN,
        fuzz.ratio(a.model, b.model) / 100 if a.model and b.model else NAN,
        _least(stated),
        _most(stated),
    )


def _compare_models(a: Profile, b: Profile, weights: WordWeights) -> tuple[float, ...]:
    """Models of one title that the other offer does not name; NaN where a title has none."""
    if not (a.models and b.models):
        return NAN, NAN, NAN, NAN
    alone = [
        [code for code in one.models if code not in other.squashed]
        for one, other in ((a, b), (b, a))
    ]
    shared = set(a.models) & set(b.models)
    return (
        float(max(map(len, shared), default=0)),
        float(min(map(len, alone))),
        float(max(map(len, alone))),
        float(any(_extends(x, y) for x in alone[0] for y in b.models)
              or any(_extends(x, y) for x in alone[1] for y in a.models)),
    )  # fmt: skip


def _extends(one: str, other: str) -> bool:
    """Whether one model is another with a suffix: 5600 and 5600gt, s23 and s23fe."""
    return one != other and (one.startswith(other) or other.startswith(one))


def _compare_numbers(a: Profile, b: Profile, weights: WordWeights) -> tuple[float, ...]:
    alone = sorted((len(a.numbers - b.every_word), len(b.numbers - a.every_word)))
    union = len(a.numbers | b.numbers)
    alike, apart = compared(a.specifications, b.specifications)
    return (
        len(a.numbers & b.numbers) / union if union else NAN,
        *alone,
        len(alike),
        len(apart),
    )


def _compare_facts(a: Profile, b: Profile, weights: WordWeights) -> tuple[float, ...]:
    brand = fuzz.token_set_ratio(a.brand, b.brand) / 100 if a.brand and b.brand else NAN
    named = [
        float(squash(one.brand) in other.squashed) if one.brand else NAN
        for one, other in ((a, b), (b, a))
    ]
    return brand, _least(named), _most(named), _price_ratio(a, b)


def _price_ratio(a: Profile, b: Profile) -> float:
    """|log of the prices' ratio|; NaN in two currencies."""
    if a.currency != b.currency or not (a.price > 0 and b.price > 0):
        return NAN
    return abs(math.log(a.price / b.price))


def _least(values: Sequence[float]) -> float:
    return min((v for v in values if v == v), default=NAN)


def _most(values: Sequence[float]) -> float:
    return max((v for v in values if v == v), default=NAN)


_COVERED = ("covered", "rarest missing", "covered anywhere", "rarest missing anywhere")
ONE_BY_ONE: tuple[tuple[tuple[str, ...], Compare], ...] = (
    (tuple(f"{which} {name}" for name in _COVERED for which in ("least", "most")), _compare_words),
    (
        ("same code", "same code anywhere", "model likeness", "model in both", "model in one"),
        _compare_codes,
    ),
    (
        ("longest model shared", "fewer models alone", "more models alone", "model extended"),
        _compare_models,
    ),
    (
        (
            *("numbers alike", "fewer numbers alone", "more numbers alone"),
            *("specifications alike", "specifications apart"),
        ),
        _compare_numbers,
    ),
    (("brand", "brand named by both", "brand named", "price ratio"), _compare_facts),
)
"""Names of features, and the function that works them out for one pair."""

FEATURES: tuple[str, ...] = (
    *COSINES,
    *RATIOS,
    *(name for names, _ in ONE_BY_ONE for name in names),
)
"""The columns of `pair_features`. All are symmetric: which offer comes first changes nothing.

None grows with the length of a text: counts and sums of words told data sets apart rather than
products, and a model that used them was worth less on sets it had not seen.
"""

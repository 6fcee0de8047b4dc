"""`evaluate matching`: train on `train.txt`, choose thresholds on `valid.txt`, judge `test.txt`.

A line is `COL name VAL value … <tab> COL name VAL value … <tab> 0 or 1`. The records of all three
files are the two shops' tables: their texts, never their labels, tell which words are rare and
which other records a pair competes with.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.encoders import load_encoder
from retrieval.matching.blocking import candidates
from retrieval.matching.features import Corpus
from retrieval.matching.matcher import Matcher
from retrieval.matching.pairs import SPLITS, LabelledPairs, PairReader
from retrieval.matching.profiles import profile
from retrieval.matching.training import TrainingOptions, TrainingSet, best_threshold, train
from retrieval.offers import Offer
from retrieval.progress import Progress, silent

UNSEEN = 1 / 3
"""Probability from which "the same" is answered where no pair is labelled: F1 is highest at half of
the F1 that can be had (Lipton et al., *Optimal thresholding of classifiers to maximize F1 measure*,
2014), and about two thirds can be had on a set never seen."""


@dataclass(frozen=True)
class Collection:
    """The offers of a folder of labelled pairs, and the pairs of each split."""

    corpus: Corpus
    splits: dict[str, LabelledPairs]


def read_collection(
    data: Path, encoder: str = "compact", progress: Progress = silent
) -> Collection:
    """Read `data`'s train, valid and test.txt and encode the titles.

    Raises `BadFeed` when a file is missing or a line cannot be read.
    """
    reader = PairReader()
    splits = {}
    for done, name in enumerate(SPLITS):
        progress("Reading pairs", done, len(SPLITS))
        splits[name] = reader.read(data / f"{name}.txt")
    vectors = encode_titles(reader.offers, encoder, progress)
    return Collection(Corpus([profile(one) for one in reader.offers], vectors), splits)


def encode_titles(offers: list[Offer], encoder: str, progress: Progress = silent) -> np.ndarray:
    """Text vectors (offers, dim) float32 of the titles, each distinct one encoded once."""
    titles = sorted({one.title for one in offers}, key=len)
    model = load_encoder(encoder)
    vectors = model.encode_texts(titles, lambda n: progress("Encoding titles", n, len(titles)))
    place = {title: i for i, title in enumerate(titles)}
    return vectors[[place[one.title] for one in offers]]


def evaluate_matching(
    data: Path,
    *,
    encoder: str = "compact",
    options: TrainingOptions = TrainingOptions(),
    progress: Progress = silent,
) -> dict:
    """Figures of the matcher trained on `data`, of its first model alone (which sees one pair at
    a time) and of the matcher that comes with the program."""
    started = time.monotonic()
    collection = read_collection(data, encoder, progress)
    corpus = collection.corpus
    encoded = time.monotonic()
    known = TrainingSet.of(corpus, collection.splits, progress=progress)
    trained = train([known], options, progress)
    ready = time.monotonic()
    report = figures(trained, known)
    seconds = time.monotonic() - ready
    recall, per_offer = blocking_figures(collection)
    return {
        "groups": {**report, "as shipped": shipped_figures(known)},
        "test pairs": len(known.rows["test"]),
        "blocking recall": round(recall, 4),
        "candidates per offer": round(per_offer, 1),
        "reading and encoding s": round(encoded - started, 1),
        "training s": round(ready - encoded, 1),
        "judging s": round(seconds, 2),
    }


def figures(matcher: Matcher, known: TrainingSet) -> dict[str, dict[str, float]]:
    """Test figures of the whole matcher and of its first model, each at its own best threshold
    on the validation pairs."""
    together = matcher.judge(known.features, known.corpus, known.left, known.right)
    alone = matcher.alone(known.features)
    level = best_threshold(alone[known.rows["valid"]], known.same["valid"])
    test, same = known.rows["test"], known.same["test"]
    return {
        "trained": score(together[test] >= matcher.thresholds.best, same),
        "each pair alone": score(alone[test] >= level, same),
    }


def shipped_figures(known: TrainingSet, matcher: Matcher | None = None) -> dict[str, float]:
    """Test figures of a matcher that was not trained for this collection.

    Two records are said to be the same when each is the other's best candidate, as products take
    one offer of a shop, and their probability is `UNSEEN` or more.
    """
    matcher = matcher or Matcher.load()
    judged = matcher.judge(known.features, known.corpus, known.left, known.right)
    best = np.zeros(len(known.corpus.profiles))
    np.maximum.at(best, known.left, judged)
    np.maximum.at(best, known.right, judged)
    mutual = (judged >= best[known.left]) & (judged >= best[known.right])
    test = known.rows["test"]
    return score((mutual & (judged >= UNSEEN))[test], known.same["test"])


def blocking_figures(collection: Collection) -> tuple[float, float]:
    """Share of all pairs that are the same which blocking finds, and candidates an offer."""
    found = set(zip(*(side.tolist() for side in candidates(collection.corpus)), strict=True))
    same = {
        (min(a, b), max(a, b))
        for one in collection.splits.values()
        for a, b in zip(one.left[one.same].tolist(), one.right[one.same].tolist(), strict=True)
    }
    recall = len(same & found) / max(len(same), 1)
    return recall, 2 * len(found) / max(len(collection.corpus.profiles), 1)


def score(said: np.ndarray, same: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 of yes or no answers."""
    hits = float((said & same).sum())
    precision = hits / max(float(said.sum()), 1.0)
    recall = hits / max(float(same.sum()), 1.0)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"precision": precision, "recall": recall, "F1": f1}

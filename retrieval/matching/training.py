"""Training a matcher on labelled pairs (the only import of scikit-learn here)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import GroupKFold

from retrieval.errors import BadMatcher
from retrieval.matching.blocking import BlockingOptions, candidates
from retrieval.matching.features import Corpus, pair_features
from retrieval.matching.matcher import Matcher, Thresholds, with_rivals
from retrieval.matching.pairs import LabelledPairs
from retrieval.matching.trees import LEAF, Trees
from retrieval.progress import Progress, silent

LOWEST_SAME, HIGHEST_SAME = 0.6, 0.95
LOWEST_UNSURE, HIGHEST_DIFFERENT = 0.15, 0.5
"""However the validation pairs fall out, "same" stays careful and "unsure" worth the time."""


@dataclass(frozen=True)
class TrainingOptions:
    """Gradient boosting that cannot learn much by heart from a few thousand pairs."""

    seeds: int = 3  # models whose log-odds are averaged
    folds: int = 5  # so that the second model sees opinions about pairs the first never saw
    iterations: int = 200
    leaves: int = 15
    rate: float = 0.06
    columns: float = 0.4  # share of the features each split may choose from
    precision: float = 0.9  # on validation pairs, of the answer "same"
    recall: float = 0.98  # on validation pairs, of all that is not answered "different"


@dataclass(frozen=True)
class TrainingSet:
    """The candidates of one collection of offers with what is known of them."""

    corpus: Corpus
    left: np.ndarray  # (n,) int
    right: np.ndarray  # (n,) int
    features: np.ndarray  # (n, len(FEATURES)) float32
    rows: dict[str, np.ndarray]  # split → the rows of its pairs
    same: dict[str, np.ndarray]  # split → their labels, bool

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        splits: dict[str, LabelledPairs],
        blocking: BlockingOptions = BlockingOptions(),
        progress: Progress = silent,
    ) -> TrainingSet:
        """Candidates by blocking and all labelled pairs: the unlabelled are rivals."""
        found = np.stack(candidates(corpus, blocking, progress=progress), axis=1)
        listed = {
            name: np.sort(np.stack([one.left, one.right], axis=1), axis=1)
            for name, one in splits.items()
        }
        pairs, place = np.unique(
            np.concatenate([*listed.values(), found]), axis=0, return_inverse=True
        )
        ends = np.cumsum([0, *(len(rows) for rows in listed.values())])
        rows = {name: place[ends[i] : ends[i + 1]] for i, name in enumerate(listed)}
        left, right = pairs[:, 0], pairs[:, 1]
        features = pair_features(corpus, left, right, progress)
        same = {name: one.same for name, one in splits.items()}
        return cls(corpus, left, right, features, rows, same)


def train(
    sets: Sequence[TrainingSet],
    options: TrainingOptions = TrainingOptions(),
    progress: Progress = silent,
) -> Matcher:
    """Learn from the "train" pairs of all sets; calibrate and choose thresholds on "valid".

    The second model is stacked on opinions from outside each pair's fold (Wolpert, *Stacked
    generalization*, 1992). Raises `BadMatcher` when the pairs are all the same or all different.
    """
    labels = np.concatenate([one.same["train"] for one in sets])
    checked = np.concatenate([one.same["valid"] for one in sets])
    if len(np.unique(labels)) < 2 or len(np.unique(checked)) < 2:
        raise BadMatcher("Both train and valid need pairs that are the same and pairs that differ.")
    rows = np.concatenate([one.features[one.rows["train"]] for one in sets])
    alone = fit_trees(rows, labels, options)
    outside = np.empty(len(rows), np.float32)
    folds = GroupKFold(options.folds, shuffle=True, random_state=0)
    for fold, (inner, outer) in enumerate(folds.split(rows, groups=_groups(sets))):
        progress("Training", fold, options.folds + 1)
        outside[outer] = fit_trees(rows[inner], labels[inner], options)(rows[outer])
    joined = []
    start = 0
    for one in sets:
        opinion = alone(one.features)
        count = len(one.rows["train"])
        opinion[one.rows["train"]] = outside[start : start + count]
        start += count
        joined.append(with_rivals(one.features, opinion, one.corpus, one.left, one.right))
    trained = np.concatenate([j[one.rows["train"]] for j, one in zip(joined, sets, strict=True)])
    together = fit_trees(trained, labels, options)
    progress("Training", options.folds + 1, options.folds + 1)
    valid = np.concatenate([j[one.rows["valid"]] for j, one in zip(joined, sets, strict=True)])
    return _calibrated(alone, together, together(valid), checked, options)


def _groups(sets: Sequence[TrainingSet]) -> np.ndarray:
    """The left offer of each training pair: all its pairs fall in one fold."""
    offset, groups = 0, []
    for one in sets:
        groups.append(one.left[one.rows["train"]] + offset)
        offset += len(one.corpus.profiles)
    return np.concatenate(groups)


def _calibrated(
    alone: Trees,
    together: Trees,
    odds: np.ndarray,
    same: np.ndarray,
    options: TrainingOptions,
) -> Matcher:
    """Platt scaling (Platt, 1999) and thresholds from the log-odds of the validation pairs."""
    scaling = LogisticRegression(C=1.0).fit(odds[:, None], same)
    slope, offset = float(scaling.coef_[0, 0]), float(scaling.intercept_[0])
    probability = 1 / (1 + np.exp(-(slope * odds + offset)))
    thresholds = choose_thresholds(probability, same, options)
    return Matcher(alone, together, slope, offset, thresholds)


def choose_thresholds(
    probability: np.ndarray, same: np.ndarray, options: TrainingOptions
) -> Thresholds:
    """Where F1 is best, where "same" is precise enough, and where "different" loses little."""
    precision, recall, levels = precision_recall_curve(same, probability)
    precision, recall = precision[:-1], recall[:-1]
    best = best_threshold(probability, same)
    precise = levels[precision >= options.precision]
    complete = levels[recall >= options.recall]
    sure = float(precise[0]) if len(precise) else HIGHEST_SAME
    least = float(complete[-1]) if len(complete) else LOWEST_UNSURE
    return Thresholds(
        same=float(np.clip(sure, max(best, LOWEST_SAME), HIGHEST_SAME)),
        different=float(np.clip(least, LOWEST_UNSURE, min(best, HIGHEST_DIFFERENT))),
        best=best,
    )


def best_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The score from which on "same" has the highest F1."""
    precision, recall, levels = precision_recall_curve(same, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    top = int(f1[:-1].argmax())
    return float((levels[top] + levels[max(top - 1, 0)]) / 2)


def fit_trees(rows: np.ndarray, same: np.ndarray, options: TrainingOptions) -> Trees:
    """Histogram gradient boosting (as LightGBM: Ke et al., 2017), several seeds as one model."""
    known = np.where(np.isnan(rows).all(axis=0), 0, rows)  # a column of NaN cannot be binned
    models = [
        HistGradientBoostingClassifier(
            learning_rate=options.rate,
            max_iter=options.iterations,
            max_leaf_nodes=options.leaves,
            max_features=options.columns,
            l2_regularization=3.0,
            early_stopping=False,
            random_state=seed,
        ).fit(known, same)
        for seed in range(options.seeds)
    ]
    return _exported(models)


def _exported(models: Sequence[HistGradientBoostingClassifier]) -> Trees:
    """The trees of several models as one sum, that of their mean log-odds."""
    trees = [step[0].nodes for model in models for step in model._predictors]
    starts = np.cumsum([0, *(len(nodes) for nodes in trees)])[:-1]
    nodes = np.concatenate(trees)
    offsets = np.repeat(starts, [len(one) for one in trees])
    leaf = nodes["is_leaf"].astype(bool)
    base = np.mean([np.ravel(model._baseline_prediction)[0] for model in models])
    return Trees(
        base=np.array([base], np.float32),
        roots=starts.astype(np.int32),
        feature=np.where(leaf, LEAF, nodes["feature_idx"]).astype(np.int16),
        threshold=nodes["num_threshold"].astype(np.float64),
        left=(nodes["left"] + offsets).astype(np.int32),
        right=(nodes["right"] + offsets).astype(np.int32),
        missing_left=nodes["missing_go_to_left"].astype(np.uint8),
        value=(nodes["value"] / len(models)).astype(np.float32),
    )

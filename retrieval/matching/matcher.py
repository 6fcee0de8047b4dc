"""The matcher: how likely two offers are one thing, and what to answer: same, different, unsure."""

from __future__ import annotations

import hashlib
import json
import operator
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from retrieval.errors import BadMatcher
from retrieval.matching.context import CONTEXT, context_features
from retrieval.matching.facts import Facts, fact_odds
from retrieval.matching.features import FEATURES, Corpus, pair_features
from retrieval.matching.trees import Trees
from retrieval.matching.weighing import STATED, Worth, stated_columns
from retrieval.progress import Progress, silent

SHIPPED = Path(__file__).parent / "weights" / "matcher.safetensors"
RIVALRY = ("words", "characters", "least covered anywhere")
"""Features by which a pair is compared with its rivals, besides the first opinion."""
COLUMNS = (
    *FEATURES,
    "first opinion",
    *(f"{name}: {c}" for name in ("opinion", *RIVALRY) for c in CONTEXT),
    *STATED,
)

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True)
class Thresholds:
    """Probabilities at which the answer changes."""

    same: float = 0.8  # from here on two offers are merged
    different: float = 0.35  # below, they are not worth a person's time
    best: float = 0.5  # where F1 was highest on the validation pairs: for a yes or no

    def verdict(self, probability: float) -> Verdict:
        """The answer for one pair."""
        if probability >= self.same:
            return "same"
        return "different" if probability < self.different else "unsure"


VERSION = 3
"""Raise it whenever the same offers and weights would be judged otherwise."""


@dataclass(frozen=True)
class Matcher:
    """Two models of boosted trees and a calibration. The first judges each pair alone; the second
    knows the first one's opinion of the pair and of its rivals."""

    alone: Trees
    together: Trees
    slope: float = 1.0  # Platt scaling of the log-odds
    offset: float = 0.0
    thresholds: Thresholds = Thresholds()
    facts: Facts = field(default=Facts())

    def probabilities(
        self,
        corpus: Corpus,
        left: np.ndarray,
        right: np.ndarray,
        progress: Progress = silent,
    ) -> np.ndarray:
        """Probability (pairs,) float32 that the offers left[i] and right[i] are one thing.

        All pairs are judged together: each is the others' rival. So give the candidates of a
        whole catalogue rather than a few pairs.
        """
        if not len(left):
            return np.empty(0, np.float32)
        features = pair_features(corpus, left, right, progress)
        return self.judge(features, corpus, left, right)

    def judge(
        self, features: np.ndarray, corpus: Corpus, left: np.ndarray, right: np.ndarray
    ) -> np.ndarray:
        """The same, from `pair_features`."""
        rows = with_rivals(features, self.alone(features), corpus, left, right)
        odds = self.slope * self.together(rows) + self.offset
        odds = fact_odds(odds, features, corpus.profiles, left, right, self.facts)
        return (1 / (1 + np.exp(-odds))).astype(np.float32)

    @property
    def fingerprint(self) -> str:
        """Changes when an answer might."""
        settings = json.dumps(self._settings(), sort_keys=True)
        digest = hashlib.sha256(f"{VERSION} {settings}".encode())
        for trees in (self.alone, self.together):
            for array in trees.tensors("").values():
                digest.update(array.tobytes())
        return digest.hexdigest()[:16]

    def save(self, path: Path) -> None:
        """Keep as safetensors: numbers and a line of JSON, nothing that can be run."""
        tensors = {**self.alone.tensors("alone"), **self.together.tensors("together")}
        unfinished = path.with_suffix(".unfinished")
        settings = json.dumps(self._settings())
        save_file(tensors, unfinished, {"matcher": settings, "sum": _sum(settings, tensors)})
        os.replace(unfinished, path)

    @classmethod
    def load(cls, path: Path = SHIPPED) -> Matcher:
        """The matcher in a file. Raises `BadMatcher` when it cannot be used."""
        try:
            with safe_open(path, "numpy") as file:
                settings = json.loads(file.metadata()["matcher"])
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
                noted = file.metadata().get("sum", "")
                if noted and noted != _sum(file.metadata()["matcher"], tensors):
                    raise ValueError("it was altered since it was trained")
            if settings["columns"] != list(COLUMNS):
                raise ValueError("it was trained on other features")
            return cls(
                Trees.from_tensors(tensors, "alone"),
                Trees.from_tensors(tensors, "together"),
                settings["slope"],
                settings["offset"],
                Thresholds(**settings["thresholds"]),
                Facts(**settings["facts"]),
            )
        except Exception as error:  # safetensors raises errors of its own kind
            raise BadMatcher(
                f"{path} cannot be used as a matcher ({error}); train it again with "
                "`python -m assistant match train`."
            ) from error

    def _settings(self) -> dict:
        return {
            "columns": list(COLUMNS),
            "slope": self.slope,
            "offset": self.offset,
            "thresholds": asdict(self.thresholds),
            "facts": asdict(self.facts),
        }


def with_rivals(
    features: np.ndarray,
    opinion: np.ndarray,
    corpus: Corpus,
    left: np.ndarray,
    right: np.ndarray,
) -> np.ndarray:
    """The columns the second model reads, (pairs, len(COLUMNS)) float32; `opinion` (pairs,) are
    the first one's log-odds."""
    scores = [opinion, *(features[:, FEATURES.index(name)] for name in RIVALRY)]
    sources = np.unique([one.source for one in corpus.profiles], return_inverse=True)[1]
    rivals = context_features(left, right, sources, scores)
    worth = Worth.of(opinion, corpus.profiles, left, right, operator.eq)
    stated = stated_columns(worth, corpus.profiles, left, right)
    return np.hstack([features, opinion[:, None], rivals, stated])


def _sum(settings: str, tensors: Mapping[str, np.ndarray]) -> str:
    """Hash of all that a file holds."""
    digest = hashlib.sha256(settings.encode())
    for name, array in sorted(tensors.items()):
        digest.update(name.encode() + np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()

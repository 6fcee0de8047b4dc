"""Ways to fuse and to adapt, each a sibling file with `fit(task, options, run) -> Adapter`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fusion.adapter import Adapter
from fusion.strategies import (
    adaptation,
    adversarial,
    attention,
    classifier,
    crossdomain,
    distillation,
    early,
    graph,
    intermediate,
    meta,
    photo,
    pipeline,
)
from fusion.task import Task
from fusion.training import Run, TrainingOptions

__all__ = ["STRATEGIES", "Strategy"]


@dataclass(frozen=True)
class Strategy:
    """One way to learn an adapter."""

    fit: Callable[[Task, TrainingOptions, Run | None], Adapter]
    purpose: str
    twin: str  # the cheap strategy it has to beat; "none" is the plain encoder
    validates: bool = True  # whether it needs products held out for validation
    tokens: bool = False  # whether it reads an encoder's tokens, if there are any


STRATEGIES: dict[str, Strategy] = {
    "centring": Strategy(
        adaptation.fit_centring,
        "move photos to where catalogue pictures lie",
        "none",
        validates=False,
    ),
    "coral": Strategy(
        adaptation.fit_coral, "align means and covariances", "centring", validates=False
    ),
    "photo": Strategy(
        photo.fit, "whiten what photos of one product differ in", "centring", validates=False
    ),
    "late": Strategy(attention.fit_late, "one weight for words and photo", "none", validates=False),
    "attention": Strategy(
        attention.fit, "weigh words and photo by the question", "late", validates=False
    ),
    "early": Strategy(early.fit, "one joint vector of the concatenated blocks", "late"),
    "unfolded": Strategy(
        intermediate.fit_unfolded, "cross-attention between tokens unfolded from blocks", "early"
    ),
    "intermediate": Strategy(
        intermediate.fit, "cross-attention of words and parts of a picture", "unfolded", tokens=True
    ),
    "itemknn": Strategy(graph.fit_knn, "borrow from similar products", "none", validates=False),
    "graph": Strategy(graph.fit, "borrow along shops, categories, brands", "itemknn"),
    "dann": Strategy(adversarial.fit_dann, "features a domain cannot be told from", "centring"),
    "cdan": Strategy(adversarial.fit_cdan, "the same, for each class", "centring"),
    "prototypes": Strategy(meta.fit_prototypes, "episodes of few examples", "centring"),
    "maml": Strategy(meta.fit_maml, "a start that few steps adapt", "prototypes"),
    "distillation": Strategy(
        distillation.fit, "where a larger teacher puts the photos", "none", validates=False
    ),
    "classifier": Strategy(classifier.fit, "text and image to a category", "early"),
    "crossdomain": Strategy(crossdomain.fit, "two encoders and a discriminator", "dann"),
    "pipeline": Strategy(
        pipeline.fit, "fusion, adversary and episodes at once", "photo", tokens=True
    ),
}
"""Name → strategy."""
